package site

import (
	"fmt"
	"slices"

	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// legend lists the marks of a figure that need a word.
func legend(f *document.Figure, words *wording.Catalogue) []legendItem {
	var out []legendItem
	switch f.Kind {
	case document.Stacked:
		for k, s := range f.Series {
			mark := fmt.Sprintf("step-%d", seriesClass(f, k))
			if len(f.Series) > 5 && k == len(f.Series)-1 {
				mark = "step-7" // darker than the five steps, as chart draws it
			}
			out = append(out, legendItem{mark, s})
		}
		return out
	case document.Dumbbell:
		out = seriesLegend(f, "dot-hollow", "dot-filled")
	case document.Profile:
		out = seriesLegend(f, "dot-filled", "dot-hollow")
	case document.Ranking, document.HeatMap, document.Map:
		for k, name := range f.Classes {
			out = append(out, legendItem{fmt.Sprintf("step-%d", min(k+1, 5)), name})
		}
		if f.Kind == document.Ranking && len(f.Series) > 1 {
			out = append(out, legendItem{"dot-hollow", f.Series[1]})
		}
	}
	if hasInterval(f) {
		out = append(out, legendItem{"whisker", words.T("site.interval")})
	}
	return append(out, nothing(f, words)...)
}

func seriesLegend(f *document.Figure, marks ...string) []legendItem {
	var out []legendItem
	for k, s := range f.Series {
		if k < len(marks) {
			out = append(out, legendItem{marks[k], s})
		}
	}
	return out
}

// oblasts is the number of units on the map: 24 oblasts, the Autonomous Republic
// of Crimea, Kyiv and Sevastopol.
const oblasts = 27

// nothing explains the shades of what has no value: not known, and apart.
func nothing(f *document.Figure, words *wording.Catalogue) []legendItem {
	if f.Kind != document.HeatMap && f.Kind != document.Map {
		return nil
	}
	unknown, apart := f.Kind == document.Map && len(f.Rows) < oblasts, false
	for _, r := range f.Rows {
		for _, v := range r.Values {
			apart = apart || r.Muted && v.Known
			unknown = unknown || !v.Known
		}
	}
	var out []legendItem
	if unknown {
		out = append(out, legendItem{"step-0", words.T("site.no-data")})
	}
	if apart && f.Kind == document.Map {
		out = append(out, legendItem{"step-6", words.T("site.apart")})
	}
	return out
}

// seriesClass is the shade of a series of a Stacked, as chart draws it: 0 for
// what is not known.
func seriesClass(f *document.Figure, series int) int {
	classed := false
	for _, r := range f.Rows {
		for k, v := range r.Values {
			if k == series && v.Class > 0 {
				return min(v.Class, 5)
			}
			classed = classed || v.Class > 0
		}
	}
	if classed {
		return 0
	}
	if len(f.Series) <= 1 {
		return 4
	}
	return 1 + series*4/(len(f.Series)-1)
}

// hasInterval reports whether an interval is drawn.
func hasInterval(f *document.Figure) bool {
	drawn, ok := map[document.FigureKind]int{document.Ranking: 0, document.Profile: 0, document.Dumbbell: 1}[f.Kind]
	return ok && slices.ContainsFunc(f.Rows, func(r document.FigureRow) bool {
		return drawn < len(r.Values) && r.Values[drawn].Known && r.Values[drawn].Low < r.Values[drawn].High
	})
}

// table returns a figure as numbers: what a reader gets who does not see it.
func table(f *document.Figure, words *wording.Catalogue) numbers {
	t := numbers{Head: append([]string{words.T("site.row")}, columns(f)...)}
	notes := false
	for _, r := range f.Rows {
		notes = notes || r.Note != ""
	}
	if notes {
		t.Head = append(t.Head, words.T("site.note"))
	}
	width := len(columns(f))
	for _, r := range f.Rows {
		row := []string{r.Label}
		for k := range width {
			row = append(row, printed(f, r, k, words))
		}
		if notes {
			row = append(row, r.Note)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// columns names the values of a row.
func columns(f *document.Figure) []string {
	switch {
	case f.Kind == document.Quadrant:
		return []string{f.Axis.Label, f.AxisY.Label}
	case len(f.Series) > 0:
		return f.Series
	}
	return []string{f.Axis.Label}
}

// printed is a value with its interval, "61,3 (55,0–66,2)".
func printed(f *document.Figure, r document.FigureRow, k int, words *wording.Catalogue) string {
	if k >= len(r.Values) {
		return words.T("site.no-data")
	}
	v := r.Values[k]
	if !v.Known || v.Low >= v.High {
		return v.Text
	}
	decimals := max(f.Axis.Decimals, 1)
	return fmt.Sprintf("%s (%s–%s)", v.Text, words.Number(v.Low, decimals), words.Number(v.High, decimals))
}
