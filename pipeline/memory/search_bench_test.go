package memory

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"depository.example/depository/internal/madeup"
	"depository.example/depository/internal/spent"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/survey/lemma"
	"depository.example/depository/templates"
)

// manyPractices records a period of so many made-up practices, with all answers, whose
// texts are words of the built-in method, the earlier the more often.
func manyPractices(b *testing.B, path string, n int) *store.DB {
	b.Helper()
	data, err := templates.Files.ReadFile("methods/egov-practices.yaml")
	if err != nil {
		b.Fatal(err)
	}
	m, err := method.Parse("egov-practices.yaml", data)
	if err != nil {
		b.Fatal(err)
	}
	var words []string
	seen := map[string]bool{}
	for _, w := range lemma.Words(string(data)) {
		if r, _ := utf8.DecodeRuneInString(w); r > 'А' && utf8.RuneCountInString(w) > 3 && !seen[w] {
			words, seen[w] = append(words, w), true
		}
	}
	text := func(key stat.Key, length int) string {
		out := make([]string, length)
		for i := range out {
			u := key.With(uint64(i)).Uniform()
			out[i] = words[int(float64(len(words))*u*u*u)]
		}
		return strings.Join(out, " ")
	}
	snapshot := store.NewSnapshot("2026-H1", "bench", "maturity", store.Method{Hash: "hash", ID: "bench"})
	subs, key, left := madeup.Submissions(&m.Questionnaire, n/5, 1), stat.NewKey(7), n
	for i := range subs {
		s := &subs[i]
		s.Practices = s.Practices[:min(left, len(s.Practices))]
		left -= len(s.Practices)
		for k := range s.Practices {
			p, own := &s.Practices[k], key.With(uint64(i)).With(uint64(k))
			p.Title, p.Summary = text(own.Of("title"), 5), text(own.Of("summary"), 30+int(100*own.Of("length").Uniform()))
			p.Place = []string{"UA05020030000063857", "UA51020030000073838", "UA46060250000025047"}[k%3]
		}
		snapshot.Submission(s)
	}
	if left > 0 {
		b.Fatal(left, "practices are missing")
	}
	db, err := store.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	if _, err := db.Record(snapshot, time.Unix(1, 0)); err != nil {
		b.Fatal(err)
	}
	return db
}

// BenchmarkSearch asks a depository of 30,000 made-up practices once its index was made:
// the opening of the index is in what is measured, that of the dictionary is not.
func BenchmarkSearch(b *testing.B) {
	dir := b.TempDir()
	m := Asked{DB: manyPractices(b, filepath.Join(dir, "depository.db"), 30_000)}
	file := filepath.Join(dir, "search.db")
	before := spent.CPU()
	if _, err := m.Search(&Query{Words: "черга"}, dir, file); err != nil {
		b.Fatal(err)
	}
	made := spent.CPU() - before
	kept, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("the index was made in %.1f s of CPU, %.0f MiB", made.Seconds(), float64(kept.Size())/(1<<20))
	for _, c := range []struct {
		name string
		Query
	}{
		{"a word", Query{Words: "доказами"}},
		{"two words", Query{Words: "рівнями даних"}},
		{"a common word", Query{Words: "практикою"}},
		{"a synonym", Query{Words: "ЦНАПами"}},
		{"filters", Query{Words: "дані", Oblast: "Одеська", Criterion: m.some(b)}},
		{"a beginning", Query{Words: "рів дан"}},
		{"two common words", Query{Words: "практикою рівнями"}},
		{"common filters", Query{Words: "практикою", Oblast: "Одеська", Criterion: m.some(b)}},
		{"a short beginning", Query{Words: "ст пр"}},
		{"a slip", Query{Words: "методека"}},
		{"nothing", Query{Words: "щщщщщщщ"}},
	} {
		b.Run(strings.ReplaceAll(c.name, " ", "-"), func(b *testing.B) {
			c.Most = MostHits
			before := spent.CPU()
			for b.Loop() {
				found, err := m.Search(&c.Query, dir, file)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(found.Total), "hits")
			}
			b.ReportMetric((spent.CPU()-before).Seconds()*1000/float64(b.N), "cpu-ms/query")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// some is a criterion that practices have answered.
func (m Asked) some(b *testing.B) string {
	b.Helper()
	all, err := m.DB.Practices(m.Known)
	if err != nil {
		b.Fatal(err)
	}
	return all[0].Given[0]
}
