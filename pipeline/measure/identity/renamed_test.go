package identity

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

// titles reads those of goals of hromadas that have four words or more and 80 letters or
// fewer, as practices have.
func titles(t *testing.T) (out []string) {
	t.Helper()
	f, err := os.Open(need.Shared(t, "search/documents.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var d struct{ Title string }
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if n := len(strings.Fields(d.Title)); n > 3 && len([]rune(d.Title)) <= 80 && !slices.Contains(out, d.Title) {
			out = append(out, d.Title)
		}
	}
	return out
}

// kinds are what partners make of a title half a year later.
var kinds = []struct {
	name string
	of   func(words []string, other string) string
}{
	{"typing error", func(w []string, _ string) string {
		r := []rune(strings.Join(w, " "))
		i := len(r) / 2
		r[i], r[i+1] = r[i+1], r[i]
		return string(slices.Delete(r, 3, 4))
	}},
	{"other order", func(w []string, _ string) string { return strings.Join(append(slices.Clone(w[2:]), w[:2]...), " ") }},
	{"capitals", func(w []string, _ string) string { return strings.ToUpper(strings.Join(w, " ")) }},
	{"one word less", func(w []string, _ string) string { return strings.Join(w[:len(w)-1], " ") }},
	{"two words more", func(w []string, _ string) string {
		return "Програма «" + strings.Join(w, " ") + "» громади"
	}},
	{"merged", func(w []string, other string) string { return strings.Join(w, " ") + " та " + strings.ToLower(other) }},
	{"split", func(w []string, _ string) string { return strings.Join(w[:(len(w)+1)/2], " ") }},
}

// Of real titles, renamed in seven ways by rule, each partner's among others that came and
// went, nearly all are proposed, and little that is not one. Merged ones have lost half of
// what they share: of these fewer are found.
func TestProposalsOverRealTitles(t *testing.T) {
	all := titles(t)
	right, asked := map[string]int{}, map[string]int{}
	proposed, good := 0, 0
	for partner := 0; (partner+1)*20 <= len(all); partner++ {
		own := all[partner*20 : (partner+1)*20]
		var one, two []Practice
		kind := map[string]string{} // by ids of both
		add := func(list *[]Practice, period, id, title string) {
			p := practice(period, id, title)
			p.Form = false
			*list = append(*list, p)
		}
		for i, k := range kinds {
			before, after := fmt.Sprint("b", i), fmt.Sprint("a", i)
			add(&one, "1", before, own[i])
			add(&two, "2", after, k.of(strings.Fields(own[i]), own[7+i%2]))
			kind[before+" "+after] = k.name
			asked[k.name]++
		}
		for i, title := range own[9:] { // practices that came or went
			if i%2 == 0 {
				add(&one, "1", fmt.Sprint("w", i), title)
			} else {
				add(&two, "2", fmt.Sprint("c", i), title)
			}
		}
		linked := func(a, b string) {
			proposed++
			if k := kind[a+" "+b]; k != "" {
				good++
				right[k]++
			}
		}
		for _, l := range Resolve([][]Practice{one, two}, nil) {
			if len(l.In) == 2 {
				linked(l.In[0].ID, l.In[1].ID)
			}
		}
		for _, p := range Propose(one, two, nil) {
			linked(p.Earlier.ID, p.Later.ID)
		}
	}
	total := 0
	for _, k := range kinds {
		total += asked[k.name]
		t.Logf("%s: %d of %d", k.name, right[k.name], asked[k.name])
	}
	precision, recall := float64(good)/float64(proposed), float64(good)/float64(total)
	t.Logf("precision %.3f, recall %.3f of %d", precision, recall, total)
	if precision < 0.95 || recall < 0.9 || total < 500 {
		t.Errorf("precision %.3f, recall %.3f of %d", precision, recall, total)
	}
}
