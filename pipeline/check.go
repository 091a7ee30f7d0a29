package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository/pipeline/cell"
	"depository/pipeline/ingest"
	"depository/pipeline/survey"
)

// Checked is what one file says, before anything is scored.
type Checked struct {
	Path      string        // as given, or below the folder that was given
	File      string        // its base name, as the problems have it
	ReadAs    string        // as of ingest.File
	Partner   survey.Text   // "" in every language: not known
	Period    string        // "" not known
	Practices int           // of all partners in the file
	Asked     int           // answers asked
	Given     int           // answers given or not applicable
	Problems  cell.Problems // in canonical order

	form *ingest.Filled // nil: no form of this method
}

// A Checking is what the check of several files gave.
type Checking struct {
	Files  []Checked // in the order of the arguments, those of a folder by name
	Period string    // that was read where no file was named

	run *run
}

// Count tells how many problems of all files have a severity.
func (c *Checking) Count(s cell.Severity) int {
	n := 0
	for _, f := range c.Files {
		n += f.Problems.Count(s)
	}
	return n
}

// Check reads files and the files of folders as Run would, without scoring
// anything; without names, the period of the options or the last. Files of one
// folder are read together, so that what they say of one another is found. A
// file of inputs/<period> has to be of that period, another one of the period
// of the options ("" any). tell may be nil.
func Check(opts Options, names []string, tell Progress) (*Checking, error) {
	if tell == nil {
		tell = func(Stage, int, int, string) {}
	}
	r := &run{opts: opts, tell: tell}
	out := &Checking{run: r}
	if err := r.openMethod(); err != nil {
		return nil, err
	}
	if len(names) == 0 {
		period, _, err := periods(opts.Inputs, opts.Period)
		if err != nil {
			return nil, err
		}
		names, out.Period = []string{filepath.Join(opts.Inputs, period)}, period
	}
	paths, err := filesOf(names)
	if err != nil {
		return nil, err
	}
	for _, folder := range byFolder(paths) {
		options := r.ingest
		options.KeepForms = true
		options.Period = r.periodOf(folder[0])
		read := ingest.ReadFiles(folder, options, func(done, total int, file string) { tell(Reading, done, total, file) })
		if err := r.withhold(&read); err != nil {
			return nil, err
		}
		for _, path := range folder {
			out.Files = append(out.Files, checked(path, &read))
		}
	}
	slices.SortStableFunc(out.Files, func(a, b Checked) int { return slices.Index(paths, a.Path) - slices.Index(paths, b.Path) })
	return out, nil
}

// withhold lets what was read through the door; files and sheets keep their names,
// since it goes back to those who sent them.
func (r *run) withhold(read *ingest.Result) error {
	all := reading{Result: *read}
	door, err := newDoor(r.opts.Lang, false, &all)
	if err == nil {
		door.admit(&all)
		*read = all.Result
	}
	return err
}

// filesOf replaces folders by their files; what a folder hides is not meant.
func filesOf(names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, &MissingError{name}
		case err != nil:
			return nil, err
		case !info.IsDir():
			out = append(out, filepath.Clean(name))
			continue
		}
		entries, err := os.ReadDir(name)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if !e.IsDir() && (!strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), ".~lock.")) {
				out = append(out, filepath.Join(name, e.Name()))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// A MissingError names a file or folder that is not there.
type MissingError struct{ Path string }

// Words says what is not there (wording.Told).
func (e *MissingError) Words() (key string, args []any) {
	return "command.check.missing", []any{"file", e.Path}
}

func (e *MissingError) Error() string { return fmt.Sprintf("%s: no such file or folder", e.Path) }

// byFolder puts sorted paths together by folder.
func byFolder(paths []string) [][]string {
	var out [][]string
	at := map[string]int{}
	for _, path := range paths {
		dir := filepath.Dir(path)
		if _, known := at[dir]; !known {
			at[dir] = len(out)
			out = append(out, nil)
		}
		out[at[dir]] = append(out[at[dir]], path)
	}
	return out
}

// periodOf gives the period that a file has to be of: that of its folder where
// this is one of the inputs, else that of the options.
func (r *run) periodOf(path string) string {
	dir, err := filepath.Abs(filepath.Dir(path))
	inputs, failed := filepath.Abs(r.opts.Inputs)
	if err == nil && failed == nil && filepath.Dir(dir) == inputs {
		return filepath.Base(dir)
	}
	return r.opts.Period
}

// checked gathers what was read of one file.
func checked(path string, read *ingest.Result) Checked {
	c := Checked{Path: path, File: filepath.Base(path)}
	for _, f := range read.Files {
		if f.Name == c.File {
			c.ReadAs, c.form = f.ReadAs, f.Form
		}
	}
	for _, p := range read.Problems {
		if p.At.File == c.File {
			c.Problems = append(c.Problems, p)
		}
	}
	partners := 0
	for _, s := range read.Single {
		if s.File != c.File {
			continue
		}
		partners++
		c.Partner, c.Period = s.Partner.Name, s.Period
		c.Practices += len(s.Practices)
		for _, p := range s.Practices {
			asked, given := answered(&p)
			c.Asked, c.Given = c.Asked+asked, c.Given+given
		}
	}
	if partners > 1 { // a table in which several partners report
		c.Partner = nil
	}
	return c
}

// answered counts the answers of a practice that are asked, and those that are
// given or not applicable.
func answered(p *survey.Practice) (asked, given int) {
	for _, a := range p.Answers {
		if a.State == survey.Given || a.State == survey.NotApplicable {
			given++
		}
	}
	return len(p.Answers), given
}
