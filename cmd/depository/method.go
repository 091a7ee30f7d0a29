package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/methodpage"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/media/yamltree"
	"depository.example/depository/pipeline/outcome"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

func newMethodCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "method", Args: shell.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	docs := &cobra.Command{Use: "docs", Args: shell.ExactArgs(1), RunE: methodDocs}
	words(docs.Flags(), "out")
	cmd.AddCommand(docs,
		&cobra.Command{Use: "check", Args: shell.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
			texts, err := textsOf(cmd)
			if err != nil {
				return err
			}
			return checkMethod(cmd.OutOrStdout(), cmd.ErrOrStderr(), args[0], texts)
		}},
		&cobra.Command{Use: "show", Args: shell.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
			return describeMethod(cmd, args[0], "", methodpage.Text)
		}})
	return cmd
}

// checkMethod prints all faults and warnings; a file with faults ends the
// command with status 1.
func checkMethod(stdout, stderr io.Writer, name string, texts *wording.Catalogue) error {
	m, _, err := workspace.OpenMethod(name)
	var faults yamltree.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Fprintln(stderr, f.In(texts))
		}
		return statusError(statusNotRun)
	}
	if err != nil {
		return err
	}
	return outcome.Method(stdout, stderr, m, texts)
}

// methodDocs writes a method as the name of the file asks: a page of HTML on standard
// output and devices.
func methodDocs(cmd *cobra.Command, args []string) error {
	out := call{Command: cmd}.word("out")
	if err := (publish.Reads{args[0]}).Allow("--out", out); err != nil {
		return err
	}
	as, known := methodpage.FormatOf(out)
	switch {
	case out == "" || publish.Device(out):
		as = methodpage.HTML
	case !known:
		return wording.Fail("method.docs.kind", "file", out)
	}
	return describeMethod(cmd, args[0], out, as)
}

// describeMethod prints the description of a method.
func describeMethod(cmd *cobra.Command, name, out string, as methodpage.Format) error {
	texts, err := textsOf(cmd)
	if err != nil {
		return err
	}
	m, _, err := workspace.OpenMethod(name)
	if err != nil {
		return err
	}
	return call{Command: cmd, texts: texts}.put(publish.Target{Reads: publish.Reads{name}}, out, func(w io.Writer) error { return methodpage.Write(w, as, m, texts) })
}
