package ledger

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/madeup"
	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/templates"
)

// inputOf is made-up partners under an embedded method, or that with a text replaced.
func inputOf(t testing.TB, name string, partners int, replace ...string) Input {
	t.Helper()
	data, err := templates.Files.ReadFile("methods/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i+1 < len(replace); i += 2 {
		text = replaced(t, text, replace[i], replace[i+1])
	}
	m, err := method.Parse(name+".yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	subs := madeup.Submissions(&m.Questionnaire, partners, 2)
	p := m.Model.Prepare(subs, nil)
	return Input{Period: "2026-H1", Model: &m.Model, Prepared: p, Result: p.Score(nil), Submissions: subs, Texts: texts}
}

// wrong lists the rows of «Перевірка» whose difference is above 1e-9.
func wrong(l *ledger) (out []string, rows int) {
	p := l.by["check"]
	for row := range p.rows {
		d := p.columns[len(p.columns)-1].value(row)
		if d.Kind != formula.Numeric || math.Abs(d.X) > 1e-9 {
			line := ""
			for col := range p.columns {
				line += p.columns[col].value(row).String() + " | "
			}
			out = append(out, line)
		}
	}
	return out, p.rows
}

// Of two methods, and of one with every aggregation and normalisation in turn, the
// formulas give what is published, as this program works them out.
func TestFormulasGiveWhatIsPublished(t *testing.T) {
	for name, in := range inputs(t) {
		bad, rows := wrong(newLedger(in))
		if len(bad) > 0 || rows < 200 {
			t.Errorf("%s: %d of %d rows differ: %s", name, len(bad), rows, bad[:min(5, len(bad))])
		}
	}
}

// inputs are both embedded methods, and variants of the first.
func inputs(t testing.TB) map[string]Input {
	out := map[string]Input{"egov": inputOf(t, "egov-practices", 5), "local": inputOf(t, "local-services", 5)}
	for _, by := range []string{"median", "min", "max", "{power: 0.5}", "{power: 2}"} {
		out[by] = inputOf(t, "egov-practices", 2, "    - id: legal\n", "    - id: legal\n      aggregate: "+by+"\n")
	}
	for _, by := range []string{"geometric", "harmonic", "{power: -1}"} {
		out[by] = inputOf(t, "egov-practices", 2, "scale: {min: 0, max: 100}", "scale: {min: 1, max: 100}", "    - id: legal\n", "    - id: legal\n      aggregate: "+by+"\n")
	}
	for _, by := range []string{"minmax", "distance_to_max", "percentile", "percentile, ties: average", "percentile, ties: max", "rank", "borda", "zscore, mean: 10, sd: 2", "fraction_of_max", "distance_to_target, target: 99", "none"} {
		out[by] = inputOf(t, "egov-practices", 2, "normalise: {by: goalposts, low: 95, high: 99.9, clip: both}", "normalise: {by: "+by+"}")
	}
	for _, more := range []string{"min_children: 0.7", "min_coverage: 0.9"} {
		out[more] = inputOf(t, "egov-practices", 2, "    - id: people\n", "    - id: people\n", "      min_coverage: 0.5\n", "      "+more+"\n")
	}
	for name, rollup := range map[string]string{
		"mean": "{from: practice, to: partner, by: mean}", "sum": "{from: practice, to: partner, by: sum}", "share": "{from: practice, to: partner, by: share}",
		"best": "{from: practice, to: partner, by: best, n: 2}", "mean by theme": "{from: practice, to: partner, by: mean, within: theme}",
	} {
		out[name] = inputOf(t, "egov-practices", 2, "{from: practice, to: partner, by: best, n: 3, within: theme}", rollup)
	}
	return out
}

// bytesOf is a ledger as a file.
func bytesOf(in Input) ([]byte, error) {
	var b bytes.Buffer
	err := write(&b, in)
	return b.Bytes(), err
}

// After LibreOffice has worked everything out anew nothing differs; and a weight that
// somebody changes there moves scores and ranks as a method with that weight does.
func TestLibreOfficeGivesWhatIsPublished(t *testing.T) {
	dir := t.TempDir()
	var files, names []string
	for name, in := range map[string]Input{"egov": inputOf(t, "egov-practices", 5), "local": inputOf(t, "local-services", 5)} {
		data, err := bytesOf(in)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name+".xlsx")
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		files, names = append(files, file), append(names, name)
	}
	moved := filepath.Join(dir, "moved.xlsx")
	in := inputOf(t, "egov-practices", 5)
	heavier(t, files[slices.Index(names, "egov")], moved, in)
	saved := need.Recomputed(t, append(files, moved)...)
	for i := range files {
		if n := differences(t, saved[i]); n > 1e-9 {
			t.Errorf("%s differs by %g", names[i], n)
		}
	}
	other := inputOf(t, "egov-practices", 5, "    - id: legal\n", "    - id: legal\n      weight: 9\n", "    - id: replicability\n", "    - id: replicability\n      weight: 0.1\n")
	rows := saved[len(files)]["Місця"]
	root := len(nodesOf(in)) - 1
	differ := false
	for i, u := range other.Result.Of(score.Partner) {
		x, err := strconv.ParseFloat(rows[i+1][2], 64)
		if err != nil || rows[i+1][0] != u.ID || math.Abs(x-u.Scores[root].Value) > 1e-9 || rows[i+1][4] != strconv.Itoa(u.Scores[root].Rank) {
			t.Errorf("%q, a method with that weight gives %s %v, rank %d", rows[i+1], u.ID, u.Scores[root].Value, u.Scores[root].Rank)
		}
		differ = differ || u.Scores[root].Value != in.Result.Of(score.Partner)[i].Scores[root].Value
	}
	if !differ {
		t.Error("the weights move nothing")
	}
}

// heavier changes two weights in a workbook, as somebody does who types into it.
func heavier(t testing.TB, from, to string, in Input) {
	t.Helper()
	book := opened(t, from)
	for at, n := range nodesOf(in) {
		if x := map[string]float64{"legal": 9, "replicability": 0.1}[n.ID]; x != 0 {
			if err := book.SetCellValue("Ваги", "C"+strconv.Itoa(at+2), x); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.SaveAs(to); err != nil {
		t.Fatal(err)
	}
}

func opened(t testing.TB, file string) *excelize.File {
	t.Helper()
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

// differences is the largest in the last column of «Перевірка»; what is no number there
// is infinitely wrong.
func differences(t testing.TB, book need.Book) (most float64) {
	t.Helper()
	rows := book["Перевірка"]
	if len(rows) < 100 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows[1:] {
		x, err := strconv.ParseFloat(r[len(r)-1], 64)
		if err != nil || len(r) != 6 {
			return math.Inf(1)
		}
		most = max(most, x)
	}
	return most
}

func replaced(t testing.TB, text, from, to string) string {
	t.Helper()
	if !strings.Contains(text, from) {
		t.Fatalf("no %q in the method", from)
	}
	return strings.Replace(text, from, to, 1)
}

// BenchmarkWrite prints what the ledger of 50 partners costs.
func BenchmarkWrite(b *testing.B) {
	in := inputOf(b, "egov-practices", 50)
	for b.Loop() {
		if err := write(io.Discard, in); err != nil {
			b.Fatal(err)
		}
	}
}

// More partners than one ledger holds have one an oblast, with its partners alone, whose
// fitted parameters and ranks stand as values; after LibreOffice has worked one of them out
// anew nothing differs, and the ranks are those among all.
func TestLedgersOfOblasts(t *testing.T) {
	need.Long(t)
	const oblasts, smallest = 4, 7
	in := inputOf(t, "egov-practices", most+1, "normalise: {by: goalposts, low: 95, high: 99.9, clip: both}", "normalise: {by: minmax}")
	in.Submissions = slices.Clone(in.Submissions)
	of := map[string]string{}
	for i := range in.Submissions {
		o := place.Oblasts[i%oblasts]
		if i%oblasts == 0 && i >= smallest*oblasts {
			o = place.Oblasts[1]
		}
		in.Submissions[i].Partner.Place = o.Code[:4] + "0000000000" + fmt.Sprintf("%05d", i)
		of[in.Submissions[i].Partner.ID] = o.ISO
	}
	in.Prepared = in.Model.Prepare(in.Submissions, nil)
	in.Result = in.Prepared.Score(nil)
	files := Files(in, nil)
	if len(files) != oblasts {
		t.Fatalf("%d ledgers of %d oblasts", len(files), oblasts)
	}
	name := "ledger/" + place.Oblasts[0].ISO + ".xlsx"
	at := slices.IndexFunc(files, func(f File) bool { return f.Name == name })
	var b bytes.Buffer
	if err := files[at].Write(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "oblast.xlsx")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	saved := need.Recomputed(t, path)[0]
	if n := differences(t, saved); n > 1e-9 {
		t.Errorf("%s differs by %g", name, n)
	}
	rows := saved["Місця"]
	root, told, lowest := len(nodesOf(in))-1, 0, 0
	for _, u := range in.Result.Of(score.Partner) {
		i := slices.IndexFunc(rows, func(r []string) bool { return r[0] == u.ID })
		if (i >= 0) != (of[u.ID] == place.Oblasts[0].ISO) {
			t.Errorf("%s of %s is in the ledger: %t", u.ID, of[u.ID], i >= 0)
		}
		if i < 0 {
			continue
		}
		told, lowest = told+1, max(lowest, u.Scores[root].Rank)
		if rows[i][4] != strconv.Itoa(u.Scores[root].Rank) {
			t.Errorf("%q, its rank among all is %d", rows[i], u.Scores[root].Rank)
		}
	}
	if told != smallest || lowest <= smallest {
		t.Errorf("%d partners, the lowest rank is %d: no rank among all", told, lowest)
	}
}
