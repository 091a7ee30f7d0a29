package rule

import (
	"strings"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/brief"
)

// Nothing is what a formula says of nothing.
var Nothing = formula.Str("")

// OrNothing is "" where a condition holds.
func OrNothing(when formula.Bool, otherwise formula.Mixed) formula.Mixed {
	return formula.If(when, formula.Mixed(Nothing), otherwise)
}

// Sentence makes a formula of a text in which \x00 stands for an expression.
func Sentence(text string, e formula.Any) formula.String {
	var parts []formula.Any
	for i, piece := range strings.Split(text, "\x00") {
		if i > 0 {
			parts = append(parts, e)
		}
		if piece != "" {
			parts = append(parts, formula.Str(piece))
		}
	}
	return formula.Join(parts...)
}

// Changed tells whether a cell holds something else than what was given.
func Changed(at formula.Ref, given workbook.Value) formula.Bool {
	if x, ok := given.Number(); ok {
		return formula.Differs(at.Cell(), formula.Num(x))
	}
	if given.Kind == workbook.BoolValue {
		return formula.Differs(at.Cell(), formula.Truth(given.Text == "TRUE"))
	}
	kept := brief.Units(given.Text, 200)
	if kept == given.Text {
		return formula.Differs(at.Cell(), formula.Str(kept))
	}
	kept = kept[:len(kept)-len("…")] // longer than a formula's text may be
	return formula.Differs(formula.Left(at.Cell(), formula.Num(float64(workbook.Units(kept)))), formula.Str(kept))
}

// Shares is where coverages are compared.
var Shares = stat.OnScale(0, 1)

// Reaches compares a value with a limit as the pipeline does: both on the grid. In a
// spreadsheet too 29.999999999999996 reaches 30.
func Reaches(value formula.Number, limit float64, on stat.Grid) formula.Bool {
	return formula.Round(value, on.Decimals(limit)).AtLeast(formula.Num(on.Round(limit)))
}

// Scaled brings a number onto the scale.
func Scaled(x formula.Number, l *indicator.Leaf, s score.Scale) formula.Mixed {
	low, high := 0.0, l.Normalise.Top
	if l.Normalise.By == normalise.Goalposts {
		fitted := l.Normalise.OfRaw(l.Transform)
		low, high = fitted.Low, fitted.High
		switch l.Transform {
		case normalise.Ln:
			x = formula.Ln(x)
		case normalise.Log1p:
			x = formula.Ln(formula.Add(formula.Num(1), x))
		case normalise.Sqrt:
			x = formula.Sqrt(x)
		}
	}
	share := x.Minus(formula.Num(low)).Over(formula.Num(high - low))
	if l.Lower {
		share = formula.Num(1).Minus(share)
	}
	v := formula.Add(formula.Num(s.Min), formula.Product(formula.Num(s.Max-s.Min), share))
	if l.Normalise.ClipLow {
		v = formula.Most(formula.Num(s.Min), v)
	}
	if l.Normalise.ClipHigh {
		v = formula.Least(formula.Num(s.Max), v)
	}
	if l.Transform != normalise.Straight { // the logarithm of zero, the root of less
		return formula.IfError(formula.Mixed(v), formula.Mixed(Nothing))
	}
	return formula.Mixed(v)
}
