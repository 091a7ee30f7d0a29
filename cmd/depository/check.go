package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/outcome"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/legible"
	"depository.example/depository/pipeline/tell/wording"
)

func newCheckCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "check",
		RunE: check,
	}
	f := cmd.Flags()
	addInputFlags(f)
	settings.Flags(f, "period")
	f.String("return", "", "")
	f.Bool("quiet", false, "")
	f.Bool("json", false, "")
	return cmd
}

func check(cmd *cobra.Command, names []string) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	opts.Return, _ = cmd.Flags().GetString("return")
	quiet, _ := cmd.Flags().GetBool("quiet")
	asJSON, _ := cmd.Flags().GetBool("json")
	show := newProgress(cmd.ErrOrStderr(), texts, quiet || asJSON)
	found, err := pipeline.Check(opts, names, show.update)
	show.End()
	if err != nil {
		return err
	}
	if opts.Return != "" {
		if err := returnTo(cmd.ErrOrStderr(), opts.Return, found, texts); err != nil {
			return err
		}
	}
	if asJSON {
		err = found.JSON(cmd.OutOrStdout(), texts)
	} else {
		err = outcome.Check(cmd.OutOrStdout(), found, texts)
	}
	if err == nil && found.Count(cell.Error) > 0 {
		err = statusError(statusCorrect)
	}
	return err
}

// returnTo writes what goes back to partners and says what it is.
func returnTo(w io.Writer, dir string, found *pipeline.Checking, texts *wording.Catalogue) error {
	written, err := found.Return(dir, texts)
	publish.TellStopped(found.Stopped, teller(w, texts))
	if err != nil {
		return err
	}
	for _, r := range written {
		what := "command.check.returned.list"
		if r.Form {
			what = "command.check.returned.form"
		}
		fmt.Fprintln(w, texts.T(what, "file", legible.Line(r.Path)))
	}
	if len(written) == 0 {
		fmt.Fprintln(w, texts.T("command.check.returned.none"))
	}
	return nil
}
