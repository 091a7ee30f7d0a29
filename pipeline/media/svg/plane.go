package svg

import (
	"math"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/oblasts"
	"depository.example/depository/pipeline/media/palette"
	"depository.example/depository/pipeline/tell/document"
)

// Measures of a quadrant: its height in pixels, how many points are drawn one by
// one, and in how many fields across and down more are counted.
const (
	planeHeight = 360.0
	pointsMost  = 150
	fields      = 12
)

// quadrant draws points by two values. Named ones have their number in the table;
// more than pointsMost are counted by fields.
func (d *drawing) quadrant() {
	across, up := d.Axis.Over(d.Rows), d.upward()
	d.text("0", 14, "m", fitted("↑ "+d.AxisY.Label, smallSize, narrow))
	d.raw(`<svg x="9%%" width="87%%" y="24" height="%s" overflow="visible">`, num(planeHeight))
	d.raw(`<rect class="field" x="50%%" width="50%%" y="0" height="50%%"/>`)
	d.planeScale(across, up)
	named := len(d.Rows)
	if named > mostNamed {
		named = ends
		if d.unnamed(across, up); len(d.Rows) > pointsMost {
			d.density(across, up)
		}
	}
	for i, r := range d.Rows[:named] {
		x, y := r.Value(0), r.Value(1)
		if !x.Drawable() || !y.Drawable() {
			continue
		}
		d.mark(r, func() {
			d.raw(`<circle class="dot" cx="%s" cy="%s" r="9"/>`, pc(across.Share(x.X)), pc(1-up.Share(y.X)))
			d.raw(`<text x="%s" y="%s" dy="4" class="n c on">%d</text>`, pc(across.Share(x.X)), pc(1-up.Share(y.X)), i+1)
		})
	}
	d.raw("</svg>")
	d.text("96%", 24+planeHeight+38, "m e", fitted(d.Axis.Label+" →", smallSize, narrow))
	d.height = 24 + planeHeight + 46
}

// upward is the axis of the second values.
func (d *drawing) upward() document.Axis {
	seconds := make([]document.FigureRow, len(d.Rows))
	for i, r := range d.Rows {
		seconds[i].Values = []document.Value{r.Value(1)}
	}
	return d.AxisY.Over(seconds)
}

func (d *drawing) planeScale(across, up document.Axis) {
	ticks := across.Ticks()
	for _, t := range ticks {
		d.raw(`<line class="g" x1="%s" x2="%[1]s" y1="0" y2="100%%"/>`, pc(across.Share(t)))
		d.text(pc(across.Share(t)), planeHeight+18, "m c", d.Words.Number(t, across.TickDecimals(ticks)))
	}
	ticks = up.Ticks()
	for _, t := range ticks {
		y := planeHeight * (1 - up.Share(t))
		d.raw(`<line class="g" x1="0" x2="100%%" y1="%s" y2="%[1]s"/>`, num(y))
		d.text("-1.5%", y+4, "m e", d.Words.Number(t, up.TickDecimals(ticks)))
	}
}

// unnamed draws points without names, where there are too many to name and not too
// many to tell apart.
func (d *drawing) unnamed(across, up document.Axis) {
	if len(d.Rows) > pointsMost {
		return
	}
	for _, r := range d.Rows[ends:] {
		if x, y := r.Value(0), r.Value(1); x.Drawable() && y.Drawable() {
			d.raw(`<circle class="point" cx="%s" cy="%s" r="4"/>`, pc(across.Share(x.X)), pc(1-up.Share(y.X)))
		}
	}
}

// density counts points by fields, shaded by quarters of the fullest.
func (d *drawing) density(across, up document.Axis) {
	var counts [fields][fields]int
	most := 1
	for _, r := range d.Rows {
		x, y := r.Value(0), r.Value(1)
		if !x.Drawable() || !y.Drawable() {
			continue
		}
		i, j := min(int(across.Share(x.X)*fields), fields-1), min(int((1-up.Share(y.X))*fields), fields-1)
		counts[i][j]++
		most = max(most, counts[i][j])
	}
	for i := range fields {
		for j, k := range counts[i] {
			if k == 0 {
				continue
			}
			class := 1 + (4*k-1)/most
			d.raw(`<rect class="%s" x="%s" width="%s" y="%s" height="%[3]s"/>`, shade(class), pc(float64(i)/fields), pc(1.0/fields), pc(float64(j)/fields))
			d.text(pc((float64(i)+0.5)/fields), (float64(j)+0.5)*planeHeight/fields+4, on(class)+" c n", strconv.Itoa(k))
		}
	}
}

// mapWidth is the width of a map in its own units, in which its type is set.
const mapWidth = 640.0

// cities are units of the map that are points, never fields.
var cities = map[string]bool{"UA-30": true, "UA-40": true}

// drawMap draws the oblasts. One without a value is hatched; where a value is that
// of a place within the oblast, a point bears it and the oblast stays pale.
func (d *drawing) drawMap() {
	k := mapWidth / oblasts.Width
	rows := map[string]document.FigureRow{}
	for _, r := range d.Rows {
		rows[r.ID] = r
	}
	hatch := "hatch-" + esc(d.ID)
	d.raw(`<defs><pattern id="%s" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="s0" width="6" height="6"/><line class="g" x1="0" x2="0" y1="0" y2="6"/></pattern></defs>`, hatch)
	d.mapLegend(hatch)
	if !d.Alone {
		d.key, d.keyHeight = string(d.out), d.height
		d.out, d.height = d.out[:0], 0
	}
	top := d.height
	for _, o := range oblasts.All() {
		r, ok := rows[o.ID]
		filled := ok && r.Value(0).Drawable() && !r.Point
		if cities[o.ID] {
			continue
		}
		path := fmtPath(o, k, top)
		switch {
		case filled:
			d.shape(r, func() { d.raw(`<path class="%s land" d="%s"/>`, shade(r.Value(0).Class), path) })
		case ok && r.Value(0).Drawable():
			d.raw(`<path class="s0 land" d="%s"/>`, path)
		case ok:
			d.shape(r, func() { d.raw(`<path fill="url(#%s)" class="land empty" d="%s"/>`, hatch, path) })
		default:
			d.raw(`<path fill="url(#%s)" class="land empty" d="%s"/>`, hatch, path)
		}
	}
	d.places(rows, k, top)
	height := top + oblasts.Height()*k + 8
	d.box = "0 0 " + num(mapWidth) + " " + num(height)
	d.height = height
}

// mapLegend sets the classes, what is hatched, and what a point is.
func (d *drawing) mapLegend(hatch string) {
	keys := d.classKeys("")
	points, missing := false, false
	for _, r := range d.Rows {
		points = points || r.Point
		missing = missing || !r.Value(0).Drawable()
	}
	if points {
		keys = append(keys, dotKey(d, d.Words.T("figure.point"), "city s3"))
	}
	if missing || len(d.Rows) < len(oblasts.All()) {
		keys = append(keys, key{d.Words.T("figure.missing"), func(_ string, y float64) {
			d.raw(`<rect fill="url(#%s)" class="box" x="1" y="%s" width="16" height="12"/>`, hatch, num(y-6))
		}})
	}
	d.legend(keys)
}

// places draws points, and the values of all oblasts over their fields.
func (d *drawing) places(rows map[string]document.FigureRow, k, top float64) {
	for _, o := range oblasts.All() {
		r, ok := rows[o.ID]
		v := r.Value(0)
		x, y := o.Centre.X*k, o.Centre.Y*k+top
		point := r.Point || cities[o.ID]
		switch {
		case !ok && !point:
		case point && v.Drawable():
			d.mark(r, func() {
				d.raw(`<circle class="city %s" cx="%s" cy="%s" r="9"/>`, shade(v.Class), num(x), num(y))
				d.text(num(x+13), y+5, "b halo", v.Text)
			})
		case point && ok:
			d.shape(r, func() { d.raw(`<circle class="city s0" cx="%s" cy="%s" r="5"/>`, num(x), num(y)) })
		case point:
			d.raw(`<circle class="city s0" cx="%s" cy="%s" r="5"/>`, num(x), num(y))
		case v.Drawable():
			d.text(num(x), y+5, on(v.Class)+" c b", v.Text)
			if wide(r.Label, 10) < 2.6*o.Radius*k && palette.Class(v.Class) < 4 || wide(r.Label, 10) < 1.6*o.Radius*k {
				d.text(num(x), y-9, on(v.Class)+" c tiny", r.Label)
			}
		}
	}
}

// fmtPath is the outline of an oblast as the data of a path.
func fmtPath(o oblasts.Oblast, k, top float64) string {
	var b strings.Builder
	for _, ring := range o.Rings {
		for i, q := range ring {
			if i == 0 {
				b.WriteString("M")
			} else {
				b.WriteString("L")
			}
			b.WriteString(tenth(q.X*k) + " " + tenth(q.Y*k+top))
		}
		b.WriteString("Z")
	}
	return b.String()
}

// tenth prints a place on the map, to a tenth of a pixel.
func tenth(x float64) string {
	return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
}
