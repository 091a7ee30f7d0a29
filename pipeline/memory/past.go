package memory

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/media/deposit"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/tell/wording"
)

// A past is an edition of the past, made anew from what the archive has kept.
type past struct {
	Folder   string   // where it lies
	Recorded string   // the day when it was recorded
	Was, Is  string   // the versions of the program then and now
	Differs  []string // files that are not what they were, or are no longer made; none: it is the same, byte for byte
}

// Edition makes the edition of a period anew as it was known, below a folder, "" one
// among the outputs, and says whether it is the same.
func (m Asked) Edition(w io.Writer, opts pipeline.Options, period, out string) error {
	p, err := makeEdition(opts, m.Known.Day, period, cmp.Or(out, filepath.Join(opts.Outputs, "asof", m.Known.Day)))
	if err != nil {
		return err
	}
	key := "archive.same"
	if p.Differs != nil {
		key = "archive.differs"
	}
	fmt.Fprintln(w, m.Texts.T(key, "period", period, "folder", p.Folder, "recorded", p.Recorded, "n", len(p.Differs)))
	if p.Was != p.Is {
		fmt.Fprintln(w, m.Texts.T("archive.version", "was", p.Was, "is", p.Is))
	}
	for _, path := range p.Differs {
		if _, err := fmt.Fprintln(w, path); err != nil {
			return err
		}
	}
	return nil
}

// noRuns says that none of the runs is of a period, and of which they are.
func noRuns(runs []deposit.Run, period string) error {
	var there []string
	for _, r := range runs {
		there = append(there, r.Period)
	}
	if there == nil {
		return wording.Fail("archive.nothing")
	}
	slices.Sort(there)
	return settings.Unknown("archive.no-period", period, slices.Compact(there))
}

// makeEdition makes the edition of a period anew as it was at the end of a day, below a
// folder, from the files that its run has read.
func makeEdition(opts pipeline.Options, day, period, out string) (*past, error) {
	r := recorder{opts: opts}
	runs, err := r.runs()
	if err != nil {
		return nil, err
	}
	var run *deposit.Run
	var days []string
	for i := range runs {
		if runs[i].Period != period {
			continue
		}
		recorded := runs[i].Recorded.Format(time.DateOnly)
		if days = append(days, recorded); recorded <= day {
			run = &runs[i]
		}
	}
	if run == nil && days == nil {
		return nil, noRuns(runs, period)
	}
	if run == nil {
		return nil, wording.Fail("archive.no-run", "period", period, "day", day, "list", slices.Compact(days))
	}
	manifest, err := deposit.Open(opts.Archive).Bytes(run.Manifest)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "depository-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	with, err := laid(opts, *run, dir)
	if err != nil {
		return nil, err
	}
	reads := append(opts.Reads(nil), opts.Archive)
	for _, folder := range []string{out, filepath.Join(out, period)} {
		if err := reads.Allow("--out", folder); err != nil {
			return nil, err
		}
	}
	with.Outputs = out
	if _, err := pipeline.Run(with, nil); err != nil {
		return nil, err
	}
	p := &past{Folder: filepath.Join(out, period), Recorded: run.Recorded.Format(time.DateOnly), Is: opts.Version}
	return p, p.compare(manifest)
}

// compare lists what differs from what a manifest says.
func (p *past) compare(manifest []byte) error {
	is, err := regular.ReadFile(filepath.Join(p.Folder, publish.ManifestName))
	if err != nil {
		return err
	}
	var then, now edition.Manifest
	if err := errors.Join(json.Unmarshal(manifest, &then), json.Unmarshal(is, &now)); err != nil {
		return err
	}
	p.Was = then.Version
	sums := map[string]string{}
	for _, f := range now.Outputs {
		sums[f.Path] = f.SHA256
	}
	differs := map[string]bool{publish.ManifestName: string(manifest) != string(is)}
	for _, f := range then.Outputs {
		differs[f.Path] = sums[f.Path] != f.SHA256
		delete(sums, f.Path)
	}
	for path := range sums {
		differs[path] = true
	}
	for _, path := range slices.Sorted(maps.Keys(differs)) {
		if differs[path] {
			p.Differs = append(p.Differs, path)
		}
	}
	return nil
}
