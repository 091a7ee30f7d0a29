package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
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
	need.Long(t)
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
	scoresAgree(t, changes[1:], csvFile(t, filepath.Join(out, "2025-H2", "scores.csv")), csvFile(t, filepath.Join(out, "2026-H1", "scores.csv")))
	examplesAreTrue(t, out)
	notOfferedAreNamed(t, out)
	searchOfTheSample(t, out)
	partner := changes[1][1]
	if h := says(t, out, "history", partner); strings.Count(h, "\n") != 4 {
		t.Errorf("%s", h)
	}
	// Nobody of that name is an error, with who was meant, and no empty answer.
	for _, c := range []struct{ line, want string }{
		{"asof 2001-01-01 history " + partner, "the depository knew nothing yet: the first was recorded on "},
		{"history verbodlsk", "Did you mean verbodolsk?"},
		{"history verbodolsk/VER-4", "Did you mean verbodolsk/VER-04?"},
		{"diff 2025-H2 2026-H1 --partner verbodlsk", "Did you mean verbodolsk?"},
		{"asof 2099-01-01 diff 2025-H2 2026-H1 --partner nobody", "does not know “nobody”"},
		{"asof 2099-01-01 --run 2026-H1 --partner nobody", "does not know “nobody”"},
		{"asof 2099-01-01 --run 2026-H1 --partner verbodlsk", "Did you mean verbodolsk?"},
		{"asof 2099-01-01 --run 2026-H1 --partner verbodolsk", "an edition that --run makes is of all partners"},
		{"asof 2099-01-01 history verbodolsk --partner verbodolsk", "history is asked by a name"},
		{"adopt --pairs --capacity -1", "--capacity: “-1” cannot stand here. Allowed: a whole number from 1 to 10,000. Did you mean 2?"},
		{"adopt --pairs --capacity 0", "--capacity: “0” cannot stand here"},
		{"adopt --pairs --capacity 10001", "Did you mean 10000?"},
		{"history Вербодольськ", "Did you mean verbodolsk?"},
		{"history verbodolsk/VER-99", "Did you mean verbodolsk/VER-09?"},
		{"history xyz", "There are nadberezhansk, sontsepilsk, tykhoozersk, verbodolsk, zorianohirsk\n"},
		{"plan --partner Вербодольськ", "Did you mean verbodolsk?"},
		{"plan --partner verbodolsk/VER-01", "Did you mean verbodolsk?"},
		{"diff 2025-H2 2026-H1 --partner verbodolsk/VER-01", "Did you mean verbodolsk?"},
		{"asof 2099-01-01 --run 2031-H1", "the archive is empty"},
		{"adopt Вербодол", "Вербодольська (Хмельницька область) ZZ68010000000000022"},
		{"adopt Винниця", "Did you mean Вінницька"},
		{"adopt xyz", "Those with practices in the depository are Зоряногірська"},
		{"adopt --pairs --only populaton", "has no attribute “populaton”. Did you mean population?"},
		{"adopt verbodolsk --practice zorianohirsk/ZOR", "Did you mean zorianohirsk/ZOR-01, zorianohirsk/ZOR-02"},
		{"identity --read none.xlsx", "none.xlsx: there is no such file or folder"},
		{"search черга --level 9", "no practice has level 9; there are: 1, 2, 3, 4\n"},
		{"search черга --level -1", "no practice has level -1"},
		{"search черга --theme serv", "Did you mean services?"},
		{"search черга --theme xyz", "there are: democracy, management, services\n"},
		{"search черга --criterion legal.bases", "Did you mean legal.basis?"},
		{"search черга --oblast Марс", "“Марс” is no oblast, or has no practices; there are: Львівська область, Одеська область"},
		{"search черга --oblast Харківська", "“Харківська область” is no oblast, or has no practices"},
		{"search черга --oblast Харкивська", "Did you mean Харківська область?"},
		{"search --documents a --queries b --level 3", "files have no themes, levels or oblasts"},
		{"serve --port 99999", "--port 99999: a port is a whole number from 0 to 65535"},
		{"serve --port -1", "--port -1: a port is a whole number from 0 to 65535"},
	} {
		var stdout, stderr bytes.Buffer
		args := append(strings.Fields(c.line), "--config", filepath.Join(need.Root(t), "config.yaml"), "--outputs", out, "--lang", "en")
		if status := Main(args, &stdout, &stderr); status != statusNotRun || stdout.Len() > 0 || !strings.Contains(stderr.String(), c.want) {
			t.Errorf("%s: status %d: %s%s", c.line, status, stdout.String(), stderr.String())
		}
	}
}

// An example is a command that a page shows, with what it prints. A line of «…» stands for
// what was left out.
type example struct {
	args  []string
	shown []string // in order, with something between each and the next
}

// examplesOf reads what a page shows of commands that ask the depository: blocks of code,
// fenced or indented.
func examplesOf(t *testing.T, page string) (out []example) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(need.Root(t), filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile(`"[^"]*"|\S+`)
	open, indent := false, ""
	for line := range strings.Lines(string(data)) {
		text, inside := strings.CutPrefix(line, indent)
		bare := strings.TrimLeft(line, " ")
		switch command, begins := strings.CutPrefix(bare, "$ depository "); {
		case begins:
			open, indent = true, line[:len(line)-len(bare)]
			e := example{shown: []string{""}}
			for _, arg := range quoted.FindAllString(command, -1) {
				e.args = append(e.args, strings.Trim(arg, `"`))
			}
			out = append(out, e)
		case !open:
		case text == "```\n" || !inside && bare != "\n":
			open = false
		case text == "…\n":
			last := &out[len(out)-1]
			last.shown = append(last.shown, "")
		default:
			shown := out[len(out)-1].shown
			shown[len(shown)-1] += text
		}
	}
	return out
}

// examplesAreTrue makes sure that the pages show what the program says. What a method
// that draws less says otherwise, and the sums of files, are not compared.
func examplesAreTrue(t *testing.T, outputs string) {
	t.Helper()
	apart := regexp.MustCompile(`\((від|from)? ?\S+ (до|to) \S+ (у|in) 90 %[^)]*\)|[0-9a-f]{12,64}`)
	plain := func(s string) string { return apart.ReplaceAllString(strings.TrimSpace(s), "–") }
	t.Setenv("DEPOSITORY_OUTPUTS", outputs)
	commands := map[string]int{}
	for page, least := range map[string]int{"README.md": 8, "docs/depository.md": 4} {
		examples := examplesOf(t, page)
		if len(examples) < least {
			t.Errorf("%s shows %d examples", page, len(examples))
		}
		for _, e := range examples {
			commands[e.args[0]]++
			var args []string
			for _, a := range e.args {
				if period, of := strings.CutPrefix(a, "outputs/"); of {
					a = filepath.Join(outputs, period)
				}
				args = append(args, a)
			}
			var said, beside bytes.Buffer
			Main(append(args, "--config", filepath.Join(need.Root(t), "config.yaml")), &said, &beside)
			said.WriteString(beside.String())
			rest := plain(said.String())
			for i, shown := range e.shown {
				at := strings.Index(rest, plain(shown))
				if at < 0 || i == 0 && at > 0 {
					t.Errorf("%s: depository %q says\n%s\nand not\n%s", page, e.args, said.String(), shown)
					break
				}
				rest = rest[at+len(plain(shown)):]
			}
		}
	}
	for _, c := range []string{"history", "diff", "asof", "search", "peers", "adopt", "explain", "verify"} {
		if commands[c] == 0 {
			t.Errorf("no page shows %s", c)
		}
	}
}

// scoresAgree makes sure that the scores which a change is told with are the published ones.
func scoresAgree(t *testing.T, changes, before, after [][]string) {
	t.Helper()
	overall := func(rows [][]string) map[string]string {
		out := map[string]string{}
		for _, row := range rows {
			if row[0] == "partner" && row[4] == "maturity" {
				out[row[1]] = row[5]
			}
		}
		return out
	}
	was, is, n := overall(before), overall(after), 0
	for _, row := range changes {
		if row[0] != "score" {
			continue
		}
		n++
		for i, published := range []string{was[row[1]], is[row[1]]} {
			x, wrong := strconv.ParseFloat(published, 64)
			y, also := strconv.ParseFloat(row[4+i], 64)
			if wrong != nil || also != nil || math.Abs(x-y) > 1e-6 {
				t.Errorf("%s: %q was published, a change is told with %s", row[1], published, row[4+i])
			}
		}
	}
	if n == 0 {
		t.Error("no score has changed")
	}
}

// searchOfTheSample finds practices by other forms of their words, and by what the
// flags ask for.
func searchOfTheSample(t *testing.T, out string) {
	t.Helper()
	for query, want := range map[string]string{
		"електронними чергами": "nadberezhansk/NAD-03",
		"cherha": "nadberezhansk/NAD-03",
		"черги --oblast Полтавська": "",
		"черги --theme services":    "", // the partner has left the theme of 2026-H1 blank
		"черги --level 3":           "nadberezhansk/NAD-03",
		"черги --level 4":           "",
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
	if text := says(t, out, "search", "черга", "--theme", "democracy", "--level", "4"); text != "0 practices found of 37\nThe words alone, without the limits, find 4 practices\n" {
		t.Errorf("%s", text)
	}
	if text := says(t, out, "plan", "--partner", "verbodolsk"); strings.Count(text, "\nverbodolsk,") != strings.Count(text, "\n")-1 || strings.Count(text, "\n") < 3 {
		t.Errorf("%s", text)
	}
	if text := says(t, out, "adopt", "verbodolsk"); !strings.Contains(text, "ZZ68010000000000022") {
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

// notOfferedAreNamed holds what adopt does not offer, since it would not raise the score,
// against what it says of it: no practice is both, and each is named in the text.
func notOfferedAreNamed(t *testing.T, out string) {
	t.Helper()
	type offer struct {
		Ref  string
		Gain float64
	}
	var told struct {
		Offers []offer
		NoGain []offer `json:"no_gain"`
	}
	if err := json.Unmarshal([]byte(says(t, out, "adopt", "ZZ46010000000000044", "--json")), &told); err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(says(t, out, "adopt", "ZZ46010000000000044", "--lang", "en")), " ")
	_, text, found := strings.Cut(text, fmt.Sprint(len(told.NoGain), " more practices are not offered"))
	if len(told.NoGain) == 0 || !found {
		t.Fatalf("%d practices are not offered, and the text does not say so", len(told.NoGain))
	}
	for _, o := range told.NoGain {
		if o.Gain > 0 || !strings.Contains(text, o.Ref) || slices.Contains(told.Offers, o) {
			t.Errorf("%v is not offered", o)
		}
	}
	for _, o := range told.Offers {
		if o.Gain <= 0 {
			t.Errorf("%v is offered", o)
		}
	}
}
