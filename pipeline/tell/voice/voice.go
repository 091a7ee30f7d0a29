// Package voice says numbers and names as one language does: a score with as many
// decimals as it takes not to contradict what was decided by it, a partner by its
// name, a period, a level, a dimension by theirs. It believes that a report, its
// figures and a page that name the same thing must name it alike, so each name is
// made here and nowhere else.
package voice

import (
	"cmp"
	"strings"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/survey/latin"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// A Voice is one analysed period as one language says it.
type Voice struct {
	Words *wording.Catalogue
	Found *findings.Findings

	questionnaire *survey.Questionnaire
	model         *score.Model
	names         map[string]survey.Text // of partners, by id
	english       map[string]string      // titles of practices that have one
	printing      *printing
	sources       []survey.Source
	places        *place.Registry // nil: names are all that is known
	listed        bool            // the data are no partner's own words
	alphabet      func(a, b string) int
}

// New makes the findings of an analysis, with equals in the alphabet of the language,
// and finds how they are printed.
func New(e *analysis.Evidence, a *analysis.Analysis, t *wording.Catalogue) *Voice {
	v := &Voice{Words: t, questionnaire: e.Questionnaire, model: e.Model, places: e.Places, names: map[string]survey.Text{}, english: map[string]string{}}
	var kind survey.SourceKind
	v.sources, kind = survey.Provenance(e.Submissions)
	v.listed = len(e.Submissions) > 0 && kind != survey.FromForm
	for _, r := range []*score.Result{a.Before, a.Now} {
		if r == nil {
			continue
		}
		for _, u := range r.Of(score.Partner) {
			if u.Name != "" {
				v.names[u.ID] = survey.Text{t.Lang(): u.Name}
			}
		}
	}
	for _, subs := range [][]survey.Submission{e.Earlier, e.Submissions} {
		for _, s := range subs {
			if v.Text(s.Partner.Name) != "" {
				v.names[s.Partner.ID] = s.Partner.Name
			}
			for i := range s.Practices {
				if p := &s.Practices[i]; p.TitleEN != "" {
					v.english[s.Partner.ID+"/"+p.ID] = p.TitleEN
				}
			}
		}
	}
	v.alphabet = alphabet.Of(t.Lang())
	v.Found = findings.Of(e, a, findings.Order{Name: v.Name, Compare: v.alphabet})
	v.printing = newPrinting(v.Found, e.Model)
	return v
}

// T prints a text of the catalogue. Where the data are no partner's own words the text
// of the key with ".listed" goes before it: it says nothing of partners, self-assessment,
// evidence or workbooks.
func (v *Voice) T(key string, args ...any) string {
	if v.listed && v.Words.Has(key+".listed") {
		key += ".listed"
	}
	return v.Words.T(key, args...)
}

// Text prints a text of the method or of a partner.
func (v *Voice) Text(t survey.Text) string { return t.In(v.Words.Lang()) }

// Name returns a partner's name as printed; its id where it has none.
func (v *Voice) Name(id string) string { return cmp.Or(v.Text(v.names[id]), id) }

// InOrder compares partners by their names, in the alphabet of the language.
func (v *Voice) InOrder(a, b string) int {
	return cmp.Or(v.alphabet(v.Name(a), v.Name(b)), cmp.Compare(a, b))
}

// Names lists partners in one sentence; more than most are counted.
func (v *Voice) Names(ids []string, most int) string {
	return v.NamesAndMore(ids[:min(most, len(ids))], len(ids))
}

// NamesAndMore lists the first of so many partners in one sentence, and counts the others.
func (v *Voice) NamesAndMore(first []string, of int) string {
	var out []string
	for _, id := range first {
		out = append(out, v.Name(id))
	}
	if more := of - len(first); more > 0 {
		return v.T("report.names.more", "names", Listed(out), "n", more)
	}
	return v.Words.Join(out)
}

// Node returns the printed name of a node of the tree, a theme or a criterion.
func (v *Voice) Node(id string) string {
	for _, n := range v.Found.Now.Nodes {
		if n.ID == id {
			return v.Text(n.Name)
		}
	}
	if k, ok := v.questionnaire.Criterion(id); ok {
		return v.Text(k.Name)
	}
	return id
}

// Level returns the name of a maturity level; "" where there is none.
func (v *Voice) Level(l int) string {
	for _, m := range v.model.Levels {
		if m.Level == l {
			return v.Text(m.Name)
		}
	}
	return ""
}

// Key picks the key of a text that differs between practices and records; the
// prefix ends in a dot.
func (v *Voice) Key(prefix string) string {
	if v.Found.Records() {
		return prefix + "records"
	}
	return prefix + "practices"
}

// Place prints the name of a hromada of a code: as it is, or in Latin letters after the
// settlement that it is named after: «Миргородська» is Myrhorod.
func (v *Voice) Place(code, name string) string {
	if v.Words.Lang() == "uk" {
		return name
	}
	return latin.Of(cmp.Or(place.Eponym(v.places, code), name))
}

// OwnLang returns the language to mark partners’ own words with: "uk" inside another
// language, else "".
func (v *Voice) OwnLang() string {
	if v.Words.Lang() == "uk" {
		return ""
	}
	return "uk"
}

// OblastName returns the name of an oblast, a city with the status of one or Crimea.
func OblastName(v *Voice, o place.Oblast) string { return v.Text(survey.Text{"uk": o.UK, "en": o.EN}) }

// Listed joins words by commas.
func Listed(words []string) string { return strings.Join(words, ", ") }

// IDs lists the partners of some standings.
func IDs(list []compare.Standing) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Unit.ID)
	}
	return out
}
