package account

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/latin"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

const (
	mostMembers = 12 // how many places of a box are named
	mostParts   = 6  // how many attributes of a distance are named
	peerWidth   = 96 // letters of a line
)

// Peers says in words which places are like a place: first the box that it lies in,
// then the nearest, each with what its distance is made of.
type Peers struct {
	Texts  *wording.Catalogue
	Places *place.Registry
	Near   *peers.Likeness
}

// Of prints the account of one place with its k nearest.
func (p Peers) Of(w io.Writer, code string, box peers.Box, k int) error {
	found, _ := p.Near.Nearest(code, k)
	var b strings.Builder
	fmt.Fprintln(&b, p.Place(code))
	p.box(&b, box)
	if len(found) == 0 {
		p.line(&b, "  ", p.Texts.T("peers.none"))
	} else {
		fmt.Fprintln(&b, "  "+p.Texts.T("peers.nearest"))
	}
	for i, f := range found {
		key := "peers.peer"
		if slices.Contains(box.Members, f.Code) {
			key = "peers.peer-boxed"
		}
		p.line(&b, "  ", p.Texts.T(key, "rank", i+1, "place", p.Place(f.Code), "distance", p.Texts.Number(f.Distance, 2), "n", len(f.Parts), "of", p.Near.Attributes()))
		p.line(&b, "     ", p.Parts(f))
	}
	_, err := io.WriteString(w, b.String()+"\n")
	return err
}

// Place calls a place by its name, oblast and code; a code that nobody knows by
// itself.
func (p Peers) Place(code string) string {
	h, ok := p.Places.Hromada(code)
	if !ok {
		return code
	}
	o, _ := p.Places.OblastOf(code)
	oblast := o.EN
	if p.Texts.Lang() == "uk" {
		oblast = o.UK
	}
	return p.Texts.T("peers.place", "name", p.Spelt(h), "oblast", oblast, "code", code)
}

// Spelt is the name of a hromada as the language spells it: in English after the
// settlement that it is named after.
func (p Peers) Spelt(h place.Hromada) string {
	if p.Texts.Lang() == "uk" {
		return h.Name
	}
	return latin.Of(cmp.Or(place.Eponym(p.Places, h.Code), h.Name))
}

// box prints the sides of a box, and who is in it.
func (p Peers) box(b *strings.Builder, box peers.Box) {
	if len(box.Sides) == 0 {
		p.line(b, "  ", p.Texts.T("peers.box.none"))
		return
	}
	fmt.Fprintln(b, "  "+p.Texts.T("peers.box.title"))
	unknown := false
	for _, s := range box.Sides {
		key := "peers.box.unknown"
		if s.Third > 0 {
			key = "peers.box.third-" + strconv.Itoa(s.Third)
		}
		unknown = unknown || s.Third == 0
		p.line(b, "     ", p.Texts.T(key, "attribute", p.attribute(s.Attribute), "value", p.Texts.Shortest(s.Value, 2),
			"low", p.Texts.Shortest(s.Low, 2), "high", p.Texts.Shortest(s.High, 2), "n", s.Known))
	}
	switch {
	case unknown:
		p.line(b, "     ", p.Texts.T("peers.box.missing"))
		return
	case len(box.Members) == 0:
		p.line(b, "     ", p.Texts.T("peers.box.alone"))
		return
	}
	names := make([]string, min(len(box.Members), mostMembers))
	for i := range names {
		names[i] = p.Place(box.Members[i])
	}
	p.line(b, "     ", p.Texts.T("peers.box.members", "n", len(box.Members)))
	for _, name := range names {
		p.line(b, "       ", name)
	}
	if rest := len(box.Members) - len(names); rest > 0 {
		p.line(b, "       ", p.Texts.T("peers.box.rest", "n", rest))
	}
}

// leastShare is what an attribute has of a distance to be named: less is printed as 0 %.
const leastShare = 0.005

// Parts says what a distance is made of, the largest share first.
func (p Peers) Parts(f peers.Peer) string {
	if f.Distance == 0 {
		return p.Texts.T("peers.same")
	}
	list := slices.Clone(f.Parts)
	slices.SortStableFunc(list, func(a, b peers.Part) int { return cmp.Compare(b.Share, a.Share) })
	rest := 0.0
	var out []string
	for _, part := range list {
		if len(out) >= mostParts || part.Share < leastShare {
			rest += part.Share
			continue
		}
		out = append(out, p.attribute(part.Attribute)+" "+p.Texts.Percent(part.Share, 0))
	}
	if rest >= leastShare {
		out = append(out, p.Texts.T("peers.rest")+" "+p.Texts.Percent(rest, 0))
	}
	return p.Texts.T("peers.parts", "list", strings.Join(out, ", "))
}

// attribute calls an attribute by its name in the language, or as the file does.
func (p Peers) attribute(id string) string {
	if key := "peers.attribute." + id; p.Texts.Has(key) {
		return p.Texts.T(key)
	}
	return id
}

func (p Peers) line(b *strings.Builder, indent, text string) {
	for i, line := range plaintext.Wrap(text, peerWidth-len(indent)) {
		if i > 0 {
			line = "  " + line
		}
		fmt.Fprintln(b, indent+line)
	}
}

// Doubts tells the rows of a table that are not used, a line each.
func Doubts(w io.Writer, t *wording.Catalogue, problems cell.Problems) {
	list := problems.Sorted()
	for _, p := range list[:min(len(list), mostUnread)] {
		key, values := "problem."+p.Code, p.Values()
		fmt.Fprintln(w, t.T("told.problem", "at", p.At.String(), "title", t.T(key+".title", values...),
			"expected", t.T(key+".expected", values...), "remedy", t.T(key+".remedy", values...)))
	}
	if rest := len(list) - mostUnread; rest > 0 {
		fmt.Fprintln(w, t.T("attributes.more", "n", rest))
	}
}

// Forecast says in words what a forecast of adoption is worth.
func Forecast(w io.Writer, t *wording.Catalogue, c peers.Check) {
	fmt.Fprintln(w, Foretells(t, c))
}

// Foretells is what a forecast of adoption is worth: better than chance, nothing, or
// too few data to tell.
func Foretells(t *wording.Catalogue, c peers.Check) string {
	key := "adopt.check.tells-nothing"
	switch {
	case c.Few():
		key = "adopt.check.few"
	case c.Tells():
		key = "adopt.check.tells"
	}
	return t.T(key, "tool", c.Tool, "forecast", t.T("adopt.forecast."+c.Forecast), "auc", t.Number(c.AUC, 2), "error", t.Number(c.Error(), 3),
		"adopters", c.Adopters, "others", c.Places-c.Adopters)
}
