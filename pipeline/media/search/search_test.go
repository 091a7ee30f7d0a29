package search

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/lemma"
	"depository.example/depository/templates"
)

func dictionary(t testing.TB) *lemma.Dictionary {
	t.Helper()
	packed, err := templates.Files.ReadFile("lemma/uk_UA.gz")
	if err != nil {
		t.Fatal(err)
	}
	d, err := lemma.Load(packed)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func index(t testing.TB, docs ...Document) *Index {
	t.Helper()
	x, err := New(dictionary(t), docs)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// goals reads the goals and projects of strategies of hromadas.
func goals(t testing.TB) (docs []Document) {
	t.Helper()
	f, err := os.Open(need.Shared(t, "search/documents.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var d struct{ ID, Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, Document{ID: d.ID, Title: d.Title, Text: d.Text})
	}
	return docs
}

// Queries in rare forms find what another dictionary says is relevant.
func TestRelevantDocumentsAreFound(t *testing.T) {
	docs := goals(t)
	x := index(t, docs...)
	data, err := os.ReadFile(need.Shared(t, "search/queries.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	found, relevant, both := 0, 0, 0
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		f := strings.Split(line, "\t")
		want := map[string]bool{}
		for _, id := range strings.Fields(f[3]) {
			want[id] = true
		}
		hits, err := x.Exact(f[0])
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for _, h := range hits {
			if want[docs[h.Document].ID] {
				right++
			}
		}
		if right < len(want) || right < len(hits) {
			t.Logf("%s: %d found, %d relevant, %d both", f[0], len(hits), len(want), right)
		}
		found, relevant, both = found+len(hits), relevant+len(want), both+right
	}
	recall, precision := float64(both)/float64(relevant), float64(both)/float64(found)
	t.Logf("recall %.4f, precision %.4f of %d documents, %d relevant", recall, precision, len(docs), relevant)
	if recall < 0.95 || precision < 0.95 || relevant != 1348 {
		t.Errorf("recall %.4f, precision %.4f, %d relevant; want at least 0.95, 0.95, and 1348", recall, precision, relevant)
	}
}

// What was found is shown in the text as it was written; a word with hyphens is
// found by its parts, and asked for as a whole.
func TestHits(t *testing.T) {
	x := index(t,
		Document{ID: "a", Title: "Розвиток е-демократії у громадах", Text: "Мʼяка сила"},
		Document{ID: "b", Title: "Освіта", Text: "Демократія в школах громади"},
		Document{ID: "c", Title: "Дороги"})
	for query, want := range map[string][]string{
		"демократіями":       {"a", "b"},
		"e-демократія":       {"a"},
		"громада демократія": {"a", "b"},
		"м'яка":              {"a"},
		"м’якої сили":        {"a"},
		"дорога громади":     nil,
		"\"*() NOT":          nil,
		"":                   nil,
	} {
		hits, err := x.Exact(query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		var ids []string
		for _, h := range hits {
			ids = append(ids, x.docs[h.Document].ID)
		}
		if strings.Join(ids, " ") != strings.Join(want, " ") {
			t.Errorf("%q: %v, want %v", query, ids, want)
		}
	}
	hits, err := x.Exact("громада демократія")
	if err != nil || hits[0].Title != "Розвиток "+Open+"е-демократії"+Shut+" у "+Open+"громадах"+Shut {
		t.Errorf("%q, %v", hits[0].Title, err)
	}
}

// What nothing has at its word is found by synonyms, then by beginnings, then by
// what was probably meant.
func TestFind(t *testing.T) {
	x := index(t,
		Document{ID: "a", Title: "Центри надання адміністративних послуг", Latin: "Service centres Tsentry nadannia"},
		Document{ID: "b", Title: "ЦНАП у старостатах"},
		Document{ID: "c", Title: "Електронні петиції", Text: "Послуги онлайн"},
		Document{ID: "d", Title: "Бюджет участі"})
	synonyms := ReadSynonyms("# remark\nЦНАП = центр надання адміністративних послуг\n")
	for query, want := range map[string]string{
		"цнапи": "a b",
		"центру надання адміністративних послуг": "a b",
		"е-петиція":       "c",
		"елект петиц":     "c begun",
		"бюджит участі":   "d бюджет участі",
		"service centres": "a",
		"tsentry":         "a",
		"нічого":          "",
	} {
		found, err := x.Find(query, synonyms)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		var ids []string
		for _, h := range found.Hits {
			ids = append(ids, x.docs[h.Document].ID)
		}
		slices.Sort(ids)
		got := strings.Join(ids, " ")
		if found.Begun {
			got += " begun"
		}
		if found.Meant != "" {
			got += " " + found.Meant
		}
		if got != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
}

// A long text is cut about what was found, at spaces.
func TestSnippet(t *testing.T) {
	text := strings.Repeat("слово ", 50) + Open + "громада" + Shut + strings.Repeat(" слово", 50)
	got := Snippet(text, 60)
	if !strings.Contains(got, Open+"громада"+Shut) || !strings.HasPrefix(got, "…слово") || !strings.HasSuffix(got, "слово…") || utf8.RuneCountInString(got) > 64 {
		t.Errorf("%q", got)
	}
	if got := Mark(Open+"a"+Shut, "[", "]"); got != "[a]" {
		t.Error(got)
	}
}

// BenchmarkQuery asks 30,000 documents for two words; an index is made before.
func BenchmarkQuery(b *testing.B) {
	some := goals(b)
	var docs []Document
	for len(docs) < 30_000 {
		docs = append(docs, some...)
	}
	x := index(b, docs[:30_000]...)
	for b.Loop() {
		if _, err := x.Find("безпечним середовищем", nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIndex makes an index of 3,000 documents.
func BenchmarkIndex(b *testing.B) {
	docs := goals(b)
	words := dictionary(b)
	for b.Loop() {
		x, err := New(words, docs)
		if err != nil {
			b.Fatal(err)
		}
		x.Close()
	}
}

// An index in a file is made once for the same documents, made anew for others, and made
// anew where the file is damaged; it finds what one in memory finds.
func TestKept(t *testing.T) {
	words := dictionary(t)
	path := filepath.Join(t.TempDir(), "search.db")
	docs := []Document{{ID: "a", Title: "Електронна черга", Text: "до лікаря", Latin: "Elektronna cherha A queue online"}, {ID: "b", Title: "Бюджет участі"}}
	ask := func(docs []Document, made bool, query string, want int) {
		t.Helper()
		x, did, err := Kept(path, words, docs)
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		if hits, err := x.Exact(query); err != nil || did != made || len(hits) != want {
			t.Errorf("%s: made %t, %d found, %v", query, did, len(hits), err)
		}
	}
	ask(docs, true, "чергами", 1)
	ask(docs, false, "чергами", 1)
	ask(docs, false, "queue", 1)
	ask(docs[1:], true, "чергами", 0)
	ask(docs[1:], false, "бюджети", 1)
	if err := os.WriteFile(path, []byte("no database at all, but long enough to be read as one"), 0o600); err != nil {
		t.Fatal(err)
	}
	ask(docs, true, "чергами", 1)
}
