// Package counsel says what a place could take over, from whom, and how sure that is:
// in words for who prepares a decision, and on one page for a council's session. It
// believes that whoever reads advice has to be told first what it does not know.
package counsel

import (
	"math"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/measure/adopt"
	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// A Counsel is advice for one place in one language.
type Counsel struct {
	Texts         *wording.Catalogue
	Places        *place.Registry
	Questionnaire *survey.Questionnaire
	Advice        adopt.Advice
	Rates         []peers.Check
	Near          account.Peers
	Date          time.Time
	Names         map[string]survey.Text // of partners, by id
	Stamp         bool                   // what it rests on is made up
}

func (c *Counsel) t(key string, args ...any) string { return c.Texts.T(key, args...) }

// place calls a place by name, oblast and code.
func (c *Counsel) place(code string) string { return c.Near.Place(code) }

// owner calls who has a practice.
func (c *Counsel) owner(o *adopt.Offer) string {
	if name := c.Names[o.Partner].In(c.Texts.Lang()); name != "" {
		return name
	}
	return o.Partner
}

// title is the title of a practice in the language, where there is one.
func (c *Counsel) title(p *survey.Practice) document.Span {
	if c.Texts.Lang() == "en" && p.TitleEN != "" {
		return document.Span{Text: p.TitleEN}
	}
	return c.own(p.Title)
}

// own marks a partner's own words.
func (c *Counsel) own(text string) document.Span {
	s := document.Span{Text: text}
	if c.Texts.Lang() != "uk" {
		s.Lang = "uk"
	}
	return s
}

// Words makes the whole of the advice as a document of one column.
func (c *Counsel) Words() *document.Document {
	d := &document.Document{Lang: c.Texts.Lang(), Title: c.t("counsel.title", "place", c.place(c.Advice.Code)), Date: c.Date}
	add := func(b ...document.Block) { d.Blocks = append(d.Blocks, b...) }
	add(say(c.standing()))
	add(say(c.likeness()))
	if len(c.Advice.Offers) > 0 {
		add(say(c.t("counsel.meaning")))
	}
	for i := range c.Advice.Offers {
		add(c.card(i, &c.Advice.Offers[i]))
	}
	if n := len(c.Advice.Offers); n < c.Advice.Of {
		add(say(c.t("counsel.more", "n", c.Advice.Of-n)))
	}
	if lower := c.Advice.Lower; len(lower) > 0 {
		refs := make([]string, len(lower))
		for i := range lower {
			refs[i] = lower[i].Ref
		}
		add(say(c.t("counsel.lower", "n", len(refs), "list", strings.Join(refs, ", "))))
	}
	add(&document.Heading{Level: 2, ID: "rates", Text: c.t("counsel.rates")})
	add(say(c.t("counsel.no-forecast")), &document.List{Items: c.rates()})
	return d
}

func say(text string) document.Block { return &document.Paragraph{Spans: document.Plain(text)} }

// standing says what is known of the place itself.
func (c *Counsel) standing() string {
	switch {
	case !c.Advice.Answered:
		return c.t("counsel.unanswered")
	case math.IsNaN(c.Advice.Score):
		return c.t("counsel.unscored")
	}
	return c.t("counsel.score", "score", c.Texts.Number(c.Advice.Score, 1))
}

// likeness says which places were asked.
func (c *Counsel) likeness() string {
	if len(c.Advice.Peers) == 0 {
		return c.t("counsel.peerless")
	}
	var names []string
	for _, p := range c.Advice.Peers {
		names = append(names, c.place(p.Code))
	}
	key := "counsel.peers"
	if len(c.Advice.Offers)+len(c.Advice.Lower) == 0 {
		key = "counsel.nothing"
	}
	return c.t(key, "n", len(names), "list", strings.Join(names, "; "), "level", adopt.FromLevel)
}

// card is one offer.
func (c *Counsel) card(i int, o *adopt.Offer) *document.Card {
	card := &document.Card{ID: "offer-" + strconv.Itoa(i+1), Number: strconv.Itoa(i+1) + ".", Title: c.title(o.Practice).Text}
	item := func(key string, spans ...document.Span) {
		card.Facts = append(card.Facts, document.Fact{Label: c.t(key), Spans: spans})
	}
	plain := func(text string) document.Span { return document.Span{Text: text} }
	item("counsel.whose", plain(c.t("counsel.whose.is", "owner", c.owner(o), "place", c.place(o.Place), "ref", o.Ref)))
	item("counsel.why", plain(c.why(o)))
	item("counsel.where", plain(c.far(o)))
	item("counsel.gain", plain(c.gain(o.Gain)))
	item("counsel.grade", plain(c.t("counsel.grade."+strconv.Itoa(int(o.Grade)))))
	for _, l := range o.Lacks {
		item("counsel.act", plain(c.lack(l)+": "), c.own(l.Act))
	}
	item("counsel.cost", c.told(o.Practice.Told.Cost))
	item("counsel.conditions", c.told(o.Practice.Told.Conditions))
	item("counsel.unmet", plain(c.unmet(o)))
	item("counsel.adopters", plain(c.adopters(o)))
	return card
}

// told is a text of the owner's, or that there is none.
func (c *Counsel) told(text string) document.Span {
	if strings.TrimSpace(text) == "" {
		return document.Span{Text: c.t("counsel.untold")}
	}
	return c.own(strings.Join(strings.Fields(text), " "))
}

// why says what makes the owner a peer.
func (c *Counsel) why(o *adopt.Offer) string {
	return c.t("counsel.why.is", "rank", o.Rank, "distance", c.Texts.Number(o.Peer.Distance, 2), "n", len(o.Peer.Parts), "parts", c.Near.Parts(o.Peer))
}

// far says how far away the owner is.
func (c *Counsel) far(o *adopt.Offer) string {
	oblast := c.t("counsel.oblast.other")
	if o.SameOblast {
		oblast = c.t("counsel.oblast.same")
	}
	if math.IsNaN(o.Km) {
		return c.t("counsel.far.unknown", "oblast", oblast)
	}
	return c.t("counsel.far", "km", c.Texts.Number(o.Km, 0), "oblast", oblast)
}

// gain says what a practice would bring.
func (c *Counsel) gain(g adopt.Gain) string {
	switch {
	case !g.Known:
		return c.t("counsel.gain.unknown")
	case g.Draws == 0:
		return c.t("counsel.gain.alone", "points", c.Texts.Signed(g.Points, 1))
	}
	return c.t("counsel.gain.is", "points", c.Texts.Signed(g.Points, 1), "low", c.Texts.Signed(g.Low, 1), "top", c.Texts.Signed(g.Top, 1), "n", g.Draws)
}

// lack says at what a practice has what the place has not.
func (c *Counsel) lack(l adopt.Lack) string {
	name := l.Criterion.Name.In(c.Texts.Lang())
	if l.Has < 0 {
		return c.t("counsel.lack.none", "criterion", name, "gets", int(l.Gets))
	}
	return c.t("counsel.lack", "criterion", name, "has", int(l.Has), "gets", int(l.Gets))
}

// unmet lists what the place has in none of its practices.
func (c *Counsel) unmet(o *adopt.Offer) string {
	if !c.Advice.Answered {
		return c.t("counsel.unmet.unknown")
	}
	var names []string
	for _, l := range o.Lacks {
		if !l.Anywhere {
			names = append(names, l.Criterion.Name.In(c.Texts.Lang()))
		}
	}
	if len(names) == 0 {
		return c.t("counsel.unmet.none")
	}
	return strings.Join(names, "; ")
}

// adopters lists who has adopted a practice.
func (c *Counsel) adopters(o *adopt.Offer) string {
	var names []string
	for _, a := range o.Adopters {
		names = append(names, c.t("counsel.adopter", "place", c.place(a.Place), "ref", a.Ref))
	}
	if len(names) == 0 {
		return c.t("counsel.adopters.none")
	}
	return strings.Join(names, "; ")
}

// rates says what likeness would have been worth as a forecast.
func (c *Counsel) rates() (out [][]document.Span) {
	theme := map[string]string{}
	for _, t := range c.Questionnaire.Themes {
		theme[t.ID] = t.Name.In(c.Texts.Lang())
	}
	for _, r := range c.Rates {
		if name := theme[r.Tool]; name != "" {
			r.Tool = name
		}
		out = append(out, document.Plain(account.Foretells(c.Texts, r)))
	}
	return out
}
