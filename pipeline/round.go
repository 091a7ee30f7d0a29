package pipeline

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/round"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// Invited reads the list of those invited to report in a period; nil where there is
// none.
func (o *Options) Invited(period string) ([]lists.Invited, error) {
	file := filepath.Join(o.Inputs, period, lists.PartnersFile)
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return lists.LoadInvited(file)
}

// Register is the folder with the register of a period's round.
func (o *Options) Register(period string) string { return filepath.Join(o.Private, period) }

// register is where the register of a period is written.
func (o *Options) register(period string) round.Place {
	return round.Place{Folder: o.Register(period), Reads: append(o.Reads(nil), o.Outputs), Circle: publish.CircleOf(o.Outputs)}
}

// KeepsRegister returns nil where the register of a period can be written, or nobody was
// invited and none will be. It is asked before anything is written that a register tells
// of.
func (o *Options) KeepsRegister(period string) error {
	list, err := o.Invited(period)
	if err != nil || len(list) == 0 {
		return err
	}
	return o.register(period).Ready()
}

// Saw enters the workbooks that were read into the registers of their rounds: the
// period is that which a workbook says, else that of its folder. A period to which
// nobody was invited has no register.
func (o *Options) Saw(folder string, read *ingest.Result) error {
	errs, sent := map[string]int{}, map[string][]survey.Submission{}
	for _, p := range read.Problems {
		if p.Severity == cell.Error {
			errs[p.At.File]++
		}
	}
	for _, s := range read.Single {
		sent[s.File] = append(sent[s.File], s)
	}
	invited, seen := map[string][]lists.Invited{}, map[string][]round.Entry{}
	for _, f := range read.Files {
		from := sent[f.Name]
		if len(from) == 0 {
			from = []survey.Submission{{}} // nothing was read
		}
		for _, s := range from {
			period := s.Period
			if period == "" {
				period = folder
			}
			if _, looked := invited[period]; !looked && period != "" {
				list, err := o.Invited(period)
				if err != nil {
					return err
				}
				invited[period] = list
			}
			if who := round.Whose(invited[period], s.Partner, f.Name); who != "" && f.SHA256 != "" {
				seen[period] = append(seen[period], round.Entry{Partner: who, SHA256: f.SHA256, File: f.Name, Errors: errs[f.Name]})
			}
		}
	}
	for _, period := range slices.Sorted(maps.Keys(seen)) {
		now := time.Now().Truncate(time.Second)
		err := o.register(period).Keep(func(r *round.Register) {
			for _, e := range seen[period] {
				r.See(e, now)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// response counts of whom of those invited something was read; nil where nobody was.
func (j *Job) response(subs []survey.Submission) (*round.Response, error) {
	list, err := j.Invited(j.Period)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	r := round.ResponseOf(list, subs)
	if r.Share() < j.PublishFrom {
		percent := func(x float64) string { return strconv.FormatFloat(100*x, 'f', 0, 64) + "%" }
		return r, wording.Fail("round.few", "answered", r.Answered, "invited", r.Invited, "share", percent(r.Share()), "from", percent(j.PublishFrom))
	}
	return r, nil
}

// WentBack enters into the registers of their rounds, by period, the hashes of the
// workbooks that went back to their partners.
func (o *Options) WentBack(hashes map[string][]string) error {
	for _, period := range slices.Sorted(maps.Keys(hashes)) {
		now := time.Now().Truncate(time.Second)
		err := o.register(period).Keep(func(r *round.Register) {
			for _, sha := range hashes[period] {
				r.Return(sha, now)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}
