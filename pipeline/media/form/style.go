package form

import (
	"cmp"

	"github.com/xuri/excelize/v2"
)

// The colours are those of the report: one blue, one yellow accent, quiet greys.
const (
	blue   = "0B4A8F"
	yellow = "F7C52D"
	pale   = "F3F6F9"
	tint   = "E3ECF6"
	chosen = "CFE0F3"
	ink    = "1F2933"
	muted  = "5B6B7B"
	line   = "CBD5E0"
	border = "7FA3CC"
	white  = "FFFFFF"
	asks   = "FFF4CC" // fill of an answer that is missing
	alarm  = "FBD9CF" // fill of a cell that contradicts another
	rust   = "9C2B12"
	violet = "5B3A8C"
	lilac  = "EDE7F6" // fill of an answer of the period before
	red    = "C0392B" // fill of a cell with a mark
	fresh  = "DDF0E3" // fill of such a cell once it is changed
	green  = "1E6B3A"
)

const family = "Calibri"

// styles are the cell formats of the form, by what a cell is.
type styles struct {
	title, subtitle, notice, link       int
	head, section, name, number         int
	level, rubric, label, text, strong  int
	plain                               int
	input, inputCode, inputDate, answer int
	none, status, fixed                 int
	figure, caption, share, center      int
	linked                              int
	chosen, asks, alarm, done           int // conditional
	wrong, mended                       int // of marked cells: as given, changed
	former                              int // as in the period before

	kinds map[kindStyle]int // formats of values that a style does not show by itself
}

// A kindStyle is a style for values of a kind.
type kindStyle struct {
	style int
	kind  ValueKind
}

// variant returns a style that shows values of a kind, dates and per cents, as
// they are typed.
func (b *book) variant(style int, kind ValueKind) int {
	number := map[ValueKind]int{PercentValue: 10, DateValue: 14}[kind]
	key := kindStyle{style, kind}
	if id, known := b.style.kinds[key]; known || number == 0 || style == b.style.inputDate {
		return cmp.Or(id, style)
	}
	spec, err := b.file.GetStyle(style)
	b.try(err)
	if err != nil {
		return style
	}
	spec.NumFmt = number
	id, err := b.file.NewStyle(spec)
	b.try(err)
	if b.style.kinds == nil {
		b.style.kinds = map[kindStyle]int{}
	}
	b.style.kinds[key] = id
	return id
}

// made pairs a style with the place of its number, in the order of the file.
type made struct {
	id *int
	format
}

type format struct {
	size         float64
	color, fill  string
	bold, italic bool
	across, up   string // alignment
	open         bool   // the partner may type here
	frame        string // colour of the border; "" none
	bottom       bool   // border only below
	number       int
	custom       string
	indent       int
	unwrapped    bool
}

func (s *styles) register(f *excelize.File) error {
	input := format{color: ink, fill: white, open: true, frame: border, up: "center", across: "left", indent: 1}
	with := func(base format, change func(*format)) format { change(&base); return base }
	for _, made := range []made{
		{&s.title, format{size: 16, bold: true, color: white, fill: blue, unwrapped: true, indent: 1}},
		{&s.subtitle, format{size: 11, color: white, fill: blue, across: "right", unwrapped: true, indent: 1}},
		{&s.link, format{size: 10, bold: true, color: blue, fill: tint, across: "center", unwrapped: true}},
		{&s.notice, format{bold: true, color: ink, fill: yellow, indent: 1}},
		{&s.head, format{size: 10, bold: true, color: blue, fill: tint, frame: line, indent: 1}},
		{&s.section, format{size: 12, bold: true, color: blue, fill: white, bottom: true, up: "bottom", unwrapped: true}},
		{&s.name, format{color: ink, fill: pale, up: "center", frame: line, indent: 1}},
		{&s.number, format{color: muted, fill: pale, up: "center", across: "center", frame: line}},
		{&s.level, format{size: 10, color: blue, up: "center", frame: line, fill: white, indent: 1}},
		{&s.rubric, format{size: 10, color: ink, up: "center", frame: line, fill: white, indent: 1}},
		{&s.label, format{color: ink, fill: pale, up: "center", frame: line, indent: 1}},
		{&s.text, format{color: ink, up: "center", fill: white, indent: 1}},
		{&s.strong, format{size: 12, bold: true, color: blue, up: "center", fill: white}},
		{&s.plain, format{color: ink, up: "center", frame: line, fill: white, indent: 1}},
		{&s.input, input},
		{&s.inputCode, with(input, func(f *format) { f.bold, f.up = true, "center" })},
		{&s.inputDate, with(input, func(f *format) { f.custom = "dd.mm.yyyy"; f.across, f.indent = "center", 0 })},
		{&s.answer, with(input, func(f *format) { f.bold, f.color, f.across, f.indent = true, blue, "center", 0 })},
		{&s.none, format{size: 9, color: muted, fill: pale, frame: line, across: "center", up: "center"}},
		{&s.status, format{size: 9, color: muted, fill: white, frame: line, across: "center", up: "center"}},
		{&s.fixed, format{color: ink, fill: pale, frame: line, up: "center", indent: 1}},
		{&s.figure, format{size: 20, bold: true, color: blue, fill: pale, across: "center", unwrapped: true}},
		{&s.caption, format{size: 10, color: muted, fill: pale, across: "center", up: "top"}},
		{&s.share, format{color: ink, fill: white, frame: line, number: 9, across: "center"}},
		{&s.linked, format{bold: true, color: blue, fill: white, frame: line, across: "center"}},
		{&s.center, format{color: ink, fill: white, frame: line, across: "center"}},
	} {
		id, err := f.NewStyle(made.format.style())
		if err != nil {
			return err
		}
		*made.id = id
	}
	return s.conditional(f)
}

func (s *styles) conditional(f *excelize.File) error {
	for _, made := range []made{
		{&s.chosen, format{bold: true, color: blue, fill: chosen}},
		{&s.asks, format{color: ink, fill: asks}},
		{&s.alarm, format{color: rust, fill: alarm}},
		{&s.done, format{bold: true, color: green}},
		{&s.wrong, format{bold: true, color: white, fill: red}},
		{&s.former, format{italic: true, color: violet, fill: lilac}},
		{&s.mended, format{bold: true, color: green, fill: fresh}},
	} {
		spec := made.format
		style := &excelize.Style{Font: &excelize.Font{Bold: spec.bold, Italic: spec.italic, Color: spec.color}}
		if spec.fill != "" {
			style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{spec.fill}}
		}
		id, err := f.NewConditionalStyle(style)
		if err != nil {
			return err
		}
		*made.id = id
	}
	return nil
}

func (f format) style() *excelize.Style {
	size, up := f.size, f.up
	if size == 0 {
		size = 11
	}
	across := f.across
	if across == "" && f.indent > 0 {
		across = "left" // an indent needs a side
	}
	if up == "" {
		up = "center"
	}
	st := &excelize.Style{
		Font:       &excelize.Font{Family: family, Size: size, Bold: f.bold, Italic: f.italic, Color: f.color},
		Alignment:  &excelize.Alignment{Horizontal: across, Vertical: up, WrapText: !f.unwrapped, Indent: f.indent},
		Protection: &excelize.Protection{Locked: !f.open},
		NumFmt:     f.number,
	}
	if f.custom != "" {
		st.CustomNumFmt = &f.custom
	}
	if f.fill != "" {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{f.fill}}
	}
	switch {
	case f.bottom:
		st.Border = []excelize.Border{{Type: "bottom", Color: yellow, Style: 2}}
	case f.frame != "":
		for _, side := range []string{"left", "top", "right", "bottom"} {
			st.Border = append(st.Border, excelize.Border{Type: side, Color: f.frame, Style: 1})
		}
	}
	return st
}
