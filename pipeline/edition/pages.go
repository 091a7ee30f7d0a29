package edition

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/site"
)

// A startManifest lists the pages over all periods. It follows from them alone.
type startManifest struct {
	Program string `json:"program"`
	Outputs []File `json:"outputs"`
	Self    string `json:"self"` // as of Manifest
}

// Pages writes the pages over all periods into the folder of sites anew from the sites
// that are there, in the languages of their run first; address is that of a site.Book. A file that somebody has changed
// stays under another name. Nothing that is read is written into.
func Pages(folder string, reports []string, address string, reads publish.Reads) error {
	trends, err := trendsIn(folder)
	if err != nil || len(trends) == 0 {
		return err
	}
	files, err := site.Start(trends, languagesOf(trends, reports), address)
	if err != nil {
		return err
	}
	m := startManifest{Program: publish.Program, Self: unsealed}
	names := []string{filepath.Join(folder, publish.ManifestName)}
	made := map[string][]byte{}
	for _, f := range files {
		data, err := f.Make()
		if err != nil {
			return err
		}
		path := filepath.Join(folder, f.Name)
		names, made[path] = append(names, path), data
		m.Outputs = append(m.Outputs, File{Path: f.Name, SHA256: Sum(data), Bytes: len(data)})
	}
	if made[names[0]], err = seal(m); err != nil {
		return err
	}
	if err := setAside(folder, names); err != nil {
		return err
	}
	return put(reads, names, made)
}

// Resume completes what a run left that was killed after it had published its edition: the
// site of the period, then the pages over all periods, as of Pages. It reports whether a run
// was killed; nothing is done where one is at work, or where who asks may not write.
func Resume(outputs, folder, address string, reads publish.Reads) (bool, error) {
	edition, err := publish.Resume(outputs, func([]string) error { return nil })
	if err != nil {
		return edition, err
	}
	pages, err := publish.Resume(folder, func(periods []string) error {
		for _, period := range periods {
			data, err := regular.ReadFile(filepath.Join(folder, period, publish.ManifestName))
			if errors.Is(err, fs.ErrNotExist) { // it was never published
				continue
			}
			var m Manifest
			if err == nil {
				err = json.Unmarshal(data, &m)
			}
			if err == nil {
				err = Pages(folder, m.Settings.Reports, address, reads)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return edition || pages, err
}

// put writes files together, the first of them last.
func put(reads publish.Reads, names []string, made map[string][]byte) error {
	files, err := publish.NewFiles(publish.Target{Reads: reads, Flag: "--outputs"}, names[0], names[1:]...)
	if err != nil {
		return err
	}
	for _, name := range slices.Backward(names) {
		if err == nil {
			err = files.Create(name, func(w io.Writer) error {
				_, err := w.Write(made[name])
				return err
			})
		}
	}
	if err == nil {
		err = files.Publish()
	}
	return errors.Join(err, files.Close())
}

// trendsIn reads what the sites of the periods tell of themselves, in their order.
func trendsIn(folder string) ([]site.Trend, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var out []site.Trend
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		data, err := regular.ReadFile(filepath.Join(folder, e.Name(), filepath.FromSlash(site.TrendName)))
		var t site.Trend
		if err == nil && json.Unmarshal(data, &t) == nil && t.Period == e.Name() {
			out = append(out, t)
		}
	}
	return out, nil
}

// setAside keeps what others have written where the pages over all periods stand.
func setAside(folder string, names []string) error {
	own := map[string]string{}
	if data, err := regular.ReadFile(filepath.Join(folder, publish.ManifestName)); err == nil {
		var m startManifest
		if json.Unmarshal(data, &m) == nil && m.Program == publish.Program {
			own[publish.ManifestName] = Sum(data)
			for _, f := range m.Outputs {
				own[f.Path] = f.SHA256
			}
		}
	}
	var failed error
	for _, name := range slices.Sorted(slices.Values(names)) {
		data, err := regular.ReadFile(name)
		if err != nil {
			continue
		}
		if hash := Sum(data); own[filepath.Base(name)] != hash {
			failed = errors.Join(failed, os.Rename(name, name+".changed-"+hash[:8]))
		}
	}
	return failed
}

// languagesOf are the languages of some period's site, those of this run first.
func languagesOf(trends []site.Trend, reports []string) []string {
	out := slices.Clone(reports)
	for _, t := range trends {
		for _, lang := range slices.Sorted(maps.Keys(t.Title)) {
			if !slices.Contains(out, lang) {
				out = append(out, lang)
			}
		}
	}
	return out
}
