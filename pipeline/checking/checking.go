// Package checking reads the workbooks that somebody names, says of each what its
// partner has to correct, and writes what goes back. It believes that a partner is
// told everything at once, before anything is scored, cell by cell.
package checking

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/ahead"
	"depository.example/depository/pipeline/door"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/survey/adoption"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/workspace"
)

// Checked is what one file says, before anything is scored.
type Checked struct {
	Path      string        // as given, or below the folder that was given
	File      string        // as the problems call it: below the folder, with slashes
	ReadAs    string        // as of ingest.File
	PartnerID string        // "" not known
	Plan      []survey.Task // the action plan
	Partner   survey.Text   // "" in every language: not known
	Period    string        // "" not known
	Practices int           // of all partners in the file
	Asked     int           // answers asked
	Given     int           // answers given or not applicable
	Problems  cell.Problems // in canonical order

	sha256 string // hexadecimal; "" it could not be opened
}

// A Checking is what the check of several files gave.
type Checking struct {
	Files  []Checked // in the order of the arguments, those of a folder by name
	Period string    // that was read where no file was named
	Hidden []string  // workbooks in hidden folders, which are not read

	// Stopped are the files that an earlier Return, which was stopped, had been
	// putting in place; Return sets it.
	Stopped []string

	opts      pipeline.Options
	workspace *workspace.Workspace
	tell      pipeline.Progress
	ahead     ahead.View
	read      publish.Reads // with the files and folders that were named, or the period
}

// Count tells how many problems of all files have a severity.
func (c *Checking) Count(s cell.Severity) int {
	n := 0
	for _, f := range c.Files {
		n += f.Problems.Count(s)
	}
	return n
}

// Check reads files and the files of folders as pipeline.Run would, without scoring
// anything; without names, the period of the options or the last. Files of one
// folder are read together, so that what they say of one another is found. A
// file of inputs/<period> has to be of that period, another one of the period
// of the options ("" any). A folder without a workbook is a *pipeline.EmptyError.
// tell may be nil.
func Check(opts pipeline.Options, names []string, tell pipeline.Progress) (*Checking, error) {
	w, err := workspace.Open(opts.Sources)
	if err != nil {
		return nil, err
	}
	out := &Checking{opts: opts, workspace: w, tell: tell}
	out.ahead = ahead.View{Workspace: w, Inputs: opts.Inputs, Withhold: func(read *ingest.Result) error { return withhold(opts.Lang, read) }}
	if len(names) == 0 {
		period, _, err := opts.Sources.Period(opts.Period)
		if err != nil {
			return nil, err
		}
		names, out.Period = []string{filepath.Join(opts.Inputs, period)}, period
	}
	out.read = append(opts.Reads(nil), names...)
	if opts.Return != "" { // before anything is read
		if err := out.read.Allow("--return", opts.Return); err != nil {
			return nil, err
		}
	}
	listings, err := listed(opts.Inputs, names)
	if err != nil {
		return nil, err
	}
	if err := out.check(listings); err != nil {
		return nil, err
	}
	if len(out.Files) == 0 {
		nothing := pipeline.Intake{Result: ingest.Result{Listing: listings[0].Listing}}
		return nil, nothing.Empty(names[0])
	}
	return out, nil
}

// check reads the files of listings.
func (c *Checking) check(listings []listing) error {
	for _, of := range listings {
		how := c.workspace.Reading(periodOf(&c.opts, of.root))
		how.Apart = true
		read := ingest.ReadListing(of.Listing, how, c.tell.Files())
		if err := c.adoptions(&read, periodOf(&c.opts, of.root)); err != nil {
			return err
		}
		if err := withhold(c.opts.Lang, &read); err != nil {
			return err
		}
		folder := ""
		if isPeriod(c.opts.Inputs, of.root) {
			folder = periodOf(&c.opts, of.root)
		}
		if err := c.opts.Saw(folder, &read); err != nil {
			return err
		}
		c.Files = append(c.Files, checkedFiles(of.Files, &read)...)
		c.Hidden = append(c.Hidden, of.Hidden...)
	}
	return nil
}

// adoptions looks for the practices that files say to have taken over: among their
// own, and in the folders of their period ("" the last) and of the one before. These
// are read only where a file names one; where they are not there, nobody judges.
func (c *Checking) adoptions(read *ingest.Result, period string) error {
	if !adoption.Said(read.Single) {
		return nil
	}
	known := [][]survey.Submission{read.Known()}
	now, before, err := c.opts.Sources.Period(period)
	var none *workspace.PeriodError
	if errors.As(err, &none) { // nobody knows what others have
		return nil
	}
	if err != nil {
		return err
	}
	for _, of := range []string{now, before} {
		if of == "" {
			continue
		}
		found, err := ingest.ReadDir(filepath.Join(c.opts.Inputs, of), c.workspace.Reading(of), nil)
		if err != nil {
			return err
		}
		known = append(known, found.Submissions)
	}
	adoption.Find(read.Single, known, &read.Problems)
	read.Problems = read.Problems.Sorted()
	return nil
}

// withhold lets what was read through the door; files and sheets keep their names,
// since it goes back to those who sent them. Practices go no further than here.
func withhold(lang string, read *ingest.Result) error {
	for i := range read.Single {
		read.Single[i].Practices = nil
	}
	all := door.Reading{Result: *read}
	at, err := door.New(lang, false, &all)
	if err == nil {
		at.Admit(&all)
		*read = all.Result
	}
	return err
}

// A listing are the files of one folder that are read together, so that what
// they say of one another is found.
type listing struct {
	root string
	ingest.Listing
}

// listed sorts files and the files of folders by the period that they lie in,
// or else by their folder, in the order in which these are named first.
func listed(inputs string, names []string) ([]listing, error) {
	var out []listing
	taken := map[string]bool{}
	add := func(root string, found ingest.Listing) {
		i := slices.IndexFunc(out, func(l listing) bool { return l.root == root })
		if i < 0 {
			i, out = len(out), append(out, listing{root: root})
		}
		l := &out[i]
		for _, f := range found.Files {
			if !taken[f.Path] {
				taken[f.Path] = true
				l.Files = append(l.Files, f)
			}
		}
		l.Folders, l.Hidden, l.Apart = append(l.Folders, found.Folders...), append(l.Hidden, found.Hidden...), append(l.Apart, found.Apart...)
	}
	for _, name := range names {
		name = filepath.Clean(name)
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, &MissingError{name}
		case err != nil:
			return nil, err
		case !info.IsDir():
			root := rootOf(inputs, filepath.Dir(name))
			add(root, ingest.Listing{Files: []ingest.Source{{Name: below(root, name), Path: name}}})
			continue
		}
		found, err := ingest.List(name)
		if err != nil {
			return nil, err
		}
		root := rootOf(inputs, name)
		for i, f := range found.Files {
			found.Files[i].Name = below(root, f.Path)
		}
		add(root, found)
	}
	for i := range out {
		slices.SortFunc(out[i].Files, func(a, b ingest.Source) int { return strings.Compare(a.Path, b.Path) })
	}
	return out, nil
}

// rootOf returns the folder of the period that a folder lies in, or the folder
// itself.
func rootOf(inputs, folder string) string {
	for dir := folder; ; dir = filepath.Dir(dir) {
		if isPeriod(inputs, dir) {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return folder
		}
	}
}

// isPeriod tells whether a folder is one of the inputs.
func isPeriod(inputs, folder string) bool {
	dir, err := filepath.Abs(folder)
	inputs, failed := filepath.Abs(inputs)
	return err == nil && failed == nil && filepath.Dir(dir) == inputs
}

// below names a file as problems do, below a folder that it lies in.
func below(folder, path string) string {
	name, err := filepath.Rel(folder, path)
	if err != nil {
		return filepath.Base(path)
	}
	return filepath.ToSlash(name)
}

// A MissingError names a file or folder that is not there.
type MissingError struct{ Path string }

// Words says what is not there (wording.Told).
func (e *MissingError) Words() (key string, args []any) {
	return "command.check.missing", []any{"file", e.Path}
}

// Error names what is not there, in English.
func (e *MissingError) Error() string { return fmt.Sprintf("%s: no such file or folder", e.Path) }

// periodOf returns the period that the files of a folder have to be of: its own
// where it is one of the inputs, else that of the options.
func periodOf(opts *pipeline.Options, root string) string {
	if !isPeriod(opts.Inputs, root) {
		return opts.Period
	}
	dir, _ := filepath.Abs(root) // as isPeriod has found
	return filepath.Base(dir)
}

// checkedFiles gathers what was read of each file.
func checkedFiles(files []ingest.Source, read *ingest.Result) []Checked {
	out, at := make([]Checked, len(files)), make(map[string]*Checked, len(files))
	for i, f := range files {
		out[i] = Checked{Path: f.Path, File: f.Name}
		at[f.Name] = &out[i]
	}
	for _, f := range read.Files {
		if c := at[f.Name]; c != nil {
			c.ReadAs, c.sha256 = f.ReadAs, f.SHA256
		}
	}
	for _, p := range read.Problems {
		if c := at[p.At.File]; c != nil {
			c.Problems = append(c.Problems, p)
		}
	}
	partners := map[string]int{} // of a file
	for i := range read.Single {
		s := &read.Single[i]
		if c := at[s.File]; c != nil {
			c.add(s, read.Tallies[i])
			partners[s.File]++
		}
	}
	for file, n := range partners {
		if n > 1 { // a table in which several partners report
			at[file].Partner, at[file].PartnerID = nil, ""
		}
	}
	return out
}

// Has reports whether the file has a hash, hexadecimal.
func (c *Checked) Has(sha256 string) bool { return c.sha256 == sha256 && sha256 != "" }

// add counts what a submission of the file says.
func (c *Checked) add(s *survey.Submission, n ingest.Tally) {
	c.Partner, c.PartnerID, c.Period = s.Partner.Name, s.Partner.ID, s.Period
	c.Plan = append(c.Plan, s.Plan...)
	c.Practices, c.Asked, c.Given = c.Practices+n.Practices, c.Asked+n.Asked, c.Given+n.Given
}
