package site

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"strings"

	"depository.example/depository/pipeline/media/site/jsontext"
	"depository.example/depository/pipeline/tell/pages"
)

// perRecords is how many practices one file of data holds, where each has none of its own.
const perRecords = 100

// records are the data of each practice, as JSON and its answers as CSV, the same for
// every language; where practices have no files of their own, the data of many in one,
// of which the script makes both.
func (w *binder) records() []File {
	s, count := w.Sites[0], 0
	var out []File
	for _, p := range s.Pages {
		if p.Kind != pages.PracticePage {
			continue
		}
		at := count
		if count++; w.shell {
			continue
		}
		name := "data/" + strings.TrimSuffix(w.paths[p.Anchor], ".html")
		out = append(out,
			File{name + ".json", func() ([]byte, error) {
				data, err := json.MarshalIndent(s.Record(at), "", " ")
				return append(data, '\n'), err
			}},
			File{name + ".csv", func() ([]byte, error) { return answersCSV(s.Record(at)) }})
	}
	for from := 0; w.shell && from < count; from += perRecords {
		out = append(out, File{fmt.Sprintf("data/records-%d.js", from/perRecords), func() ([]byte, error) {
			return packed(fmt.Sprintf("records(%d,", from/perRecords), func(to io.Writer) error {
				return recorded(to, s, from, min(from+perRecords, count))
			})
		}})
	}
	return out
}

// recorded writes the records of some practices of the catalogue as JSON, by their ids.
func recorded(to io.Writer, s *pages.Site, from, end int) error {
	begin := "{"
	for i := from; i < end; i++ {
		r := s.Record(i)
		data, err := json.Marshal(r)
		if err != nil {
			return err
		}
		if err := writeAll(to, append(jsontext.Text([]byte(begin), r.ID), ':')); err != nil {
			return err
		}
		if err := writeAll(to, data); err != nil {
			return err
		}
		begin = ","
	}
	return writeAll(to, []byte("}\n"))
}

// answerColumns are those of the answers of one practice.
var answerColumns = []string{"criterion", "state", "number", "choice", "raw", "evidence", "score", "file", "sheet", "cell"}

// answersCSV is the answers of one practice for a spreadsheet: UTF-8 with a mark.
func answersCSV(r pages.Record) ([]byte, error) {
	rows := [][]string{answerColumns}
	number := func(x float64, ok bool) string {
		if !ok {
			return ""
		}
		return string(jsontext.Number(nil, x))
	}
	for _, a := range r.Answers {
		row := []string{a.Criterion, a.State, "", a.Choice, a.Raw, a.Evidence, "", a.File, a.Sheet, a.Cell}
		if a.Number != nil {
			row[2] = number(*a.Number, true)
		}
		score, known := r.Nodes[a.Criterion]
		row[6] = number(score, known)
		for k := range row {
			row[k] = unformula(row[k])
		}
		rows = append(rows, row)
	}
	b := bytes.NewBufferString("\uFEFF")
	err := csv.NewWriter(b).WriteAll(rows)
	return b.Bytes(), err
}

// history is where the script shows how a practice or partner stood in every period.
func (v *volume) history(p *pages.Page) template.HTML {
	return template.HTML(fmt.Sprintf(`<details class="history" data-of="%s" data-period="%s" data-score="%s" data-changed="%s" data-none="%s" hidden><summary>%s</summary></details>`,
		template.HTMLEscapeString(refOf(p)), v.say("page.start.period"), v.say("site.score"), v.say("page.start.changed"), v.say("page.history.none"), v.say("page.history.all")))
}

// refOf is a partner, or partner/practice.
func refOf(p *pages.Page) string { return strings.TrimSuffix(p.Of+"/"+p.ID, "/") }

// takeAway is the line at the end of the page of a practice or partner: its data or
// factsheet, and the way to compare it.
func (v *volume) takeAway(p *pages.Page, here string) template.HTML {
	ref := refOf(p)
	b := fmt.Sprintf(`<p class="takes"><a href="%s#p=%s">%s</a>`, rel(here, v.paths["compare"]), template.HTMLEscapeString(url.QueryEscape(ref)), v.say("page.compare.link"))
	switch {
	case p.Kind == pages.PracticePage && v.shell:
		for _, form := range []string{"json", "csv"} {
			b += fmt.Sprintf(`<button type="button" class="link" data-form="%s" data-of="%s" data-in="%d" data-name="%s">%s</button>`,
				form, template.HTMLEscapeString(ref), v.nth[p.Anchor]/perRecords, slug(p.ID), v.say("page.practice."+form))
		}
	case p.Kind == pages.PracticePage:
		name := rel(here, "../data/"+strings.TrimSuffix(v.paths[p.Anchor], ".html"))
		b += fmt.Sprintf(`<a href="%[1]s.json" download>%[2]s</a><a href="%[1]s.csv" download>%[3]s</a><a href="%[4]s#%[5]s">%[6]s</a>`,
			name, v.say("page.practice.json"), v.say("page.practice.csv"), rel(here, "practice.html"), template.HTMLEscapeString(url.PathEscape(p.Of)+"/"+url.PathEscape(p.ID)), v.say("page.practice.address"))
	}
	for i := range v.Sheets {
		if s := &v.Sheets[i]; p.Kind == pages.PartnerPage && s.Partner == p.Of && s.Lang == v.site.Lang {
			b += fmt.Sprintf(`<a href="%s">%s</a>`, rel(here, "../data/"+(&url.URL{Path: s.Name}).EscapedPath()), v.say("page.partner.sheet"))
		}
	}
	return template.HTML(b + "</p>")
}
