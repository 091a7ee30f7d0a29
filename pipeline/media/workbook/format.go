package workbook

import (
	"cmp"
	"strings"

	"depository.example/depository/pipeline/media/palette"
	"github.com/xuri/excelize/v2"
)

// The colours of cells, from the palette.
var (
	Blue   = code(palette.Blue)
	Yellow = code(palette.Yellow)
	Pale   = code(palette.Pale)
	White  = code(palette.White)
	Tint   = code(palette.Tint)
	Chosen = code(palette.Chosen)
	Ink    = code(palette.CellInk)
	Muted  = code(palette.CellMute)
	Faint  = code(palette.CellFaint)
	Line   = code(palette.CellLine)
	Border = code(palette.CellFrame)
	Asks   = code(palette.Asks)
	Alarm  = code(palette.Alarm)
	Rust   = code(palette.Rust)
	Violet = code(palette.Violet)
	Lilac  = code(palette.Lilac)
	Red    = code(palette.Red)
	Fresh  = code(palette.Fresh)
	Green  = code(palette.Green)
	Head   = code(palette.HeadFill)
	Under  = code(palette.HeadLine)
	Open   = code(palette.Open)
)

// code writes a colour as cells have it.
func code(colour uint32) string { return strings.TrimPrefix(palette.Hex(colour), "#") }

// family is the face of all text: one whose letters LibreOffice draws as wide.
const family = "Calibri"

// A Format is how a cell looks and whether it may be typed in; the zero Format is
// that of a cell nobody has touched. The same Format is one style of the file.
type Format struct {
	Size         float64 // points; 0: 11
	Color, Fill  string  // six hexadecimal digits; "" the program's own
	Bold, Italic bool
	Across       string // "left", "center", "right"; "" left where there is an indent
	Up           string // "top", "center", "bottom"; "" center
	Indent       int
	Unwrapped    bool
	Open         bool   // it may be typed in where the sheet is protected
	Frame        string // colour of the border; "" none
	Sides        string // sides of the border by their first letters; "" all of them
	Thick        bool   // the border is thick
	Number       int    // number format of ECMA-376-1, 18.8.30
	Custom       string // number format in its own words
}

// Prepare numbers formats of cells, in this order; others are numbered as they are
// met.
func (b *Book) Prepare(formats ...Format) {
	for _, f := range formats {
		b.look(f)
	}
}

// PrepareMarks numbers formats of conditions, in this order.
func (b *Book) PrepareMarks(formats ...Format) {
	for _, f := range formats {
		b.mark(f)
	}
}

// look returns the number of a format.
func (b *Book) look(f Format) int {
	id, known := b.looks[f]
	if !known {
		var err error
		id, err = b.file.NewStyle(f.style())
		b.try(err)
		b.looks[f] = id
	}
	return id
}

// mark returns the number of a format that a condition gives: colours and weight.
func (b *Book) mark(f Format) int {
	id, known := b.marks[f]
	if !known {
		style := &excelize.Style{Font: &excelize.Font{Bold: f.Bold, Italic: f.Italic, Color: f.Color}, Fill: f.fill()}
		var err error
		id, err = b.file.NewConditionalStyle(style)
		b.try(err)
		b.marks[f] = id
	}
	return id
}

func (f Format) fill() (fill excelize.Fill) {
	if f.Fill != "" {
		fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{f.Fill}}
	}
	return fill
}

func (f Format) style() *excelize.Style {
	across := f.Across
	if across == "" && f.Indent > 0 {
		across = "left" // an indent needs a side
	}
	st := &excelize.Style{
		Font:       &excelize.Font{Family: family, Size: cmp.Or(f.Size, 11), Bold: f.Bold, Italic: f.Italic, Color: f.Color},
		Alignment:  &excelize.Alignment{Horizontal: across, Vertical: cmp.Or(f.Up, "center"), WrapText: !f.Unwrapped, Indent: f.Indent},
		Protection: &excelize.Protection{Locked: !f.Open},
		NumFmt:     f.Number,
		Fill:       f.fill(),
	}
	if f.Custom != "" {
		st.CustomNumFmt = &f.Custom
	}
	if f.Frame != "" {
		weight := 1
		if f.Thick {
			weight = 2
		}
		for _, side := range []string{"left", "top", "right", "bottom"} {
			if f.Sides == "" || strings.Contains(f.Sides, side[:1]) {
				st.Border = append(st.Border, excelize.Border{Type: side, Color: f.Frame, Style: weight})
			}
		}
	}
	return st
}
