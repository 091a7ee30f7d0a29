package search

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ncruces/go-sqlite3"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/lemma"
	"depository.example/depository/pipeline/survey/synonym"
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

// exact asks for words at their word.
func exact(x *Index, words string) ([]Hit, error) {
	found, err := x.Find(&Query{Words: words, Exact: true})
	return found.Hits, err
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
		hits, err := exact(x, f[0])
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for _, h := range hits {
			if want[h.ID] {
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
		hits, err := exact(x, query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		var ids []string
		for _, h := range hits {
			ids = append(ids, h.ID)
		}
		if strings.Join(ids, " ") != strings.Join(want, " ") {
			t.Errorf("%q: %v, want %v", query, ids, want)
		}
	}
	hits, err := exact(x, "громада демократія")
	if err != nil || hits[0].Title != "Розвиток "+Open+"е-демократії"+Shut+" у "+Open+"громадах"+Shut {
		t.Errorf("%q, %v", hits[0].Title, err)
	}
}

// What nothing has at its word is found by synonyms, then by beginnings, then by
// what was probably meant.
func TestFind(t *testing.T) {
	x := index(t,
		Document{ID: "a", Title: "Центри надання адміністративних послуг", English: "Service centres", Roman: "Tsentry nadannia"},
		Document{ID: "b", Title: "ЦНАП у старостатах"},
		Document{ID: "c", Title: "Електронні петиції", Text: "Послуги онлайн"},
		Document{ID: "d", Title: "Бюджет участі"},
		Document{ID: "e", Title: "Е-квиток у транспорті", Text: "Громадський бюджет не потрібен"})
	synonyms := synonym.Read("# remark\nЦНАП = центр надання адміністративних послуг\nе- = електронний\nбюджет участі = громадський бюджет =\n")
	for query, want := range map[string]string{
		"цнапи": "a b",
		"центру надання адміністративних послуг": "a b",
		"е-петиція":              "c",
		"електронні квитки":      "e",
		"квитки електронні":      "e",
		"е-квитків":              "e",
		"e-квитків":              "e", // a Latin letter
		"громадському бюджету":   "d e",
		"послуга центру надання": "a",
		"участь у бюджеті":       "d begun",
		"елект петиц":            "c begun",
		"бюджит участі":          "d e бюджет участі",
		"service centres":        "a",
		"tsentry":                "a",
		"нічого":                 "",
	} {
		found, err := x.Find(&Query{Words: query, Synonyms: synonyms})
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		var ids []string
		for _, h := range found.Hits {
			ids = append(ids, h.ID)
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

// What is found stands in the order of bm25 of FTS5, and is marked as highlight of FTS5
// marks it.
func TestFTS5RanksAndMarksTheSame(t *testing.T) {
	docs := append(goals(t)[:1500],
		Document{ID: "hostile", Title: "Громадами-громадами ''\"громада\"", Text: "громада’ громада́ \u202eгромадою - - громада" + Open, English: "A hromada of hromadas", Roman: "hromada"},
		Document{ID: "overlapping", Title: "центр надання послуг центр надання послуг центр", Text: "надання центр надання послуг надання"})
	x := index(t, docs...)
	compared := 0
	for _, expression := range []string{
		`"громада"`, `"громаді" AND "розвиток"`, `("дані" OR "дан" *) AND ("гро" OR "гро" *)`, `"hromada"`, `"п" *`, `"—" OR "громада"`, `"громада" OR "—" OR "розвиток"`,
		`(("центр надання") OR ("надання послуг") OR ("послуг центр"))`, `"стратегія" OR "нічогонемає"`, `"нічогонемає"`,
	} {
		a := asking{Index: x, Query: &Query{}}
		total, got, err := a.ranked(expression)
		if err != nil {
			t.Fatal(expression, err)
		}
		var want []match
		marked := map[int][3]string{}
		err = x.each(`SELECT rowid, bm25(docs, 0, 4, 1, 4, 4, 0), highlight(docs, 1, ?2, ?3), highlight(docs, 2, ?2, ?3), highlight(docs, 3, ?2, ?3) FROM docs WHERE docs MATCH ?1`, []any{expression, Open, Shut}, func(row *sqlite3.Stmt) {
			want = append(want, match{n: row.ColumnInt(0), rank: math.Round(row.ColumnFloat(1) * 1e9)})
			marked[row.ColumnInt(0)] = [3]string{row.ColumnText(2), row.ColumnText(3), row.ColumnText(4)}
		})
		if err != nil {
			t.Fatal(expression, err)
		}
		slices.SortFunc(want, better)
		if total != len(want) || len(got) != len(want) {
			t.Fatalf("%s: %d found, %d told, want %d", expression, total, len(got), len(want))
		}
		for i, m := range got {
			hit, err := x.shown(m)
			if is := [3]string{hit.Title, hit.Text, hit.English}; err != nil || m.n != want[i].n || m.rank != want[i].rank || is != marked[m.n] {
				t.Fatalf("%s: number %d is %d by %v, want %d by %v\n%q\n%q %v", expression, i, m.n, m.rank, want[i].n, want[i].rank, is, marked[m.n], err)
			}
		}
		compared += total
	}
	if compared < 1000 {
		t.Error("only", compared, "documents were compared")
	}
}

// What is asked for besides words is asked of all that is found so, and decides what is
// looked for by beginnings; a hit has what the caller said of it, as many as were wanted.
func TestFacets(t *testing.T) {
	var docs []Document
	for i := range 250 {
		d := Document{ID: strconv.Itoa(i), Title: "Черга", About: "about " + strconv.Itoa(i), Facets: []string{"all"}}
		if i%2 == 0 {
			d.Facets = append(d.Facets, "even")
		}
		if i%3 == 0 {
			d.Facets, d.Title = append(d.Facets, "third"), "Чергування і чергування"
		}
		docs = append(docs, d)
	}
	x := index(t, docs...)
	for _, c := range []struct {
		words  string
		facets []string
		most   int
		total  int
		first  string
		begun  bool
	}{
		{"чергою", nil, 0, 166, "1", false},
		{"чергою", nil, 3, 166, "1", false},
		{"чергою", []string{"even"}, 200, 83, "2", false},
		{"черг", []string{"even", "third"}, 0, 42, "0", true},
		{"чергою", []string{"nobody has it"}, 0, 0, "", false},
	} {
		found, err := x.Find(&Query{Words: c.words, Facets: c.facets, Most: c.most})
		if err != nil {
			t.Fatal(err)
		}
		want := c.total
		if c.most > 0 {
			want = min(want, c.most)
		}
		if found.Total != c.total || found.Begun != c.begun || len(found.Hits) != want || want > 0 && (found.Hits[0].ID != c.first || found.Hits[0].About != "about "+c.first || !strings.HasPrefix(found.Hits[0].Title, Open)) {
			t.Errorf("%+v: %d found, %d told, begun %t: %+v", c, found.Total, len(found.Hits), found.Begun, found.Hits[:min(1, len(found.Hits))])
		}
	}
	if all, err := x.Facets(); err != nil || strings.Join(all, " ") != "all even third" || x.Size() != 250 {
		t.Error(all, err, x.Size())
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
	docs := []Document{{ID: "a", Title: "Електронна черга", Text: "до лікаря", English: "A queue online", Roman: "Elektronna cherha"}, {ID: "b", Title: "Бюджет участі"}}
	ask := func(key string, docs []Document, made bool, query string, want int) {
		t.Helper()
		x, did, err := Kept(path, key, words, func() ([]Document, error) {
			if !made {
				t.Error(query, "documents are read although the index is there")
			}
			return docs, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		if hits, err := exact(x, query); err != nil || did != made || len(hits) != want {
			t.Errorf("%s: made %t, %d found, %v", query, did, len(hits), err)
		}
	}
	ask("one", docs, true, "чергами", 1)
	ask("one", nil, false, "чергами", 1)
	ask("one", nil, false, "queue", 1)
	ask("two", docs[1:], true, "чергами", 0)
	ask("two", nil, false, "бюджети", 1)
	if err := os.WriteFile(path, []byte("no database at all, but long enough to be read as one"), 0o600); err != nil {
		t.Fatal(err)
	}
	ask("two", docs, true, "чергами", 1)
}
