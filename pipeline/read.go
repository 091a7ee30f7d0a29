package pipeline

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/door"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/identity"
	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/media/authored"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/reviewbook"
	"depository.example/depository/pipeline/media/round"
	"depository.example/depository/pipeline/survey/adoption"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/workspace"
)

// An Intake is what the workbooks say, past the door.
type Intake struct {
	ingest.Result                   // of the period
	Evidence      analysis.Evidence // what is analysed, the period before included
	Reviewers     []string          // how they are called, in the language of the run
	Marks         int               // of reviewers, of the period
	Reviewed      []ingest.File     // the reviewers' workbooks of the period, as they are published
	Findings      []review.Mark     // of reviewers, of the period, by their labels
	Unchanged     int               // workbooks of the period that had been read before, and were not read again
	Response      *round.Response   // of those invited; nil: nobody was, or nobody asked
	Texts         authored.Texts    // of the office, for the report
	Unused        int               // rows of the list of territories that contradict themselves
	Known         analysis.Known    // what parts of the run have summed of their workbooks; empty: nothing
}

// Read reads the workbooks of the period and of the one before for publication:
// files and sheets are named as they are published. Where nothing was read the
// error is an *EmptyError.
func Read(j *Job, tell Progress) (*Intake, error) {
	in, err := readPeriods(j, true, tell)
	if err != nil {
		return in, err
	}
	in.Texts, err = authored.ReadDir(filepath.Join(j.Inputs, j.Period, authored.Folder), func(name string) bool {
		id, partner := strings.CutPrefix(name, "partner-")
		return !partner && compose.HasPlace(name) || partner && slices.ContainsFunc(in.Submissions, func(s survey.Submission) bool { return s.Partner.ID == id })
	})
	in.Evidence.Problems = append(in.Evidence.Problems, in.Texts.Problems...).Sorted()
	return in, errors.Join(err, in.Empty(filepath.Join(j.Inputs, j.Period)))
}

// ReadToRecord is Read for whoever records the period and publishes nothing. It holds as
// little as can be: workbooks are read ahead into the cache, so that what is read of them
// is all that there is when the collector has nothing else to do, and of the period
// before stays what is scored.
func ReadToRecord(j *Job, tell Progress) (*Intake, error) {
	j.sparing = true
	return Read(j, tell)
}

// Empty returns an *EmptyError, which says why, where no partner was read of a folder.
func (in *Intake) Empty(folder string) error {
	if len(in.Submissions) > 0 {
		return nil
	}
	return nothingRead(folder, &in.Result)
}

// ReadPeriod reads the workbooks of one period without scoring anything; files and
// sheets keep their names. tell may be nil.
func ReadPeriod(opts Options, tell Progress) (*Job, *Intake, error) {
	job, err := Open(opts)
	if err != nil {
		return nil, nil, err
	}
	job.Previous = ""
	in, err := readPeriods(job, false, tell)
	return job, in, err
}

// ReviewProblems are those of reviewers' workbooks, in canonical order.
func (in *Intake) ReviewProblems() cell.Problems {
	return slices.DeleteFunc(slices.Clone(in.Problems.Sorted()), func(p cell.Problem) bool { return !strings.HasPrefix(p.At.File, ingest.ReviewsFolder+"/") })
}

// ReviewsFolder is where the reviewers' workbooks of the period lie.
func (j *Job) ReviewsFolder() string { return filepath.Join(j.Inputs, j.Period, ingest.ReviewsFolder) }

// readPeriods reads the workbooks of the period and of the one before, and lets
// what they say through the door. What is wrong with the earlier ones was reported
// then.
func readPeriods(j *Job, publishes bool, tell Progress) (*Intake, error) {
	w := j.Workspace
	known, err := j.known(publishes)
	if err != nil {
		return nil, err
	}
	if j.sparing {
		if err := readAhead(j, known); err != nil {
			return nil, err
		}
	}
	var before door.Reading
	if j.Previous != "" {
		if before, err = readPeriod(w, j.Previous, false, known.of(j.Previous), nil); err != nil {
			return nil, err
		}
	}
	if j.sparing {
		before.Single = nil
		shed(before.Submissions)
	}
	now, err := readPeriod(w, j.Period, j.Contacts != "", known.of(j.Period), tell.Files())
	if err != nil {
		return nil, err
	}
	sums := analysis.Known{}
	if err := errors.Join(known.settle(), known.sums(j.Period, false, sums), known.sums(j.Previous, true, sums)); err != nil {
		return nil, err
	}
	adoption.Find(now.Submissions, [][]survey.Submission{now.Submissions, before.Submissions}, &now.Problems)
	adoption.Find(before.Submissions, [][]survey.Submission{before.Submissions, now.Submissions}, new(cell.Problems))
	at, err := door.New(j.Lang, publishes, &now, &before)
	if err != nil {
		return nil, err
	}
	at.Admit(&now)
	at.Admit(&before)
	listed := door.Reading{Result: ingest.Result{Problems: slices.Clone(w.Doubted)}}
	at.Admit(&listed)
	if j.sparing {
		now.Single = nil
	}
	verified := verify(&now, &w.Method.Questionnaire)
	verify(&before, &w.Method.Questionnaire)
	before.Submissions = identity.Follow(before.Submissions, practicesOf(j.Previous, &before), practicesOf(j.Period, &now), w.Decisions)
	return &Intake{Result: now.Result, Known: sums, Unused: len(listed.Problems), Reviewers: at.Labels, Marks: len(now.Reviews.Marks), Findings: now.Reviews.Marks, Unchanged: known.found(j.Period), Reviewed: at.Reviewed(&now), Evidence: analysis.Evidence{
		Questionnaire: &w.Method.Questionnaire, Model: &w.Method.Model, Uncertainty: w.Method.Uncertainty, Rules: w.Rules,
		Submissions: now.Submissions, Earlier: before.Submissions, Problems: append(slices.Clone(now.Problems), listed.Problems...).Sorted(), Verified: verified,
		Published: j.Date, AsOf: LastDay(j.Period, j.Date), Apart: w.Territories.Status, Places: w.Places,
	}}, nil
}

// readAhead reads the workbooks of both periods into the cache, where there is one.
func readAhead(j *Job, k known) error {
	for _, period := range j.periods() {
		opts := j.Workspace.Reading(period)
		if opts.Keeper, opts.Ahead = k.of(period), true; opts.Keeper == nil {
			continue
		}
		if _, err := ingest.ReadDir(filepath.Join(j.Inputs, period), opts, nil); err != nil {
			return err
		}
	}
	return nil
}

// Shed returns the evidence of an intake for whoever scores it and tells nothing of it: of
// the intake stay the names of files, and of what partners said what is scored.
func Shed(in *Intake) analysis.Evidence {
	e := in.Evidence
	shed(e.Submissions)
	in.Evidence, in.Submissions = analysis.Evidence{}, nil
	return e
}

// shed lets go of what is told beside answers and by whole practices: nothing of it is
// scored, and nothing follows a practice by it.
func shed(subs []survey.Submission) {
	for i := range subs {
		shedOne(&subs[i])
	}
}

func shedOne(sub *survey.Submission) {
	sub.Plan = nil
	for j := range sub.Practices {
		p := &sub.Practices[j]
		p.Told, p.Summary, p.Elsewhere = survey.Story{}, "", nil
		for k := range p.Answers {
			p.Answers[k].Raw, p.Answers[k].Beside = "", nil
		}
	}
}

// practicesOf lists the practices of a period as identity tells them apart.
func practicesOf(period string, r *door.Reading) []identity.Practice {
	forms := map[string]bool{}
	for _, f := range r.Files {
		forms[f.Name] = f.ReadAs == "form"
	}
	return identity.Of(period, r.Submissions, func(file string) bool { return forms[file] })
}

// readPeriod reads the workbooks of one period, partners' and reviewers'.
func readPeriod(w *workspace.Workspace, period string, contacts bool, keeper ingest.Keeper, progress func(done, total int, file string)) (out door.Reading, err error) {
	opts := w.Reading(period)
	opts.Contacts, opts.Keeper = contacts, keeper
	folder := filepath.Join(w.Sources.Inputs, period)
	if out.Result, err = ingest.ReadDir(folder, opts, progress); err != nil {
		return out, err
	}
	out.Reviews, err = reviewbook.ReadDir(filepath.Join(folder, ingest.ReviewsFolder), opts.Questionnaire, opts.Limits)
	return out, err
}

// verify enters what the reviewers found into what partners claim.
func verify(r *door.Reading, q *survey.Questionnaire) review.Summary {
	subs, sum, more := review.Apply(q, r.Submissions, r.Reviews.Marks)
	r.Submissions = subs
	r.Problems = slices.Concat(r.Problems, r.Reviews.Problems, more)
	return sum
}
