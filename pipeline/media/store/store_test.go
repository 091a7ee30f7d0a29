package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/ncruces/go-sqlite3"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

func opened(t *testing.T) (*DB, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "depository.db")
	d, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d, path
}

// submission is a partner with practices, by id and the answer to one criterion.
func submission(answers map[string]string) *survey.Submission {
	s := &survey.Submission{Partner: survey.Partner{ID: "kyiv", Name: survey.Text{"uk": "Київ", "en": "Kyiv"}}, File: "kyiv.xlsx"}
	for _, id := range []string{"p1", "p2", "p3"} {
		raw, ok := answers[id]
		if !ok {
			continue
		}
		a := survey.Answer{Criterion: "legal", State: survey.Given, Number: float64(len(raw)), Raw: raw, At: cell.Ref{File: "kyiv.xlsx", Sheet: "Практики", Row: 4, Col: 2}}
		s.Practices = append(s.Practices, survey.Practice{ID: id, Title: "Практика " + id, Answers: []survey.Answer{a, {Criterion: "cost", State: survey.Blank}, {Criterion: "none"}}})
	}
	return s
}

func snapshot(period string, answers map[string]string) *Snapshot {
	s := NewSnapshot(period, "0.1.0", "score", Method{"abc", "m", "1", "method: 1"})
	s.Source("kyiv.xlsx", "00ff", "form")
	s.Submission(submission(answers))
	return s
}

func record(t *testing.T, d *DB, s *Snapshot, day string) bool {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	changed, err := d.Record(s, at)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

func dump(t *testing.T, d *DB) string {
	t.Helper()
	var b strings.Builder
	if err := d.Dump(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A row is written only where something has changed, a correction is one more row,
// what is no longer there is gone, and nothing is ever rewritten.
func TestRecord(t *testing.T) {
	d, path := opened(t)
	if !record(t, d, snapshot("2025-H2", map[string]string{"p1": "3", "p2": "так"}), "2026-01-10") {
		t.Error("the first recording wrote nothing")
	}
	before := dump(t, d)
	if record(t, d, snapshot("2025-H2", map[string]string{"p1": "3", "p2": "так"}), "2026-02-10") || dump(t, d) != before {
		t.Error("what has not changed was recorded")
	}
	if !record(t, d, snapshot("2025-H2", map[string]string{"p1": "33"}), "2026-03-10") {
		t.Error("a correction was not recorded")
	}
	after := dump(t, d)
	var added []string
	for _, line := range strings.Split(after, "\n") {
		if !strings.Contains(before, line+"\n") {
			added = append(added, line)
		}
	}
	want := []string{
		"recording,2025-H2,2,0.1.0,score,abc",
		"practice,2025-H2,kyiv,,p2,2,1,,,,,,,,,",
		"answer,2025-H2,kyiv,,p1,legal,2,0,given,,33,,,kyiv.xlsx,Практики,B4,2,,,0",
		"answer,2025-H2,kyiv,,p2,cost,2,1,,,,,,,,,,,,",
		"answer,2025-H2,kyiv,,p2,legal,2,1,,,,,,,,,,,,",
	}
	if !slices.Equal(added, want) {
		t.Errorf("added\n%s\nwant\n%s", strings.Join(added, "\n"), strings.Join(want, "\n"))
	}
	for _, statement := range []string{`UPDATE answer SET raw = 'x'`, `DELETE FROM recording`, `DELETE FROM practice`} {
		if err := d.conn.Exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if err := d.Sound(); err != nil {
		t.Error(err)
	}
	again, err := OpenExisting(path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if dump(t, again) != after {
		t.Error("the file says something else when it is opened anew")
	}
}

// The dump does not depend on the clock.
func TestDumpKnowsNoClock(t *testing.T) {
	a, _ := opened(t)
	b, _ := opened(t)
	record(t, a, snapshot("2026-H1", map[string]string{"p1": "3"}), "2026-07-01")
	record(t, b, snapshot("2026-H1", map[string]string{"p1": "3"}), "2027-07-01")
	if dump(t, a) != dump(t, b) {
		t.Error("two dumps of the same facts differ")
	}
}

// Periods are compared as known now or on a day; a late correction is seen.
func TestDiffAndHistory(t *testing.T) {
	d, _ := opened(t)
	record(t, d, snapshot("2025-H2", map[string]string{"p1": "3", "p2": "2"}), "2026-01-10")
	record(t, d, snapshot("2026-H1", map[string]string{"p1": "33", "p3": "1"}), "2026-07-10")
	record(t, d, snapshot("2025-H2", map[string]string{"p1": "33", "p2": "2"}), "2026-08-10")
	say := func(changes []Change, err error) (out []string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			out = append(out, strings.Join([]string{c.Kind, c.Practice, c.Item, c.Before, c.After, c.Cell1}, "|"))
		}
		return out
	}
	moved := []string{"practice|p2||Практика p2||kyiv.xlsx", "practice|p3|||Практика p3|"}
	late := append([]string{"correction|p1|legal|3|33|kyiv.xlsx!Практики!B4"}, moved...)
	if got := say(d.Diff("2025-H2", "2026-H1", "", Known{})); !slices.Equal(got, late) {
		t.Errorf("now: %q", got)
	}
	then := append([]string{"answer|p1|legal|3|33|kyiv.xlsx!Практики!B4"}, moved...)
	if got := say(d.Diff("2025-H2", "2026-H1", "kyiv", Known{Day: "2026-07-31"})); !slices.Equal(got, then) {
		t.Errorf("then: %q", got)
	}
	if got := say(d.Diff("2025-H2", "2026-H1", "lviv", Known{})); len(got) > 0 {
		t.Errorf("another partner: %q", got)
	}
	h, err := d.History("kyiv", "p1", Known{})
	if err != nil || len(h) != 2 || h[0].Recordings != 2 || h[0].Corrected != "2026-08-10" || h[1].Corrected != "" {
		t.Errorf("%+v, %v", h, err)
	}
	if h, err = d.History("kyiv", "", Known{Day: "2026-02-01"}); err != nil || len(h) != 1 || h[0].Practices != 2 || h[0].Title != "Київ" {
		t.Errorf("%+v, %v", h, err)
	}
}

// schema lists what SQLite says of every table: its columns with types.
func schema(t *testing.T, d *DB) (out []string) {
	t.Helper()
	err := d.each(`SELECT m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' ORDER BY m.name, c.name`, nil, func(row []any) {
		out = append(out, fmt.Sprint(row...))
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A file of the first schema is taken on with all that is in it, and its tables are
// those of a new file.
func TestMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	old, err := sqlite3.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	err = old.Exec(first() + `PRAGMA user_version = 1;
INSERT INTO method VALUES ('abc', 'm', '1', 'method: 1');
INSERT INTO recording VALUES (1, '2025-H2', '0.1.0', 'score', 'abc', '2026-01-10T00:00:00Z');
INSERT INTO partner VALUES ('2025-H2', 'kyiv', 1, 0, 'Київ', 'Kyiv', '');`)
	if err := errors.Join(err, old.Close()); err != nil {
		t.Fatal(err)
	}
	d, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	fresh, _ := opened(t)
	if a, b := schema(t, d), schema(t, fresh); !slices.Equal(a, b) {
		t.Errorf("taken on\n%s\nnew\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
	if h, err := d.History("kyiv", "", Known{}); err != nil || len(h) != 1 || h[0].Title != "Київ" {
		t.Errorf("%+v, %v", h, err)
	}
	if !record(t, d, snapshot("2026-H1", map[string]string{"p1": "3"}), "2026-07-10") {
		t.Error("nothing was recorded into it")
	}
}

// What is scored of a period is read back as it was recorded.
func TestSubmissions(t *testing.T) {
	d, _ := opened(t)
	at := cell.Ref{File: "kyiv.xlsx", Sheet: "Практики", Row: 12, Col: 28}
	sub := submission(map[string]string{"p1": "3", "p2": "2"})
	sub.Partner.Kind, sub.Partner.Place, sub.Period = survey.KindCity, "UA80", "2026-H1"
	sub.Plan = []survey.Task{{Stage: "1", Text: "навчити", Due: "2026-12-01", Status: "триває", At: at}}
	p := &sub.Practices[0]
	p.Theme, p.Place, p.PlaceName, p.At = "services", "UA80", "Київ", at
	p.TitleEN, p.Cells.TitleEN, p.Told.Cost, p.Cells.Cost = "A queue", p.Spot(at), "50 тис. грн", p.Spot(at)
	p.Adopted, p.Cells.AdoptedFrom = survey.Adoption{From: "lviv/p7", Raw: "lviv/p7", On: "2025-05-01", Act: "рішення"}, p.Spot(at)
	p.Answers[0].Evident, p.Answers[0].Beside = true, &survey.Beside{Evidence: "рішення № 1 від 01.02.2025"}
	p.Answers[0].Verdict = &survey.Verdict{Reviewers: 1, Level: 2}
	p.Answers = append(p.Answers[:2], survey.Answer{Criterion: "portal", State: survey.Given, Choice: "yes", Raw: "так", At: at})
	sub.Practices[1].At, sub.Practices[1].Answers = at, sub.Practices[1].Answers[:2]
	s := NewSnapshot("2026-H1", "0.1.0", "score", Method{"abc", "m", "1", "method: 1"})
	s.Submission(sub)
	record(t, d, s, "2026-07-01")
	got, err := d.Latest(Known{})
	if err != nil || len(got) != 1 {
		t.Fatalf("%v, %v", got, err)
	}
	for i := range sub.Practices {
		for j := range sub.Practices[i].Answers {
			if a := &sub.Practices[i].Answers[j]; a.At.IsZero() {
				a.At = cell.Ref{File: sub.File}
			}
		}
		slices.SortFunc(sub.Practices[i].Answers, func(a, b survey.Answer) int { return strings.Compare(a.Criterion, b.Criterion) })
	}
	slices.Reverse(sub.Practices) // without a place before one with
	if diff := gocmp.Diff(*sub, got[0]); diff != "" {
		t.Error(diff)
	}
}

// Who sends nothing any more is gone with answers and scores, and comes back with them;
// the others stay as they were recorded.
func TestWhoGoes(t *testing.T) {
	d, _ := opened(t)
	of := func(partners ...string) *Snapshot {
		s, r := NewSnapshot("2025-H2", "0.1.0", "all", Method{"abc", "m", "1", "method: 1"}), &score.Result{Nodes: []score.NodeInfo{{ID: "all"}}}
		for _, kind := range []score.UnitKind{score.Practice, score.Partner} {
			for _, id := range partners {
				r.Units = append(r.Units, score.Unit{Kind: kind, ID: id, Partner: id, Scores: []score.Score{{Asked: true, Known: true, Value: 50, Level: 2}}})
			}
		}
		for _, id := range partners {
			sub := submission(map[string]string{"p1": "3"})
			sub.Partner.ID = id
			s.Submission(sub)
		}
		s.Scores(r)
		return s
	}
	record(t, d, of("kyiv", "lviv"), "2026-01-10")
	if record(t, d, of("kyiv", "lviv"), "2026-01-11") {
		t.Error("what has not changed was recorded")
	}
	record(t, d, of("lviv"), "2026-01-12")
	record(t, d, of("kyiv", "lviv"), "2026-01-13")
	said := dump(t, d)
	for _, rows := range []string{
		"partner,2025-H2,kyiv,%d,%d,", "practice,2025-H2,kyiv,,p1,%d,%d,", "answer,2025-H2,kyiv,,p1,cost,%d,%d,", "answer,2025-H2,kyiv,,p1,legal,%d,%d,",
		"score,2025-H2,practice,kyiv,,kyiv,all,%d,%d,", "score,2025-H2,partner,kyiv,,kyiv,all,%d,%d,",
	} {
		for nth, gone := range []int{0, 1, 0} {
			if row := "\n" + fmt.Sprintf(rows, nth+1, gone); strings.Count(said, row) != 1 {
				t.Errorf("%d times %s", strings.Count(said, row), row)
			}
		}
	}
	if n := strings.Count(said, "lviv.xlsx") + strings.Count(said, ",lviv,all,"); n != 2 || strings.Count(said, "2025-H2,lviv,,p1,legal,") != 1 {
		t.Errorf("what stayed was recorded again in\n%s", said)
	}
}

// A file of a later version is refused, and left as it is.
func TestLaterVersion(t *testing.T) {
	d, path := opened(t)
	if err := d.conn.Exec(`PRAGMA user_version = 99`); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrNewer) {
		t.Errorf("%v", err)
	}
}

// Every table and column is described on the page of the depository.
func TestSchemaIsDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(need.Root(t), "docs", "depository.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		for _, name := range append([]string{table.name}, strings.Split(list(table.keys, table.values), ", ")...) {
			if !strings.Contains(string(page), "`"+name+"`") {
				t.Errorf("docs/depository.md does not say what %s of %s is", name, table.name)
			}
		}
	}
}

// However many rows come at once, each says what it said, first and corrected: they are
// entered several at a time, and what one leaves empty another has.
func TestRowsTogether(t *testing.T) {
	for _, n := range []int{1, together - 1, together, 2*together + 1} {
		d, _ := opened(t)
		for round := range 2 {
			sub := submission(nil)
			for k := range 3 {
				p := survey.Practice{ID: fmt.Sprint("p", k), Title: "Практика"}
				for i := range n {
					a := survey.Answer{Criterion: fmt.Sprintf("c%02d", i), State: survey.Given, Raw: fmt.Sprint(k, i, round*(i%2)), Number: float64(100*k + i)}
					if i%3 == k {
						a = survey.Answer{Criterion: a.Criterion, State: survey.Blank}
					}
					p.Answers = append(p.Answers, a)
				}
				sub.Practices = append(sub.Practices, p)
			}
			s := snapshot("2025-H2", nil)
			s.subs = []*survey.Submission{sub}
			record(t, d, s, fmt.Sprint("2026-01-1", round))
			known, err := d.Submissions("2025-H2", Known{})
			if err != nil {
				t.Fatal(err)
			}
			for k, p := range known[0].Practices {
				for i, a := range p.Answers {
					if want := sub.Practices[k].Answers[i]; a.Criterion != want.Criterion || a.State != want.State || a.Raw != want.Raw || a.Number != want.Number {
						t.Fatalf("%d rows, round %d: %s of %s is %+v, want %+v", n, round, a.Criterion, p.ID, a, want)
					}
				}
				if len(p.Answers) != n {
					t.Fatalf("%d rows of %d", len(p.Answers), n)
				}
			}
		}
	}
}
