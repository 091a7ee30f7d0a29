package form

import (
	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/workbook"
)

// A Beside is what somebody has typed beside the form: nobody reads it, and the
// form written anew keeps it.
type Beside struct {
	Sheet string
	Cell  string // as "H14"
	Text  string
}

// BesideName is the defined name of the list of what stood beside the form: a
// range of three columns, sheet, cell and text.
const BesideName = "beside.list"

// drawBeside draws the list of what stood beside the form, where there is something.
func drawBeside(b *book) {
	if len(b.opts.Beside) == 0 {
		return
	}
	p := b.open(b.t("form.sheet.beside"), b.t("form.sheet.beside"), 22, 12, 90)
	p.paragraph(p.t("form.beside.text"), 2)
	p.heads(22, "form.errors.sheet", "form.errors.cell", "form.beside.typed")
	first := p.row
	for _, typed := range b.opts.Beside {
		p.put(1, look.Plain, typed.Sheet)
		p.put(2, look.Center, typed.Cell)
		p.put(3, look.Plain, typed.Text)
		p.height(workbook.Height(workbook.Lines(typed.Text, p.on.Width(3, 3)-2, 11, false), 11) + 4)
		p.row++
	}
	p.file.Define(BesideName, p.ref(1, first).To(3, p.row-1))
	p.finish(true)
}
