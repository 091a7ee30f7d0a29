package trail

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/media/pdftext"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/reference"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// A Fault is a file of an edition, or of its inputs, and what is wrong with it.
type Fault struct {
	File string
	What error
}

// A verifying is one edition being verified.
type verifying struct {
	opts   pipeline.Options
	folder string
	below  string // what stands before the names of its files: of a site among all sites its period
	faults []Fault
	notes  []error
	files  map[string][]byte
}

// Verify judges an edition: hashes of all its files, of the manifest itself and of the
// inputs that are there; every finding of numbers.csv against what follows from
// answers.csv and the method; and that the report prints it. Notes say what could not
// be judged. Of the folder of all sites the pages over all periods are judged, and the
// site of each. The error is that of a folder that is no edition.
func Verify(opts pipeline.Options, folder string) ([]Fault, []error, error) {
	v := &verifying{opts: opts, folder: folder, files: map[string][]byte{}}
	err := v.judge()
	return v.faults, v.notes, err
}

// judge judges the folder.
func (v *verifying) judge() error {
	data, err := regular.ReadFile(filepath.Join(v.folder, "manifest.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return wording.Fail("verify.no-edition", "folder", v.folder)
	}
	if err != nil {
		return err
	}
	if !edition.Sealed(data) {
		v.fault(v.below+"manifest.json", "verify.self")
	}
	var m edition.Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		v.fault(v.below+"manifest.json", "verify.unread", "why", err.Error())
		return nil
	}
	v.outputs(m.Outputs)
	if m.Period == "" {
		v.sites()
	}
	v.inputs(m.Inputs, v.opts.Inputs, "")
	v.inputs(m.Read, v.opts.Inputs, filepath.Dir(v.opts.Layouts))
	switch {
	case len(v.faults) > 0: // what follows from files that are not those of the edition proves nothing
		v.note("verify.not-anew")
	case slices.ContainsFunc(m.Outputs, func(f edition.File) bool { return f.Path == "index.html" }):
		v.note("verify.site") // its numbers are those of the edition
	default:
		v.findings(&m)
	}
	return nil
}

// sites judges the site of each period below the pages over all of them.
func (v *verifying) sites() {
	below, err := filepath.Glob(filepath.Join(v.folder, "*", "manifest.json"))
	if err != nil {
		v.fault("manifest.json", "verify.unread", "why", err.Error())
	}
	for _, path := range below {
		period := filepath.Base(filepath.Dir(path))
		if strings.HasPrefix(period, ".") { // a run is building there
			continue
		}
		site := &verifying{opts: v.opts, folder: filepath.Dir(path), below: period + "/", files: map[string][]byte{}}
		if err := site.judge(); err != nil {
			v.fault(period+"/manifest.json", "verify.unread", "why", err.Error())
		}
		v.faults, v.notes = append(v.faults, site.faults...), append(v.notes, site.notes...)
	}
}

func (v *verifying) fault(file, key string, args ...any) {
	v.faults = append(v.faults, Fault{file, wording.Fail(key, args...)})
}

func (v *verifying) note(key string, args ...any) {
	v.notes = append(v.notes, wording.Fail(key, args...))
}

// outputs reads and hashes the files of the edition.
func (v *verifying) outputs(list []edition.File) {
	for _, f := range list {
		data, err := regular.ReadFile(filepath.Join(v.folder, filepath.FromSlash(f.Path)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			v.fault(v.below+f.Path, "verify.missing")
			continue
		case err != nil:
			v.fault(v.below+f.Path, "verify.unread", "why", err.Error())
			continue
		case edition.Sum(data) != f.SHA256:
			v.fault(v.below+f.Path, "verify.hash")
		}
		if !strings.Contains(f.Path, "/") {
			v.files[f.Path] = data
		}
	}
}

// inputs hashes what was read, where it is there.
func (v *verifying) inputs(list []edition.File, folders ...string) {
	for _, f := range list {
		at := slices.IndexFunc(folders, func(dir string) bool {
			_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.Path)))
			return dir != "" && err == nil
		})
		if at < 0 {
			v.note("verify.input-gone", "file", f.Path)
			continue
		}
		data, err := regular.ReadFile(filepath.Join(folders[at], filepath.FromSlash(f.Path)))
		if err != nil || edition.Sum(data) != f.SHA256 {
			v.fault(f.Path, "verify.input-changed")
		}
	}
}

// A printed is a row of numbers.csv.
type printed struct{ ref, value, text, where string }

// findings works every number out anew and looks for it in the report.
func (v *verifying) findings(m *edition.Manifest) {
	rows, err := csv.NewReader(bytes.NewReader(v.files["numbers.csv"])).ReadAll()
	if err != nil || len(rows) == 0 || len(rows[0]) != 5 {
		v.fault("numbers.csv", "verify.no-table")
		return
	}
	var list []printed
	for _, r := range rows[1:] {
		list = append(list, printed{r[0], r[1], r[3], r[4]})
	}
	v.inPrint(list)
	anew := v.anew(m)
	if anew == nil {
		return
	}
	if m.Version != v.opts.Version {
		v.note("verify.version", "was", m.Version, "is", v.opts.Version)
	}
	for _, p := range list {
		x, known := anew[p.ref]
		switch {
		case !known:
			v.fault("numbers.csv", "verify.no-finding", "ref", p.ref)
		case x != p.value:
			v.fault("numbers.csv", "verify.differs", "ref", p.ref, "read", p.value, "anew", x)
		}
	}
	v.note("verify.counted", "n", len(list))
}

// anew returns the values of all findings by reference; nil where they could not be
// worked out.
func (v *verifying) anew(m *edition.Manifest) map[string]string {
	w, err := v.method(m)
	if err != nil {
		v.note("verify.no-method", "method", m.Method.ID, "hash", m.Method.SHA256[:min(12, len(m.Method.SHA256))])
		return nil
	}
	now, before, err := table.ReadBasis(v.files["basis.csv"], v.files["answers.csv"], &w.Method.Questionnaire)
	if err != nil {
		v.fault(cmp.Or(strings.Split(err.Error(), ":")[0], "answers.csv"), "verify.unread", "why", err.Error())
		return nil
	}
	e := analysis.Evidence{Questionnaire: &w.Method.Questionnaire, Model: &w.Method.Model, Uncertainty: w.Method.Uncertainty, Rules: w.Rules,
		Submissions: now, Earlier: before, Problems: v.problems(), Verified: review.Summarise(&w.Method.Questionnaire, now), Apart: w.Territories.Status, Places: w.Places}
	e.Published, _ = time.Parse(time.DateOnly, m.Date) // "" none
	e.AsOf = pipeline.LastDay(m.Period, e.Published)
	a := analysis.Analyse(e)
	texts, err := templates.Wording("uk")
	if err != nil {
		v.note("verify.no-method", "method", m.Method.ID, "hash", err.Error())
		return nil
	}
	out := map[string]string{}
	for _, n := range findings.Numbers(voice.New(&e, &a, texts).Found) {
		out[n.Ref] = strconv.FormatFloat(n.X, 'g', -1, 64)
	}
	return out
}

var errNoMethod = errors.New("no such method")

// method opens the workspace with the method that the manifest names.
func (v *verifying) method(m *edition.Manifest) (*workspace.Workspace, error) {
	sources := v.opts.Sources
	for _, name := range []string{sources.Method, m.Method.ID} {
		sources.Method = name
		if w, err := workspace.Open(sources); err == nil && w.Method.Hash == m.Method.SHA256 {
			return w, nil
		}
	}
	return nil, errNoMethod
}

// problems are those of problems.csv, as far as they are counted.
func (v *verifying) problems() (out cell.Problems) {
	rows, err := csv.NewReader(bytes.NewReader(v.files["problems.csv"])).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil
	}
	for _, r := range rows[1:] {
		for _, s := range []cell.Severity{cell.Note, cell.Warning, cell.Error} {
			if len(r) > 2 && s.String() == r[0] {
				out.Add(s, r[1], cell.Ref{File: r[2]}, "")
			}
		}
	}
	return out
}

// inPrint looks for every number that the report prints in the text of the first
// report.
func (v *verifying) inPrint(list []printed) {
	name := "report.uk.pdf"
	if v.files[name] == nil {
		name = "report.en.pdf"
	}
	pages, err := pdftext.Pages(v.files[name])
	if err != nil {
		v.fault(name, "verify.unread", "why", err.Error())
		return
	}
	there := map[string]bool{}
	for _, p := range pages {
		for line := range strings.SplitSeq(p, "\n") {
			for _, token := range reference.Tokens(line) {
				there[token] = true
			}
		}
	}
	for _, p := range list {
		if !strings.Contains(p.where, "report#") {
			continue
		}
		for _, token := range reference.Tokens(p.text) {
			if !there[token] {
				v.fault(name, "verify.not-printed", "ref", p.ref, "text", p.text)
			}
		}
	}
}
