package pipeline

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/templates"
)

// With factsheets, the page of each partner in the comparison leads to its own in the
// language of the page, and the site has that file; without, no page leads to one.
func TestPartnersLeadToTheirFactsheets(t *testing.T) {
	r := sample(t)
	for _, sheets := range []bool{true, false} {
		job := *r.Job
		job.Factsheets, job.Reports = sheets, templates.Languages
		outputs, err := Compose(&job, r.intake, &r.results, &edition.Memory{})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range r.results.Comparison.Standings {
			for _, lang := range templates.Languages {
				file, to := "factsheets/"+lang+"/"+s.Unit.ID+".pdf", []byte(`href="../../data/factsheets/`)
				var page bytes.Buffer
				for _, o := range outputs {
					if o.Name == SiteFolder+"/"+lang+"/partners/"+s.Unit.ID+".html" {
						if _, err := o.Write(&page); err != nil {
							t.Fatal(err)
						}
					}
				}
				has := slices.ContainsFunc(outputs, func(o edition.Output) bool { return o.Name == SiteFolder+"/data/"+file })
				leads := bytes.Contains(page.Bytes(), []byte(`href="../../data/`+file+`"`))
				if n := bytes.Count(page.Bytes(), to); has != sheets || leads != sheets || n > 1 || page.Len() == 0 {
					t.Errorf("factsheets: %v; %s is there: %v, the page leads to it: %v, %d links in %d bytes", sheets, file, has, leads, n, page.Len())
				}
			}
		}
	}
}

// The site of very many partners has no factsheets.
func TestFactsheetsOfManyStayInTheEdition(t *testing.T) {
	for n, want := range map[int]int{300: 300, 301: 0} {
		standings, list := make([]compare.Standing, n), make([]edition.Output, n)
		for i := range n {
			standings[i].Unit = &score.Unit{ID: fmt.Sprint("p", i)}
			list[i] = edition.Plain(fmt.Sprint("factsheets/uk/p", i, ".pdf"), written([]byte{1}))
		}
		got := sheetsOf(list, standings, "uk", edition.NewShelf(&edition.Memory{}))
		if len(got) != want {
			t.Errorf("of %d partners %d have factsheets on the site, want %d", n, len(got), want)
		}
	}
}
