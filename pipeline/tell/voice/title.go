package voice

import (
	"depository.example/depository/pipeline/survey/latin"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
)

// A Title is the name of a practice in a language that it may not have been given in.
type Title struct {
	Text string // the partner's own, or its English one
	Lang string // of Text, where it differs from the document's; else ""
	Also string // beside it in another language: the original of an English title (then AlsoLang), or Text in Latin letters; "" nothing
	// AlsoLang is the language of Also, where it differs from the document's.
	AlsoLang string
}

// TitleOf returns how a practice is called: by its own title, in English by its English
// one where the partner has given it, else by its own with the same in Latin letters.
func TitleOf(v *Voice, k survey.PracticeKey, own string) Title {
	if v.Words.Lang() == "uk" {
		return Title{Text: own}
	}
	if en := v.english[k.Ref()]; en != "" {
		return Title{Text: en, Also: own, AlsoLang: "uk"}
	}
	t := Title{Text: own, Lang: "uk"}
	if roman := latin.Of(own); roman != own {
		t.Also, t.AlsoLang = roman, "uk-Latn"
	}
	return t
}

// Spans prints a title, what is beside it in brackets.
func (t Title) Spans() []document.Span {
	out := []document.Span{{Text: t.Text, Lang: t.Lang}}
	if t.Also != "" {
		out = append(out, document.Span{Text: " ("}, document.Span{Text: t.Also, Lang: t.AlsoLang}, document.Span{Text: ")"})
	}
	return out
}

// Short prints an English title alone, and one in another language with its Latin
// letters beside it.
func (t Title) Short() []document.Span {
	if t.Lang == "" {
		return []document.Span{{Text: t.Text}}
	}
	return t.Spans()
}
