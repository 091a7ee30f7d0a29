package main

import (
	"io"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/tell/account"
)

func newDiagnoseCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "diagnose", Args: shell.NoArgs, RunE: diagnose}
	scoringFlags(cmd.Flags(), "method")
	return cmd
}

func diagnose(cmd *cobra.Command, _ []string) error {
	c, err := scoringCallOf(cmd)
	if err != nil {
		return err
	}
	files, err := c.files(c.Target(c.opts.Method), c.output)
	if err != nil {
		return err
	}
	found, err := c.Diagnose()
	if err == nil && c.output != "" {
		err = files.Put(c.output, func(w io.Writer) error { return indexfile.Criteria(w, found) })
	}
	if err := files.End(err); err != nil {
		return err
	}
	if c.Data == "" {
		return account.PracticesDiagnosis(c.out(), c.texts, found)
	}
	return account.Diagnosis(c.out(), c.texts, found)
}
