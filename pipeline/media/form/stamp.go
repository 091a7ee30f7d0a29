package form

import (
	"bytes"
	"io"

	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// A Stamp writes one form for many partners, each with their names and codes set in.
// It is safe for concurrent use.
type Stamp struct {
	lang          string
	with, without *workbook.Plate // by whether the territory is known
}

// The placeholders that a stamp is drawn with: words that no method has.
const (
	stampID     = "zqPartnerIDqz"
	stampName   = "zqPartnerNameqz" // as the form shows it
	stampNameUK = "zqPartnerNameUKqz"
	stampNameEN = "zqPartnerNameENqz"
	stampPlace  = "zqPartnerPlaceqz"
	stampKind   = "zqPartnerKindqz"
)

// NewStamp draws the form of a questionnaire. Of the options the Partner, Given
// and Marks are not used.
func NewStamp(q *survey.Questionnaire, opts Options, texts *wording.Catalogue) (*Stamp, error) {
	opts.Given, opts.Marks, opts.stamped = nil, nil, true
	opts.Partner = survey.Partner{ID: stampID, Name: survey.Text{opts.Lang: stampName}, Place: stampPlace, Kind: stampKind}
	s := &Stamp{lang: opts.Lang}
	var err error
	if s.with, err = newPlate(q, opts, texts); err != nil {
		return nil, err
	}
	opts.Partner.Place = ""
	s.without, err = newPlate(q, opts, texts)
	return s, err
}

func newPlate(q *survey.Questionnaire, opts Options, texts *wording.Catalogue) (*workbook.Plate, error) {
	var form bytes.Buffer
	if err := Write(&form, q, opts, nil, texts); err != nil {
		return nil, err
	}
	return workbook.NewPlate(form.Bytes(), stampID, stampName, stampNameUK, stampNameEN, stampPlace, stampKind)
}

// Write writes the form of one partner.
func (s *Stamp) Write(w io.Writer, partner survey.Partner) error {
	p := s.with
	if partner.Place == "" {
		p = s.without
	}
	facts := map[string]string{
		stampID: partner.ID, stampName: partner.Name.In(s.lang), stampNameUK: partner.Name["uk"], stampNameEN: partner.Name["en"],
		stampPlace: partner.Place, stampKind: string(partner.Kind),
	}
	return p.Write(w, func(placeholder string, footer bool) string {
		if footer {
			return brief.Units(facts[placeholder], maxFooter)
		}
		return facts[placeholder]
	})
}
