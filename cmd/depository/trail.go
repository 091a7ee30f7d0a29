package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/trail"
)

func newExplainCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "explain",
		Args: cobra.MaximumNArgs(1),
		RunE: explain,
	}
	f := cmd.Flags()
	addInputFlags(f)
	settings.Flags(f, "period", "reports", "date")
	f.String("uses", "", "")
	f.String("set", "", "")
	f.Bool("quiet", false, "")
	return cmd
}

// explain prints the tree of a number, or what follows from a cell.
func explain(cmd *cobra.Command, refs []string) error {
	flag := flagsOf(cmd)
	switch {
	case len(refs) == 1 == (flag("uses") != ""):
		return wording.Fail("explain.one")
	case len(refs) == 1 && cmd.Flags().Changed("set"):
		return wording.Fail("explain.set")
	}
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	quiet, _ := cmd.Flags().GetBool("quiet")
	show := newProgress(cmd.ErrOrStderr(), texts, quiet)
	defer show.End()
	t, err := trail.Open(opts, nil, show.update)
	if err != nil {
		return err
	}
	if len(refs) == 1 {
		return t.Explain(cmd.OutOrStdout(), texts, refs[0])
	}
	uses, err := t.Uses(flag("uses"), flag("set"))
	if err != nil {
		return err
	}
	for _, u := range uses {
		fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\n", u.Ref, cmp.Or(u.Before, "–"), cmp.Or(u.After, "–"))
	}
	if len(uses) == 0 {
		fmt.Fprintln(cmd.ErrOrStderr(), texts.T("explain.unused"))
	}
	return nil
}

func newVerifyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "verify", Args: shell.ExactArgs(1), RunE: verify}
	addInputFlags(cmd.Flags())
	return cmd
}

// verify prints what is wrong with an edition.
func verify(cmd *cobra.Command, folder []string) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	faults, notes, err := trail.Verify(opts, folder[0])
	if err != nil {
		return err
	}
	for _, n := range notes {
		fmt.Fprintln(cmd.ErrOrStderr(), system.Told(texts, n))
	}
	for _, f := range faults {
		fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\n", f.File, system.Told(texts, f.What))
	}
	if len(faults) > 0 {
		return statusError(statusNotRun)
	}
	fmt.Fprintln(cmd.ErrOrStderr(), texts.T("verify.clean"))
	return nil
}
