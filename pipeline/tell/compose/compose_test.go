package compose_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/tell/writing"
	"depository.example/depository/templates"
)

var update = flag.Bool("update", false, "rewrite golden files")

func text(uk, en string) survey.Text { return survey.Text{"uk": uk, "en": en} }

func words(t *testing.T, lang string) *wording.Catalogue {
	t.Helper()
	c, err := templates.Wording(lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// levelLeaf is a criterion with a rubric of levels 0 to 5.
func levelLeaf(id, uk, en string) *score.Node {
	return &score.Node{ID: id, Name: text(uk, en), Weight: 1, Leaf: &indicator.Leaf{
		Column: id, Kind: survey.Level, Evidence: &survey.EvidenceRule{From: 3, Cap: 2}, Normalise: normalise.Method{By: normalise.Levels, Top: 5},
	}}
}

func branch(id, uk, en string, parts ...*score.Node) *score.Node {
	return &score.Node{ID: id, Name: text(uk, en), Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic}, Parts: parts}
}

func rubric(id, uk, en string) survey.Criterion {
	c := survey.Criterion{ID: id, Name: text(uk, en), Kind: survey.Level, Evidence: &survey.EvidenceRule{From: 3, Cap: 2}}
	for l := range 6 {
		c.Levels = append(c.Levels, survey.RubricLevel{Level: l, Name: text(fmt.Sprint("рівень ", l), fmt.Sprint("level ", l)), Text: text("Факт.", "Fact.")})
	}
	return c
}

var ladder = []score.MaturityLevel{
	{Level: 0, Name: text("Початковий", "Initial")},
	{Level: 1, From: 40, Name: text("Базовий", "Basic")},
	{Level: 2, From: 70, Name: text("Керований", "Managed"), Needs: []score.Gate{{Node: "security", AtLeast: 60}}},
}

// A maker fills a practice's answers.
type maker map[string]any // criterion: level (proved from 3 on), "yes", "no", "?" blank

func practice(id, title, theme, place string, file string, row int, order []string, m maker) survey.Practice {
	p := survey.Practice{ID: id, Title: title, Theme: theme, Place: place, PlaceName: title}
	for i, c := range order {
		v, asked := m[c]
		if !asked {
			continue
		}
		a := survey.Answer{Criterion: c, State: survey.Given, At: cell.Ref{File: file, Sheet: "Дані", Row: row, Col: i + 1}, Raw: fmt.Sprint(v)}
		switch v := v.(type) {
		case int:
			a.Number, a.Evident = float64(v), true
		case string:
			if a.Choice = v; v == "?" {
				a.State, a.Choice, a.Raw = survey.Blank, "", ""
			}
		}
		p.Answers = append(p.Answers, a)
	}
	return p
}

// analyse makes the input of a report as a run does.
func analyse(in compose.Input, rules []recommend.Rule, plan uncertainty.Plan, apart func(string) string) compose.Input {
	m := in.Model
	prepare := func(s []survey.Submission) *score.Prepared { return m.Prepare(s, apart) }
	now := prepare(in.Submissions)
	in.Depends = plan.AtMost(20).Depends(now).Ask(now.Partners)
	in.Now, in.Uncertainty, in.Diagnosis = now.Score(nil), plan, items.Practices(now)
	c := compare.Input{Now: in.Now, Submissions: in.Submissions, Earlier: in.Earlier, Prepare: prepare, Study: uncertainty.Partners(plan, now)}
	if len(in.Earlier) > 0 {
		before := prepare(in.Earlier)
		in.Before = before.Score(nil)
		c.Before, c.StudyBefore = in.Before, uncertainty.Partners(plan, before)
	}
	in.Comparison = compare.Compare(c)
	in.Recommendations, in.Reached = recommend.Recommend(recommend.Input{
		Questionnaire: in.Questionnaire, Submissions: in.Submissions, Now: in.Now, Before: in.Before,
		Rules: rules, Meaning: in.Model.Meaning, Base: now, Draws: 50,
	}, plan)
	return in
}

func rule(id, uk, en string, target recommend.Target) recommend.Rule {
	return recommend.Rule{
		ID: id, Title: text(uk, en), Action: text("Зробити так.", "Do so."), Months: 7, Close: []recommend.Target{target},
		Why:    text("{short} {short|відповідь|відповіді|відповідей} з {given}; {concerned} з {partners}.", "{short} {short|answer|answers} of {given}; {concerned} of {partners}."),
		Result: text("середнє {a.mean}", "average {a.mean}"),
		To:     []recommend.Body{{ID: "a", Name: text("Міністерство", "Ministry"), Tasked: true}},
		When:   condition.On[recommend.Facts]{Test: func(recommend.Facts) bool { return true }},
	}
}

func three() *float64 { x := 3.0; return &x }

// practices is an invented period of three cities with an earlier one.
func practices() compose.Input {
	order := []string{"act", "owner", "backup"}
	q := &survey.Questionnaire{
		Method: "m", Version: "1", Hash: strings.Repeat("ab", 32), Name: text("Умовний метод", "Invented method"),
		Themes:   []survey.Theme{{ID: "services", Name: text("Послуги", "Services"), Weight: 1}},
		Criteria: []survey.Criterion{rubric("act", "Акт", "Act"), rubric("owner", "Власник", "Owner"), rubric("backup", "Копії", "Backup")},
	}
	m := &score.Model{
		Scale: score.Scale{Max: 100}, Themes: q.Themes, Levels: ladder,
		Root: branch("root", "Зрілість", "Maturity",
			branch("legal", "Засади", "Basis", levelLeaf("act", "Акт", "Act"), levelLeaf("owner", "Власник", "Owner")),
			branch("security", "Захист", "Security", levelLeaf("backup", "Копії", "Backup"))),
		Rollup: []score.Step{{From: score.Practice, To: score.Partner, By: score.RollBest, N: 3, Within: "theme"}},
	}
	sub := func(id, uk, en string, ps ...survey.Practice) survey.Submission {
		return survey.Submission{
			Partner: survey.Partner{ID: id, Name: text(uk, en), Kind: "city"}, File: id + ".xlsx", SHA256: strings.Repeat("0f", 32),
			Illustrative: true, Practices: ps,
		}
	}
	one := func(file, id, title string, row, act, owner, backup int) survey.Practice {
		return practice(id, title, "services", "", file, row, order, maker{"act": act, "owner": owner, "backup": backup})
	}
	in := compose.Input{
		Period: "2026-H1", Previous: "2025-H2", Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC),
		Organisation: text("Видавець", "Publisher"),
		Sources:      []compose.Source{{Title: text("Праця", "Work"), URL: "https://example.org/w", Year: "2020"}},
		Evidence: analysis.Evidence{Questionnaire: q, Model: m, Submissions: []survey.Submission{
			sub("a", "Перше", "First", one("a.xlsx", "A1", "Черга онлайн", 2, 5, 4, 3), one("a.xlsx", "A2", "Петиції", 3, 4, 4, 3)),
			sub("b", "Друге", "Second", one("b.xlsx", "B1", "Запис до лікаря", 2, 3, 3, 1)),
			sub("c", "Третє", "Third", one("c.xlsx", "C1", "Карта доріг", 2, 3, 2, 1), one("c.xlsx", "C2", "Чат", 3, 2, 3, 1)),
		}, Earlier: []survey.Submission{
			sub("a", "Перше", "First", one("a.xlsx", "A1", "Черга онлайн", 2, 3, 3, 2)),
			sub("b", "Друге", "Second", one("b.xlsx", "B1", "Запис до лікаря", 2, 3, 3, 1)),
		}},
	}
	in.Submissions[0].Partner.Place, in.Submissions[1].Partner.Place = "UA05020030000031457", "UA80000000000093317"
	in.Problems.Add(cell.Error, "answer-unreadable", cell.Ref{File: "b.xlsx", Sheet: "Дані", Row: 9, Col: 2}, "три", "expected", "0–5")
	return analyse(in, []recommend.Rule{
		rule("SEC-01", "Робити копії", "Make backups", recommend.Target{Criterion: "backup", AtLeast: three()}),
		rule("PEO-01", "Призначити власника", "Name an owner", recommend.Target{Criterion: "owner", AtLeast: three()}),
	}, uncertainty.Plan{Replications: 100, Seed: 5, Noise: 0.25, LevelError: 0.1, Sobol: true}, nil)
}

// records is an invented period of two oblasts, one hromada of which is apart.
func records() compose.Input {
	order := []string{"card", "ramp", "petition"}
	yesNo := func(id, uk, en string) *score.Node {
		return &score.Node{ID: id, Name: text(uk, en), Weight: 1, Leaf: &indicator.Leaf{
			Column: id, Kind: survey.YesNo, Points: map[string]float64{"yes": 1, "no": 0}, Normalise: normalise.Method{By: normalise.Goalposts, Low: 0, High: 1},
		}}
	}
	q := &survey.Questionnaire{Method: "r", Version: "1", Hash: strings.Repeat("cd", 32), Name: text("Послуги громад", "Services of hromadas")}
	for _, c := range [][3]string{{"card", "Картка", "Card"}, {"ramp", "Пандус", "Ramp"}, {"petition", "Петиції", "Petitions"}} {
		q.Criteria = append(q.Criteria, survey.Criterion{ID: c[0], Name: text(c[1], c[2]), Kind: survey.YesNo})
	}
	m := &score.Model{
		Scale: score.Scale{Max: 100}, Levels: ladder[:2],
		Root: branch("root", "Громади", "Hromadas",
			branch("services", "Центри", "Centres", yesNo("card", "Картка", "Card"), yesNo("ramp", "Пандус", "Ramp")),
			branch("democracy", "Демократія", "Democracy", yesNo("petition", "Петиції", "Petitions"))),
		Rollup: []score.Step{{From: score.Practice, To: score.Place, By: score.RollMean}, {From: score.Place, To: score.Partner, By: score.RollMean}},
	}
	sub := func(id, uk, en string, ps ...survey.Practice) survey.Submission {
		return survey.Submission{Partner: survey.Partner{ID: id, Name: text(uk, en), Kind: "oblast"}, File: id + ".xlsx", SHA256: strings.Repeat("1e", 32), Practices: ps}
	}
	in := compose.Input{
		Period: "2022", Date: time.Date(2022, 12, 31, 0, 0, 0, 0, time.UTC),
		Territories: compose.ApartList{Date: "2022-10-10", Title: text("умовний перелік", "an invented list"), Publisher: text("Умовне міністерство", "Invented Ministry")},
		Evidence: analysis.Evidence{Questionnaire: q, Model: m, Submissions: []survey.Submission{
			sub("x", "Перша область", "First oblast",
				practice("1", "Лісова", "", "UA-1", "x.xlsx", 2, order, maker{"card": "yes", "ramp": "yes"}),
				practice("2", "Лісова", "", "UA-1", "x.xlsx", 3, order, maker{"card": "no", "ramp": "yes"}),
				practice("3", "Польова", "", "UA-2", "x.xlsx", 4, order, maker{"card": "?", "ramp": "?"}),
				practice("4", "Берегова", "", "UA-3", "x.xlsx", 5, order, maker{"card": "no", "ramp": "no"}),
				practice("Лісова", "Лісова", "", "UA-1", "x.xlsx", 6, order, maker{"petition": "yes"})),
			sub("y", "Друга область", "Second oblast",
				practice("5", "Гірська", "", "UA-4", "y.xlsx", 2, order, maker{"card": "no", "ramp": "no"}),
				practice("Гірська", "Гірська", "", "UA-4", "y.xlsx", 3, order, maker{"petition": "no"})),
		}},
	}
	missing := rule("DAT-01", "Зібрати відомості", "Collect data", recommend.Target{Criterion: "card"})
	missing.Data = true
	return analyse(in, []recommend.Rule{rule("PAY-01", "Приймати картку", "Take cards", recommend.Target{Criterion: "card", Answer: "yes"}), missing},
		uncertainty.Plan{}, func(place string) string {
			if place == "UA-3" {
				return "combat"
			}
			return ""
		})
}

var worlds = map[string]func() compose.Input{"practices": practices, "records": records}

func TestReportReadsAsIntended(t *testing.T) {
	for name, world := range worlds {
		in := world()
		for _, lang := range templates.Languages {
			got := textOf(compose.Report(in, words(t, lang)))
			file := filepath.Join("testdata", name+"."+lang+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s differs (-want +got; go test -update rewrites it):\n%s", file, diff)
			}
		}
	}
}

// degenerate are periods with little or nothing in them.
func degenerate() map[string]compose.Input {
	out := map[string]compose.Input{"practices": practices(), "records": records()}
	bare := func(world func() compose.Input, keep int) compose.Input {
		in := world()
		in.Submissions, in.Earlier = in.Submissions[:keep], nil
		in.Before, in.Previous = nil, ""
		return analyse(in, nil, uncertainty.Plan{}, nil)
	}
	out["no partner"], out["one partner"] = bare(practices, 0), bare(practices, 1)
	out["no oblast"], out["one oblast"] = bare(records, 0), bare(records, 1)
	blank := practices()
	for i := range blank.Submissions {
		for j := range blank.Submissions[i].Practices {
			p := &blank.Submissions[i].Practices[j]
			for k := range p.Answers {
				p.Answers[k].State = survey.Blank
			}
		}
	}
	out["nothing known"] = analyse(blank, nil, uncertainty.Plan{Replications: 20, Seed: 1, Noise: 0.1}, nil)
	many := practices()
	for i := range 60 {
		s := many.Submissions[i%3]
		s.Partner.ID, s.Partner.Name, s.File = fmt.Sprintf("p%02d", i), text(fmt.Sprintf("Партнер %02d", i), fmt.Sprintf("Partner %02d", i)), fmt.Sprintf("p%02d.xlsx", i)
		many.Submissions = append(many.Submissions, s)
	}
	out["sixty-three partners"] = analyse(many, nil, uncertainty.Plan{Replications: 20, Seed: 1, Noise: 0.1}, nil)
	return out
}

var unfilled = regexp.MustCompile(`\{[a-z.-]+(\|[^}]*)?\}|⟦|\bNaN\b|\bInf\b|%!`)

// TestEveryReportIsSound looks for what no report may contain, whatever is in it.
func TestEveryReportIsSound(t *testing.T) {
	for name, in := range degenerate() {
		for _, lang := range templates.Languages {
			d := compose.Report(in, words(t, lang))
			for _, fault := range faults(d) {
				t.Errorf("%s, %s: %s", name, lang, fault)
			}
			if found := unfilled.FindString(textOf(d)); found != "" {
				t.Errorf("%s, %s: the text holds %q", name, lang, found)
			}
			for _, s := range in.Submissions[:min(3, len(in.Submissions))] {
				if f := compose.Factsheets(in, words(t, lang))(s.Partner.ID); f == nil {
					t.Errorf("%s: no factsheet of %s", name, s.Partner.ID)
				} else if len(faults(f)) > 0 {
					t.Errorf("%s: factsheet of %s: %v", name, s.Partner.ID, faults(f))
				}
			}
		}
	}
}

// faults lists broken links, ids that stand twice, skipped heading levels, rows
// and figures whose cells do not match their heads.
func faults(d *document.Document) []string {
	var out []string
	ids, links, level := map[string]bool{}, []string{}, 0
	id := func(s string) {
		if s != "" && ids[s] {
			out = append(out, "the id "+s+" stands twice")
		}
		ids[s] = true
	}
	each(d.Blocks, func(b document.Block) {
		switch b := b.(type) {
		case *document.Heading:
			id(b.ID)
			if b.Level > level+1 {
				out = append(out, "a heading level is skipped before "+b.Text)
			}
			level = b.Level
		case *document.Card:
			id(b.ID)
		case *document.Table:
			id(b.ID)
			for _, r := range b.Rows {
				want := len(b.Columns)
				if r.Kind == document.GroupRow {
					want = 1
				}
				if len(r.Cells) != want {
					out = append(out, fmt.Sprintf("table %s has a row of %d cells, want %d", b.ID, len(r.Cells), want))
				}
			}
		case *document.Figure:
			id(b.ID)
			if b.Number == "" || b.Message == "" || b.Measure == "" || len(b.Alt) <= len(b.Message) {
				out = append(out, "figure "+b.ID+" lacks a number, message, measure or a text with its numbers")
			}
			if len(b.Rows) > 30 && b.Kind != document.Map && b.Kind != document.Quadrant || len(b.Rows) > 60 {
				out = append(out, "figure "+b.ID+" has more than 30 rows")
			}
			for _, r := range b.Rows {
				if len(r.Values) != len(b.Series) {
					out = append(out, fmt.Sprintf("figure %s: row %s has %d values for %d series", b.ID, r.ID, len(r.Values), len(b.Series)))
				}
			}
		}
		for _, s := range spansOf(b) {
			if strings.HasPrefix(s.Link, "#") {
				links = append(links, s.Link[1:])
			}
		}
	})
	for _, l := range links {
		if !ids[l] {
			out = append(out, "a link leads nowhere: #"+l)
		}
	}
	return out
}

func each(blocks []document.Block, visit func(document.Block)) {
	for _, b := range blocks {
		visit(b)
		if c, ok := b.(*document.Card); ok {
			each(c.Body, visit)
		}
	}
}

func spansOf(b document.Block) []document.Span {
	var out []document.Span
	switch b := b.(type) {
	case *document.Paragraph:
		out = b.Spans
	case *document.List:
		for _, i := range b.Items {
			out = append(out, i...)
		}
	case *document.Table:
		for _, r := range b.Rows {
			for _, c := range r.Cells {
				out = append(out, c.Spans...)
			}
		}
	case *document.Card:
		for _, f := range b.Facts {
			out = append(out, f.Spans...)
		}
	}
	return out
}

func TestSelfAssessmentIsSaid(t *testing.T) {
	for name, world := range worlds {
		for _, f := range drawing.All(writing.New(world(), words(t, "uk")).Draw) {
			if !strings.HasPrefix(f.ID, "answers") && !strings.Contains(f.Measure, "самооцінка") {
				t.Errorf("%s: figure %s does not say that its scores are self-assessed: %s", name, f.ID, f.Measure)
			}
		}
	}
}

// TestEnglishHasNoUkrainianUnmarked: what is Ukrainian inside the English report
// is marked, so that it is read aloud rightly.
func TestEnglishHasNoUkrainianUnmarked(t *testing.T) {
	cyrillic := regexp.MustCompile(`\p{Cyrillic}`)
	each(compose.Report(practices(), words(t, "en")).Blocks, func(b document.Block) {
		for _, s := range spansOf(b) {
			if s.Lang == "" && cyrillic.MatchString(s.Text) && !strings.Contains(s.Text, "Дані") { // the name of a sheet
				t.Errorf("not marked as Ukrainian: %q", s.Text)
			}
		}
	})
}

func TestFiguresOfTheDashboard(t *testing.T) {
	for name, want := range map[string][]string{
		"practices": {"ranking", "levels", "map", "profile", "change"},
		"records":   {"ranking", "levels", "profile", "places", "answers-services", "answers-democracy"},
	} {
		var got []string
		for _, f := range drawing.All(writing.New(worlds[name](), words(t, "uk")).Draw) {
			got = append(got, f.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: figures %v, want %v", name, got, want)
		}
	}
}

// textOf prints a document as text, everything in its order.
func textOf(d *document.Document) string {
	var b strings.Builder
	if err := document.Print(&b, d); err != nil {
		panic(err) // a strings.Builder takes everything
	}
	return b.String()
}

// TestDoubtedAnswersAreCounted: a report says how many answers count as typed
// though they may have been meant otherwise, and is silent where there are none.
func TestDoubtedAnswersAreCounted(t *testing.T) {
	for _, lang := range []string{"uk", "en"} {
		said := map[string]string{"uk": "сплутати з часткою", "en": "may have been meant as"}[lang]
		in := practices()
		if text := textOf(compose.Report(in, words(t, lang))); strings.Contains(text, said) {
			t.Errorf("%s: nothing is doubted, and the report says %q", lang, said)
		}
		in.Submissions = slices.Clone(in.Submissions)
		for i := range 2 {
			p := &in.Submissions[i].Practices
			*p = slices.Clone(*p)
			(*p)[0].Answers = slices.Clone((*p)[0].Answers)
			(*p)[0].Answers[0].Doubted = true
		}
		want := map[string]string{"uk": "без знака відсотка), – 2: зараховано написане", "en": "2 answers in per cent may have been meant as shares"}[lang]
		if text := textOf(compose.Report(in, words(t, lang))); strings.Count(text, want) != 1 {
			t.Errorf("%s: the report does not say once %q", lang, want)
		}
	}
}

// TestSampleIsStamped: what a workbook calls illustrative is a sample on every page
// and in every figure, which may be taken out of its page; nothing else is.
func TestSampleIsStamped(t *testing.T) {
	for _, illustrative := range []bool{true, false} {
		in := practices()
		in.Submissions = slices.Clone(in.Submissions)
		for i := range in.Submissions {
			in.Submissions[i].Illustrative = illustrative && i == 0 // one is enough
		}
		in.Earlier = slices.Clone(in.Earlier)
		for i := range in.Earlier {
			in.Earlier[i].Illustrative = false
		}
		d := compose.Report(in, words(t, "uk"))
		if want := map[bool]string{true: "ЗРАЗОК"}[illustrative]; d.Stamp != want {
			t.Errorf("illustrative %v: stamp %q", illustrative, d.Stamp)
		}
		figures := 0
		each(d.Blocks, func(b document.Block) {
			f, ok := b.(*document.Figure)
			if !ok {
				return
			}
			figures++
			if strings.HasPrefix(f.Measure, "ЗРАЗОК · ") != illustrative {
				t.Errorf("illustrative %v: figure %s: %q", illustrative, f.ID, f.Measure)
			}
		})
		if figures == 0 {
			t.Error("no figure")
		}
	}
}

// TestFiguresAgreeWithTheirTables: what a figure prints beside a label the table of the
// same numbers prints in the row of that label.
func TestFiguresAgreeWithTheirTables(t *testing.T) {
	pairs := []struct {
		figure, table string
		columns       []int // of the values of a row; a last one more is that of its note
	}{
		{"funnel", "table-funnel", []int{1, 2}}, {"change", "table-change", []int{1, 2, 3}}, {"ranking", "annex-scores", []int{3}},
	}
	seen := map[string]int{}
	for name, in := range map[string]compose.Input{"practices": practices(), "records": records()} {
		doc := compose.Report(in, words(t, "uk"))
		figures, tables := map[string]*document.Figure{}, map[string]*document.Table{}
		each(doc.Blocks, func(b document.Block) {
			switch b := b.(type) {
			case *document.Figure:
				figures[b.ID] = b
			case *document.Table:
				tables[b.ID] = b
			}
		})
		for _, p := range pairs {
			f, table := figures[p.figure], tables[p.table]
			if f == nil || table == nil {
				continue
			}
			for _, r := range f.Rows {
				seen[p.figure]++
				printed := []string{}
				for _, v := range r.Values[:min(len(r.Values), len(p.columns))] {
					printed = append(printed, v.Text)
				}
				if len(p.columns) > len(r.Values) {
					printed = append(printed, r.Note)
				}
				at := slices.IndexFunc(table.Rows, func(row document.Row) bool { return len(row.Cells) > 1 && plainOf(row.Cells[0]) == r.Label })
				if at < 0 {
					t.Errorf("%s: figure %s has %q, the table %s has not", name, p.figure, r.Label, p.table)
					continue
				}
				for i, text := range printed {
					if got := strings.Replace(plainOf(table.Rows[at].Cells[p.columns[i]]), "—", "0", 1); got != text && got != strings.TrimPrefix(text, "+") {
						t.Errorf("%s: %q is %s in figure %s and %s in table %s", name, r.Label, text, p.figure, got, p.table)
					}
				}
			}
		}
	}
	for _, p := range pairs {
		if seen[p.figure] == 0 {
			t.Errorf("no row of figure %s was compared", p.figure)
		}
	}
}

func plainOf(c document.Cell) string {
	var b strings.Builder
	for _, s := range c.Spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// TestEnglishDaysAreWritten: a day in English is never two numbers of which either may be
// the month, but for partners' own words.
func TestEnglishDaysAreWritten(t *testing.T) {
	day := regexp.MustCompile(`\b\d{1,2}[./]\d{1,2}[./]\d{4}\b`)
	in := practices()
	in.Plan = []survey.Planned{{Partner: in.Submissions[0].Partner.ID, Task: survey.Task{Text: "Завдання", Due: "2026-06-05", Status: "planned"}}}
	in.Recommendations[0].Rule.Duty = &recommend.Act{Title: text("Закон", "Law"), Number: "1", Date: "05.06.2020", URL: "https://example.org"}
	found := 0
	each(compose.Report(in, words(t, "en")).Blocks, func(b document.Block) {
		for _, s := range spansOf(b) {
			found += strings.Count(strings.ReplaceAll(s.Text, "\u00a0", " "), "5 June 20")
			if s.Lang == "" && day.MatchString(s.Text) {
				t.Errorf("%q", s.Text)
			}
		}
	})
	if found < 2 {
		t.Errorf("the days of the plan and of the act stand %d times", found)
	}
}

// TestTheSheetHasAllThatItAnnounces: as many decisions stand on the sheet as its first
// sentence says; where they are more than a page holds, it says how many and which are not.
func TestTheSheetHasAllThatItAnnounces(t *testing.T) {
	for _, n := range []int{1, 15, 16, 17, 40} {
		in := practices()
		one := in.Recommendations[0]
		in.Recommendations = nil
		for i := range n {
			r := one
			r.Number = i + 1
			in.Recommendations = append(in.Recommendations, r)
		}
		rows, lead := 0, ""
		doc := compose.Report(in, words(t, "en"))
		for i, b := range doc.Blocks {
			if table, ok := b.(*document.Table); ok && table.ID == "table-decisions" {
				for _, r := range table.Rows {
					if r.Kind != document.GroupRow {
						rows++
					}
				}
				lead = doc.Blocks[i-1].(*document.Paragraph).Spans[0].Text
			}
		}
		want := fmt.Sprintf("%d decision", n)
		if !strings.HasPrefix(lead, want) || rows > n {
			t.Errorf("of %d the sheet has %d and says %q", n, rows, lead)
		}
		if rows < n && (!strings.Contains(lead, fmt.Sprintf("This sheet has %d of them", rows)) || !strings.Contains(lead, fmt.Sprintf("%d more (Nos. %d–%d)", n-rows, rows+1, n))) {
			t.Errorf("%d of %d stand on the sheet, which says %q", rows, n, lead)
		}
	}
}
