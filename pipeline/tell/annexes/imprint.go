package annexes

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// Terms that the report explains, in the order of their printing.
var terms = []string{"practice", "record", "direction", "dimension", "level", "coverage", "grade", "gain", "interval"}

// Abbreviations that the report explains where it uses them, before those of the bodies
// that are tasked and after them; by the id, what to look for where it is not the
// abbreviation itself.
var (
	abbreviations = []string{"tsnap", "cdto"}
	technical     = []string{"sha", "csv"}
	seenAs        = map[string]string{"csv": "csv"}
)

// An imprintPart says what words mean, and what this publication is.
type imprintPart struct{ *writing.Writer }

// imprint prints abbreviations, terms, and who has published what; title is that of the
// document.
func (c imprintPart) imprint(title string) {
	c.Add(&document.PageBreak{}, &document.Heading{Level: 1, ID: "annex-words", Text: c.T("report.words")})
	c.Section("abbreviations", c.T("report.abbreviations"))
	c.Add(c.abbreviated())
	c.Section("glossary", c.T("report.glossary"))
	c.Add(c.explained("report.term.", c.terms()))
	c.Section("imprint", c.T("report.imprint"))
	c.Add(&document.List{Items: c.about(title)})
}

// about is what this publication is: as the office says or, where it does not, as the
// report can say itself; of a licence or a contact that nobody gave, nothing is made up.
func (c imprintPart) about(title string) [][]document.Span {
	publisher := cmp.Or(c.Text(c.In.Imprint["publisher"]), c.Text(c.In.Organisation), c.T("report.imprint.no-publisher"))
	otherwise := map[string]string{
		"publisher": publisher,
		"edition":   c.T("report.imprint.edition.text", "title", title, "period", c.Period(c.In.Period)),
		"cite":      c.T("report.imprint.cite.text", "title", title, "publisher", publisher, "year", strconv.Itoa(c.In.Date.Year())),
		"licence":   c.T("report.imprint.licence.text"),
	}
	if c.In.Date.IsZero() {
		otherwise["cite"] = c.T("report.imprint.cite.undated", "title", title, "publisher", publisher)
	}
	var out [][]document.Span
	for _, part := range writing.ImprintParts {
		text := cmp.Or(c.Text(c.In.Imprint[part]), otherwise[part])
		if text == "" {
			continue
		}
		out = append(out, []document.Span{{Text: c.T("report.imprint." + part), Bold: true}, {Text: " " + text}})
	}
	return out
}

// terms are those that the report uses: of data that are no form's nothing is said of
// practices and evidence.
func (c imprintPart) terms() []string {
	if slices.ContainsFunc(voice.Sources(c.Voice), func(s survey.Source) bool { return s.Kind == survey.FromForm }) {
		return slices.DeleteFunc(slices.Clone(terms), func(id string) bool { return id == "record" })
	}
	return slices.DeleteFunc(slices.Clone(terms), func(id string) bool { return id == "practice" || id == "grade" || id == "direction" })
}

// explained lists words with what they mean.
func (c imprintPart) explained(prefix string, ids []string) *document.List {
	list := &document.List{Compact: true}
	example := ""
	if dimensions := c.Found.Dimensions(); len(dimensions) > 0 {
		example = c.Text(dimensions[0].Name)
	}
	for _, id := range ids {
		list.Items = append(list.Items, meaning(c.T(prefix+id), c.T(prefix+id+".text", "example", example)))
	}
	return list
}

func meaning(word, text string) []document.Span {
	return []document.Span{{Text: word, Bold: true}, {Text: " — " + text}}
}

// abbreviated lists the abbreviations that stand in what has been written so far, those
// of bodies in the order of the alphabet.
func (c imprintPart) abbreviated() *document.List {
	var written strings.Builder
	_ = document.Print(&written, &document.Document{Blocks: c.Blocks}) // a builder takes everything
	text := written.String()
	list := &document.List{Compact: true}
	known := func(ids []string) {
		for _, id := range ids {
			if word := c.T("report.abbreviation." + id); stands(text, cmp.Or(seenAs[id], word)) {
				list.Items = append(list.Items, meaning(word, c.T("report.abbreviation."+id+".text")))
			}
		}
	}
	known(abbreviations)
	bodies := map[string]string{}
	for i := range c.Found.Recommendations {
		for _, b := range c.Found.Recommendations[i].Rule.To {
			short := c.Text(b.Short)
			if _, found := bodies[short]; found || stands(text, short) {
				bodies[short] = c.Text(b.Name)
			}
		}
	}
	for _, short := range slices.SortedFunc(maps.Keys(bodies), alphabet.Of(c.Words.Lang())) {
		list.Items = append(list.Items, meaning(short, bodies[short]))
	}
	known(technical)
	return list
}

// stands reports whether a word stands in a text by itself. Letters, digits, apostrophes
// and hyphens belong to words, and a word of anything else stands nowhere.
func stands(text, word string) bool {
	outside := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("’'-", r)
	}
	if word == "" || strings.ContainsFunc(word, outside) {
		return false
	}
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return false
		}
		at += from
		before, n := utf8.DecodeLastRuneInString(text[:at])
		after, m := utf8.DecodeRuneInString(text[at+len(word):])
		if (n == 0 || outside(before)) && (m == 0 || outside(after)) {
			return true
		}
		from = at + len(word)
	}
}
