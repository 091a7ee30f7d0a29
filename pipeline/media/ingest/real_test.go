package ingest

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
)

// recordsIn reads a table with a header as maps.
func recordsIn(t *testing.T, file string) []map[string]string {
	t.Helper()
	f, err := os.Open(need.Shared(t, file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[h] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func realOptions(t *testing.T) Options {
	t.Helper()
	m, err := method.Load("../../../templates/methods/local-services.yaml")
	if err != nil {
		t.Fatal(err)
	}
	layouts, err := foreign.LoadLayouts("../../../inputs/layouts")
	if err != nil {
		t.Fatal(err)
	}
	return Options{Period: "2022", Questionnaire: &m.Questionnaire, Layouts: layouts}
}

// truth holds what a perfect reader takes from the 13 files: by file, practice
// (folded) and place, the value of each criterion by the end of its id.
type truth map[[3]string]map[string]string

func readTruth(t *testing.T) (centres, democracy truth) {
	centres, democracy = truth{}, truth{}
	words := map[string]string{"TRUE": "yes", "FALSE": "no", "1": "yes", "0": "no", "": ""}
	for _, r := range recordsIn(t, "real/truth-centres.csv") {
		m := map[string]string{"workers": r["workers"]}
		for k, v := range r {
			if !strings.Contains("file code oblast hromada name workers", k) {
				m[k] = words[v]
			}
		}
		centres[[3]string{r["file"], r["code"], ""}] = m
	}
	for _, r := range recordsIn(t, "real/truth-edem.csv") {
		m := map[string]string{}
		for k, v := range r {
			if strings.HasPrefix(k, "edem_") {
				m[k] = words[v]
			}
		}
		democracy[[3]string{r["file"], place.Fold(r["hromada"]), r["hromada_code"]}] = m
	}
	return centres, democracy
}

// TestRealWorkbooks reads the 13 workbooks of 13 offices and compares every
// answer with the truth.
func TestRealWorkbooks(t *testing.T) {
	centres, democracy := readTruth(t)
	registry, err := lists.LoadPlaces(need.Shared(t, "places/katottg-kse.csv"))
	if err != nil {
		t.Fatal(err)
	}
	opts := realOptions(t)
	opts.Places = registry
	r, err := ReadDir(need.Shared(t, "real/2022"), opts, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Submissions) != 13 {
		t.Errorf("%d partners, want 13", len(r.Submissions))
	}
	compareWithTruth(t, r, centres, democracy)
	for _, p := range r.Problems {
		if p.Severity == cell.Error {
			t.Errorf("%s at %s: %q", p.Code, p.At, p.Read)
		}
	}
}

// TestRealWorkbooksWithoutCodifier: the codifier finds codes of places; no answer
// depends on it.
func TestRealWorkbooksWithoutCodifier(t *testing.T) {
	centres, democracy := readTruth(t)
	without := map[string]bool{} // files that give no codes
	opts := realOptions(t)
	r, err := ReadDir(need.Shared(t, "real/2022"), opts, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Submissions {
		for _, p := range s.Practices {
			if _, centre := centres[[3]string{s.File, p.ID, ""}]; !centre && p.Place == "" {
				without[s.File] = true
			}
		}
	}
	uncoded := truth{}
	for k, answers := range democracy {
		if without[k[0]] {
			k[2] = ""
		}
		uncoded[k] = answers
	}
	if len(without) != 2 {
		t.Errorf("%d files give no codes of hromadas, want 2", len(without))
	}
	compareWithTruth(t, r, centres, uncoded)
}

func compareWithTruth(t *testing.T, r Result, centres, democracy truth) {
	t.Helper()
	answers, wrong := 0, 0
	for _, s := range r.Submissions {
		for _, p := range s.Practices {
			want, ok := centres[[3]string{s.File, p.ID, ""}]
			if ok {
				delete(centres, [3]string{s.File, p.ID, ""})
			} else {
				key := [3]string{s.File, place.Fold(p.ID), p.Place}
				want, ok = democracy[key]
				delete(democracy, key)
			}
			if !ok {
				t.Errorf("%s: the truth has no practice %q at %q", p.At, p.ID, p.Place)
				continue
			}
			n, bad := compareAnswers(t, p, want)
			answers, wrong = answers+n, wrong+bad
		}
	}
	for k := range centres {
		t.Errorf("not read: centre %v", k)
	}
	for k := range democracy {
		t.Errorf("not read: hromada %v", k)
	}
	t.Logf("%d answers compared, %d wrong", answers, wrong)
}

func compareAnswers(t *testing.T, p survey.Practice, want map[string]string) (n, wrong int) {
	t.Helper()
	for _, a := range p.Answers {
		end := a.Criterion[strings.LastIndexByte(a.Criterion, '.')+1:]
		w, asked := want[end]
		if !asked {
			t.Errorf("%s: %s was not asked", a.At, a.Criterion)
			continue
		}
		n++
		got := a.Choice
		if a.State == survey.Given && a.Choice == "" {
			got = clean.Plain(a.Number)
		}
		if got != w || (w == "") != (a.State == survey.Blank) {
			wrong++
			t.Errorf("%s %s: got %s %q (%q), want %q", a.At, a.Criterion, a.State, got, a.Raw, w)
		}
	}
	if n != len(want) {
		t.Errorf("%s %q: %d answers, want %d", p.At, p.ID, n, len(want))
	}
	return n, wrong
}

// egov is what the method of practices asks.
func egov(t *testing.T) *survey.Questionnaire {
	t.Helper()
	m, err := method.Load("../../../templates/methods/egov-practices.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &m.Questionnaire
}
