package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/wording"
)

// mostUnread is how many cells that could not be read are told one by one.
const mostUnread = 20

// mostRemarks is how many remarks on a table are told one by one.
const mostRemarks = 40

// A teller says what a table did not allow, each line after the file's name.
type teller struct {
	w    io.Writer
	data string // the file
	t    *wording.Catalogue
}

func (t teller) say(text string) { fmt.Fprintf(t.w, "%s: %s\n", t.data, text) }

// remarks tells what was passed over and what is doubted.
func (t teller) remarks(list []index.Remark) {
	for i, r := range list {
		if i == mostRemarks {
			t.say(t.t.T("index.remarks.more", "n", len(list)-i))
			return
		}
		t.say(t.t.T("index."+r.Code, r.Args...))
	}
}

// unread tells what cells cannot be understood; before is how many were told.
func (t teller) unread(cells []index.Unread, before int) {
	for i, u := range cells {
		if before+i < mostUnread {
			t.say(t.t.T(unreadKey(u), "row", u.Row, "column", u.Column, "text", u.Text, "low", bound(u.Low), "high", bound(u.High)))
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
	return shortest(*x)
}

// more tells how many cells were left untold.
func (t teller) more(all int) {
	if all > mostUnread {
		t.say(t.t.T("index.unread.more", "n", all-mostUnread))
	}
}

func (t teller) doubts(list []score.Doubt) {
	for _, d := range list {
		t.say(doubtText(t.t, d))
	}
}

// doubtText says what a reader of the scores should know.
func doubtText(t *wording.Catalogue, d score.Doubt) string {
	text := t.T("doubt."+d.Code, "node", d.Node, "of", d.Of)
	if d.Unit != "" {
		text = t.T("doubt.first", "text", text, "unit", strings.ReplaceAll(d.Unit, "\x00", ", "))
	}
	return t.T("doubt.concerns", "text", text, "n", d.Count)
}

// imputed says in one line what was filled in.
func (t teller) imputed(s *score.Scored) {
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
		t.say(t.t.T("index.imputed", "n", total, "list", strings.Join(columns, ", ")))
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
