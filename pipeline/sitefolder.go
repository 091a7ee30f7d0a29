package pipeline

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/site"
)

// SiteFolder holds, below the outputs, a site for each period and the pages over all
// of them.
const SiteFolder = "site"

// A startManifest lists the pages over all periods. It follows from them alone.
type startManifest struct {
	Program string         `json:"program"`
	Outputs []manifestFile `json:"outputs"`
	Self    string         `json:"self"` // as of manifest.Self
}

// splitSite parts the outputs of the edition from the files of the site.
func splitSite(outputs []Output) (edition, pages []Output) {
	for _, o := range outputs {
		if name, ok := strings.CutPrefix(o.name, SiteFolder+"/"); ok {
			pages = append(pages, Output{name, o.make})
		} else {
			edition = append(edition, o)
		}
	}
	return edition, pages
}

// startPages writes the pages over all periods anew from the sites that are there. A
// file that somebody has changed stays under another name.
func (j *Job) startPages() error {
	folder := filepath.Join(j.Outputs, SiteFolder)
	trends, err := trendsIn(folder)
	if err != nil || len(trends) == 0 {
		return err
	}
	files, err := site.Start(trends, languagesOf(trends, j.Reports))
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
		m.Outputs = append(m.Outputs, manifestFile{Path: f.Name, SHA256: sum(data), Bytes: len(data)})
	}
	if made[names[0]], err = sealed(m); err != nil {
		return err
	}
	if err := setAside(folder, names); err != nil {
		return err
	}
	return j.put(names, made)
}

// put writes files together, the first of them last.
func (j *Job) put(names []string, made map[string][]byte) error {
	files, err := publish.NewFiles(publish.Target{Reads: j.Reads(j.Workspace.Method), Flag: "--outputs"}, names[0], names[1:]...)
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
		data, err := os.ReadFile(filepath.Join(folder, e.Name(), filepath.FromSlash(site.TrendName)))
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
	if data, err := os.ReadFile(filepath.Join(folder, publish.ManifestName)); err == nil {
		var m startManifest
		if json.Unmarshal(data, &m) == nil && m.Program == publish.Program {
			own[publish.ManifestName] = sum(data)
			for _, f := range m.Outputs {
				own[f.Path] = f.SHA256
			}
		}
	}
	var failed error
	for _, name := range slices.Sorted(slices.Values(names)) {
		data, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		if hash := sum(data); own[filepath.Base(name)] != hash {
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
