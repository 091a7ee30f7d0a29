package site

import (
	"encoding/json"

	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/tell/pages"
	"depository.example/depository/pipeline/tell/voice"
)

// CatalogueSchema is the JSON Schema (draft 2020-12) of what Catalogue writes.
func CatalogueSchema() ([]byte, error) { return assets.ReadFile("site/catalogue.schema.json") }

// An exhibit is one practice as other catalogues harvest it. Texts are by language;
// titles and summaries are the partner's own words.
type exhibit struct {
	ID       string            `json:"id"` // partner/practice, as in practice.html#id
	Title    string            `json:"title"`
	Summary  string            `json:"summary,omitempty"`
	Partner  map[string]string `json:"partner"`
	Theme    string            `json:"theme,omitempty"`
	Oblast   string            `json:"oblast,omitempty"` // ISO 3166-2
	Started  string            `json:"started,omitempty"`
	Score    *float64          `json:"score"`    // of the method's scale; null: none
	Interval *[2]float64       `json:"interval"` // of the score; null: none
	Level    *int              `json:"level"`    // null: none
	Coverage float64           `json:"coverage"`
	Reviewed bool              `json:"reviewed"`
	Evidence borne             `json:"evidence"`
}

// borne are the parts of a score's weight at a grade of evidence or better, 0 to 1.
type borne struct {
	Named     float64 `json:"named"`
	Found     float64 `json:"found"`
	Confirmed float64 `json:"confirmed"`
}

// fraction rounds a share: sums of many parts differ in their last bits.
func fraction(x float64) float64 { return stat.OnScale(0, 1).Round(x) }

// Catalogue writes every practice for other catalogues to harvest, in the order of
// the result. sites are of one period in different languages.
func Catalogue(sites []*pages.Site) ([]byte, error) {
	ids := map[string]string{}
	for _, p := range sites[0].Pages {
		if p.Kind == pages.PracticePage {
			ids[p.Anchor] = p.Of + "/" + p.ID
		}
	}
	list := []exhibit{}
	for i, l := range sites[0].Practices {
		e := exhibit{
			ID: ids[voice.PracticeAnchor(l.Key)], Title: l.Title, Summary: l.Summary, Partner: map[string]string{}, Theme: l.ThemeID, Oblast: l.OblastID,
			Started: l.Started, Coverage: l.Coverage, Reviewed: l.Reviewed,
			Evidence: borne{fraction(l.Borne[grade.Named]), fraction(l.Borne[grade.Found]), fraction(l.Borne[grade.Confirmed])},
		}
		for _, s := range sites {
			e.Partner[s.Lang] = s.Practices[i].Partner
		}
		if l.Score.Known {
			e.Score = &sites[0].Practices[i].Score.X
		}
		if l.Interval != nil {
			e.Interval = &[2]float64{l.Interval.Low, l.Interval.High}
		}
		if l.LevelID >= 0 {
			e.Level = &sites[0].Practices[i].LevelID
		}
		list = append(list, e)
	}
	data, err := json.MarshalIndent(map[string]any{"$schema": "catalogue.schema.json", "title": sites[0].Cover.Title, "practices": list}, "", " ")
	return append(data, '\n'), err
}
