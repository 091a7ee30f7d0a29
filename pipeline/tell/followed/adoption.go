package followed

import (
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// A claim is what an adopter says, with both sides as they stand.
type claim struct {
	key  survey.PracticeKey // the adopter's practice
	own  *survey.Practice
	from string           // partner/id
	of   *survey.Practice // the origin; nil: it is not among those of the period
	at   survey.PracticeKey
}

// claims lists who says to have taken a practice over from somebody else, by partner in
// the order of the alphabet. A claim that names nobody, or the claimant, is none.
func claims(c *writing.Writer) (out []claim) {
	origin := map[string]claim{}
	for _, subs := range [][]survey.Submission{c.In.Earlier, c.In.Submissions} {
		for i := range subs {
			for j := range subs[i].Practices {
				p := &subs[i].Practices[j]
				key := subs[i].Key(p)
				origin[key.Ref()] = claim{of: p, at: key}
			}
		}
	}
	for i := range c.In.Submissions {
		s := &c.In.Submissions[i]
		for j := range s.Practices {
			p := &s.Practices[j]
			if claimed(s, p) {
				o := origin[p.Adopted.From]
				out = append(out, claim{key: s.Key(p), own: p, from: p.Adopted.From, of: o.of, at: o.at})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b claim) int { return c.InOrder(a.key.Partner, b.key.Partner) })
	return out
}

// claimed reports whether a partner says to have taken a practice over from another.
func claimed(s *survey.Submission, p *survey.Practice) bool {
	return p.Adopted.From != "" && !strings.HasPrefix(p.Adopted.From, s.Partner.ID+"/")
}

// adoption tells who has taken over what, and how that grows.
func (c Chapter) adoption() {
	list := claims(c.Writer)
	if len(list) == 0 {
		return
	}
	c.Section("adoption", c.T("followed.adoption"))
	c.Say(c.T("followed.adoption.lead", "n", len(list)))
	t := &document.Table{ID: "table-adoption", Title: c.T("followed.adoption.table"), Compact: true, Columns: []document.Column{
		{Title: c.T("followed.adopter"), Width: 5}, {Title: c.T("followed.level"), Align: document.Right, Width: 1.2},
		{Title: c.T("followed.origin"), Width: 5}, {Title: c.T("followed.level"), Align: document.Right, Width: 1.2}, {Title: c.T("followed.when"), Width: 3},
	}}
	for _, l := range list[:min(mostRows, len(list))] {
		t.Rows = append(t.Rows, adopted(c, l))
	}
	t.Source = document.Plain(c.T("followed.adoption.source", "shown", len(t.Rows), "of", len(list)))
	c.Add(t)
	c.spread(list)
}

func adopted(c Chapter, l claim) document.Row {
	side := func(key survey.PracticeKey, p *survey.Practice) document.Cell {
		if p == nil {
			return document.Cell{Spans: []document.Span{writing.Own(c.OwnLang(), l.from)}}
		}
		return document.Cell{Spans: append(document.Plain(c.Name(key.Partner)+": "), writing.Linked(c.Writer, voice.TitleOf(c.Voice, key, p.Title).Short(), voice.PracticeAnchor(key))...)}
	}
	var when []document.Span // the day is the report's word, the act the partner's
	if day := voice.Day(c.Voice, l.own.Adopted.On); day != "" {
		when = document.Plain(day)
	}
	if act := l.own.Adopted.Act; act != "" {
		if when != nil {
			when[0].Text += ", "
		}
		when = append(when, writing.Own(c.OwnLang(), act))
	}
	adopter := side(l.key, l.own)
	adopter.Head = true
	return document.Row{Cells: []document.Cell{adopter, writing.PlainCell(levelText(c, l.key, l.own)), side(l.at, l.of), writing.PlainCell(levelText(c, l.at, l.of)),
		{Spans: when}}}
}

// levelText is that of a practice of this period, of an earlier one's where it is gone.
func levelText(c Chapter, key survey.PracticeKey, p *survey.Practice) string {
	if p == nil {
		return "–"
	}
	for _, r := range []*score.Result{c.In.Now, c.In.Before} {
		if r == nil {
			continue
		}
		for i := range r.Units {
			u := &r.Units[i]
			if u.Kind != score.Practice || u.Partner != key.Partner || u.ID != key.ID {
				continue
			}
			if x, ok := r.At(u, r.Root()); ok && x.Known && x.Level >= 0 {
				return strconv.Itoa(x.Level)
			}
		}
	}
	return "–"
}

// spread draws how many adoptions were claimed up to each year.
func (c Chapter) spread(list []claim) {
	by := map[string]int{}
	first, last := "", ""
	for _, l := range list {
		y, _, _ := strings.Cut(l.own.Adopted.On, "-")
		if _, err := strconv.Atoi(y); err != nil || len(y) != 4 {
			continue
		}
		by[y]++
		if first == "" || y < first {
			first = y
		}
		last = max(last, y)
	}
	from, _ := strconv.Atoi(first)
	to, _ := strconv.Atoi(last)
	if first == "" || to-from > mostRows {
		return
	}
	f := &document.Figure{ID: "spread", Kind: document.Ranking, Measure: c.Draw.Measure("followed.spread.measure"), Series: []string{c.T("followed.spread.series")},
		Source: document.Plain(c.T("followed.adoption.field"))}
	total := 0
	var said []string
	for y := from; y <= to; y++ {
		total += by[strconv.Itoa(y)]
		text := strconv.Itoa(total)
		f.Rows = append(f.Rows, document.FigureRow{ID: strconv.Itoa(y), Label: strconv.Itoa(y), Values: []document.Value{{X: float64(total), Known: true, Low: float64(total), High: float64(total), Text: text}}})
		said = append(said, c.T("followed.spread.year", "year", strconv.Itoa(y), "n", total))
	}
	f.Axis = document.Axis{Label: c.T("followed.spread.axis"), Max: float64(total)}
	f.Message = c.T("followed.spread.message", "n", total, "from", first, "to", last)
	f.Alt = f.Message + ": " + c.Words.Join(said) + "."
	c.Show(f)
}
