package foreign

import (
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
)

// info is what a sheet of particulars says.
type info struct{ partner, region, period string }

// Particulars stand on the first rows of a sheet.
const (
	frontRows  = 300
	frontCells = 30 // of a row
)

// look collects what tells whose workbook this is.
func (t *Tables) look(s *sheet.Sheet, heads []head, rows []line) {
	front := rows[:min(len(rows), frontRows)]
	above := 0
	for _, h := range heads {
		if above == 0 || h.top < above {
			above = h.top
		}
	}
	for i, l := range front {
		if len(heads) == 0 || l.row < above {
			t.particulars(front[i:])
		}
		for _, c := range l.cells[:min(len(l.cells), frontCells)] {
			switch {
			case len(heads) == 0:
				t.texts = append(t.texts, c.Text)
			case l.row < above:
				t.titles = append(t.titles, c.Text)
			}
		}
	}
	for i := range heads {
		t.evidence(&heads[i], rows)
	}
	if len(heads) > 0 {
		if _, ok := place.FindOblast(s.Name); ok {
			t.sheets = append(t.sheets, s.Name)
		}
	}
}

// evidence keeps the codes and the addresses of the rows of a table.
func (t *Tables) evidence(h *head, rows []line) {
	for _, c := range h.columns {
		if c.is == nil || c.is.kind != code && c.is.kind != address && c.is.kind != title {
			continue
		}
		for _, l := range h.rows(rows) {
			i, ok := find(l.cells, c.col)
			if !ok {
				continue
			}
			if text := l.cells[i].Text; c.is.kind != code {
				t.addresses = append(t.addresses, text)
			} else if code, ok := clean.Katottg(text); ok {
				t.codes = append(t.codes, code)
			}
		}
	}
}

// particulars reads «Регіон | Вінницька область», both in one cell, or the value
// in the row below. A number may stand before the label.
func (t *Tables) particulars(rows []line) {
	cells := rows[0].cells[:min(len(rows[0].cells), frontCells)]
	for i, c := range cells {
		label, value := c.Text, ""
		if before, after, ok := strings.Cut(label, ":"); ok && strings.TrimSpace(after) != "" {
			label, value = before, after
		} else if i+1 < len(cells) && t.particular(cells[i+1].Text) == nil {
			value = cells[i+1].Text
		} else if len(rows) > 1 {
			for _, below := range rows[1].cells {
				if below.Col == c.Col {
					value = below.Text
				}
			}
		}
		if to := t.particular(label); to != nil && *to == "" {
			*to = strings.TrimSpace(value)
		}
	}
}

// particular finds what a label of an info sheet names; nil nothing.
func (t *Tables) particular(label string) *string {
	if len(label) > longLabel {
		return nil
	}
	key := labelKey(label)
	for i := range t.opts.Layouts {
		l := &t.opts.Layouts[i]
		for _, f := range []struct {
			labels []string
			to     *string
		}{{l.info.Partner, &t.info.partner}, {l.info.Region, &t.info.region}, {l.info.Period, &t.info.period}} {
			if slices.Contains(f.labels, key) {
				return f.to
			}
		}
	}
	return nil
}

func (t *Tables) isInfo(s *sheet.Sheet, rows []line) bool {
	one := &Tables{book: t.book, opts: t.opts}
	one.look(s, nil, rows)
	return one.info != (info{}) || len(clean.Regions(one.texts...)) > 0
}

// locate finds the region: info sheet, titles, codes or addresses, file name.
// Where a text names several regions, or only a city of special status that the
// rows do not know (an addressee lives there), the rows decide.
func (t *Tables) locate() bool {
	rows, sure := place.Most(t.codes, place.OblastOf)
	if !sure {
		rows, sure = place.Most(t.addresses, place.FindOblast)
	}
	name := strings.TrimSuffix(t.book.File, filepath.Ext(t.book.File))
	levels := [][]place.Oblast{clean.Regions(t.info.region), clean.Regions(t.info.partner), clean.Regions(t.texts...), clean.Regions(t.titles...)}
	if sure {
		levels = append(levels, []place.Oblast{rows})
	}
	for _, level := range append(levels, clean.Regions(t.sheets...), clean.FileRegions(name)) {
		if len(level) > 1 {
			level = slices.DeleteFunc(level, func(o place.Oblast) bool { return sure && o.Code != rows.Code || !sure && o.City })
		}
		if len(level) != 1 || level[0].City && sure && rows.Code != level[0].Code {
			continue
		}
		t.oblast = level[0]
		if sure && rows.Code != t.oblast.Code {
			t.tell(cell.Warning, "partner-differs", cell.Ref{File: t.book.File}, t.oblast.UK, "rows", rows.UK)
		}
		return true
	}
	return false
}
