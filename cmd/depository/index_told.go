package main

import (
	"fmt"
	"io"
	"strings"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/wording"
)

// mostUnread is how many cells that could not be read are told one by one.
const mostUnread = 20

// A teller says what a table did not allow, each line after the file's name.
type teller struct {
	w    io.Writer
	data string // the file
	t    *wording.Catalogue
}

func (t teller) say(text string) { fmt.Fprintf(t.w, "%s: %s\n", t.data, text) }

// unread tells what cells cannot be understood; before is how many were told.
func (t teller) unread(of *table, cells []method.Unread, before int) {
	for i, u := range cells {
		if before+i < mostUnread {
			key := "index.unread"
			if u.Why == reply.DateForOne || u.Why == reply.OtherUnit {
				key += "." + string(u.Why)
			}
			t.say(t.t.T(key, "row", of.at[u.Row-1], "column", u.Column, "text", u.Text))
		}
	}
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
