package pipeline

import (
	"errors"
	"io/fs"
	"path/filepath"

	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/survey"
)

// Former returns what partners answered in the last period before one, by partner,
// and that period; "" when the inputs hold none before. tell may be nil.
func Former(opts Options, now string, tell Progress) (subs map[string]survey.Submission, from string, err error) {
	if tell == nil {
		tell = func(Stage, int, int, string) {}
	}
	found, err := Periods(opts.Inputs)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, "", err
	}
	if from = period.Before(found, now); from == "" {
		return nil, "", nil
	}
	r := &run{opts: opts, tell: tell}
	if err := r.openMethod(); err != nil {
		return nil, "", err
	}
	options := r.ingest
	options.Period = from
	read, err := ingest.ReadDir(filepath.Join(opts.Inputs, from), options, func(done, total int, file string) { tell(Reading, done, total, file) })
	subs = map[string]survey.Submission{}
	for _, s := range read.Submissions {
		subs[s.Partner.ID] = s
	}
	return subs, from, err
}
