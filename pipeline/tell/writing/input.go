package writing

import (
	"time"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
)

// ImprintParts are what an office can say of a publication on its last page: who publishes
// it, which edition it is, under what licence, how it is cited, and where to turn to.
var ImprintParts = []string{"publisher", "edition", "licence", "cite", "contact"}

// An Input is one analysed period, and what is said of it besides.
type Input struct {
	analysis.Evidence
	analysis.Analysis
	Period       string // name of its folder, as "2026-H1"
	Previous     string // of the period before; "" none
	Invited      int    // partners who were asked to report; 0 nobody knows
	Answered     int    // of them
	Date         time.Time
	Title        survey.Text // "" takes the wording's
	CoverNote    survey.Text // a remark on the cover; empty: none
	Organisation survey.Text
	Imprint      map[string]survey.Text // what the office says of this publication, by ImprintParts; what is missing the report says itself or leaves out
	Territories  ApartList
	Office       map[string]Authored // texts of the office in the language, by chapter, Foreword, or "partner-" and an id
	Sources      []Source            // what the method rests on

	Voice *voice.Voice // of the language that it is told in, where it is told several times; nil: each time a new one
}

// Spoken is the input with the voice of the language of texts.
func (in Input) Spoken(t *wording.Catalogue) Input {
	if in.Voice == nil || in.Voice.Words != t {
		in.Voice = voice.New(&in.Evidence, &in.Analysis, t)
	}
	return in
}

// An ApartList says what list the territories that stand apart were taken from.
type ApartList struct {
	Date             string                    // of the list that counts, ISO 8601; "" none was used
	Title, Publisher survey.Text               // what the list is called, and who has published it
	Freed            func(place string) string // months in which a hromada was freed, see territory.List.Freed; nil: not known
}

// A Source is a work or act that the method rests on.
type Source struct {
	Title     survey.Text
	URL, Year string // "" none
}
