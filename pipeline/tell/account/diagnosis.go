package account

import (
	"fmt"
	"io"
	"math"
	"strings"

	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// Diagnosis prints what there is to know about the data behind scores: every
// criterion, the pairs to look at, how well branches hang together.
func Diagnosis(w io.Writer, t *wording.Catalogue, r *items.Report) error {
	return diagnosis{r, t}.print(w, "diagnose.title", "diagnose.moved.note")
}

// PracticesDiagnosis prints the same over the practices of a period; ranks are those
// of partners.
func PracticesDiagnosis(w io.Writer, t *wording.Catalogue, r *items.Report) error {
	return diagnosis{r, t}.print(w, "diagnose.title.practices", "diagnose.moved.note.partners")
}

// print prints it under a title, with a note on the ranks.
func (d diagnosis) print(w io.Writer, title, note string) error {
	t := d.t
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n%s\n\n", t.T(title, "n", d.Units), d.criteria(), t.T(note))
	fmt.Fprintf(&b, "%s\n\n", t.T("diagnose.pairs"))
	d.pairs(&b)
	fmt.Fprintf(&b, "\n%s\n\n%s", t.T("diagnose.branches"), d.branches())
	_, err := io.WriteString(w, b.String())
	return err
}

// A diagnosis prints a report in a language.
type diagnosis struct {
	*items.Report
	t *wording.Catalogue
}

func (d diagnosis) number(x float64, decimals int) string { return number(d.t, x, decimals) }

func (d diagnosis) pairs(b *strings.Builder) {
	if len(d.Pairs) == 0 {
		fmt.Fprintln(b, d.t.T("diagnose.pairs.none", "high", items.TooHigh))
	}
	for _, p := range d.Pairs {
		key := "diagnose.pair.high"
		if p.Negative {
			key = "diagnose.pair.negative"
		}
		fmt.Fprintf(b, "%s: %s × %s  %s  %s\n", p.Branch, p.A, p.B, d.number(p.R, 2), d.t.T(key))
	}
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
