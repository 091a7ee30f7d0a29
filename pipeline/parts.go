package pipeline

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"

	"strings"

	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
)

// A PartsError says why files are not the parts of this run.
type PartsError struct {
	Why   string   // "damaged", "other", "mixed", "missing" or "changed"
	Files []string // damaged or other: parts; changed: workbooks
	Lacks []int    // missing: the numbers of the parts that are not there
	Of    int      // of how many
}

// Words says it in the reader's language (wording.Told).
func (e *PartsError) Words() (key string, args []any) {
	lacks := make([]string, len(e.Lacks))
	for i, n := range e.Lacks {
		lacks[i] = fmt.Sprint(n)
	}
	return "command.parts." + e.Why, []any{"files", strings.Join(e.Files[:min(len(e.Files), mostNamed)], ", "), "lacks", strings.Join(lacks, ", "), "of", e.Of}
}

// Error says it in English.
func (e *PartsError) Error() string {
	return fmt.Sprintf("parts of a run: %s: %s %v", e.Why, strings.Join(e.Files, ", "), e.Lacks)
}

// WritePart reads one of so many parts of the workbooks of a run, the first is 1, and
// writes what was read to a file, which is for its owner alone: it holds what people
// typed, as they typed it. Options.Parts of the run that publishes are these files. tell
// may be nil.
func WritePart(opts Options, number, of int, path string, tell Progress) error {
	job, err := Open(opts)
	if err != nil {
		return err
	}
	target := publish.Target{Reads: append(job.Reads(job.Workspace.Method), job.Outputs), Flag: "--partial", Mode: 0o600}
	files, err := publish.NewFiles(target, path)
	if err != nil {
		return err
	}
	part, err := job.part(number, of, tell)
	if err == nil {
		if err = files.Create(path, func(w io.Writer) error { return part.Write(w) }); err == nil {
			err = files.Publish()
		}
	}
	if closed := files.Close(); err == nil {
		err = closed
	}
	return err
}

// part reads every of-th workbook of both periods, beginning with the number-th.
func (j *Job) part(number, of int, tell Progress) (*kept.Part, error) {
	p := &kept.Part{Number: number, Of: of, By: j.by()}
	for _, period := range j.periods() {
		list, err := ingest.List(filepath.Join(j.Inputs, period))
		if err != nil {
			return nil, err
		}
		var own []ingest.Source
		for i, f := range list.Files {
			if i%of == number-1 {
				own = append(own, f)
			}
		}
		p.Readings = append(p.Readings, j.readings(period, own, tell)...)
	}
	return p, nil
}

// readings reads workbooks of a period to be kept.
func (j *Job) readings(period string, files []ingest.Source, tell Progress) []kept.Reading {
	opts, collect := j.Workspace.Reading(period), &kept.Collect{Period: period}
	opts.Keeper = collect
	ingest.ReadFiles(files, opts, tell.Files())
	return collect.Readings()
}

// by is what the readings of each period depend on.
func (j *Job) by() map[string]string {
	out := map[string]string{}
	for _, period := range j.periods() {
		out[period] = j.readBy(period)
	}
	return out
}

// join opens the parts of the run: all of one, each once, by the same program, method
// and references.
func (j *Job) join(into map[string]*kept.Joined) error {
	var parts []*kept.Part
	there := map[int]bool{}
	for _, path := range j.Parts {
		part, err := openPart(path)
		switch {
		case err != nil:
			return err
		case !maps.Equal(part.By, j.by()):
			return &PartsError{Why: "other", Files: []string{path}}
		case there[part.Number], len(parts) > 0 && part.Of != parts[0].Of:
			return &PartsError{Why: "mixed", Files: []string{path}}
		}
		parts, there[part.Number] = append(parts, part), true
	}
	var lacks []int
	for n := 1; n <= parts[0].Of; n++ {
		if !there[n] {
			lacks = append(lacks, n)
		}
	}
	if lacks != nil {
		return &PartsError{Why: "missing", Lacks: lacks, Of: parts[0].Of}
	}
	for _, period := range j.periods() {
		into[period] = kept.Join(parts, period)
	}
	return nil
}

func openPart(path string) (*kept.Part, error) {
	in, err := regular.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	part, err := kept.ReadPart(in)
	if errors.Is(err, kept.ErrDamaged) {
		return nil, &PartsError{Why: "damaged", Files: []string{path}}
	}
	return part, err
}
