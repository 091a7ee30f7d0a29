package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/tell/account"
)

func newDiagnoseCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "diagnose",
		Example: "  depository diagnose --method asem.yaml --data asem.csv --lang en --out criteria.csv",
		Args:    noArgs,
		RunE:    diagnose,
	}
	f := cmd.Flags()
	settingFlags(f, "method")
	f.String("data", "", "")
	f.String("out", "", "")
	cobra.CheckErr(errors.Join(cmd.MarkFlagRequired("method"), cmd.MarkFlagRequired("data")))
	return cmd
}

func diagnose(cmd *cobra.Command, _ []string) error {
	flag := flagsOf(cmd)
	texts, err := textsOf(cmd)
	if err != nil {
		return err
	}
	out := flag("out")
	if err := tableNamed(texts, out); err != nil {
		return err
	}
	files, err := openResults(cmd, texts, publish.Target{Reads: publish.Reads{flag("method"), flag("data")}}, out)
	if err != nil {
		return err
	}
	x, err := indexOf(cmd, flag("method"), flag("data"), texts)
	if err != nil {
		return files.end(err)
	}
	found := items.Table(x.Table)
	if out != "" {
		err = files.put(out, func(w io.Writer) error { return indexfile.Criteria(w, found) })
	}
	if err := files.end(err); err != nil {
		return err
	}
	return account.Diagnosis(cmd.OutOrStdout(), texts, found)
}
