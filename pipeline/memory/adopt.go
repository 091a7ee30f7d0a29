package memory

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"strings"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/measure/adopt"
	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/counsel"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// An Adviser knows what places could take over from one another, as the depository
// knew it last.
type Adviser struct {
	*adopt.Depot
	Job    *pipeline.Job
	Doubts cell.Problems // rows of the table of attributes that are not used

	Likeness string // how the forecast by likeness is called
}

// Advise opens what advice rests on. attributesFile is "" for the one among the
// inputs; where there is none, no place is like another one. only are the attributes by
// which places are alike; none: all.
func Advise(opts pipeline.Options, db *store.DB, attributesFile string, only []string, k int) (*Adviser, error) {
	job, err := pipeline.Open(opts)
	if err != nil {
		return nil, err
	}
	subs, err := db.Latest(store.Known{})
	if err != nil {
		return nil, err
	}
	job.Workspace.Method.Questionnaire.Restore(subs)
	file := cmp.Or(attributesFile, filepath.Join(opts.Inputs, attributes.File))
	a := &Adviser{Job: job, Likeness: likenessName(only, filepath.Base(file))}
	table := peers.New(nil, nil, nil)
	if _, gone := os.Stat(file); gone == nil || attributesFile != "" {
		if table, a.Doubts, err = attributes.Read(file); err != nil {
			return nil, err
		}
	}
	if table, err = chosen(table, only, file); err != nil {
		return nil, err
	}
	w := job.Workspace
	a.Depot = adopt.Open(adopt.Ground{
		Questionnaire: &w.Method.Questionnaire, Model: &w.Method.Model, Plan: w.Method.Uncertainty, Submissions: subs, Apart: w.Territories.Status,
		Attributes: table, Weights: w.Method.Peers.Weights, K: k, Published: job.Date, Where: whereOf(w),
	})
	return a, nil
}

// whereOf says where places lie, by the codifier.
func whereOf(w *workspace.Workspace) peers.Where {
	return peers.Where{Point: w.Places.PointOf, Oblast: func(code string) string { o, _ := w.Places.OblastOf(code); return o.Code }}
}

// Place finds a place by its code, or by the name that the codifier has for it.
func (a *Adviser) Place(text string) (string, error) {
	code := strings.TrimSpace(text)
	if _, known := a.Job.Workspace.Places.Hromada(code); !known {
		code = a.Job.Workspace.Places.Match(text, "").Code
	}
	if code == "" {
		return a.ofPartner(text)
	}
	return code, nil
}

// ofPartner finds the place of a partner by its id or name.
func (a *Adviser) ofPartner(text string) (string, error) {
	var partners []survey.Partner
	for _, s := range a.Submissions {
		partners = append(partners, s.Partner)
	}
	if p, ok := workspace.PartnerAmong(partners, text); ok && p.Place != "" {
		return p.Place, nil
	}
	w := a.Job.Workspace
	return "", w.NoPlace("adopt.no-code", text, a.Places, w.Places.Codes(), partners)
}

// Counsel returns what one place is advised, of one practice (a REF) or all, in the
// language of texts.
func (a *Adviser) Counsel(code, ref string, texts *wording.Catalogue) (*counsel.Counsel, error) {
	if ref != "" && a.Find(ref) == nil {
		return nil, reply.NoneSuch("adopt.no-practice", ref, practicesOf(a.Submissions), nil)
	}
	names := map[string]survey.Text{}
	for _, s := range a.Submissions {
		names[s.Partner.ID] = s.Partner.Name
	}
	return &counsel.Counsel{
		Texts: texts, Places: a.Job.Workspace.Places, Questionnaire: a.Questionnaire, Advice: a.For(code, ref), Rates: a.Rates(),
		Near: a.near(texts), Date: a.Job.Date, Names: names, Stamp: a.invented(code),
	}, nil
}

// near says in words which places are alike.
func (a *Adviser) near(texts *wording.Catalogue) account.Peers {
	return account.Peers{Texts: texts, Places: a.Job.Workspace.Places, Near: a.Attributes.Likeness(a.Weights)}
}

// invented reports whether a place is none of the codifier's: those of samples.
func (a *Adviser) invented(code string) bool { return strings.HasPrefix(code, "ZZ") }

// Page prints one page for a council's session: as many acts as there is room for.
func Page(c *counsel.Counsel) ([]byte, error) {
	for _, acts := range []int{8, 6, 5, 4, 3, 2, 1} {
		doc := c.Page(acts)
		if doc == nil {
			return nil, wording.Fail("adopt.no-page")
		}
		pages, err := report.Pages(doc, report.Options{})
		if err != nil {
			return nil, err
		}
		if len(pages) == 1 {
			var b bytes.Buffer
			_, err := report.Write(&b, doc, report.Options{})
			return b.Bytes(), err
		}
	}
	return nil, wording.Fail("adopt.page-too-long")
}
