package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/scoring"
	"depository.example/depository/pipeline/tell/account"
)

func newCompareMethodsCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "compare-methods", Args: shell.ExactArgs(2), RunE: compareMethods}
	scoringFlags(cmd.Flags())
	return cmd
}

func compareMethods(cmd *cobra.Command, methods []string) error {
	c, err := scoringCallOf(cmd)
	if err != nil {
		return err
	}
	files, err := c.files(c.target(methods...), c.output)
	if err != nil {
		return err
	}
	found, err := c.compared(methods)
	if err == nil && c.output != "" {
		err = files.Put(c.output, found.CSV)
	}
	if err := files.End(err); err != nil {
		return err
	}
	for i, one := range found.Kinds {
		if one.Kind != "" {
			fmt.Fprint(c.out(), strings.Repeat("\n", min(i, 1)), c.texts.T("period.compare."+string(one.Kind)), "\n\n")
		}
		if err := account.Contrast(c.out(), c.texts, one.Contrast, found.Names, one.Names); err != nil {
			return err
		}
	}
	return nil
}

// compared scores the table, or the period, by two methods.
func (c *scoringCall) compared(methods []string) (*scoring.Methods, error) {
	var tables [2]*indexfile.Index
	var periods [2]*scoring.Scored
	for i, name := range methods {
		var err error
		if c.data != "" {
			tables[i], err = c.table(name)
		} else {
			periods[i], err = c.period(name)
		}
		if err != nil {
			return nil, err
		}
	}
	if c.data != "" {
		return scoring.CompareTables(tables[0], tables[1])
	}
	return scoring.ComparePeriods(periods[0], periods[1], c.texts.Lang()), nil
}
