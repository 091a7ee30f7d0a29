package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/internal/trial"
)

// says runs the command over the sample and returns what it prints.
func says(t *testing.T, outputs string, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	args = append(args, "--config", filepath.Join(need.Root(t), "config.yaml"), "--outputs", outputs, "--lang", "en")
	if status := Main(args, &stdout, &stderr); status != statusDone && status != statusCorrect {
		t.Fatalf("%v: status %d: %s", args, status, stderr.String())
	}
	return stdout.String()
}

// The sample is remembered period by period: the depository can be asked, made anew
// from the workbooks, and lost, and nothing that is published knows of it.
func TestMemoryOfTheSample(t *testing.T) {
	t.Setenv("DEPOSITORY_METHOD", trial.Quick(t))
	out := t.TempDir()
	says(t, out, "run", "--period", "2025-H2", "--reports", "uk", "--quiet")
	manifest := filepath.Join(out, "2025-H2", "manifest.json")
	alone, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	says(t, out, "run", "--period", "2026-H1", "--reports", "uk", "--quiet")
	dump := says(t, out, "dump")
	says(t, out, "run", "--period", "2025-H2", "--reports", "uk", "--quiet")
	if again, err := os.ReadFile(manifest); err != nil || !bytes.Equal(again, alone) {
		t.Errorf("the edition depends on what the depository knows: %v", err)
	}
	if says(t, out, "dump") != dump {
		t.Error("a run that changed nothing has changed the depository")
	}
	says(t, out, "rebuild")
	if says(t, out, "dump") != dump {
		t.Error("the depository made anew from the workbooks says something else")
	}
	if err := os.Remove(filepath.Join(out, "depository.db")); err != nil {
		t.Fatal(err)
	}
	if says(t, out, "dump") != dump {
		t.Error("a depository that was missing was not recorded by the next command")
	}
	answersAreKept(t, dump, filepath.Join(out, "2025-H2", "answers.csv"))
	changes, err := csv.NewReader(strings.NewReader(says(t, out, "diff", "2025-H2", "2026-H1", "--csv"))).ReadAll()
	if err != nil || strings.Join(changes[0], ",") != "kind,partner,practice,item,before,after,cell1,cell2" {
		t.Fatalf("%v, %v", changes[:1], err)
	}
	checkAnswers(t, changes[1:], csvFile(t, filepath.Join(out, "2025-H2", "answers.csv")), csvFile(t, filepath.Join(out, "2026-H1", "answers.csv")))
	examplesAreTrue(t, out)
	searchOfTheSample(t, out)
	partner := changes[1][1]
	if h := says(t, out, "history", partner); strings.Count(h, "\n") != 4 {
		t.Errorf("%s", h)
	}
	// Nobody of that name is an error, with who was meant, and no empty answer.
	for _, c := range []struct{ line, want string }{
		{"asof 2001-01-01 history " + partner, "does not know “" + partner + "”: a partner"},
		{"history verbodlsk", "Did you mean verbodolsk?"},
		{"history verbodolsk/VER-4", "Did you mean verbodolsk/VER-04?"},
		{"diff 2025-H2 2026-H1 --partner verbodlsk", "Did you mean verbodolsk?"},
		{"asof 2099-01-01 diff 2025-H2 2026-H1 --partner nobody", "does not know “nobody”"},
	} {
		var stdout, stderr bytes.Buffer
		args := append(strings.Fields(c.line), "--config", filepath.Join(need.Root(t), "config.yaml"), "--outputs", out, "--lang", "en")
		if status := Main(args, &stdout, &stderr); status != statusNotRun || stdout.Len() > 0 || !strings.Contains(stderr.String(), c.want) {
			t.Errorf("%s: status %d: %s%s", c.line, status, stdout.String(), stderr.String())
		}
	}
}

// examplesAreTrue makes sure that the page of the depository shows what the program says.
func examplesAreTrue(t *testing.T, out string) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(need.Root(t), "docs", "depository.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(page), "```\n$ depository ")[1:]
	if len(blocks) < 2 {
		t.Fatalf("%d examples", len(blocks))
	}
	for _, b := range blocks {
		line, shown, _ := strings.Cut(b, "\n")
		if strings.HasPrefix(line, "explain") { // which asks no depository
			continue
		}
		shown, _, _ = strings.Cut(shown, "```")
		args := strings.Fields(strings.TrimSuffix(line, " --lang en"))
		draws := regexp.MustCompile(`\(\S+ to \S+ in 90 % of \d+ draws\)`) // fewer are made here
		plain := func(s string) string { return draws.ReplaceAllString(s, "") }
		if got := says(t, out, args...); !strings.HasPrefix(plain(got), plain(strings.TrimSuffix(strings.TrimSpace(shown), "…"))) {
			t.Errorf("depository %s says\n%s", line, got)
		}
	}
}

// searchOfTheSample finds practices by other forms of their words, and by what the
// flags ask for.
func searchOfTheSample(t *testing.T, out string) {
	t.Helper()
	for query, want := range map[string]string{
		"електронними чергами": "nadberezhansk/NAD-03",
		"cherha": "nadberezhansk/NAD-03",
		"черги --oblast Івано-Франківська": "",
		"черги --theme services":           "", // the partner has left the theme of 2026-H1 blank
		"черги --level 3":                  "nadberezhansk/NAD-03",
		"черги --level 4":                  "",
	} {
		var found struct {
			Hits []struct{ Ref, Title string }
		}
		if err := json.Unmarshal([]byte(says(t, out, append([]string{"search", "--json"}, strings.Fields(query)...)...)), &found); err != nil {
			t.Fatal(err)
		}
		has := slices.ContainsFunc(found.Hits, func(h struct{ Ref, Title string }) bool { return h.Ref == "nadberezhansk/NAD-03" })
		if has != (want != "") {
			t.Errorf("%s: %+v", query, found.Hits)
		}
	}
	if text := says(t, out, "search", "електронна", "черга"); !strings.Contains(text, "[Електронна] [черга] на соціальну допомогу") {
		t.Errorf("%s", text)
	}
	if text := says(t, out, "search", "queue"); !strings.Contains(text, "Electronic [queue] for social assistance") {
		t.Errorf("%s", text)
	}
	if text := says(t, out, "search", "бюджит", "участі"); !strings.Contains(text, "You probably meant: бюджет участі") {
		t.Errorf("%s", text)
	}
}

// answersAreKept makes sure that the depository has every answer of a table.
func answersAreKept(t *testing.T, dump, table string) {
	t.Helper()
	n := 0
	for _, line := range strings.Split(dump, "\n") {
		if strings.HasPrefix(line, "answer,2025-H2,") {
			n++
		}
	}
	if want := len(csvFile(t, table)) - 1; n != want {
		t.Errorf("%d answers are kept of %d", n, want)
	}
}

// checkAnswers compares the answers of a diff with two tables of answers.
func checkAnswers(t *testing.T, changes, one, two [][]string) {
	t.Helper()
	by := func(rows [][]string) map[string][]string {
		out := map[string][]string{}
		for _, r := range rows[1:] { // file,sheet,cell,partner,practice,practice_title,place,criterion,state,value,raw
			out[r[3]+"|"+r[4]+"|"+r[7]] = r
		}
		return out
	}
	a, b := by(one), by(two)
	var want, got []string
	for key, x := range a {
		if y := b[key]; y != nil && (x[8] != y[8] || x[9] != y[9] || x[8] == "unreadable" && x[10] != y[10]) {
			want = append(want, key)
		}
	}
	for _, c := range changes {
		if c[0] == "answer" {
			got = append(got, c[1]+"|"+c[2]+"|"+c[3])
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) || len(want) == 0 {
		t.Errorf("the diff has %d answers, the tables %d", len(got), len(want))
	}
}
