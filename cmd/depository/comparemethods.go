package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/shell"
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
	files, err := c.files(c.Target(methods...), c.output)
	if err != nil {
		return err
	}
	found, err := c.Compare(methods)
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
