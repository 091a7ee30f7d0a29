// Package office is what an office does with a round: it invites partners, sees who
// has answered, and writes to each what is to be done. It believes that whoever is
// late is owed the same kind letter as everybody, with the workbook beside it.
package office

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/checking"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/round"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// invite keeps the list of those invited in the folder of the period of the forms,
// where it stays, and returns its path; list is the file that it was read from.
func invite(f *Forms, list string, invited []lists.Invited, today time.Time) (string, error) {
	dir := filepath.Join(f.Inputs, f.Period)
	kept := filepath.Join(dir, lists.PartnersFile)
	for i := range invited {
		invited[i].On = cmp.Or(invited[i].On, today.Format(time.DateOnly))
	}
	if same(list, kept) {
		return kept, nil
	}
	return kept, round.WriteList(publish.Reads{list}, dir, invited)
}

// mayInvite returns nil where the list of those invited may be kept: before any form is
// written, since a list that is there is never written over.
func mayInvite(f *Forms, list string, invited []lists.Invited) error {
	dir := filepath.Join(f.Inputs, f.Period)
	kept := filepath.Join(dir, lists.PartnersFile)
	if there, is := round.Listed(dir, invited); there && !is && !same(list, kept) {
		return wording.Fail("round.other-list", "file", kept)
	}
	return nil
}

// same tells whether two paths are of one file.
func same(a, b string) bool {
	a, err := filepath.Abs(a)
	b, failed := filepath.Abs(b)
	return err == nil && failed == nil && a == b
}

// A Task is one of a partner's action plan whose day has come.
type Task struct {
	Partner string `json:"partner"` // id
	Text    string `json:"task"`
	Due     string `json:"due"`
	Status  string `json:"status"`
}

// A Status is how far a round has come on a day.
type Status struct {
	Period    string
	Today     time.Time
	Standings []round.Standing // in the order of the list
	Tasks     []Task           // due and not done, by partner

	opts    pipeline.Options
	checked *checking.Checking // nil: nothing has come
}

// Look reads the folder of the period of the options ("" the last) as check does, and
// tells how far each of those invited has come. tell may be nil.
func Look(opts pipeline.Options, today time.Time, tell pipeline.Progress) (*Status, error) {
	period, _, err := opts.Sources.Period(opts.Period)
	if err != nil {
		return nil, err
	}
	opts.Period = period
	list, err := opts.Invited(period)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, wording.Fail("round.none", "file", filepath.Join(opts.Inputs, period, lists.PartnersFile))
	}
	s := &Status{Period: period, Today: today, opts: opts}
	var empty *pipeline.EmptyError
	if s.checked, err = checking.Check(opts, nil, tell); errors.As(err, &empty) {
		s.checked, err = nil, nil
	}
	if err != nil {
		return nil, err
	}
	register, err := round.Open(opts.Register(period))
	if err != nil {
		return nil, err
	}
	s.Standings = round.Standings(list, register, today)
	return s, s.plans(register)
}

// answered counts those of whom something has come.
func (s *Status) answered() (n int) {
	for i := range s.Standings {
		if s.Standings[i].Answered() {
			n++
		}
	}
	return n
}

// plans finds the tasks that are due: of the workbook that came last, or else of the
// period before.
func (s *Status) plans(register *round.Register) error {
	plans := map[string][]survey.Task{}
	for _, e := range register.Entries {
		for i := range s.files() {
			if f := &s.checked.Files[i]; f.Has(e.SHA256) {
				plans[e.Partner] = f.Plan
			}
		}
	}
	if len(plans) < len(s.Standings) {
		w, err := workspace.Open(s.opts.Sources)
		if err != nil {
			return err
		}
		before, _, err := former(w, s.Period, nil)
		if err != nil {
			return err
		}
		for id, sub := range before {
			if _, answered := plans[id]; !answered {
				plans[id] = sub.Plan
			}
		}
	}
	today := s.Today.Format(time.DateOnly)
	for i := range s.Standings {
		for _, t := range plans[s.Standings[i].ID] {
			if _, err := time.Parse(time.DateOnly, t.Due); err == nil && t.Due <= today && t.Status != "done" && t.Status != "postponed" && t.Status != "dropped" {
				s.Tasks = append(s.Tasks, Task{s.Standings[i].ID, t.Text, t.Due, t.Status})
			}
		}
	}
	return nil
}

// files are those that have come.
func (s *Status) files() []checking.Checked {
	if s.checked == nil {
		return nil
	}
	return s.checked.Files
}

// of returns the workbooks of a partner that came, the last one of the list of files
// behind the others.
func (s *Status) of(p *round.Standing) (out []*checking.Checked) {
	list := make([]lists.Invited, len(s.Standings))
	for i := range s.Standings {
		list[i] = s.Standings[i].Invited
	}
	for i := range s.files() {
		f := &s.checked.Files[i]
		if round.Whose(list, survey.Partner{ID: f.PartnerID, Name: f.Partner}, f.File) == p.ID {
			out = append(out, f)
		}
	}
	return out
}

// rows are the table of the status.
func (s *Status) rows() (rows [][]string) {
	for i := range s.Standings {
		p := &s.Standings[i]
		rows = append(rows, []string{p.ID, string(p.State), p.On, p.Due, p.Received, p.Returned, p.Corrected, errorsOf(p)})
	}
	return rows
}

var columns = strings.Split("partner,state,invited,due,received,returned,corrected,errors", ",")

// called finds a partner of the status; for tests and letters.
func (s *Status) called(id string) *round.Standing {
	if i := slices.IndexFunc(s.Standings, func(p round.Standing) bool { return p.ID == id }); i >= 0 {
		return &s.Standings[i]
	}
	return nil
}
