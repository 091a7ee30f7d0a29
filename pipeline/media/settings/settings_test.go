package settings

import (
	"errors"
	"strings"
	"testing"

	"depository.example/depository/pipeline/tell/wording"
)

// TestMeaningsAreGuessed: the right value beside what people write for it.
func TestMeaningsAreGuessed(t *testing.T) {
	for _, c := range []struct{ key, typed, like string }{
		{"draft", "yes please", "true"}, {"official", "так", "true"}, {"draft", "Ні", "false"}, {"draft", "off", "false"},
		{"draft", "ture", "true"}, {"draft", "maybe", ""}, {"draft", "\u00abтак\u00bb", "true"},
		{"limits.text", "5 000", "5000"}, {"limits.text", "5_000", "5000"}, {"limits.text", "1e3", "1000"}, {"limits.file_mib", "64 MiB", "64"},
		{"limits.text", "багато", ""}, {"limits.ratio", "99999", "10000"},
		{"date", "24.11.2026", "2026-11-24"}, {"date", "24.11.26", "2026-11-24"}, {"date", "24 листопада 2026", "2026-11-24"}, {"date", "soon", ""},
		{"lang", "ua", "uk"}, {"lang", "English", "en"}, {"lang", "de", ""}, {"reports", "ukr; eng", "uk,en"}, {"reports", "uk,de", ""},
		{"period", "inputs/2026-H1", "2026-H1"},
	} {
		_, like, ok := of(c.key).value(c.typed)
		if ok || like != c.like {
			t.Errorf("%s: %q: %q, %t, want %q", c.key, c.typed, like, ok, c.like)
		}
	}
	for _, c := range []struct {
		key, typed string
		want       any
	}{
		{"draft", "true", true}, {"draft", "False", false}, {"limits.cells", "7", 7}, {"date", "2026-02-28", "2026-02-28"},
		{"lang", "EN", "en"}, {"reports", "en, uk", "en,uk"}, {"period", "2026-H1", "2026-H1"}, {"title.uk", "Звіт", "Звіт"}, {"date", "", ""},
	} {
		if got, _, ok := of(c.key).value(c.typed); !ok || got != c.want {
			t.Errorf("%s: %q: %v, %t, want %v", c.key, c.typed, got, ok, c.want)
		}
	}
}

// Everything that is wrong with a file is told at once, with its place, and what is
// sound is taken: paths are those of the file's folder, a method of the program's own
// keeps its name.
func TestFile(t *testing.T) {
	own := func(name string) bool { return name == "egov-practices" }
	text := "method: egov-practices\ninputs: &in ../in\noutputs: *in\nreports: [uk, en]\ndraft: так\nlimit: 3\nlimits: {cells: -1, ratio: 50}\ntitle: Звіт\n"
	found, err := parseFile("deep/config.yaml", []byte(text), own)
	got := map[string]any{}
	for _, v := range found {
		got[v.Key] = v.Value
	}
	for key, want := range map[string]any{"method": "egov-practices", "inputs": "in", "outputs": "in", "reports": "uk,en", "limits.ratio": 50} {
		if got[key] != want {
			t.Errorf("%s: %v, want %v", key, got[key], want)
		}
	}
	if len(got) != 5 || err == nil {
		t.Fatalf("%v %v", got, err)
	}
	for _, want := range []string{"deep/config.yaml:5:", "deep/config.yaml:6:", "deep/config.yaml:7:", "deep/config.yaml:8:"} {
		if strings.Count(said(err), want) != 1 {
			t.Errorf("%s is not told once: %s", want, said(err))
		}
	}
	if _, err := parseFile("config.yaml", []byte("a: [\n"), own); err == nil {
		t.Error("a file that is no YAML is sound")
	}
}

// said joins the keys and particulars of an error.
func said(err error) string {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		var out []string
		for _, one := range joined.Unwrap() {
			out = append(out, said(one))
		}
		return strings.Join(out, "\n")
	}
	var told wording.Told
	if !errors.As(err, &told) {
		return err.Error()
	}
	key, args := told.Words()
	for _, a := range args {
		if text, ok := a.(string); ok {
			key += " " + text
		}
	}
	return key
}

// A variable that names no setting is told with the one that was meant.
func TestVariables(t *testing.T) {
	found, err := variables([]string{"DEPOSITORY_LANG=en", "DEPOSITORY_DRAFT=", "PATH=/", "DEPOSITORY_METOD=x", "DEPOSITORY_LIMITS_CELLS=many"})
	if len(found) != 1 || found[0].Key != "lang" || found[0].Value != "en" {
		t.Errorf("%v", found)
	}
	if text := said(err); !strings.Contains(text, "DEPOSITORY_METHOD") || !strings.Contains(text, "DEPOSITORY_LIMITS_CELLS") {
		t.Error(text)
	}
}
