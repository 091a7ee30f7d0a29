package main

import (
	"io"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
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
	files, err := c.files(c.target(c.opts.Method), c.output)
	if err != nil {
		return err
	}
	found, print, err := c.diagnosis()
	if err == nil && c.output != "" {
		err = files.Put(c.output, func(w io.Writer) error { return indexfile.Criteria(w, found) })
	}
	if err := files.End(err); err != nil {
		return err
	}
	return print(c.out(), c.texts, found)
}

// diagnosis looks at the data of the table or of the period; print is how it is told.
func (c *scoringCall) diagnosis() (found *items.Report, print func(io.Writer, *wording.Catalogue, *items.Report) error, err error) {
	if c.data != "" {
		x, err := c.table(c.opts.Method)
		if err != nil {
			return nil, nil, err
		}
		return items.Table(x.Table), account.Diagnosis, nil
	}
	s, err := c.period(c.opts.Method)
	if err != nil {
		return nil, nil, err
	}
	return s.Diagnosis(), account.PracticesDiagnosis, nil
}
