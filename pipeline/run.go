package pipeline

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/reviewbook"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// A Summary is what a run tells its caller.
type Summary struct {
	Period   string           `json:"period"`
	Previous string           `json:"previous,omitempty"`
	Folder   string           `json:"folder"`
	Files    []string         `json:"files"`   // published, below Folder, in order
	Reports  []string         `json:"reports"` // those of Files that are reports
	Partners []PartnerSummary `json:"partners"`
	Errors   int              `json:"errors"` // problems that partners have to correct
	Warnings int              `json:"warnings"`
	Notes    int              `json:"notes"`
	Unread   []Unread         `json:"unread"`
	Folders  []string         `json:"folders,omitempty"`  // subfolders of the period that were read too
	Missing  []PartnerName    `json:"missing,omitempty"`  // partners of the previous period of whom no file was read
	Kept     []publish.Kept   `json:"kept,omitempty"`     // what others had put into Folder or changed there
	Repaired bool             `json:"repaired,omitempty"` // an earlier run had been stopped
}

// An Unread is a file of which nothing counts, or not all.
type Unread struct {
	File   string `json:"file"`
	Code   string `json:"code"`   // of the problem that says why
	Partly bool   `json:"partly"` // what stands before the fault counts

	problem cell.Problem
}

// A PartnerName names a partner.
type PartnerName struct {
	ID   string      `json:"id"`
	Name survey.Text `json:"name"`
}

// A PartnerSummary is one partner's line.
type PartnerSummary struct {
	ID        string      `json:"id"`
	Name      survey.Text `json:"name"`
	Practices int         `json:"practices"`
	Asked     int         `json:"asked"`
	Given     int         `json:"given"` // answers given or not applicable
	Score     *float64    `json:"score"` // nil: none
	Rank      int         `json:"rank"`  // 0 none
	Errors    int         `json:"errors"`
	Warnings  int         `json:"warnings"`
}

// A run is one run at work.
type run struct {
	opts             Options
	tell             Progress
	period, previous string
	method           *method.Method
	source           []byte // the method file
	rules            []recommend.Rule
	ingest           ingest.Options
	references       []manifestFile // what workbooks are read by, as hashed before it was read
	territories      *place.Territories
	doubted          cell.Problems // rows of the list of territories that are not used
	read             ingest.Result
	publishes        bool     // what is read is published: files and sheets are named so
	reviewers        []string // how they are called, in the language of the run
	marks            int      // of reviewers, of the period
	evidence         analysis.Evidence
	analysis         analysis.Analysis
}

// Run reads, analyses and publishes one period. tell may be nil. A *PeriodError,
// an *EmptyError (nothing is published then),
// publish.ErrBusy and *publish.HeldError are among its errors; what partners
// have to correct is none.
func Run(opts Options, tell Progress) (*Summary, error) {
	if tell == nil {
		tell = func(Stage, int, int, string) {}
	}
	r := &run{opts: opts, tell: tell, publishes: true}
	if err := r.outside(); err != nil {
		return nil, err
	}
	if err := r.open(); err != nil {
		return nil, err
	}
	if err := r.allowed(); err != nil {
		return nil, err
	}
	contacts, err := r.placeForContacts()
	if err != nil {
		return nil, err
	}
	edition, err := publish.Begin(opts.Outputs, r.period)
	if err != nil {
		return nil, errors.Join(err, contacts.Close())
	}
	summary, err := r.make(edition, contacts)
	return summary, errors.Join(err, edition.Close(), contacts.Close())
}

func (r *run) make(edition *publish.Edition, contacts *publish.Files) (*Summary, error) {
	if err := r.readPeriods(); err != nil {
		return nil, err
	}
	if len(r.read.Submissions) == 0 {
		return nil, nothingRead(filepath.Join(r.opts.Inputs, r.period), &r.read)
	}
	r.tell(Scoring, 0, 1, "")
	r.analysis = analysis.Analyse(r.evidence)
	r.tell(Scoring, 1, 1, "")
	names, err := r.write(edition)
	if err != nil {
		return nil, err
	}
	if err := r.keepContacts(contacts); err != nil {
		return nil, err
	}
	r.tell(Publishing, 0, 1, "")
	if err := edition.Publish(); err != nil {
		return nil, err
	}
	r.tell(Publishing, 1, 1, "")
	s := r.summary(names)
	s.Kept, s.Repaired = edition.Kept(), edition.Repaired()
	return s, contacts.Publish()
}

// open finds the period and reads the method, its rules, the territories, and
// what workbooks are read by.
func (r *run) open() (err error) {
	if r.period, r.previous, err = periods(r.opts.Inputs, r.opts.Period); err != nil {
		return err
	}
	if r.opts.Date.IsZero() {
		if r.opts.Date, err = lastDay(r.period); err != nil {
			return err
		}
	}
	if r.references, err = r.hashReferences(); err != nil {
		return err
	}
	if err = r.openMethod(); err != nil {
		return err
	}
	if r.rules, err = r.openRules(); err != nil {
		return err
	}
	if r.opts.Territories != "" {
		r.territories, r.doubted, err = ingest.LoadTerritories(r.opts.Territories, r.opts.TerritoriesDate, r.ingest.Places)
	}
	if err != nil {
		return err
	}
	return r.unchanged()
}

// unchanged makes sure that what workbooks are read by is still what was hashed.
func (r *run) unchanged() error {
	now, err := r.hashReferences()
	if err != nil {
		return err
	}
	for _, f := range now {
		same := func(was manifestFile) bool { return was.Path == f.Path && was.SHA256 == f.SHA256 }
		if !slices.ContainsFunc(r.references, same) || len(now) != len(r.references) {
			return wording.Fail("command.run.changed", "file", f.Path)
		}
	}
	return nil
}

// openMethod reads the method, and what workbooks are read by: the layouts and
// the places.
func (r *run) openMethod() (err error) {
	if r.method, r.source, err = OpenMethod(r.opts.Method); err != nil {
		return err
	}
	r.ingest = ingest.Options{Questionnaire: &r.method.Questionnaire, Limits: r.opts.Limits}
	if r.ingest.Layouts, err = ingest.LoadLayouts(r.opts.Layouts); err != nil {
		return err
	}
	r.ingest.Places, err = ingest.LoadPlaces(r.opts.Places)
	return err
}

// OpenMethod reads a method file from disk, or an embedded one by its name
// ("egov-practices"), with its text.
func OpenMethod(name string) (*method.Method, []byte, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		own, missing := templates.Files.ReadFile("methods/" + name + ".yaml")
		if missing != nil {
			return nil, nil, NoMethod(name)
		}
		data, err = own, nil
	}
	if err != nil {
		return nil, nil, err
	}
	m, err := method.Parse(name, data)
	return m, data, err
}

// NoMethod is the error that there is no method of a name, with the one that was
// probably meant.
func NoMethod(name string) error {
	if like := reply.Meant(name, OwnMethods()); like != "" {
		return wording.Fail("method.none.like", "read", name, "like", like)
	}
	return wording.Fail("method.none", "read", name, "list", strings.Join(OwnMethods(), ", "))
}

// OwnMethods names the embedded methods, in order.
func OwnMethods() []string {
	files, _ := fs.Glob(templates.Files, "methods/*.yaml") // the pattern is right
	for i, f := range files {
		files[i] = strings.TrimSuffix(path.Base(f), ".yaml")
	}
	return files
}

// openRules reads the rules of the method: those beside a method file
// (../rules/<id>.yaml) before the embedded ones. A method may have none.
func (r *run) openRules() ([]recommend.Rule, error) {
	id := r.method.ID + ".yaml"
	data, err := os.ReadFile(rulesFile(r.opts.Method, r.method))
	if errors.Is(err, fs.ErrNotExist) {
		data, err = templates.Files.ReadFile("rules/" + id)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return method.ParseRules(id, data, r.method)
}

// readPeriods reads the workbooks of the period and of the one before, and lets
// what they say through the door. What is wrong with the earlier ones was reported
// then.
func (r *run) readPeriods() error {
	now, err := r.readPeriod(r.period, r.opts.Contacts != "", func(done, total int, file string) {
		r.tell(Reading, done, total, file)
	})
	if err != nil {
		return err
	}
	now.Problems = append(now.Problems, r.doubted...).Sorted()
	var before reading
	if r.previous != "" {
		if before, err = r.readPeriod(r.previous, false, nil); err != nil {
			return err
		}
	}
	door, err := newDoor(r.opts.Lang, r.publishes, &now, &before)
	if err != nil {
		return err
	}
	door.admit(&now)
	door.admit(&before)
	r.reviewers = door.labels
	verified := now.verify(&r.method.Questionnaire)
	before.verify(&r.method.Questionnaire)
	r.read, r.marks = now.Result, len(now.reviews.Marks)
	r.evidence = analysis.Evidence{
		Verified:      verified,
		Questionnaire: &r.method.Questionnaire, Model: &r.method.Model, Uncertainty: r.method.Uncertainty, Rules: r.rules, Submissions: now.Submissions, Earlier: before.Submissions, Problems: now.Problems,
		Apart: r.territories.Status,
	}
	return nil
}

// readPeriod reads the workbooks of one period, partners' and reviewers'.
func (r *run) readPeriod(period string, contacts bool, progress func(done, total int, file string)) (out reading, err error) {
	opts := r.ingest
	opts.Period, opts.Contacts = period, contacts
	folder := filepath.Join(r.opts.Inputs, period)
	if out.Result, err = ingest.ReadDir(folder, opts, progress); err != nil {
		return out, err
	}
	out.reviews, err = reviewbook.ReadDir(filepath.Join(folder, ingest.ReviewsFolder), &r.method.Questionnaire, r.opts.Limits)
	return out, err
}

func (r *run) summary(files []string) *Summary {
	s := &Summary{
		Period: r.period, Previous: r.previous, Folder: filepath.Join(r.opts.Outputs, r.period), Files: files,
		Errors: r.read.Problems.Count(cell.Error), Warnings: r.read.Problems.Count(cell.Warning),
		Notes: r.read.Problems.Count(cell.Note), Unread: unread(&r.read), Partners: []PartnerSummary{},
		Folders: r.read.Listing.Folders, Missing: missing(r.evidence.Earlier, &r.read),
	}
	for _, lang := range r.opts.Reports {
		s.Reports = append(s.Reports, reportName(lang))
	}
	for i := range r.read.Submissions {
		s.Partners = append(s.Partners, r.partnerSummary(&r.read.Submissions[i]))
	}
	return s
}

func (r *run) partnerSummary(sub *survey.Submission) PartnerSummary {
	p := PartnerSummary{ID: sub.Partner.ID, Name: sub.Partner.Name, Practices: len(sub.Practices)}
	own := []string{sub.File}
	for _, practice := range sub.Practices {
		own = append(own, practice.At.File)
		asked, given := answered(&practice)
		p.Asked, p.Given = p.Asked+asked, p.Given+given
	}
	for _, problem := range r.read.Problems {
		if slices.Contains(own, problem.At.File) {
			p.Errors += btoi(problem.Severity == cell.Error)
			p.Warnings += btoi(problem.Severity == cell.Warning)
		}
	}
	for _, u := range r.analysis.Now.Of(score.Partner) {
		if root, _ := r.analysis.Now.At(u, r.analysis.Now.Root()); u.ID == p.ID && root.Known {
			p.Score, p.Rank = &root.Value, root.Rank
		}
	}
	return p
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func reportName(lang string) string { return "report." + lang + ".pdf" }

// dated returns a day as the manifest has it.
func dated(t time.Time) string { return t.Format(time.DateOnly) }
