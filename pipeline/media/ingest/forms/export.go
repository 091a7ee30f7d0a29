package forms

import (
	"path"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/xlsform"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/name"
	"depository.example/depository/pipeline/survey/survey"
)

// An export of KoboToolbox or ODK holds many submissions in rows. Each is a form whose
// cells stand elsewhere, and is read as one.

// ReadExport reads an export with the problems that opening it gave; false: it is none.
// Two submissions of one partner contradict each other: neither counts, and both are
// named.
func ReadExport(book *sheet.Book, opened cell.Problems, opts Options) (subs []survey.Submission, problems cell.Problems, is bool) {
	names := opts.exportNames()
	answered := xlsform.Read(book, names)
	if answered == nil {
		if !xlsform.IsPart(book, names) {
			return nil, nil, false
		}
		problems = slices.Clone(opened)
		problems.Add(cell.Note, "export-part", cell.Ref{File: book.File}, "")
		return nil, problems, true
	}
	first := map[string]cell.Ref{} // where a partner's first submission stands
	twice := map[string]bool{}
	for i := range answered {
		r := fromExport(book, &answered[i], opts)
		r.form.lost = clean.LostCells(opened)
		r.sub = r.read(opts)
		problems = append(problems, r.Problems(nil)...)
		for _, sub := range r.Submissions() {
			at, id := r.whose(), name.Same(sub.Partner.ID)
			if other, known := first[id]; known {
				problems.Add(cell.Error, "export-twice", at, sub.Partner.ID, "other", other.Name())
				twice[id] = true
				continue
			}
			first[id] = at
			subs = append(subs, sub)
		}
	}
	subs = slices.DeleteFunc(subs, func(s survey.Submission) bool { return twice[name.Same(s.Partner.ID)] })
	return subs, append(slices.Clone(opened), problems...), true
}

// exportNames are the names of the columns of exports, worked out once where that is
// possible.
func (o *Options) exportNames() xlsform.Names {
	if o.Own != nil {
		return o.Own.names()
	}
	return xlsform.NamesOf(o.Questionnaire)
}

// fromExport is a submission of an export as a form.
func fromExport(book *sheet.Book, a *xlsform.Answered, opts Options) *Form {
	n := &cellNames{book: book, sheets: map[string]int{}, named: map[string]span{}, cards: map[cardID]map[string]span{}, gone: map[string]bool{}}
	for i := range book.Sheets {
		if s := &book.Sheets[i]; s.Name == "" { // text has no sheets, and a cell without one is gone
			s.Name = path.Base(book.File)
		}
		n.sheets[book.Sheets[i].Name] = i
	}
	spans := func(cells map[string]xlsform.Cell) map[string]span {
		out := map[string]span{}
		for key, c := range cells {
			out[key] = span{book.Sheets[c.Sheet].Name, sheet.Range{Row: c.Row, Col: c.Col, LastRow: c.Row, LastCol: c.Col}}
		}
		return out
	}
	n.named = spans(a.Named)
	for i, cells := range a.Cards {
		n.cards[cardID{i + 1, ""}] = spans(cells)
	}
	return &Form{form: n, book: book, q: opts.Questionnaire, known: opts.Known, hromadas: opts.Places, facts: map[cell.Ref]bool{}, export: true}
}

// whose is the cell that says of whom a submission is.
func (r *Form) whose() cell.Ref {
	if !r.sub.Partner.At.IsZero() {
		return r.sub.Partner.At
	}
	s := r.form.named[strings.ToLower(slot.IdentityName(slot.IdentityForm))]
	return cell.Ref{File: r.book.File, Sheet: s.on, Row: s.Row, Col: s.Col}
}
