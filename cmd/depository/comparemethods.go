package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
)

func newCompareMethodsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "compare-methods",
		Example: `  depository compare-methods egov-practices proposed.yaml
  depository compare-methods egov-practices proposed.yaml --period 2026-H1 --out changes.csv
  depository compare-methods now.yaml proposed.yaml --data asem.csv --out changes.csv`,
		Args: exactArgs(2),
		RunE: compareMethods,
	}
	scoringFlags(cmd.Flags())
	return cmd
}

// A comparison is units of one kind under two methods.
type comparison struct {
	*index.Contrast
	title string     // what the units are, printed above them; "" nothing
	names []string   // as printed
	units [][]string // as written, in the columns of ids
}

func compareMethods(cmd *cobra.Command, methods []string) error {
	c, err := scoringCallOf(cmd)
	if err != nil {
		return err
	}
	files, err := openResults(cmd, c.texts, c.target(methods...), c.out)
	if err != nil {
		return err
	}
	compare := c.periods
	if c.data != "" {
		compare = c.tables
	}
	names, ids, found, err := compare(methods)
	if err == nil && c.out != "" {
		err = files.put(c.out, func(w io.Writer) error { return writeComparisons(w, ids, found) })
	}
	if err := files.end(err); err != nil {
		return err
	}
	for i, one := range found {
		if one.title != "" {
			fmt.Fprint(cmd.OutOrStdout(), strings.Repeat("\n", min(i, 1)), one.title, "\n\n")
		}
		if err := account.Contrast(cmd.OutOrStdout(), c.texts, one.Contrast, names, one.names); err != nil {
			return err
		}
	}
	return nil
}

// writeComparisons writes them as one table.
func writeComparisons(w io.Writer, ids []string, all []comparison) error {
	for i, one := range all {
		if i > 0 {
			ids = nil
		}
		if err := indexfile.Contrast(w, one.Contrast, ids, one.units); err != nil {
			return err
		}
	}
	return nil
}

// named names two methods, each with its version where both bear one id.
func named(a, b *method.Method) [2]string {
	names := [2]string{a.ID, b.ID}
	if a.ID == b.ID {
		names = [2]string{a.ID + " " + a.Version, b.ID + " " + b.Version}
	}
	return names
}

// tables compares two methods over the table.
func (c *scoringCall) tables(methods []string) (names [2]string, ids []string, found []comparison, err error) {
	var x [2]*indexfile.Index
	for i, name := range methods {
		if x[i], err = c.table(name); err != nil {
			return names, nil, nil, err
		}
	}
	a, b := x[0], x[1]
	if ids = a.Asked.Unit.ID; !slices.Equal(ids, b.Asked.Unit.ID) {
		return names, nil, nil, wording.Fail("diagnose.compare.columns", "a", strings.Join(ids, ", "), "b", strings.Join(b.Asked.Unit.ID, ", "))
	}
	both, ok := a.Against(b.Result)
	if !ok {
		return names, nil, nil, wording.Fail("diagnose.compare.units")
	}
	one := comparison{Contrast: both}
	for _, u := range a.Order() {
		one.units, one.names = append(one.units, a.Identity(u)), append(one.names, a.Name(u))
	}
	return named(a.Method, b.Method), ids, []comparison{one}, nil
}

// periods compares two methods over the partners of the period, and its practices.
func (c *scoringCall) periods(methods []string) (names [2]string, ids []string, found []comparison, err error) {
	var s [2]*pipeline.Scored
	for i, name := range methods {
		if s[i], err = c.period(name); err != nil {
			return names, nil, nil, err
		}
	}
	a, b := s[0], s[1]
	for _, kind := range []score.UnitKind{score.Partner, score.Practice} {
		both := a.Against(b, kind)
		one := comparison{Contrast: both.Contrast, title: c.texts.T("period.compare." + string(kind))}
		for _, u := range both.Units {
			one.units = append(one.units, []string{string(u.Kind), u.ID, u.Partner, u.Place})
			name := a.PartnerName(u.Partner, c.texts.Lang())
			if kind == score.Practice {
				name = u.ID + " " + u.Name
			}
			one.names = append(one.names, name)
		}
		found = append(found, one)
	}
	return named(a.Workspace.Method, b.Workspace.Method), []string{"unit_kind", "unit", "partner", "place"}, found, nil
}
