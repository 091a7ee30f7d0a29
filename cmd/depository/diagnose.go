package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/media/publish"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

func newDiagnoseCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "diagnose",
		Example: "  depository diagnose --method asem.yaml --data asem.csv --lang en --out criteria.csv",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			flag := func(name string) string { s, _ := cmd.Flags().GetString(name); return s }
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
			x, err := indexTable(flag("method"), flag("data"), texts, cmd.ErrOrStderr())
			if err != nil {
				return files.end(err)
			}
			d := diagnosis{items.Table(x.table), texts}
			if out != "" {
				err = files.put(out, d.criteriaCSV)
			}
			if err := files.end(err); err != nil {
				return err
			}
			return d.print(cmd.OutOrStdout())
		},
	}
	f := cmd.Flags()
	settingFlags(f, "method")
	f.String("data", "", "")
	f.String("out", "", "")
	cobra.CheckErr(errors.Join(cmd.MarkFlagRequired("method"), cmd.MarkFlagRequired("data")))
	return cmd
}

// A diagnosis prints a report in a language.
type diagnosis struct {
	*items.Report
	t *wording.Catalogue
}

func (d diagnosis) number(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return d.t.T("diagnose.none")
	}
	return d.t.Number(x, decimals)
}

func (d diagnosis) print(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n%s\n\n", d.t.T("diagnose.title", "n", d.Units), d.criteria(), d.t.T("diagnose.moved.note"))
	fmt.Fprintf(&b, "%s\n\n", d.t.T("diagnose.pairs"))
	if len(d.Pairs) == 0 {
		fmt.Fprintln(&b, d.t.T("diagnose.pairs.none", "high", items.TooHigh))
	}
	for _, p := range d.Pairs {
		key := "diagnose.pair.high"
		if p.Negative {
			key = "diagnose.pair.negative"
		}
		fmt.Fprintf(&b, "%s: %s × %s  %s  %s\n", p.Branch, p.A, p.B, d.number(p.R, 2), d.t.T(key))
	}
	fmt.Fprintf(&b, "\n%s\n\n%s", d.t.T("diagnose.branches"), d.branches())
	_, err := io.WriteString(w, b.String())
	return err
}

func (d diagnosis) heads(keys ...string) []string {
	var out []string
	for _, k := range keys {
		out = append(out, d.t.T("diagnose."+k))
	}
	return out
}

func (d diagnosis) criteria() plaintext.Table {
	t := plaintext.Table{Header: d.heads("criterion", "available", "mean", "median", "skew", "kurtosis", "weight", "explains", "moved", "flags")}
	for _, c := range d.Criteria {
		t.Rows = append(t.Rows, []string{c.ID, d.number(100*c.Availability, 0), d.measure(c.Mean), d.measure(c.Median), d.number(c.Skew, 2),
			d.number(c.Kurt, 2), d.number(100*c.Weight, 1), d.number(c.Explains, 2), d.number(c.Moved, 2), d.t.Join(d.flags(c))})
	}
	return t
}

// flags names what is to be looked at.
func (d diagnosis) flags(c items.Criterion) []string {
	var out []string
	if c.Availability < items.LowAvailability {
		out = append(out, d.t.T("diagnose.flag.few"))
	}
	if c.Outliers {
		out = append(out, d.t.T("diagnose.flag.outliers"))
	}
	if !c.Says {
		out = append(out, d.t.T("diagnose.flag.same"))
	}
	return out
}

// measure prints a number of unknown size with three digits or more.
func (d diagnosis) measure(x float64) string {
	decimals := 2
	for a := math.Abs(x); a > 0 && a < 0.1 && decimals < 9; a *= 10 {
		decimals++
	}
	return d.number(x, decimals)
}

func (d diagnosis) branches() string {
	t := plaintext.Table{Header: d.heads("branch", "alpha", "component", "flags")}
	loadings := d.t.T("diagnose.loadings") + "\n\n"
	for _, b := range d.Branches {
		if len(b.Parts) < 2 {
			continue
		}
		flag := ""
		if b.Alpha < items.LowAlpha {
			flag = d.t.T("diagnose.flag.apart")
		}
		t.Rows = append(t.Rows, []string{b.ID, d.number(b.Alpha, 2), d.number(100*b.Explained, 0), flag})
		var list []string
		for k, l := range b.Loadings {
			list = append(list, b.Parts[k]+" "+d.number(l, 2))
		}
		loadings += b.ID + ": " + strings.Join(list, "; ") + "\n"
	}
	return t.String() + "\n" + loadings
}

// criteriaCSV writes one row a criterion, with all digits.
func (d diagnosis) criteriaCSV(w io.Writer) error {
	rows := [][]string{{"criterion", "asked", "n", "availability", "min", "max", "mean", "median", "sd", "skewness", "kurtosis",
		"distinct", "most_common", "outliers", "distinguishes", "effective_weight", "r2_with_root", "rank_shift_mean", "rank_shift_max"}}
	for _, c := range d.Criteria {
		rows = append(rows, []string{c.ID, strconv.Itoa(c.Asked), strconv.Itoa(c.N), shortest(c.Availability), shortest(c.Min), shortest(c.Max),
			shortest(c.Mean), shortest(c.Median), shortest(c.SD), shortest(c.Skew), shortest(c.Kurt), strconv.Itoa(c.Distinct), shortest(c.Most),
			strconv.FormatBool(c.Outliers), strconv.FormatBool(c.Says), shortest(c.Weight), shortest(c.Explains), shortest(c.Moved), strconv.Itoa(c.MovedMost)})
	}
	return tables.NewWriter(w).WriteAll(rows)
}
