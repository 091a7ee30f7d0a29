package reviewbook

import (
	"io"
	"slices"

	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// A Filled is what stands in a reviewer's workbook, understood or not.
type Filled struct {
	heads  []string // the titles of its columns
	by, on typed    // who reviewed, and when
	rows   []typedRow
}

// A typed is what stands in a cell.
type typed struct {
	text string
	at   cell.Ref
}

// A typedRow is a row of a level.
type typedRow struct {
	row
	sheet                string
	n                    int // of the sheet
	verifiedAt, reasonAt int // columns
}

// Fill takes what stands in a workbook; nil where it is none for review.
func Fill(book *sheet.Book) *Filled {
	f := &Filled{}
	for _, word := range []string{columnReviewer, columnDay} {
		text, name, n := named(book, word)
		is := typed{text, cell.Ref{Sheet: name, Row: n, Col: 3}}
		if word == columnDay {
			f.on = is
		} else {
			f.by = is
		}
	}
	for _, s := range book.Sheets {
		f.sheet(s)
	}
	if f.heads == nil {
		return nil
	}
	return f
}

// sheet takes the rows of a sheet that has the row of column names.
func (f *Filled) sheet(s sheet.Sheet) {
	byRow, order := rowsOf(s)
	head := slices.IndexFunc(order, func(n int) bool { return byRow[n][1] == mark })
	if head < 0 {
		return
	}
	f.heads = []string{}
	at := map[string]int{}
	for col, text := range byRow[order[head]] {
		at[text] = col
	}
	for _, n := range order[head+1:] {
		cells := byRow[n]
		key, ok := decode(cells[1])
		if !ok {
			for _, text := range cells {
				f.heads = append(f.heads, text)
			}
			continue
		}
		r := typedRow{sheet: s.Name, n: n, verifiedAt: at[columnVerified], reasonAt: at[columnReason]}
		r.key, r.verified, r.reason = key, cells[at[columnVerified]], cells[at[columnReason]]
		for i := range r.fixed {
			r.fixed[i] = cells[at[names[i+1]]]
		}
		f.rows = append(f.rows, r)
	}
}

// Speaks tells whether the titles of the columns are in the language of the texts.
func (f *Filled) Speaks(texts *wording.Catalogue) bool {
	return slices.Contains(f.heads, texts.T("review."+columnVerified))
}

// Return writes a reviewer's workbook anew with what stands in it, its problems listed
// on a first sheet and marked in their cells. Rows of levels that partners claim show
// them as they are now; a level found for another one than that is left out, since it
// would count for what nobody has looked at, and stands in the list. Marks are called
// by the cells of the workbook as it came (cell.Ref, without the file).
func (f *Filled) Return(w io.Writer, q *survey.Questionnaire, subs []survey.Submission, period string, marks []form.Mark, texts *wording.Catalogue) error {
	b := newBook(q, texts, form.SheetOfMarks(texts))
	claims := map[review.Key]row{}
	for i := range subs {
		for _, r := range b.claims(&subs[i]) {
			claims[r.key] = r
		}
	}
	fields, found := map[string]form.Marked{}, slices.Clone(marks)
	place := func(was cell.Ref, col, row int, text string) {
		if was.Row == 0 { // the workbook has no such cell
			return
		}
		fields[was.String()] = form.Marked{At: formula.Ref{Sheet: b.main.Title(), Col: col, Row: row}, Given: workbook.Value{Text: text}}
	}
	place(cell.Ref{Sheet: f.by.at.Sheet, Row: f.by.at.Row, Col: 3}, 3, reviewerRow, f.by.text)
	place(cell.Ref{Sheet: f.on.at.Sheet, Row: f.on.at.Row, Col: 3}, 3, dayRow, f.on.text)
	rows := make([]row, len(f.rows))
	for i, was := range f.rows {
		verified := cell.Ref{Sheet: was.sheet, Row: was.n, Col: was.verifiedAt}
		rows[i] = was.now(claims, b, found, verified.String())
		place(verified, verifiedCol, headRow+1+i, rows[i].verified)
		place(cell.Ref{Sheet: was.sheet, Row: was.n, Col: was.reasonAt}, reasonCol, headRow+1+i, was.reason)
	}
	cells := b.tell(found, fields)
	b.draw(rows, Options{Period: period, Reviewer: f.by.text, day: f.on.text})
	for _, at := range cells {
		if at.Col != verifiedCol { // those have a prompt with their list
			b.main.Ask(workbook.At(at.Col, at.Row), b.told[workbook.At(at.Col, at.Row)])
		}
	}
	form.DrawMarks(b.file, found, fields, texts)
	return b.file.Write(w)
}

// tell has marked cells say what is wrong, and returns them in the order of the marks.
func (b *book) tell(marks []form.Mark, fields map[string]form.Marked) (cells []formula.Ref) {
	b.told = map[string]workbook.Prompt{}
	for _, m := range marks {
		f, known := fields[m.Field]
		if !known {
			continue
		}
		at := workbook.At(f.At.Col, f.At.Row)
		if told, twice := b.told[at]; twice {
			told.Text += "\n" + m.Text
			b.told[at] = told
			continue
		}
		b.told[at], cells = workbook.Prompt{Title: m.Title, Text: m.Text}, append(cells, f.At)
	}
	return cells
}

// now returns the row as the partner claims it now. Where that is another level, the
// one that was found goes from the row to its mark.
func (r *typedRow) now(claims map[review.Key]row, b *book, marks []form.Mark, field string) row {
	out, claimed := claims[r.key]
	if !claimed {
		out = r.row
		if c, ok := b.q.Criterion(r.key.Criterion); ok {
			out.levels = levels(c)
		}
	}
	out.verified, out.reason = r.verified, r.reason
	const claimedAt = 4
	if claimed && out.fixed[claimedAt] != r.fixed[claimedAt] {
		for i := range marks {
			if marks[i].Field == field {
				marks[i].Read, out.verified = r.verified, ""
			}
		}
	}
	return out
}
