// Package account gives an account of scores on a terminal: what a table did not
// allow, how the score of one unit came about, how two methods differ over the same
// units, what the criteria look like. It believes that a number which somebody asks
// about is owed the way to the cells, in words that need no manual.
package account

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/wording"
)

// mostUnread is how many cells that could not be read are told one by one.
const mostUnread = 20

// mostRemarks is how many remarks on a table are told one by one.
const mostRemarks = 40

// A Teller says what a table did not allow, each line after the file's name.
type Teller struct {
	w    io.Writer
	file string
	t    *wording.Catalogue
}

// NewTeller makes a teller for a file, whose lines go to w. Errors of w are lost: who
// cannot be told is no reason not to score.
func NewTeller(w io.Writer, file string, t *wording.Catalogue) Teller { return Teller{w, file, t} }

// To returns the same teller with another writer.
func (t Teller) To(w io.Writer) Teller { return Teller{w, t.file, t.t} }

// Say says a text of the wording, with its names and values by turns.
func (t Teller) Say(key string, args ...any) { t.say(t.t.T(key, args...)) }

func (t Teller) say(text string) { fmt.Fprintf(t.w, "%s: %s\n", t.file, text) }

// Remarks tells what was passed over and what is doubted.
func (t Teller) Remarks(list []index.Remark) {
	for i, r := range list {
		if i == mostRemarks {
			t.Say("index.remarks.more", "n", len(list)-i)
			return
		}
		t.Say("index."+r.Code, r.Args...)
	}
}

// Unread tells what cells cannot be understood; before is how many were told.
func (t Teller) Unread(cells []index.Unread, before int) {
	for i, u := range cells {
		if before+i < mostUnread {
			t.Say(unreadKey(u), "row", u.Row, "column", u.Column, "text", u.Text, "low", bound(u.Low), "high", bound(u.High), "unit", u.Unit.In(t.t.Lang()))
		}
	}
}

// unreadKey names the text that says why a cell cannot be understood.
func unreadKey(u index.Unread) string {
	switch {
	case u.Why == index.OutOfRange && u.High == nil:
		return "index.unread.range.low"
	case u.Why == index.OutOfRange && u.Low == nil:
		return "index.unread.range.high"
	case u.Why == reply.OtherUnit && len(u.Unit) > 0:
		return "index.unread.unit.asked"
	case u.Why == reply.Broken && u.Text == "":
		return "index.unread.lost"
	case slices.Contains([]reply.Fault{reply.DateForOne, reply.OtherUnit, reply.Broken, index.OutOfRange}, u.Why):
		return "index.unread." + string(u.Why)
	}
	return "index.unread"
}

func bound(x *float64) string {
	if x == nil {
		return ""
	}
	return index.Digits(*x)
}

// Read tells what a period has: partners, practices, and errors that they have to
// correct.
func (t Teller) Read(partners, practices, errors int) {
	fmt.Fprintln(t.w, t.t.T("period.read", "period", t.file, "partners", partners, "practices", practices))
	if errors > 0 {
		fmt.Fprintln(t.w, t.t.T("period.errors", "n", errors))
	}
}

// More tells how many of all cells that could not be read were left untold.
func (t Teller) More(all int) {
	if all > mostUnread {
		t.Say("index.unread.more", "n", all-mostUnread)
	}
}

// Doubts says what a reader of the scores should know.
func (t Teller) Doubts(list []indicator.Doubt) {
	for _, d := range list {
		text := t.t.T("doubt."+d.Code, "node", d.Node, "of", d.Of)
		if d.Unit != "" {
			text = t.t.T("doubt.first", "text", text, "unit", strings.ReplaceAll(d.Unit, "\x00", ", "))
		}
		t.Say("doubt.concerns", "text", text, "n", d.Count)
	}
}

// Imputed says in one line what was filled in.
func (t Teller) Imputed(s *score.Scored) {
	leaf, total := 0, 0
	var columns []string
	for _, n := range s.Nodes {
		if !n.Leaf {
			continue
		}
		if filled := count(s.Filled[leaf]); filled > 0 {
			total += filled
			columns = append(columns, fmt.Sprintf("%s %d", n.ID, filled))
		}
		leaf++
	}
	if total > 0 {
		t.Say("index.imputed", "n", total, "list", strings.Join(columns, ", "))
	}
}

func count(marks []bool) int {
	n := 0
	for _, m := range marks {
		if m {
			n++
		}
	}
	return n
}

// ToldApart says how many of all neighbours in the ranking can be told apart, which
// takes least of the draws.
func (t Teller) ToldApart(n, of int, least float64) {
	t.Say("index.told-apart", "n", n, "of", of, "least", t.t.Percent(least, 0))
}
