package drawing

import (
	"slices"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/tell/document"
)

// shades are the classes of a map or heat map whose values all lie in one or two fifths of
// the scale: by quantiles, so that it tells them apart.
type shades struct {
	tops   []float64 // the highest value of each class
	legend []string
}

// shadesOf returns the classes by quantiles of the means of regions; nil where the fifths
// of the scale tell them apart.
func shadesOf(d *Drawings, by map[string]findings.Region) *shades {
	var values []float64
	for _, r := range by {
		values = append(values, r.Mean)
	}
	return quantiles(d, values)
}

// shadeRows sets classes of a heat map by quantiles where the fifths of the scale do not tell
// its values apart.
func shadeRows(d *Drawings, f *document.Figure) {
	var values []float64
	for _, r := range f.Rows {
		for _, v := range r.Values {
			if v.Drawable() {
				values = append(values, v.X)
			}
		}
	}
	s := quantiles(d, values)
	if s == nil {
		return
	}
	f.Classes = s.legend
	for _, r := range f.Rows {
		for i := range r.Values {
			if v := &r.Values[i]; v.Drawable() {
				v.Class = s.class(v.X)
			}
		}
	}
}

// quantiles returns the classes of values; nil where the fifths of the scale tell them
// apart.
func quantiles(d *Drawings, values []float64) *shades {
	slices.Sort(values)
	if len(values) < 3 || d.Class(values[len(values)-1])-d.Class(values[0]) >= 2 {
		return nil
	}
	s := &shades{}
	k := min(5, len(slices.Compact(slices.Clone(values))))
	seen := map[float64]bool{}
	for i := 1; i <= k; i++ {
		top := values[(i*len(values)+k-1)/k-1]
		if !seen[top] {
			seen[top] = true
			s.tops = append(s.tops, top)
		}
	}
	low := values[0]
	for i, top := range s.tops {
		if i > 0 {
			low = values[slices.IndexFunc(values, func(v float64) bool { return v > s.tops[i-1] })]
		}
		s.legend = append(s.legend, d.Interval(low, top))
	}
	return s
}

// class returns the class of a value, from 1.
func (s *shades) class(x float64) int {
	return 1 + slices.IndexFunc(s.tops, func(top float64) bool { return x <= top })
}
