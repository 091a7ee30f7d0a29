package search

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

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
