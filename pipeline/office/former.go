package office

import (
	"errors"
	"io/fs"
	"path/filepath"

	"depository.example/depository/pipeline"

	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/workspace"
)

// former returns what partners answered in the last period before one, by partner,
// and that period; "" when the inputs hold none before. tell may be nil.
func former(w *workspace.Workspace, now string, tell pipeline.Progress) (subs map[string]survey.Submission, from string, err error) {
	found, err := workspace.Periods(w.Sources.Inputs)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, "", err
	}
	if from = period.Before(found, now); from == "" {
		return nil, "", nil
	}
	read, err := ingest.ReadDir(filepath.Join(w.Sources.Inputs, from), w.Reading(from), tell.Files())
	subs = map[string]survey.Submission{}
	for _, s := range read.Submissions {
		subs[s.Partner.ID] = s
	}
	return subs, from, err
}

// KnownPartners are those of a period, and for forms, which are written for a period
// that is not there yet, those of the last one and of the program.
func KnownPartners(opts pipeline.Options, forForms bool) (out []survey.Partner) {
	if forForms {
		opts.Period = ""
	}
	if _, in, err := pipeline.ReadPeriod(opts, nil); err == nil {
		for _, s := range in.Submissions {
			out = append(out, s.Partner)
		}
	}
	if forForms {
		out = append(out, workspace.Partners()...)
	}
	return out
}
