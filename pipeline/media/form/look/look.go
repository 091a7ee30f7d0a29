// Package look has the looks of a form's cells, by what a cell is.
package look

import (
	"depository.example/depository/pipeline/media/workbook"
)

// RubricSize is the size of a rubric's letters in points.
const RubricSize = 8.5

// QuestionSize is the size of a question's letters in points.
const QuestionSize = 10.0

// BesideSize is the size of the letters of evidence and comments in points.
const BesideSize = 9.0

// The looks, by what a cell is.
var (
	Title      = workbook.Format{Size: 16, Bold: true, Color: workbook.White, Fill: workbook.Blue, Unwrapped: true, Indent: 1}
	Subtitle   = workbook.Format{Size: 11, Color: workbook.White, Fill: workbook.Blue, Across: "right", Unwrapped: true, Indent: 1}
	Link       = workbook.Format{Size: 10, Bold: true, Color: workbook.Blue, Fill: workbook.Tint, Across: "center", Unwrapped: true}
	Notice     = workbook.Format{Bold: true, Color: workbook.Ink, Fill: workbook.Yellow, Indent: 1}
	Head       = workbook.Format{Size: 10, Bold: true, Color: workbook.Blue, Fill: workbook.Tint, Frame: workbook.Line, Indent: 1}
	Section    = workbook.Format{Size: 12, Bold: true, Color: workbook.Blue, Fill: workbook.White, Frame: workbook.Yellow, Sides: "b", Thick: true, Up: "bottom", Unwrapped: true}
	Name       = workbook.Format{Color: workbook.Ink, Fill: workbook.Pale, Up: "center", Frame: workbook.Line, Indent: 1}
	Number     = workbook.Format{Color: workbook.Muted, Fill: workbook.Pale, Up: "center", Across: "center", Frame: workbook.Line}
	Rubric     = workbook.Format{Size: RubricSize, Color: workbook.Ink, Up: "center", Frame: workbook.Line, Fill: workbook.White, Indent: 1}
	Label      = workbook.Format{Color: workbook.Ink, Fill: workbook.Pale, Up: "center", Frame: workbook.Line, Indent: 1}
	Text       = workbook.Format{Color: workbook.Ink, Up: "center", Fill: workbook.White, Indent: 1}
	Strong     = workbook.Format{Size: 12, Bold: true, Color: workbook.Blue, Up: "center", Fill: workbook.White}
	Plain      = workbook.Format{Color: workbook.Ink, Up: "center", Frame: workbook.Line, Fill: workbook.White, Indent: 1}
	Input      = workbook.Format{Color: workbook.Ink, Fill: workbook.White, Open: true, Frame: workbook.Border, Up: "center", Across: "left", Indent: 1} // of a cell that the partner fills in
	InputSmall = with(func(f *workbook.Format) { f.Size = BesideSize })
	Advice     = workbook.Format{Size: 9, Color: workbook.Ink, Up: "center", Fill: workbook.White, Indent: 1}
	InputCode  = with(func(f *workbook.Format) { f.Bold = true })
	InputDate  = with(func(f *workbook.Format) { f.Custom, f.Across, f.Indent = "dd.mm.yyyy", "center", 0 })
	Answer     = with(func(f *workbook.Format) { f.Bold, f.Color, f.Across, f.Indent = true, workbook.Blue, "center", 0 })
	None       = workbook.Format{Size: 9, Color: workbook.Muted, Fill: workbook.Pale, Frame: workbook.Line, Across: "center", Up: "center"}
	Status     = workbook.Format{Size: 9, Color: workbook.Muted, Fill: workbook.White, Frame: workbook.Line, Across: "center", Up: "center"}
	Fixed      = workbook.Format{Color: workbook.Ink, Fill: workbook.Pale, Frame: workbook.Line, Up: "center", Indent: 1}
	Figure     = workbook.Format{Size: 20, Bold: true, Color: workbook.Blue, Fill: workbook.Pale, Across: "center", Unwrapped: true}
	Caption    = workbook.Format{Size: 10, Color: workbook.Muted, Fill: workbook.Pale, Across: "center", Up: "top"}
	Share      = workbook.Format{Color: workbook.Ink, Fill: workbook.White, Frame: workbook.Line, Number: 9, Across: "center"}
	Linked     = workbook.Format{Bold: true, Color: workbook.Blue, Fill: workbook.White, Frame: workbook.Line, Across: "center"}
	Center     = workbook.Format{Color: workbook.Ink, Fill: workbook.White, Frame: workbook.Line, Across: "center"}
	// where a condition holds
	Chosen = workbook.Format{Bold: true, Color: workbook.Blue, Fill: workbook.Chosen}
	Asks   = workbook.Format{Color: workbook.Ink, Fill: workbook.Asks}
	Alarm  = workbook.Format{Color: workbook.Rust, Fill: workbook.Alarm}
	Done   = workbook.Format{Bold: true, Color: workbook.Green}
	// of marked cells: as given, changed; as in the period before
	Wrong  = workbook.Format{Bold: true, Color: workbook.White, Fill: workbook.Red}
	Former = workbook.Format{Italic: true, Color: workbook.Violet, Fill: workbook.Lilac}
	// of questions that do not arise
	Unasked = workbook.Format{Color: workbook.Faint, Fill: workbook.Pale}
	Mended  = workbook.Format{Bold: true, Color: workbook.Green, Fill: workbook.Fresh}
)

// with is the look of an input with a change.
func with(change func(*workbook.Format)) workbook.Format {
	f := Input
	change(&f)
	return f
}

// Prepare numbers the looks of a workbook in one order, whatever it shows.
func Prepare(b *workbook.Book) {
	b.Prepare(Title, Subtitle, Link, Notice, Head, Section, Name, Number, Rubric, Label, Text, Strong,
		Plain, Input, InputSmall, Advice, InputCode, InputDate, Answer, None, Status, Fixed, Figure, Caption, Share, Linked, Center)
	b.PrepareMarks(Chosen, Asks, Alarm, Done, Wrong, Former, Mended, Unasked)
}
