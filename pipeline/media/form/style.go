package form

import (
	"depository.example/depository/pipeline/media/workbook"
)

// input is the look of a cell that the partner fills in.
var input = workbook.Format{Color: workbook.Ink, Fill: workbook.White, Open: true, Frame: workbook.Border, Up: "center", Across: "left", Indent: 1}

// rubricSize is the size of a rubric's letters in points.
const rubricSize = 9.0

// look has the looks of the form, by what a cell is.
var look = struct {
	title, subtitle, link, notice, head, section, name, number, level, rubric, label, text, strong, plain,
	input, inputCode, inputDate, answer, none, status, fixed, figure, caption, share, linked, center,
	chosen, asks, alarm, done, wrong, mended, former, unasked workbook.Format
}{
	title:     workbook.Format{Size: 16, Bold: true, Color: workbook.White, Fill: workbook.Blue, Unwrapped: true, Indent: 1},
	subtitle:  workbook.Format{Size: 11, Color: workbook.White, Fill: workbook.Blue, Across: "right", Unwrapped: true, Indent: 1},
	link:      workbook.Format{Size: 10, Bold: true, Color: workbook.Blue, Fill: workbook.Tint, Across: "center", Unwrapped: true},
	notice:    workbook.Format{Bold: true, Color: workbook.Ink, Fill: workbook.Yellow, Indent: 1},
	head:      workbook.Format{Size: 10, Bold: true, Color: workbook.Blue, Fill: workbook.Tint, Frame: workbook.Line, Indent: 1},
	section:   workbook.Format{Size: 12, Bold: true, Color: workbook.Blue, Fill: workbook.White, Frame: workbook.Yellow, Sides: "b", Thick: true, Up: "bottom", Unwrapped: true},
	name:      workbook.Format{Color: workbook.Ink, Fill: workbook.Pale, Up: "center", Frame: workbook.Line, Indent: 1},
	number:    workbook.Format{Color: workbook.Muted, Fill: workbook.Pale, Up: "center", Across: "center", Frame: workbook.Line},
	level:     workbook.Format{Size: rubricSize, Color: workbook.Blue, Up: "center", Frame: workbook.Line, Fill: workbook.White, Indent: 1},
	rubric:    workbook.Format{Size: rubricSize, Color: workbook.Ink, Up: "center", Frame: workbook.Line, Fill: workbook.White, Indent: 1},
	label:     workbook.Format{Color: workbook.Ink, Fill: workbook.Pale, Up: "center", Frame: workbook.Line, Indent: 1},
	text:      workbook.Format{Color: workbook.Ink, Up: "center", Fill: workbook.White, Indent: 1},
	strong:    workbook.Format{Size: 12, Bold: true, Color: workbook.Blue, Up: "center", Fill: workbook.White},
	plain:     workbook.Format{Color: workbook.Ink, Up: "center", Frame: workbook.Line, Fill: workbook.White, Indent: 1},
	input:     input,
	inputCode: with(func(f *workbook.Format) { f.Bold = true }),
	inputDate: with(func(f *workbook.Format) { f.Custom, f.Across, f.Indent = "dd.mm.yyyy", "center", 0 }),
	answer:    with(func(f *workbook.Format) { f.Bold, f.Color, f.Across, f.Indent = true, workbook.Blue, "center", 0 }),
	none:      workbook.Format{Size: 9, Color: workbook.Muted, Fill: workbook.Pale, Frame: workbook.Line, Across: "center", Up: "center"},
	status:    workbook.Format{Size: 9, Color: workbook.Muted, Fill: workbook.White, Frame: workbook.Line, Across: "center", Up: "center"},
	fixed:     workbook.Format{Color: workbook.Ink, Fill: workbook.Pale, Frame: workbook.Line, Up: "center", Indent: 1},
	figure:    workbook.Format{Size: 20, Bold: true, Color: workbook.Blue, Fill: workbook.Pale, Across: "center", Unwrapped: true},
	caption:   workbook.Format{Size: 10, Color: workbook.Muted, Fill: workbook.Pale, Across: "center", Up: "top"},
	share:     workbook.Format{Color: workbook.Ink, Fill: workbook.White, Frame: workbook.Line, Number: 9, Across: "center"},
	linked:    workbook.Format{Bold: true, Color: workbook.Blue, Fill: workbook.White, Frame: workbook.Line, Across: "center"},
	center:    workbook.Format{Color: workbook.Ink, Fill: workbook.White, Frame: workbook.Line, Across: "center"},
	// where a condition holds
	chosen: workbook.Format{Bold: true, Color: workbook.Blue, Fill: workbook.Chosen},
	asks:   workbook.Format{Color: workbook.Ink, Fill: workbook.Asks},
	alarm:  workbook.Format{Color: workbook.Rust, Fill: workbook.Alarm},
	done:   workbook.Format{Bold: true, Color: workbook.Green},
	// of marked cells: as given, changed; as in the period before
	wrong:  workbook.Format{Bold: true, Color: workbook.White, Fill: workbook.Red},
	former: workbook.Format{Italic: true, Color: workbook.Violet, Fill: workbook.Lilac},
	// of questions that do not arise
	unasked: workbook.Format{Color: workbook.Faint, Fill: workbook.Pale},
	mended:  workbook.Format{Bold: true, Color: workbook.Green, Fill: workbook.Fresh},
}

func with(change func(*workbook.Format)) workbook.Format {
	f := input
	change(&f)
	return f
}

// prepare numbers the looks of a workbook in one order, whatever it shows.
func prepare(b *workbook.Book) {
	l := look
	b.Prepare(l.title, l.subtitle, l.link, l.notice, l.head, l.section, l.name, l.number, l.level, l.rubric, l.label, l.text, l.strong,
		l.plain, l.input, l.inputCode, l.inputDate, l.answer, l.none, l.status, l.fixed, l.figure, l.caption, l.share, l.linked, l.center)
	b.PrepareMarks(l.chosen, l.asks, l.alarm, l.done, l.wrong, l.former, l.mended, l.unasked)
}
