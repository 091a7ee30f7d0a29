package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
)

func newCompareMethodsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "compare-methods",
		Example: "  depository compare-methods now.yaml proposed.yaml --data asem.csv --out changes.csv",
		Args:    exactArgs(2),
		RunE:    compareMethods,
	}
	f := cmd.Flags()
	f.String("data", "", "")
	f.String("out", "", "")
	cobra.CheckErr(cmd.MarkFlagRequired("data"))
	return cmd
}

func compareMethods(cmd *cobra.Command, methods []string) error {
	flag := flagsOf(cmd)
	texts, err := textsOf(cmd)
	if err != nil {
		return err
	}
	out := flag("out")
	if err := tableNamed(texts, out); err != nil {
		return err
	}
	files, err := openResults(cmd, texts, publish.Target{Reads: publish.Reads{methods[0], methods[1], flag("data")}}, out)
	if err != nil {
		return err
	}
	c, err := compared(cmd, methods, flag("data"), texts)
	if err == nil && out != "" {
		err = files.put(out, func(w io.Writer) error { return indexfile.Contrast(w, c.Contrast, c.ids, c.units) })
	}
	if err := files.end(err); err != nil {
		return err
	}
	names := make([]string, len(c.units))
	for i, u := range c.units {
		names[i] = strings.Join(u, ", ")
	}
	return account.Contrast(cmd.OutOrStdout(), texts, c.Contrast, c.methods, names)
}

// A comparison is units under two methods, in the order in which they were read.
type comparison struct {
	*index.Contrast
	methods [2]string
	ids     []string // what names the units
	units   [][]string
}

// compared scores a table by two methods.
func compared(cmd *cobra.Command, methods []string, data string, texts *wording.Catalogue) (*comparison, error) {
	var x [2]*indexfile.Index
	for i, name := range methods {
		var err error
		if x[i], err = indexOf(cmd, name, data, texts); err != nil {
			return nil, err
		}
	}
	a, b := x[0], x[1]
	if !slices.Equal(a.Asked.Unit.ID, b.Asked.Unit.ID) {
		return nil, wording.Fail("diagnose.compare.columns", "a", strings.Join(a.Asked.Unit.ID, ", "), "b", strings.Join(b.Asked.Unit.ID, ", "))
	}
	both, ok := a.Against(b.Result)
	if !ok {
		return nil, wording.Fail("diagnose.compare.units")
	}
	c := &comparison{Contrast: both, methods: [2]string{label(a.Method, b.Method), label(b.Method, a.Method)}, ids: a.Asked.Unit.ID}
	for _, u := range a.Order() {
		c.units = append(c.units, a.Identity(u))
	}
	return c, nil
}
