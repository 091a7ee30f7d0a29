package catalogue

import (
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// ofEach is how many practices of a direction the report describes.
const ofEach = 3

// Shown returns the practices that the report describes, in its order: of each direction
// the best. A practice's number in the report is its position, from 1.
func Shown(c *writing.Writer) []findings.Scored {
	var out []findings.Scored
	for _, n := range c.Found.Directions() {
		best, _ := c.Found.BestOf(n.ID, ofEach)
		out = append(out, best...)
	}
	return out
}

// CardID is the anchor of a practice's card.
func CardID(k survey.PracticeKey) string {
	return "card-" + k.Partner + "-" + voice.PracticeID(k)
}

// Practices writes the chapter of practices: each direction under its heading, its best
// practices on half a page each.
func Practices(c *writing.Writer) {
	c.Chapter("practices", c.T("report.practices"))
	c.Say(c.T("report.practices.lead"))
	number := 0
	for _, n := range c.Found.Directions() {
		best, of := c.Found.BestOf(n.ID, ofEach)
		if len(best) == 0 {
			continue
		}
		c.Section("practices-"+n.ID, c.Text(n.Name))
		c.SaySpans(document.Small, document.Plain(c.T("report.practices.of", "n", of.N, "of", of.Of)))
		for _, p := range best {
			number++
			c.Add(card(c, p, number))
		}
	}
}

// card describes one practice: what was wrong, what was done, what changed, what it
// takes to repeat it, and how far it has come by dimension.
func card(c *writing.Writer, s findings.Scored, number int) *document.Card {
	p := c.Found.Practice(s.Key())
	title := voice.TitleOf(c.Voice, s.Key(), s.Name)
	out := &document.Card{ID: CardID(s.Key()), Number: strconv.Itoa(number), Title: title.Text, Lang: title.Lang}
	add := func(style document.Style, spans []document.Span) {
		if spans != nil {
			out.Body = append(out.Body, &document.Paragraph{Style: style, Spans: spans})
		}
	}
	add(document.Small, about(c, s, p, title))
	if p != nil {
		for _, part := range story(p) {
			add(part.style, told(c, part))
		}
		add(document.Small, elsewhere(c, s, p))
		add(document.Small, proof(c, p))
	}
	out.Facts = levels(c, s)
	return out
}

// about says whose practice it is, since when, where it can be seen, its score and how
// well that is borne out.
func about(c *writing.Writer, s findings.Scored, p *survey.Practice, title voice.Title) []document.Span {
	out := []document.Span{{Text: c.Name(s.Partner), Bold: true}}
	if title.Also != "" {
		out = append(out, document.Span{Text: " · "}, document.Span{Text: title.Also, Lang: title.AlsoLang})
	}
	if p != nil && p.Started != "" {
		out = append(out, document.Span{Text: " · " + c.T("report.practices.since", "year", p.Started)})
	}
	text := " · " + c.T("report.practices.score", "score", c.Points(s.Value))
	if name := c.Level(s.Level); name != "" {
		text += ", " + c.T("report.practices.level", "level", s.Level, "name", name)
	}
	out = append(out, document.Span{Text: text})
	if shares := c.Found.Borne(s.Unit, c.Found.Comparison.Root); shares[grade.Claimed] > 0 {
		out = append(out, document.Span{Text: " · " + grades(c, shares)})
	}
	if p != nil && p.Link != "" {
		link := document.Span{Text: p.Link}
		if document.Follows(p.Link) {
			link.Link = p.Link
		}
		out = append(out, document.Span{Text: " · "}, link)
	}
	return out
}

// grades prints the parts of a score's weight by grade of evidence or better.
func grades(c *writing.Writer, s grade.Shares) string {
	return c.T("report.grades", "named", c.Words.Percent(s[grade.Named], 0), "found", c.Words.Percent(s[grade.Found], 0), "confirmed", c.Words.Percent(s[grade.Confirmed], 0))
}

// A part is one text of a story.
type part struct {
	key, text string
	most      int // letters that the card has room for
	style     document.Style
}

// story is what is told of a practice; one that is told in brief only has its summary.
func story(p *survey.Practice) []part {
	t := p.Told
	if t.Problem+t.Solution+t.Result == "" {
		return []part{{"summary", p.Summary, 900, document.Body}}
	}
	return []part{
		{"problem", t.Problem, 280, document.Body}, {"solution", t.Solution, 360, document.Body}, {"result", t.Result, 340, document.Body},
		{"conditions", t.Conditions, 240, document.Small}, {"cost", t.Cost, 140, document.Small}, {"repeated", t.RepeatedBy, 160, document.Small},
	}
}

// told prints a text of a story under its name; nil where nothing is told.
func told(c *writing.Writer, p part) []document.Span {
	if strings.TrimSpace(p.text) == "" {
		return nil
	}
	return []document.Span{{Text: c.T("report.practices." + p.key), Bold: true}, {Text: " "}, writing.Own(c.OwnLang(), brief.Words(p.text, p.most))}
}

// elsewhere names the practices of other partners that were taken over from this one,
// and the one that it was taken over from itself; nil none.
func elsewhere(c *writing.Writer, s findings.Scored, p *survey.Practice) []document.Span {
	var out []document.Span
	if by := c.Found.AdoptedBy(s.Key()); by != nil {
		var names []string
		for _, k := range by {
			names = append(names, c.Name(k.Partner))
		}
		out = append(out, document.Span{Text: c.T("report.practices.adopted-by"), Bold: true}, document.Span{Text: " " + c.Words.Join(names) + ". "})
	}
	if partner, _, ok := strings.Cut(p.Adopted.From, "/"); ok {
		out = append(out, document.Span{Text: c.T("report.practices.adopted-from"), Bold: true}, document.Span{Text: " " + c.Name(partner) + "."})
	}
	return out
}

// proof names the act that the practice rests on, as its partner names it: the first
// evidence in the order of the form that is an act and no address; nil none.
func proof(c *writing.Writer, p *survey.Practice) []document.Span {
	for _, a := range p.Answers {
		if a.Evident && !document.Follows(a.Evidence()) {
			return []document.Span{{Text: c.T("report.practices.act"), Bold: true}, {Text: " "}, writing.Own(c.OwnLang(), brief.Words(a.Evidence(), 160)), {Text: "."}}
		}
	}
	return nil
}

// levels are the practice's levels and scores by dimension.
func levels(c *writing.Writer, s findings.Scored) []document.Fact {
	var out []document.Fact
	for _, d := range c.Found.Dimensions() {
		v, _ := c.Found.Now.At(s.Unit, d.ID)
		text := c.T("report.label.no-data")
		if v.Known {
			text = c.Points(v.Value)
			if v.Level >= 0 {
				text = c.T("report.practices.dimension", "level", v.Level, "score", text)
			}
		}
		out = append(out, document.Fact{Label: c.Text(d.Name), Spans: document.Plain(text)})
	}
	return out
}
