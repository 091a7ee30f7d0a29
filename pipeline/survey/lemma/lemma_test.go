package lemma

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

// dictionary is the one that the program carries.
func dictionary(t testing.TB) *Dictionary {
	t.Helper()
	d, err := Load(packed(t))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func packed(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(need.Root(t), "templates", "lemma", "uk_UA.gz"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A pair of words by their numbers, the smaller first.
type pair [2]int

// meeting lists the pairs of words that have a base form in common.
func meeting(bases [][]string) map[pair]bool {
	by := map[string][]int{}
	for i, list := range bases {
		for _, b := range list {
			by[b] = append(by[b], i)
		}
	}
	out := map[pair]bool{}
	for _, words := range by {
		for i, a := range words {
			for _, b := range words[i+1:] {
				if a != b {
					out[pair{min(a, b), max(a, b)}] = true
				}
			}
		}
	}
	return out
}

// annotated folds as the README of the table says.
var annotated = strings.NewReplacer("’", "'", "ʼ", "'", "`", "'", "\u0301", "")

// The forms of one word meet as people annotated them in speeches of the Verkhovna
// Rada (UD_Ukrainian-ParlaMint).
func TestFormsOfOneWordMeet(t *testing.T) {
	data, err := os.ReadFile(need.Shared(t, "lemma/forms.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	lemmas := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		f := strings.Split(line, "\t")
		if slices.Contains([]string{"NOUN", "ADJ", "VERB", "PROPN"}, f[2]) {
			form := annotated.Replace(strings.ToLower(f[0]))
			lemmas[form] = append(lemmas[form], annotated.Replace(strings.ToLower(f[1])))
		}
	}
	d := dictionary(t)
	var words []string
	var want, got [][]string
	for form, list := range lemmas {
		words = append(words, form)
		want, got = append(want, list), append(got, d.Of(form))
	}
	truth, met := meeting(want), meeting(got)
	if len(words) != 3999 || len(truth) != 3224 {
		t.Fatalf("%d words, %d pairs; the README says 3999 and 3224", len(words), len(truth))
	}
	both := 0
	for p := range met {
		if truth[p] {
			both++
		} else if testing.Verbose() {
			t.Log("meet and should not:", words[p[0]], got[p[0]], words[p[1]], got[p[1]])
		}
	}
	recall, precision := float64(both)/float64(len(truth)), float64(both)/float64(len(met))
	t.Logf("recall %.4f, precision %.4f", recall, precision)
	if recall < 0.95 || precision < 0.95 {
		t.Errorf("recall %.4f, precision %.4f: both are to be at least 0.95", recall, precision)
	}
	for p := range truth {
		if !met[p] && testing.Verbose() {
			t.Log("do not meet:", words[p[0]], got[p[0]], words[p[1]], got[p[1]])
		}
	}
}

// Of words from school grammars, and of all that people type for one.
func TestOf(t *testing.T) {
	d := dictionary(t)
	for word, want := range map[string]string{
		"громадою": "громада", "Громад": "громада", "державних": "державний", "робили": "робити",
		"м'ята": "м'ята", "м’яти": "м'ята", "мʼятою": "м'ята",
		"ґрунту": "грунт", "грунтами": "грунт",
		"е-демократії": "демократія", "e-демократією": "демократія",
		"гpомада":      "громада", // a Latin p
		"кібербезпеки": "кібербезпека", "грома\u0301ди": "громада",
		"соціально-економічного": "соціально-економічний",
		"Байрактарів":            "байрактар",
	} {
		if got := d.Of(word); !slices.Contains(got, want) {
			t.Errorf("%s: %v, want %s among them", word, got, want)
		}
	}
	for _, same := range []string{"0,25", "covid", "", "x25", "-"} {
		if got := d.Of(same); len(got) != 1 {
			t.Errorf("%q: %q", same, got)
		}
	}
}

// Loading takes less than 60 MB, and what stays less than 10.
func TestLoadIsSmall(t *testing.T) {
	data := packed(t)
	var before, loaded, kept runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	d, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&loaded)
	runtime.GC()
	runtime.ReadMemStats(&kept)
	t.Logf("%d bytes allocated, %d kept", loaded.TotalAlloc-before.TotalAlloc, kept.HeapAlloc-before.HeapAlloc)
	if n := loaded.TotalAlloc - before.TotalAlloc; n > 60e6 {
		t.Errorf("loading allocates %d bytes", n)
	}
	if n := int64(kept.HeapAlloc) - int64(before.HeapAlloc); n > 10e6 {
		t.Errorf("the dictionary keeps %d bytes", n)
	}
	runtime.KeepAlive(d)
}

func BenchmarkLoad(b *testing.B) {
	data := packed(b)
	for b.Loop() {
		if _, err := Load(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	d := dictionary(b)
	words := strings.Fields("громадою державних стратегічного розвитку соціально-економічного кібербезпеки ЦНАП робили м'яти послуг")
	for b.Loop() {
		for _, w := range words {
			d.Of(w)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(words)), "ns/word")
}
