package memory

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// sampleOptions are those of the sample, for a period.
func sampleOptions(t testing.TB, period string) pipeline.Options {
	root := need.Root(t)
	return pipeline.Options{
		Sources: workspace.Sources{Method: "egov-practices", Inputs: filepath.Join(root, "inputs"), Layouts: filepath.Join(root, "inputs", "layouts"), Limits: sheet.DefaultLimits},
		Version: "test", Outputs: t.TempDir(), Period: period, Lang: "uk", Reports: []string{"uk"}, Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC),
	}
}

// sampleRead reads both periods of the sample once.
var sampleRead sync.Map

// sampled is a depository of the sample without scores.
func sampled(t *testing.T) (*store.DB, pipeline.Options) {
	t.Helper()
	db, err := store.Open(filepath.Join(t.TempDir(), "depository.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var opts pipeline.Options
	for _, period := range []string{"2025-H2", "2026-H1"} {
		opts = sampleOptions(t, period)
		read, _ := sampleRead.LoadOrStore(period, sync.OnceValues(func() (*pipeline.Intake, error) {
			_, in, err := pipeline.ReadPeriod(opts, nil)
			return in, err
		}))
		in, err := read.(func() (*pipeline.Intake, error))()
		if err != nil {
			t.Fatal(err)
		}
		s := store.NewSnapshot(period, "test", "maturity", store.Method{Hash: "h", ID: "egov-practices", Version: "1", Text: "-"})
		for i := range in.Submissions {
			s.Submission(&in.Submissions[i])
		}
		if _, err := db.Record(s, time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
	}
	return db, opts
}

// A council gets one valid page that names the places, the acts and the decision; the
// same in both languages.
func TestPageForACouncil(t *testing.T) {
	db, opts := sampled(t)
	a, err := Advise(opts, db, "", nil, 7)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for lang, words := range map[string][]string{
		"uk": {"Зоряногірська __________ рада", "ВИРІШИЛА", "Перейняти практику", "Це не прогноз", "замало даних"},
		"en": {"Zorianohirska __________ Council", "HAS DECIDED", "To take over the practice", "This is no forecast", "too few data"},
	} {
		texts, err := templates.Wording(lang)
		if err != nil {
			t.Fatal(err)
		}
		c, err := a.Counsel("ZZ46010000000000044", "", texts)
		if err != nil {
			t.Fatal(err)
		}
		data, err := Page(c)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, lang+".pdf")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		said, err := need.Run(t, need.Tool(t, "pdftotext"), "-layout", path, "-")
		if err != nil || strings.Count(said, "\f") != 1 {
			t.Errorf("%s: %d pages, %v", lang, strings.Count(said, "\f"), err)
		}
		for _, w := range words {
			if !strings.Contains(strings.Join(strings.Fields(said), " "), w) {
				t.Errorf("%s: the page does not say %q:\n%s", lang, w, said)
			}
		}
		first := c.Advice.Offers[0]
		for _, l := range first.Lacks[:1] {
			if !strings.Contains(said, first.Ref) || !strings.Contains(strings.Join(strings.Fields(said), ""), strings.Join(strings.Fields(l.Act), "")) {
				t.Errorf("%s: neither %s nor its act %q is on the page:\n%s", lang, first.Ref, l.Act, said)
			}
		}
	}
	if need.Longer() {
		need.Valid(t, dir)
	}
}

// A place without answers gets the list without gain, and is told so; one of which
// nothing is known gets none.
func TestAdviceWithoutAnswers(t *testing.T) {
	db, opts := sampled(t)
	file := filepath.Join(t.TempDir(), "attributes.csv")
	known, err := os.ReadFile(filepath.Join(opts.Inputs, "attributes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(known, "UA05020030000031457,population,25000,2025,\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := Advise(opts, db, file, nil, 3)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Counsel("UA05020030000031457", "", texts)
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	if err := plaintext.Document(&said, c.Words()); err != nil {
		t.Fatal(err)
	}
	told, err := json.Marshal(c.Told())
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Advice.Offers) == 0 || !strings.Contains(said.String(), "Відповідей цієї громади депозитарій не має") || strings.Contains(said.String(), "90 %") || strings.Contains(string(told), `"gain":0`) {
		t.Errorf("%s\n%s", said.String(), told)
	}
	if none := a.For("UA80000000000093317", ""); len(none.Peers) > 0 || len(none.Offers) > 0 {
		t.Errorf("%+v", none)
	}
	if _, err := a.Counsel("UA05020030000031457", "nobody/x", texts); err == nil {
		t.Error("a practice that nobody has is advised")
	}
}
