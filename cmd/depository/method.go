package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

func newMethodCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "method",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		newMethodCheckCommand(),
		&cobra.Command{
			Use:  "show",
			Args: exactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error {
				texts, err := textsOf(cmd)
				if err != nil {
					return err
				}
				m, _, err := workspace.OpenMethod(args[0])
				if err != nil {
					return err
				}
				return showMethod(cmd.OutOrStdout(), m, texts)
			},
		},
		newMethodDocsCommand(),
	)
	return cmd
}

func newMethodCheckCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "check",
		Args: exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			texts, err := textsOf(cmd)
			if err != nil {
				return err
			}
			return checkMethod(cmd.OutOrStdout(), cmd.ErrOrStderr(), args[0], texts)
		},
	}
	return cmd
}

// checkMethod prints all faults and warnings; a file with faults ends the
// command with status 1.
func checkMethod(stdout, stderr io.Writer, name string, texts *wording.Catalogue) error {
	m, _, err := workspace.OpenMethod(name)
	var faults method.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Fprintln(stderr, f.In(texts))
		}
		return statusError(statusNotRun)
	}
	if err != nil {
		return err
	}
	for _, w := range m.Warnings {
		fmt.Fprintln(stderr, texts.T("method.check.warning", "text", w.In(texts)))
	}
	fmt.Fprintln(stdout, texts.T("method.check.sound", "method", strings.TrimSpace(m.ID+" "+m.Version), "n", len(m.Questionnaire.Criteria), "hash", m.Hash))
	return nil
}

// showMethod prints the method as the page of method docs has it, as plain text.
func showMethod(w io.Writer, m *method.Method, texts *wording.Catalogue) error {
	p := (&pager{m: m, t: texts}).page()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", p.Name, strings.Join(p.Lead, "\n"))
	for _, s := range p.Sections {
		fmt.Fprintf(&b, "\n%s\n", s.Title)
		s.print(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// print prints what stands below the title of a section, and its parts with their
// ids. A table of two columns is a list: its second has sentences.
func (s *section) print(b *strings.Builder) {
	for _, text := range s.Text {
		fmt.Fprintf(b, "%s\n", strings.Join(wrapped(text, helpWidth), "\n"))
	}
	for _, item := range s.Items {
		fmt.Fprintf(b, "- %s\n", strings.Join(wrapped(item, helpWidth-2), "\n  "))
	}
	switch {
	case s.Table == nil:
	case len(s.Table.Head) == 2:
		for _, r := range s.Table.Rows {
			fmt.Fprintf(b, "  %s\n", strings.Join(wrapped(r.Cells[0].Text+": "+r.Cells[1].Text, helpWidth-4), "\n    "))
		}
	default:
		fmt.Fprintf(b, "\n%s", s.Table.plain())
	}
	for i := range s.Parts {
		part := &s.Parts[i]
		fmt.Fprintf(b, "\n%s", part.Title)
		if part.ID != "" && part.ID != part.Title {
			fmt.Fprintf(b, " (%s)", part.ID)
		}
		b.WriteString("\n")
		part.print(b)
	}
}

// plain is the table as text; nodes of the tree stand below their parents.
func (t *pageTable) plain() textTable {
	cells := func(row []pageCell, depth int) []string {
		out := make([]string, len(row))
		for i, c := range row {
			out[i] = c.Text
		}
		if len(out) > 0 {
			out[0] = strings.Repeat("  ", depth) + out[0]
		}
		return out
	}
	plain := textTable{header: cells(t.Head, 0)}
	for _, r := range t.Rows {
		plain.rows = append(plain.rows, cells(r.Cells, r.Depth))
	}
	return plain
}
