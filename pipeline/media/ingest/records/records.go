// Package records keeps the rows of tables that count in few bytes. It believes that a
// table has many rows and that most of their cells say the same: what a cell says is
// kept once for all that say it, and a practice is made of a record when all rows are
// read.
package records

import (
	"iter"
	"slices"
	"sync"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// A Reply is what cells of one column say that have the same text. Several records
// share it.
type Reply struct {
	reply.Reading
	Raw    string // as typed
	Judged bool   // whoever judges records has looked at it
	Plain  bool   // and there is nothing to be told of it, whatever else the record says
}

// doubted reports whether it may have been meant otherwise.
func (r *Reply) doubted() bool {
	return r.State != survey.Unreadable && len(r.Notes) > 0 && slices.Contains(r.Notes, reply.PerCentOrShare)
}

// A Table is what the records of one table have in common.
type Table struct {
	File, Sheet string   // of its cells
	Part        any      // the sheet itself, and
	Layout      any      // the layout by which it is read, which tell tables apart
	Theme       string   // as of survey.Practice
	Asked       []Column // that answer criteria, in the order of the questionnaire
}

// A Column answers a criterion.
type Column struct {
	Col       int
	Criterion string // id
}

// A Record is a row that counts.
type Record struct {
	ID, Title                 string
	Place, PlaceName          string // as of survey.Practice
	Of                        *Table
	Row                       int
	IDCol, TitleCol, PlaceCol int      // 0: nothing was typed
	Replies                   []*Reply // by the columns of the table that ask
	Next                      int      // where the next record of the same id is, from 1; 0 none

	answers []survey.Answer // in the place of replies, where another row has said the same or more
}

// At is a cell in the row of a record.
func (r *Record) At(col int) cell.Ref {
	return cell.Ref{File: r.Of.File, Sheet: r.Of.Sheet, Row: r.Row, Col: col}
}

// Where is where a record stands: its id.
func (r *Record) Where() cell.Ref { return r.At(r.IDCol) }

// Answers returns the answers of a record: asked criteria only, in the order of the
// questionnaire.
func (r *Record) Answers() []survey.Answer {
	if r.answers != nil {
		return r.answers
	}
	return r.appendAnswers(make([]survey.Answer, 0, len(r.Replies)))
}

// Answer puts answers in the place of those that the row has.
func (r *Record) Answer(answers []survey.Answer) { r.answers = answers }

// Alone reports whether the answers are those that the row has.
func (r *Record) Alone() bool { return r.answers == nil }

// Answered counts the answers of a record that is alone as survey.Practice does.
func (r *Record) Answered() (asked, given int) {
	for _, is := range r.Replies {
		if is.State == survey.Given || is.State == survey.NotApplicable {
			given++
		}
	}
	return len(r.Replies), given
}

func (r *Record) appendAnswers(to []survey.Answer) []survey.Answer {
	at := r.At(0)
	for i, is := range r.Replies {
		c := &r.Of.Asked[i]
		at.Col = c.Col
		to = append(to, survey.Answer{Criterion: c.Criterion, State: is.State, Doubted: is.doubted(), Number: is.Number, Choice: is.Choice, Raw: is.Raw, At: at})
	}
	return to
}

// practice makes a practice of a record, with the room for its answers.
func (r *Record) practice(p *survey.Practice, room []survey.Answer) (left []survey.Answer) {
	*p = survey.Practice{ID: r.ID, Title: r.Title, Theme: r.Of.Theme, Place: r.Place, PlaceName: r.PlaceName, At: r.Where(), Answers: r.answers}
	for _, of := range [...]struct {
		spot *survey.Spot
		col  int
	}{{&p.Cells.ID, r.IDCol}, {&p.Cells.Title, r.TitleCol}, {&p.Cells.Place, r.PlaceCol}} {
		if of.col > 0 {
			*of.spot = p.Spot(r.At(of.col))
		}
	}
	if r.answers == nil {
		n := len(r.Replies)
		p.Answers, room = r.appendAnswers(room[:0:n]), room[n:]
	}
	return room
}

// A Room holds the records of a file.
type Room struct {
	Records []Record
	blocks  [][]*Reply
	used    int      // of the blocks
	free    []*Reply // of the last one used
	some    []survey.Practice
	answers []survey.Answer // of these
}

// blockSize is how many replies there is room for at a time.
const blockSize = 4096

// Replies returns room for those of a row. The next row has the same, unless they are
// taken.
func (r *Room) Replies(n int) []*Reply {
	if len(r.free) < n {
		if r.used == len(r.blocks) || len(r.blocks[r.used]) < n {
			r.blocks = slices.Insert(r.blocks, r.used, make([]*Reply, max(n, blockSize)))
		}
		r.free = r.blocks[r.used]
		r.used++
	}
	return r.free[:n:n]
}

// Take adds a record without texts, of the room for n replies that was returned last.
func (r *Room) Take(n int) *Record {
	r.free = r.free[n:]
	r.Records = append(r.Records, Record{})
	return &r.Records[len(r.Records)-1]
}

// Leave takes the last record away.
func (r *Room) Leave() {
	n := len(r.Records) - 1
	r.Records[n] = Record{}
	r.Records = r.Records[:n]
}

// Practices returns the practices of a file, all at once.
func (r *Room) Practices() []survey.Practice {
	n := 0
	for i := range r.Records {
		if r.Records[i].answers == nil {
			n += len(r.Records[i].Replies)
		}
	}
	out, room := make([]survey.Practice, len(r.Records)), make([]survey.Answer, n)
	for i := range out {
		room = r.Records[i].practice(&out[i], room)
	}
	return out
}

// few practices come at a time: so many that the processor has them at hand.
const few = 32

// Some returns the practices some at a time, each valid until the next, for those who
// keep none. Of the records that are plain no practice is made: they come by themselves,
// each in its place.
func (r *Room) Some(plain func(*Record) bool) iter.Seq2[[]survey.Practice, *Record] {
	return func(yield func([]survey.Practice, *Record) bool) {
		for from := 0; from < len(r.Records); {
			first := &r.Records[from]
			if plain(first) {
				if from++; !yield(nil, first) {
					return
				}
				continue
			}
			to := from + 1
			for to < len(r.Records) && to-from < few && !plain(&r.Records[to]) {
				to++
			}
			if !yield(r.made(r.Records[from:to]), nil) {
				return
			}
			from = to
		}
	}
}

// made returns the practices of a few records, in the room for them.
func (r *Room) made(of []Record) []survey.Practice {
	if r.some == nil {
		r.some = make([]survey.Practice, few)
	}
	n := 0
	for i := range of {
		n += len(of[i].Replies)
	}
	r.answers = slices.Grow(r.answers[:0], n)[:n]
	left := r.answers
	for i := range of {
		left = of[i].practice(&r.some[i], left)
	}
	return r.some[:len(of)]
}

// Rooms hands rooms on from one file to the next. Several goroutines may share it.
type Rooms struct{ idle sync.Pool }

// Get returns a room without records.
func (rs *Rooms) Get() *Room {
	if r, _ := rs.idle.Get().(*Room); r != nil {
		return r
	}
	return new(Room)
}

// What is kept room for from one file to the next.
const (
	mostRecords = 1 << 15
	mostBlocks  = 1 << 6
	mostAnswers = 1 << 12
)

// Put takes a room back at whose records, and whatever Some has made of them, nobody
// looks any more.
func (rs *Rooms) Put(r *Room) {
	if cap(r.Records) > mostRecords || len(r.blocks) > mostBlocks {
		return
	}
	clear(r.Records)
	for _, of := range r.blocks[:r.used] {
		clear(of)
	}
	clear(r.some)
	if r.answers = r.answers[:cap(r.answers)]; len(r.answers) > mostAnswers {
		r.answers = nil
	}
	clear(r.answers)
	r.Records, r.used, r.free = r.Records[:0], 0, nil
	rs.idle.Put(r)
}
