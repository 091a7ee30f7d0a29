package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/trail"
)

func newExplainCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "explain", Args: cobra.MaximumNArgs(1), RunE: explain}
	inputFlags(cmd.Flags(), "period", "reports", "date")
	words(cmd.Flags(), "uses", "set")
	switches(cmd.Flags(), "quiet")
	return cmd
}

func explain(cmd *cobra.Command, refs []string) error {
	switch {
	case len(refs) == 1 == (call{Command: cmd}.word("uses") != ""):
		return wording.Fail("explain.one")
	case len(refs) == 1 && cmd.Flags().Changed("set"):
		return wording.Fail("explain.set")
	}
	return calling(explainNumber)(cmd, refs)
}

// explainNumber prints the tree of a number, or what follows from a cell.
func explainNumber(c call, refs []string) error {
	show := c.show()
	defer show.End()
	t, err := trail.Open(c.opts, nil, show.update)
	if err != nil {
		return err
	}
	if len(refs) == 1 {
		return t.Explain(c.out(), c.texts, refs[0])
	}
	uses, err := t.Uses(c.word("uses"), c.word("set"))
	if err != nil {
		return err
	}
	for _, u := range uses {
		fmt.Fprintf(c.out(), "%s\t%s\t%s\n", u.Ref, cmp.Or(u.Before, "–"), cmp.Or(u.After, "–"))
	}
	if len(uses) == 0 {
		c.tell("explain.unused")
	}
	return nil
}

func newVerifyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "verify", Args: shell.ExactArgs(1), RunE: calling(verify)}
	inputFlags(cmd.Flags())
	return cmd
}

// liesIn reports whether a folder lies in another one.
func liesIn(outputs, folder string) bool {
	from, err := filepath.Abs(outputs)
	to, failed := filepath.Abs(folder)
	below, none := filepath.Rel(from, to)
	return errors.Join(err, failed, none) == nil && filepath.IsLocal(below)
}

// verify prints what is wrong with an edition.
func verify(c call, folder []string) error {
	if liesIn(c.opts.Outputs, folder[0]) {
		if err := memory.Resume(c.opts); err != nil {
			return err
		}
	}
	faults, notes, err := trail.Verify(c.opts, folder[0])
	if err != nil {
		return err
	}
	for _, n := range notes {
		fmt.Fprintln(c.told(), system.Told(c.texts, n))
	}
	for _, f := range faults {
		fmt.Fprintf(c.out(), "%s\t%s\n", f.File, system.Told(c.texts, f.What))
	}
	if len(faults) > 0 {
		return statusError(statusNotRun)
	}
	c.tell("verify.clean")
	return nil
}
