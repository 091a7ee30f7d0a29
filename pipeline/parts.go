package pipeline

import (
	"io"
	"path/filepath"
	"strings"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/spark"
	"depository.example/depository/pipeline/survey/survey"
)

// WritePart reads one of so many parts of the workbooks of a run, the first is 1, and
// writes what was read, and the sums of it, to a file, which is for its owner alone: it
// holds what people typed, as they typed it. Options.Parts of the run that publishes are these files. tell
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
	p, names := &kept.Part{Number: number, Of: of, By: j.by()}, []string{}
	for _, period := range j.periods() {
		list, err := ingest.List(filepath.Join(j.Inputs, period))
		if err != nil {
			return nil, err
		}
		var own []ingest.Source
		for i, f := range list.Files {
			names = append(names, period+"/"+f.Name)
			if i%of == number-1 {
				own = append(own, f)
			}
		}
		readings, err := j.readings(period, own, tell)
		if err != nil {
			return nil, err
		}
		p.Readings = append(p.Readings, readings...)
	}
	p.Inputs = edition.Sum([]byte(strings.Join(names, "\x00")))
	return p, nil
}

// readings reads workbooks of a period to be kept, with the sums of each.
func (j *Job) readings(period string, files []ingest.Source, tell Progress) ([]kept.Reading, error) {
	opts, collect := j.Workspace.Reading(period), &kept.Collect{Period: period}
	opts.Keeper = collect
	read := ingest.ReadFiles(files, opts, tell.Files())
	of := map[string][]survey.Submission{}
	for _, s := range read.Single {
		of[s.File] = append(of[s.File], s)
	}
	list := collect.Readings()
	for i := range list {
		var err error
		if list[i].Sums, err = spark.Pack(analysis.Sums(&j.Workspace.Method.Model, of[list[i].Name], j.Workspace.Territories.Status)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// sums adds what parts have made of the workbooks of a period.
func (k known) sums(period string, earlier bool, into analysis.Known) error {
	if k.joined[period] == nil {
		return nil
	}
	for _, packed := range k.joined[period].Sums {
		var of []analysis.Own
		if err := spark.Unpack(packed, &of); err != nil {
			return err
		}
		into.Add(earlier, of)
	}
	return nil
}

// by is what the readings of each period depend on.
func (j *Job) by() map[string]string {
	out := map[string]string{}
	for _, period := range j.periods() {
		out[period] = j.readBy(period)
	}
	return out
}
