package form

import "github.com/xuri/excelize/v2"

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

// beside draws the list of what stood beside the form, where there is something.
func (b *book) beside() {
	if len(b.opts.Beside) == 0 {
		return
	}
	p := b.open(b.t("form.sheet.beside"), b.t("form.sheet.beside"), 22, 12, 90)
	p.span(1, p.last(), p.style.text, b.t("form.beside.text"))
	p.height(height(lines(b.t("form.beside.text"), p.width(1, p.last()), 11, false), 11) + 2)
	p.row++
	for i, key := range []string{"form.errors.sheet", "form.errors.cell", "form.beside.typed"} {
		p.put(i+1, p.style.head, b.t(key))
	}
	p.height(22)
	p.frozen = p.row
	p.row++
	first := p.row
	for _, typed := range b.opts.Beside {
		p.put(1, p.style.plain, typed.Sheet)
		p.put(2, p.style.center, typed.Cell)
		p.put(3, p.style.plain, typed.Text)
		p.height(height(lines(typed.Text, p.widths[2]-2, 11, false), 11) + 4)
		p.row++
	}
	p.try(p.file.SetDefinedName(&excelize.DefinedName{Name: BesideName, RefersTo: p.ref(1, first) + ":" + fixed(3, p.row-1)}))
	p.finish(true)
}
