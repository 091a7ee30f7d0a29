package pipeline

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/columnar"
	"depository.example/depository/pipeline/media/docx"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/ledger"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/media/site"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/legible"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
	"depository.example/depository/pipeline/tell/reference"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// siteArchive is the site as one file to be mailed.
const siteArchive = "site" + ".zip"

// Compose says what was found: the reports, the page and the tables, each made when
// it is asked for.
func Compose(j *Job, intake *Intake, results *analysis.Analysis) ([]Output, error) {
	texts := map[string]*wording.Catalogue{}
	for _, lang := range append([]string{j.Lang}, j.Reports...) {
		catalogue, err := templates.Wording(lang)
		if err != nil {
			return nil, err
		}
		texts[lang] = catalogue
	}
	answers, scores := table.Answers(intake.Evidence.Submissions), table.Scores(results.Now, results.Grades)
	problems := table.Problems(intake.Evidence.Problems, texts[j.Lang])
	in := map[string]compose.Input{}
	for lang := range texts {
		one := inLanguage(Composed(j, intake, results), intake.Reviewers, texts[lang])
		one.Office = intake.Texts.By[lang]
		in[lang] = one
	}
	var out []Output
	for _, lang := range j.Reports {
		out = append(out, Output{name: reportName(lang), make: func() (made, error) {
			return j.print(compose.Report(in[lang], texts[lang]), texts[lang], []report.Attachment{
				{Name: "scores.csv", Description: texts[lang].T("report.attachment.scores"), MIME: "text/csv", Data: scores},
				{Name: "answers.csv", Description: texts[lang].T("report.attachment.answers"), MIME: "text/csv", Data: answers},
				{Name: j.Workspace.Method.ID + ".yaml", Description: texts[lang].T("report.attachment.method"), MIME: "application/yaml", Data: j.Workspace.MethodFile},
			})
		}})
	}
	if j.Docx {
		for _, lang := range j.Reports {
			out = append(out, Output{name: "report." + lang + ".docx", make: func() (made, error) {
				return j.typed(compose.Report(in[lang], texts[lang]), texts[lang])
			}})
		}
	}
	if j.Factsheets {
		for _, lang := range j.Reports {
			out = append(out, j.factsheets(in[lang], texts[lang])...)
		}
	}
	var languages []*wording.Catalogue
	for _, lang := range j.Reports {
		languages = append(languages, texts[lang])
	}
	out = append(out, tabled("answers", answers)...)
	out = append(out, tabled("practices", table.Practices(intake.Evidence.Submissions))...)
	out = append(out, tabled("scores", scores)...)
	out = append(out, tabled("problems", problems)...)
	if reviews := table.Reviews(intake.Evidence.Submissions); reviews != nil {
		out = append(out, tabled("reviews", reviews)...)
	}
	out = append(out,
		Output{name: "answers.parquet", make: func() (m made, err error) { m.data, err = columnar.Answers(answers); return m, err }},
		Output{name: "scores.parquet", make: func() (m made, err error) { m.data, err = columnar.Scores(scores); return m, err }})
	out = append(out, ledgers(j, intake, results, texts[j.Lang])...)
	out = append(out, Output{name: "basis.csv", make: func() (made, error) {
		return made{data: table.Basis(intake.Evidence.Submissions, intake.Evidence.Earlier)}, nil
	}})
	if main := in[j.Reports[0]]; len(j.Reports) > 0 {
		out = append(out, Output{name: "numbers.csv", make: func() (made, error) {
			return made{data: table.Numbers(reference.Printed(main, languages[0]))}, nil
		}})
	}
	book := booked(in, languages, out)
	book.Address = j.SiteAddress
	if j.SingleFile {
		out = append(out, single(book)...)
	}
	var pagesOf []Output
	var err error
	during(partSite, func() { pagesOf, err = sited(book) })
	return append(out, pagesOf...), err
}

// sited makes the files of the site, which holds what there is to download besides:
// each is made once.
func sited(book *site.Book) ([]Output, error) {
	files, err := book.Files()
	if err != nil {
		return nil, err
	}
	var out []Output
	for _, f := range files {
		out = append(out, Output{name: SiteFolder + "/" + f.Name, make: func() (made, error) {
			data, err := f.Make()
			return made{data: data}, err
		}})
	}
	return out, nil
}

// single makes the site as one page a language, and as an archive.
func single(book *site.Book) []Output {
	var out []Output
	for _, s := range book.Sites {
		out = append(out, Output{name: "site." + s.Lang + ".html", make: func() (made, error) {
			data, err := book.Single(s.Lang, false)
			return made{data: data}, err
		}})
	}
	return append(out, Output{name: siteArchive, make: func() (made, error) {
		data, err := book.Zip()
		return made{data: data}, err
	}})
}

// booked gathers the site: its pages in every language, and what there is to download.
func booked(in map[string]compose.Input, languages []*wording.Catalogue, outputs []Output) *site.Book {
	book := site.Book{Sites: pages.NewSites(in, languages)}
	for i := range outputs {
		if strings.Contains(outputs[i].name, "/") {
			continue
		}
		once := sync.OnceValues(outputs[i].make)
		outputs[i].make = once
		book.Data = append(book.Data, site.DataFile{Name: outputs[i].name, Bytes: func() ([]byte, error) {
			m, err := once()
			return m.data, err
		}})
	}
	book.Data = append(book.Data,
		site.DataFile{Name: "catalogue.json", Bytes: func() ([]byte, error) { return site.Catalogue(book.Sites) }},
		site.DataFile{Name: "catalogue.schema.json", Bytes: site.CatalogueSchema})
	return &book
}

// ledgers are the workbooks in which every number is a formula.
func ledgers(j *Job, intake *Intake, results *analysis.Analysis, texts *wording.Catalogue) []Output {
	e := &intake.Evidence
	in := ledger.Input{Period: j.Period, Model: e.Model, Prepared: e.Model.Prepare(e.Submissions, e.Apart), Result: results.Now, Submissions: e.Submissions, Texts: texts}
	if j.ledgers = keptLedgers(j); j.ledgers != nil {
		in.Kept = j.ledgers
	}
	var out []Output
	for _, f := range ledger.Files(in, e.Places) {
		out = append(out, Output{name: f.Name, make: func() (made, error) {
			data, err := f.Make()
			return made{data: data}, err
		}})
	}
	return out
}

// tabled makes the two files of a table: CSV for programs, a workbook for people.
func tabled(name string, data []byte) []Output {
	return []Output{
		{name: name + ".csv", make: func() (made, error) { return made{data: data}, nil }},
		{name: name + ".xlsx", make: func() (made, error) {
			book, err := table.Workbook(name, data)
			return made{data: book}, err
		}},
	}
}

// print makes a PDF of a document in the manner of the run.
func (j *Job) print(doc *document.Document, texts *wording.Catalogue, attached []report.Attachment) (made, error) {
	opts := report.Options{Attachments: attached, Official: j.Official}
	if j.Draft {
		opts.Draft = texts.T("report.draft")
	}
	var b bytes.Buffer
	replaced, err := report.Write(&b, doc, opts)
	return made{b.Bytes(), replaced}, err
}

// typed makes a file of a document that Word edits.
func (j *Job) typed(doc *document.Document, texts *wording.Catalogue) (made, error) {
	opts := docx.Options{Official: j.Official}
	if j.Draft {
		opts.Draft = texts.T("report.draft")
	}
	var b bytes.Buffer
	err := docx.Write(&b, doc, opts)
	return made{data: b.Bytes()}, err
}

// factsheets makes one file a partner in the comparison.
func (j *Job) factsheets(in compose.Input, texts *wording.Catalogue) []Output {
	sheet := compose.Factsheets(in, texts)
	var out []Output
	taken := map[string]bool{}
	for _, s := range in.Comparison.Standings {
		name := "factsheets/" + texts.Lang() + "/" + fileName(s.Unit.ID, taken) + ".pdf"
		out = append(out, Output{name: name, make: func() (made, error) { return j.print(sheet(s.Unit.ID), texts, nil) }})
	}
	return out
}

// fileName makes a partner's id a name that every system can store, unlike
// those taken: letters and digits stay, all else becomes a hyphen.
func fileName(id string, taken map[string]bool) string {
	const most = 60 // characters
	var runes []rune
	for _, c := range strings.ToLower(id) {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			c = '-'
		}
		if c != '-' || len(runes) > 0 && runes[len(runes)-1] != '-' {
			runes = append(runes, c)
		}
	}
	base := strings.Trim(string(runes[:min(len(runes), most)]), "-")
	if base == "" {
		base = "partner"
	}
	name := base
	for n := 2; taken[name]; n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	taken[name] = true
	return name
}

// Composed gathers what the words are made from.
func Composed(j *Job, intake *Intake, results *analysis.Analysis) compose.Input {
	in := compose.Input{
		Evidence: intake.Evidence, Analysis: *results,
		Period: j.Period, Previous: j.Previous, Date: j.Date,
		Organisation: legibleIn(j.Organisation), Title: legibleIn(j.Title), CoverNote: legibleIn(j.CoverNote), Imprint: map[string]survey.Text{},
	}
	for part, texts := range legibleImprint(j.Imprint) {
		in.Imprint[part] = texts
	}
	if r := intake.Response; r != nil {
		in.Invited, in.Answered = r.Invited, r.Answered
	}
	for _, s := range j.Workspace.Method.Sources {
		in.Sources = append(in.Sources, compose.Source{Title: s.Title, URL: s.URL, Year: s.Year})
	}
	if j.Workspace.Territories != nil {
		in.Territories = compose.ApartList{
			Date: j.Workspace.Territories.Date, Freed: j.Workspace.Territories.Freed,
			Title: legibleIn(j.TerritoriesTitle), Publisher: legibleIn(j.TerritoriesPublisher),
		}
	}
	return in
}

// legibleImprint returns what is said of the publication as it can be published.
func legibleImprint(parts map[string]map[string]string) map[string]map[string]string {
	out := map[string]map[string]string{}
	for part, texts := range parts {
		out[part] = legibleIn(texts)
	}
	return out
}

// legibleIn returns texts by language as they can be published.
func legibleIn(texts map[string]string) map[string]string {
	out := map[string]string{}
	for lang, text := range texts {
		out[lang] = legible.Text(text)
	}
	return out
}

// inLanguage calls the reviewers in the problems as a language does.
func inLanguage(in compose.Input, reviewers []string, texts *wording.Catalogue) compose.Input {
	in.Problems = slices.Clone(in.Problems)
	for i := range in.Problems {
		p := &in.Problems[i]
		p.At.File, p.Args = named(p.At.File, reviewers, texts), slices.Clone(p.Args)
		for k := range p.Args {
			p.Args[k].Value = named(p.Args[k].Value, reviewers, texts)
		}
	}
	return in
}

// named returns the name of a reviewer's file as a language calls it; any other
// text as it is.
func named(file string, reviewers []string, texts *wording.Catalogue) string {
	if !strings.Contains(file, ingest.ReviewsFolder+"/") {
		return file
	}
	for n := len(reviewers); n > 0; n-- { // the tenth before the first
		if label := "/" + reviewers[n-1]; strings.Contains(file, label) {
			return strings.Replace(file, label, "/"+texts.T("review.anonymous", "n", n), 1)
		}
	}
	return file
}
