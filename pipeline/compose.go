package pipeline

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/media/columnar"
	"depository.example/depository/pipeline/media/docx"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/ledger"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/media/site"
	"depository.example/depository/pipeline/media/site/download"
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
// it is asked for, and those that others are made of in a room.
func Compose(j *Job, intake *Intake, results *analysis.Analysis, room edition.Room) ([]edition.Output, error) {
	texts := map[string]*wording.Catalogue{}
	for _, lang := range append([]string{j.Lang}, j.Reports...) {
		catalogue, err := templates.Wording(lang)
		if err != nil {
			return nil, err
		}
		texts[lang] = catalogue
	}
	answers, scores := table.Answers(intake.Evidence.Submissions), table.Scores(results.Now, results.Grades)
	shelf := edition.NewShelf(room)
	in := map[string]compose.Input{}
	for lang := range texts {
		one := inLanguage(Composed(j, intake, results), intake.Reviewers, texts[lang])
		one.Office = intake.Texts.By[lang]
		if slices.Contains(j.Reports, lang) {
			one = one.Spoken(texts[lang])
		}
		in[lang] = one
	}
	var out []edition.Output
	for _, lang := range j.Reports {
		out = append(out, edition.NewOutput(reportName(lang), func(w io.Writer) ([]report.Replaced, error) {
			return j.print(w, compose.Report(in[lang], texts[lang]), texts[lang], []report.Attachment{
				{Name: "scores.csv", Description: texts[lang].T("report.attachment.scores"), MIME: "text/csv", Write: shelf.Copying("scores.csv")},
				{Name: "answers.csv", Description: texts[lang].T("report.attachment.answers"), MIME: "text/csv", Write: shelf.Copying("answers.csv")},
				{Name: j.Workspace.Method.ID + ".yaml", Description: texts[lang].T("report.attachment.method"), MIME: "application/yaml", Write: written(j.Workspace.MethodFile)},
			})
		}))
	}
	if j.Docx {
		for _, lang := range j.Reports {
			out = append(out, edition.Plain("report."+lang+".docx", func(w io.Writer) error {
				return j.typed(w, compose.Report(in[lang], texts[lang]), texts[lang])
			}))
		}
	}
	var sheets []site.Sheet
	if j.Factsheets {
		for _, lang := range j.Reports {
			list := j.factsheets(in[lang], texts[lang])
			out, sheets = append(out, list...), append(sheets, sheetsOf(list, in[lang].Comparison.Standings, lang, shelf)...)
		}
	}
	var languages []*wording.Catalogue
	for _, lang := range j.Reports {
		languages = append(languages, texts[lang])
	}
	out = append(out, tabled("answers", answers)...)
	out = append(out, tabled("practices", table.Practices(intake.Evidence.Submissions))...)
	out = append(out, tabled("scores", scores)...)
	out = append(out, tabled("problems", table.Problems(intake.Evidence.Problems, texts[j.Lang]))...)
	if reviews := table.Reviews(intake.Evidence.Submissions); reviews.Len > 0 {
		out = append(out, tabled("reviews", reviews)...)
	}
	out = append(out,
		edition.Plain("answers.parquet", func(w io.Writer) error { return columnar.Answers(w, answers.Header, answers.Printed()) }),
		edition.Plain("scores.parquet", func(w io.Writer) error { return columnar.Scores(w, scores.Header, scores.Printed()) }))
	out = append(out, ledgers(j, intake, results, texts[j.Lang])...)
	out = append(out, edition.Plain("basis.csv", func(w io.Writer) error {
		return table.Basis(intake.Evidence.Submissions, intake.Evidence.Earlier).Write(w)
	}))
	if main := in[j.Reports[0]]; len(j.Reports) > 0 {
		out = append(out, edition.Plain("numbers.csv", func(w io.Writer) error {
			return table.Numbers(w, func(tell func(reference.Number)) { reference.Each(main, languages[0], tell) })
		}))
	}
	book := booked(in, languages, out, shelf)
	book.Address, book.Sheets, book.Synonyms = j.SiteAddress, sheets, j.Workspace.Synonyms
	if j.SingleFile {
		out = append(out, single(book)...)
	}
	var pagesOf []edition.Output
	var err error
	during(partSite, func() { pagesOf, err = sited(book) })
	return append(out, pagesOf...), err
}

// written writes what is there.
func written(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// siteFile is a file of the site.
func siteFile(name string, from func(io.Writer) (int64, error)) edition.Output {
	return edition.Plain(name, func(w io.Writer) error {
		_, err := from(w)
		return err
	})
}

// sited makes the files of the site, which holds what there is to download besides.
func sited(book *site.Book) ([]edition.Output, error) {
	files, err := book.Files()
	if err != nil {
		return nil, err
	}
	var out []edition.Output
	for _, d := range book.Data {
		out = append(out, siteFile(SiteFolder+"/data/"+d.Name, d.Copy))
	}
	for _, s := range book.Sheets {
		out = append(out, siteFile(SiteFolder+"/data/"+s.Name, s.Copy))
	}
	for _, f := range files {
		out = append(out, siteFile(SiteFolder+"/"+f.Name, f.Copy))
	}
	return out, nil
}

// single makes the site as one page a language, and as an archive.
func single(book *site.Book) []edition.Output {
	var out []edition.Output
	for _, s := range book.Sites {
		out = append(out, edition.Plain("site."+s.Lang+".html", func(w io.Writer) error {
			data, err := book.Single(s.Lang, false)
			if err != nil {
				return err
			}
			return written(data)(w)
		}))
	}
	return append(out, edition.Plain(siteArchive, book.Zip))
}

// booked gathers the site: its pages in every language, and what there is to download,
// each made once on a shelf.
func booked(in map[string]compose.Input, languages []*wording.Catalogue, outputs []edition.Output, shelf *edition.Shelf) *site.Book {
	book := site.Book{Sites: pages.NewSites(in, languages)}
	for _, o := range outputs {
		if !strings.Contains(o.Name, "/") {
			shelf.Put(o)
			book.Data = append(book.Data, download.File{Name: o.Name, Copy: func(w io.Writer) (int64, error) { return shelf.Copy(o.Name, w) }})
		}
	}
	own := edition.NewShelf(&edition.Memory{}) // the site alone has these
	for _, f := range []site.File{{Name: "catalogue.json", Make: func() ([]byte, error) { return site.Catalogue(book.Sites) }}, {Name: "catalogue.schema.json", Make: site.CatalogueSchema}} {
		own.Put(siteFile(f.Name, f.Copy))
		book.Data = append(book.Data, download.File{Name: f.Name, Copy: func(w io.Writer) (int64, error) { return own.Copy(f.Name, w) }})
	}
	return &book
}

// ledgers are the workbooks in which every number is a formula.
func ledgers(j *Job, intake *Intake, results *analysis.Analysis, texts *wording.Catalogue) []edition.Output {
	e := &intake.Evidence
	in := ledger.Input{Period: j.Period, Model: e.Model, Prepared: results.Prepared, Result: results.Now, Submissions: e.Submissions, Texts: texts}
	if j.ledgers = keptLedgers(j); j.ledgers != nil {
		in.Kept = j.ledgers
	}
	var out []edition.Output
	for _, f := range ledger.Files(in, e.Places) {
		out = append(out, edition.Plain(f.Name, f.Write))
	}
	return out
}

// tabled makes the two files of a table: CSV for programs, a workbook for people.
func tabled(name string, t table.Table) []edition.Output {
	return []edition.Output{
		edition.Plain(name+".csv", t.Write),
		edition.Plain(name+".xlsx", func(w io.Writer) error { return table.Workbook(w, name, t) }),
	}
}

// print makes a PDF of a document in the manner of the run.
func (j *Job) print(w io.Writer, doc *document.Document, texts *wording.Catalogue, attached []report.Attachment) ([]report.Replaced, error) {
	opts := report.Options{Attachments: attached, Official: j.Official}
	if j.Draft {
		opts.Draft = texts.T("report.draft")
	}
	return report.Write(w, doc, opts)
}

// typed makes a file of a document that Word edits.
func (j *Job) typed(w io.Writer, doc *document.Document, texts *wording.Catalogue) error {
	opts := docx.Options{Official: j.Official}
	if j.Draft {
		opts.Draft = texts.T("report.draft")
	}
	return docx.Write(w, doc, opts)
}

// factsheets makes one file a partner in the comparison.
func (j *Job) factsheets(in compose.Input, texts *wording.Catalogue) []edition.Output {
	sheet := compose.Factsheets(in, texts)
	var out []edition.Output
	taken := map[string]bool{}
	for _, s := range in.Comparison.Standings {
		name := "factsheets/" + texts.Lang() + "/" + fileName(s.Unit.ID, taken) + ".pdf"
		out = append(out, edition.NewOutput(name, func(w io.Writer) ([]report.Replaced, error) { return j.print(w, sheet(s.Unit.ID), texts, nil) }))
	}
	return out
}

// sheetsMost is how many partners may have their factsheets on the site too: of more, a
// folder would hold more than can be copied, and the edition alone has them.
const sheetsMost = 300

// sheetsOf offers factsheets, one a standing, on the site.
func sheetsOf(list []edition.Output, standings []compare.Standing, lang string, shelf *edition.Shelf) []site.Sheet {
	if len(list) > sheetsMost {
		return nil
	}
	out := make([]site.Sheet, len(list))
	for i, o := range list {
		shelf.Put(o)
		out[i] = site.Sheet{File: download.File{Name: o.Name, Copy: func(w io.Writer) (int64, error) { return shelf.Copy(o.Name, w) }}, Lang: lang, Partner: standings[i].Unit.ID}
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

// inLanguage calls the reviewers in the problems as a language does; without any, all
// languages have the same problems.
func inLanguage(in compose.Input, reviewers []string, texts *wording.Catalogue) compose.Input {
	if len(reviewers) == 0 {
		return in
	}
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
