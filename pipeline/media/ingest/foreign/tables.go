// Package foreign reads the tables that partners draw themselves, by a layout file:
// it finds headers, columns, rows that are records, and whose workbook it is. A
// partner's habits are data, not errors; what it cannot read it names with its cell.
package foreign

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/records"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// Options say what is read of tables and how.
type Options struct {
	Period        string // of the folder; "" any
	Questionnaire *survey.Questionnaire
	Known         reply.Known     // its criteria, ready
	Layouts       []Layout        // as of BoundTo
	Places        *place.Registry // nil: names are not matched to codes
	Memory        *Memory         // nil: nothing is known of other workbooks
}

// Memory hands on from one workbook to the next what texts of headers and names of
// hromadas mean, by the same layouts, criteria and places: tables of one form say
// the same. Several goroutines may share it.
type Memory struct {
	idle  sync.Pool // of *remembered
	rooms records.Rooms
}

// remembered is what one reader at a time goes by.
type remembered struct {
	labelled *labelled
	places   place.Known
	byID     map[uint64]row // the records of the file at hand; none between files
}

// Tables reads the tables of one workbook in a partner's own form.
type Tables struct {
	book      *sheet.Book
	opts      Options
	problems  cell.Problems
	lost      clean.Losses    // cells whose value the file does not give
	told      map[string]bool // labels reported already
	merged    map[*sheet.Sheet]merges
	knows     *remembered
	count     int  // of records and their answers
	full      bool // there are more than are kept
	tells     map[string]int
	Untold    int // problems that are only counted
	room      *records.Room
	readAs    []string
	sources   []survey.Source // of the layouts that it was read by
	info      info
	texts     []string        // free texts of sheets without a table
	titles    []string        // texts above the headers
	sheets    []string        // names of sheets that name a region
	aside     map[string]bool // whether a sheet was passed over and looks like nothing that was meant to be read
	codes     []string        // KATOTTG codes of the rows
	addresses []string
	oblast    place.Oblast
}

// Read reads a workbook with the problems that opening it gave.
func Read(book *sheet.Book, opened cell.Problems, opts Options) *Tables {
	if opts.Memory == nil {
		opts.Memory = new(Memory)
	}
	t := &Tables{book: book, opts: opts, lost: clean.LostCells(opened)}
	t.knows, _ = opts.Memory.idle.Get().(*remembered)
	if t.knows == nil {
		t.knows = &remembered{labelled: newLabelled(opts.Layouts, opts.Questionnaire), byID: map[uint64]row{}}
	}
	t.room = opts.Memory.rooms.Get()
	t.read()
	if len(t.knows.byID) > mostKnown {
		t.knows.byID = map[uint64]row{}
	}
	clear(t.knows.byID)
	opts.Memory.idle.Put(t.knows)
	t.knows = nil
	return t
}

// Layouts names the layouts that the workbook was read by; "" none.
func (t *Tables) Layouts() string { return strings.Join(t.readAs, "+") }

// Outcome returns what the workbook says, but for its practices, and what is told of it,
// with what opening it has told.
func (t *Tables) Outcome(opened cell.Problems) (cell.Problems, []survey.Submission) {
	subs := t.submissions()
	opened = slices.DeleteFunc(slices.Clone(opened), func(p cell.Problem) bool { return p.Code == "sheet-no-value" && t.aside[p.At.Sheet] })
	problems := clean.ToldOnce(opened, t.problems, t.lost)
	if len(subs) == 0 && problems.Count(cell.Error) == 0 {
		problems.Add(cell.Error, "table-empty", cell.Ref{File: t.book.File}, "")
	}
	return problems, subs
}

// Records are what the practices of the workbook are made of. They are valid until Spent.
func (t *Tables) Records() *records.Room { return t.room }

// Spent says that nobody looks at the records any more: the next workbook is read into
// their room.
func (t *Tables) Spent() {
	t.opts.Memory.rooms.Put(t.room)
	t.room = nil
}

// read finds the tables and reads them. The place comes first, because it helps
// to find the codes of hromadas.
func (t *Tables) read() {
	t.told, t.aside, t.merged = map[string]bool{}, map[string]bool{}, map[*sheet.Sheet]merges{}
	heads, rows := make([][]head, len(t.book.Sheets)), make([][]line, len(t.book.Sheets))
	for i := range t.book.Sheets {
		s := &t.book.Sheets[i]
		t.merged[s], rows[i] = mergesOf(s), lines(s)
		heads[i] = t.heads(s, rows[i])
		t.look(s, heads[i], rows[i])
		if len(heads[i]) == 0 && !t.isInfo(s, rows[i]) && len(s.Cells) > 0 && !t.lost.Whole {
			matters := t.unread(s)
			t.tell(matters, "sheet-not-a-table", cell.Ref{File: t.book.File, Sheet: s.Name}, "")
			t.aside[s.Name] = matters == cell.Note
		}
	}
	if !slices.ContainsFunc(heads, func(h []head) bool { return len(h) > 0 }) {
		if !t.lost.Whole {
			t.tell(cell.Error, "file-no-table", cell.Ref{File: t.book.File}, "")
		}
		return
	}
	if !t.locate() {
		t.tell(cell.Error, "file-no-partner", cell.Ref{File: t.book.File}, "")
		return
	}
	for i := range t.book.Sheets {
		if s := &t.book.Sheets[i]; !s.Hidden && len(heads[i]) > 0 {
			t.sheet(s, heads[i], rows[i])
		}
	}
	visible := slices.Clone(t.readAs)
	for i := range t.book.Sheets {
		if s := &t.book.Sheets[i]; s.Hidden && len(heads[i]) > 0 {
			t.hiddenSheet(s, heads[i], rows[i], visible)
		}
	}
}

// hiddenSheet reads the tables of a hidden sheet that stand on no visible one.
func (t *Tables) hiddenSheet(s *sheet.Sheet, heads []head, rows []line, visible []string) {
	all := len(heads)
	heads = slices.DeleteFunc(heads, func(h head) bool { return slices.Contains(visible, h.layout.ID) })
	at := cell.Ref{File: t.book.File, Sheet: s.Name}
	if len(heads) < all {
		t.tell(cell.Note, "sheet-hidden-passed", at, "")
	}
	if len(heads) > 0 {
		t.tell(cell.Note, "sheet-hidden", at, "")
		t.sheet(s, heads, rows)
	}
}

// longWord is the length in bytes of the longest «yes» or «no» in a sheet that is
// passed over.
const longWord = 100

// unread says how much it matters that a sheet is passed over: a sheet with many
// answers may be a table whose header is lost.
func (t *Tables) unread(s *sheet.Sheet) cell.Severity {
	for i := range t.opts.Layouts {
		h := newHead(&t.opts.Layouts[i], nil)
		words, known := 0, map[string]bool{}
		for _, c := range s.Cells {
			if len(c.Text) > longWord {
				continue
			}
			says, ok := known[c.Text]
			if !ok && len(known) < mostKnown {
				w := h.means(c.Text)
				says = w == reply.Yes || w == reply.No
				known[c.Text] = says
			}
			if says {
				words++
			}
		}
		if words >= 8 && 4*words >= len(s.Cells) {
			return cell.Warning
		}
	}
	return cell.Note
}

// sheet reads the tables of one sheet.
func (t *Tables) sheet(s *sheet.Sheet, heads []head, rows []line) {
	hiddenRows := slices.Sorted(slices.Values(s.HiddenRows))
	t.speak(rows, heads)
	for i := range heads {
		h := &heads[i]
		if id := h.layout.ID; !slices.Contains(t.readAs, id) {
			t.readAs = append(t.readAs, id)
			if from := h.layout.Source; from != nil {
				t.sources = append(t.sources, survey.Source(*from))
			} else {
				t.sources = append(t.sources, survey.Source{Kind: survey.FromForm})
			}
		}
		t.hidden(s, h, hiddenRows)
		t.unknown(s, h, rows)
		t.table(s, h, rows)
	}
}

// speak settles what the signs of a sheet mean: «-» is no beside «+», and «x» is
// no where something says yes.
func (t *Tables) speak(rows []line, heads []head) {
	plus, yes := false, false
	for i := range heads {
		h := &heads[i]
		h.replies, h.said = reply.Reader{Words: h.layout.words, Known: t.opts.Known}, new(reply.Meanings)
		for _, l := range h.rows(rows) {
			if plus && yes {
				break
			}
			for j := range l.cells {
				c := &l.cells[j]
				if is := !plus && clean.BeginsWithPlus(c.Text); !is && yes || !h.asksAt(c.Col) {
					continue
				} else if is {
					plus = true
				}
				yes = yes || h.means(c.Text) == reply.Yes
			}
		}
	}
	for i := range heads {
		h := &heads[i]
		h.replies.Plus, h.replies.Cross = h.layout.Plus && plus, h.layout.Cross && yes
		h.said = new(reply.Meanings) // signs mean something else now
		h.ask(t.opts.Questionnaire)
	}
}

// between counts the numbers of an ascending list above one and up to another.
func between(list []int, above, to int) int {
	return sort.Search(len(list), func(i int) bool { return list[i] > to }) - sort.Search(len(list), func(i int) bool { return list[i] > above })
}

// hidden tells that rows or columns which were read are hidden.
func (t *Tables) hidden(s *sheet.Sheet, h *head, hiddenRows []int) {
	at := cell.Ref{File: t.book.File, Sheet: s.Name}
	if rows := between(hiddenRows, h.row, h.last); rows > 0 {
		at.Row = h.row
		t.tell(cell.Note, "sheet-hidden-rows", at, strconv.Itoa(rows))
		at.Row = 0
	}
	for _, col := range s.HiddenCols {
		if h.of(col) != nil {
			t.tell(cell.Note, "sheet-hidden-columns", at, cell.ColumnName(col))
		}
	}
}

// submissions returns what the workbook says as the submission of its partner.
func (t *Tables) submissions() []survey.Submission {
	if len(t.room.Records) == 0 {
		return nil
	}
	o := t.oblast
	kind := survey.KindOblast
	if o.City {
		kind = survey.KindCity
	}
	t.checkPeriod()
	return []survey.Submission{{
		Partner: survey.Partner{ID: o.UK, Name: survey.Text{"uk": o.UK, "en": o.EN}, Place: o.Code, Kind: kind},
		Period:  t.opts.Period, File: t.book.File, SHA256: t.book.SHA256, Sources: t.sources,
	}}
}

func (t *Tables) checkPeriod() {
	if t.info.period != "" && t.opts.Period != "" && !strings.Contains(t.info.period, t.opts.Period[:min(4, len(t.opts.Period))]) {
		t.tell(cell.Warning, "period-differs", cell.Ref{File: t.book.File}, t.info.period, "period", t.opts.Period)
	}
}
