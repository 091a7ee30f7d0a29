package annexes

import (
	"cmp"
	"slices"
	"strconv"

	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// Terms and abbreviations that the report explains, in the order of their printing.
var (
	abbreviations = []string{"tsnap", "cdto", "ova", "sha", "csv"}
	terms         = []string{"practice", "record", "direction", "dimension", "level", "coverage", "grade", "gain", "interval"}
)

// An imprintPart says what words mean, and what this publication is.
type imprintPart struct{ *writing.Writer }

// imprint prints abbreviations, terms, and who has published what; title is that of the
// document.
func (c imprintPart) imprint(title string) {
	c.Add(&document.PageBreak{}, &document.Heading{Level: 1, ID: "annex-words", Text: c.T("report.words")})
	c.Section("abbreviations", c.T("report.abbreviations"))
	c.Add(c.explained("report.abbreviation.", abbreviations))
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
	for _, id := range ids {
		list.Items = append(list.Items, []document.Span{{Text: c.T(prefix + id), Bold: true}, {Text: " — " + c.T(prefix+id+".text")}})
	}
	return list
}
