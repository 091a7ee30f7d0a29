package pipeline

import (
	"errors"
	"path/filepath"
	"slices"
	"time"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/contacts"
	"depository.example/depository/pipeline/media/deposit"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/round"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// A Summary is what a run tells its caller.
type Summary struct {
	Period     string           `json:"period"`
	Previous   string           `json:"previous,omitempty"`
	Folder     string           `json:"folder"`
	Site       string           `json:"site"`    // folder of the sites of all periods
	Files      []string         `json:"files"`   // published, below Folder, in order
	Reports    []string         `json:"reports"` // those of Files that are reports
	Partners   []PartnerSummary `json:"partners"`
	Errors     int              `json:"errors"` // problems that partners have to correct
	Warnings   int              `json:"warnings"`
	Notes      int              `json:"notes"`
	Unread     []Unread         `json:"unread"`
	Response   *round.Response  `json:"response,omitempty"`           // of those invited; nil: there is no list
	Folders    []string         `json:"folders,omitempty"`            // subfolders of the period that were read too
	Missing    []PartnerName    `json:"missing,omitempty"`            // partners of the previous period of whom no file was read
	Unused     int              `json:"territories_unused,omitempty"` // rows of the list of territories that contradict themselves
	Kept       []publish.Kept   `json:"kept,omitempty"`               // what others had put into Folder or changed there
	Unchanged  int              `json:"unchanged,omitempty"`          // workbooks that had been read before, and were not read again
	Repaired   bool             `json:"repaired,omitempty"`           // an earlier run had been stopped
	Unarchived string           `json:"unarchived,omitempty"`         // the archive, where what was read may not be kept in it
	Same       bool             `json:"same,omitempty"`               // nothing had changed since the last run: its edition stands
	Reached    []survey.Text    `json:"reached,omitempty"`            // titles of recommendations not given, because their target is reached
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

// A Job is one run as it was asked for, and all that it stands on but the workbooks.
type Job struct {
	Options          // with the period and the date that are meant
	Previous  string // the period before; "" none
	Workspace *workspace.Workspace
	crew      *crew // executors that the run has hired; nil: all is done here
	sparing   bool  // the period is recorded, and nothing is published: memory is spared

	sources []edition.Source // what a run reads, and
	read    []deposit.File   // the hash of each; none where neither is kept nor compared

	ledgers *kept.Folder // what is kept of ledgers; nil nothing

	unarchived string // the archive that could not be written to; "" none
}

// Open finds the period, and opens the workspace. A *workspace.PeriodError is among
// its errors.
func Open(opts Options) (*Job, error) {
	period, previous, err := opts.Sources.Period(opts.Period)
	if err != nil {
		return nil, err
	}
	opts.Period = period
	w, err := workspace.Open(opts.Sources)
	return &Job{Options: opts, Previous: previous, Workspace: w}, err
}

// Run reads, analyses and publishes one period. tell may be nil. A
// *workspace.PeriodError, an *EmptyError (nothing is published then),
// publish.ErrBusy and *held.Error are among its errors; what partners
// have to correct is none.
func Run(opts Options, tell Progress) (*Summary, error) {
	if err := contacts.Allowed(opts.Contacts, opts.Outputs); err != nil {
		return nil, err
	}
	if opts.Cache != "" && (publish.Reads{opts.Outputs}).Allow("--private", opts.Cache) != nil {
		opts.Cache = "" // what is published holds nothing private: then nothing is kept
	}
	job, err := Open(opts)
	if err != nil {
		return nil, err
	}
	if err := job.allowed(); err != nil {
		return nil, err
	}
	if !opts.Aside {
		if err := job.KeepsRegister(job.Period); err != nil {
			return nil, err
		}
	}
	persons, err := contacts.Open(job.Reads(job.Workspace.Method), job.Contacts, job.Outputs, job.Period)
	if err != nil {
		return nil, err
	}
	own, err := publish.Begin(job.Outputs, job.Period)
	if err != nil {
		return nil, errors.Join(err, persons.Close())
	}
	var read ingest.Result
	summary, err := job.crewed(own, persons, &read, tell)
	if err = errors.Join(err, own.Close(), persons.Close()); !opts.Aside {
		err = errors.Join(err, job.Saw(job.Period, &read))
	}
	if err == nil && !summary.Same {
		keepSummary(job, summary, len(read.Files))
	}
	return summary, err
}

// crewed runs with the executors that the options ask for.
func (j *Job) crewed(own *publish.Edition, persons *publish.Files, read *ingest.Result, tell Progress) (s *Summary, err error) {
	if j.crew, err = j.hire(tell); err != nil {
		return nil, err
	}
	s, err = j.runSite(own, persons, read, tell)
	return s, errors.Join(err, j.crew.dismiss())
}

// runSite opens the folder of the site besides.
func (j *Job) runSite(own *publish.Edition, persons *publish.Files, read *ingest.Result, tell Progress) (*Summary, error) {
	pages, err := publish.Begin(filepath.Join(j.Outputs, SiteFolder), j.Period)
	if err != nil {
		return nil, err
	}
	if err := hashRead(j); err != nil {
		return nil, errors.Join(err, pages.Close())
	}
	if !own.Repaired() && !pages.Repaired() {
		if s := unchangedSince(j); s != nil {
			return s, pages.Close()
		}
	}
	summary, err := j.run(own, pages, persons, read, tell)
	return summary, errors.Join(err, pages.Close())
}

// run goes from the workbooks to the published folders; read is what was read, also
// where nothing is published.
func (j *Job) run(own, pages *publish.Edition, persons *publish.Files, read *ingest.Result, tell Progress) (*Summary, error) {
	var intake *Intake
	var err error
	during(partReading, func() { intake, err = Read(j, tell) })
	if err != nil {
		return nil, err
	}
	*read = intake.Result
	if intake.Response, err = j.response(intake.Single); err != nil {
		return nil, err
	}
	var results analysis.Analysis
	during(partScoring, func() { results, err = j.analyse(intake, tell) })
	if err != nil {
		return nil, err
	}
	tell.Report(Scoring, 1, 1, "")
	var outputs []edition.Output
	during(partTables, func() { outputs, err = Compose(j, intake, &results, own) })
	if err == nil && j.crew != nil {
		err = j.crew.print(outputs)
	}
	if err != nil {
		return nil, err
	}
	manifest := j.manifest(intake)
	if err := edition.Unchanged(j.read, slices.Concat(manifest.Inputs, manifest.Read, earlier(intake))); err != nil {
		return nil, err
	}
	if err := errors.Join(contacts.Keep(persons, intake.Contacts), edition.Archive(j.Archive, j.Outputs, j.sources, j.read)); err != nil {
		return nil, err
	}
	intend := func(manifest []byte) error {
		return archiveRun(j, (*deposit.Folder).Intend, manifest, time.Now())
	}
	names, err := Publish(own, pages, outputs, manifest, intend, tell)
	if err != nil {
		return nil, err
	}
	j.ledgers.Forget()
	s := j.summary(intake, &results, names)
	var remembered error
	during(partDatabase, func() { remembered = j.remember(intake, &results) })
	over := func() (err error) {
		during(partSite, func() {
			err = edition.Pages(filepath.Join(j.Outputs, SiteFolder), j.Reports, j.SiteAddress, j.Reads(j.Workspace.Method))
		})
		return err
	}
	err = errors.Join(persons.Publish(), remembered, pages.PublishWith(over))
	s.Unarchived = j.unarchived
	s.Kept, s.Repaired = own.Kept(), own.Repaired() || pages.Repaired()
	return s, err
}

// earlier lists the workbooks of the period before.
func earlier(in *Intake) (out []edition.File) {
	for i := range in.Evidence.Earlier {
		out = append(out, edition.File{Path: in.Evidence.Earlier[i].File, SHA256: in.Evidence.Earlier[i].SHA256})
	}
	return out
}

// analyse says what follows from the evidence; executors fit, apply and draw, where there are any.
func (j *Job) analyse(in *Intake, tell Progress) (analysis.Analysis, error) {
	if j.crew != nil {
		fitted, draws, err := j.crew.analyse(in)
		if err != nil {
			return analysis.Analysis{}, err
		}
		tell.Report(Scoring, 0, 1, "")
		return fitted.Finish(draws), nil
	}
	tell.Report(Scoring, 0, 1, "")
	fitted := analysis.Lay(in.Evidence).Here(in.Known)
	n := fitted.Replications()
	return fitted.Finish(remembered(j, fitted, func(drawn int) { tell.Report(Scoring, drawn, n, "") })), nil
}

// allowed makes sure that nothing that the run reads is touched by what it writes.
func (j *Job) allowed() error {
	reads := j.Reads(j.Workspace.Method)
	if j.Period == SiteFolder {
		return wording.Fail("command.run.period-site", "period", j.Period)
	}
	for _, target := range []string{j.Outputs, filepath.Join(j.Outputs, j.Period), filepath.Join(j.Outputs, SiteFolder), filepath.Join(j.Outputs, SiteFolder, j.Period)} {
		if err := reads.Allow("--outputs", target); err != nil {
			return err
		}
	}
	if j.Contacts == "" {
		return nil
	}
	return reads.Allow("--private", j.Contacts)
}

func (j *Job) summary(in *Intake, results *analysis.Analysis, files []string) *Summary {
	s := &Summary{
		Period: j.Period, Previous: j.Previous, Folder: filepath.Join(j.Outputs, j.Period), Site: filepath.Join(j.Outputs, SiteFolder), Files: files,
		Errors: in.Problems.Count(cell.Error), Warnings: in.Problems.Count(cell.Warning),
		Notes: in.Problems.Count(cell.Note), Unread: unread(&in.Result), Partners: []PartnerSummary{},
		Folders: in.Listing.Folders, Missing: missing(in.Evidence.Earlier, &in.Result), Unused: in.Unused, Unchanged: in.Unchanged, Response: in.Response,
	}
	for i := range results.Reached {
		s.Reached = append(s.Reached, results.Reached[i].Rule.Title)
	}
	for _, lang := range j.Reports {
		s.Reports = append(s.Reports, reportName(lang))
	}
	counts, scores := in.Problems.ByFile(), map[string]score.Score{}
	for _, u := range results.Now.Of(score.Partner) {
		scores[u.ID], _ = results.Now.At(u, results.Now.Root())
	}
	for i := range in.Submissions {
		p := partnerSummary(&in.Submissions[i], counts)
		if root := scores[p.ID]; root.Known {
			p.Score, p.Rank = &root.Value, root.Rank
		}
		s.Partners = append(s.Partners, p)
	}
	return s
}

// partnerSummary counts what a partner has sent; problems are those of each file.
func partnerSummary(sub *survey.Submission, problems map[string]cell.Tally) PartnerSummary {
	p := PartnerSummary{ID: sub.Partner.ID, Name: sub.Partner.Name, Practices: len(sub.Practices)}
	own := []string{sub.File}
	for _, practice := range sub.Practices {
		own = append(own, practice.At.File)
		asked, given := practice.Answered()
		p.Asked, p.Given = p.Asked+asked, p.Given+given
	}
	slices.Sort(own)
	for _, file := range slices.Compact(own) {
		p.Errors, p.Warnings = p.Errors+problems[file].Errors, p.Warnings+problems[file].Warnings
	}
	return p
}

func reportName(lang string) string { return "report." + lang + ".pdf" }

// dated returns a day as the manifest has it.
func dated(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
