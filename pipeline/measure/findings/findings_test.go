package findings_test

import (
	"cmp"
	"strconv"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

func yesNo(id string) *score.Node {
	return &score.Node{ID: id, Weight: 1, Leaf: &indicator.Leaf{
		Column: id, Kind: survey.YesNo, Points: map[string]float64{"yes": 1, "no": 0}, Normalise: normalise.Method{By: normalise.Goalposts, Low: 0, High: 1},
	}}
}

func branch(id string, parts ...*score.Node) *score.Node {
	return &score.Node{ID: id, Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic}, Parts: parts}
}

// record is one row of a table: an answer a criterion, "?" blank; a criterion that
// is not there was not asked.
func record(file, id, place string, row int, answers ...string) survey.Practice {
	p := survey.Practice{ID: id, Title: id, Place: place, At: cell.Ref{File: file, Row: row}}
	for i, a := range answers {
		criterion := []string{"card", "ramp", "petition"}[i]
		if a == "" {
			continue
		}
		answer := survey.Answer{Criterion: criterion, State: survey.Given, Choice: a, At: cell.Ref{File: file, Row: row, Col: i + 1}}
		if a == "?" {
			answer.State, answer.Choice = survey.Blank, ""
		}
		p.Answers = append(p.Answers, answer)
	}
	return p
}

// world is two offices and five hromadas, one of which (P3) stands apart. By hand,
// criteria rolled up before the tree is:
//
//	x  P1  card yes, ramp yes; card no, ramp yes; petition yes
//	   P2  card ?, ramp ?
//	   P3  card no, ramp no                         apart
//	y  P4  card no, ramp no; petition no
//	   P5  card yes, ramp ?
//
// x: card 50, ramp 100, so services 75; petition 100; together 87.5.
// y: card 50 (of 0 and 100), ramp 0, so services 25; petition 0; together 12.5.
func world() (*analysis.Evidence, *analysis.Analysis) {
	q := &survey.Questionnaire{}
	for _, c := range []string{"card", "ramp", "petition"} {
		q.Criteria = append(q.Criteria, survey.Criterion{ID: c, Kind: survey.YesNo})
	}
	sub := func(id string, ps ...survey.Practice) survey.Submission {
		return survey.Submission{Partner: survey.Partner{ID: id, Kind: survey.KindOblast}, File: id + ".csv", Practices: ps}
	}
	yes := condition.On[recommend.Facts]{Test: func(recommend.Facts) bool { return true }}
	e := &analysis.Evidence{
		Questionnaire: q,
		Model: &score.Model{
			Scale: score.Scale{Max: 100}, Levels: []score.MaturityLevel{{Level: 0}, {Level: 1, From: 50}},
			Root:   branch("root", branch("services", yesNo("card"), yesNo("ramp")), branch("democracy", yesNo("petition"))),
			Rollup: []score.Step{{From: score.Practice, To: score.Place, By: score.RollMean}, {From: score.Place, To: score.Partner, By: score.RollMean}},
		},
		Rules: []recommend.Rule{{ID: "PAY-01", Close: []recommend.Target{{Criterion: "card", Answer: "yes"}}, When: yes}},
		Submissions: []survey.Submission{
			sub("x", record("x.csv", "1", "P1", 2, "yes", "yes"), record("x.csv", "2", "P1", 3, "no", "yes"), record("x.csv", "3", "P2", 4, "?", "?"),
				record("x.csv", "4", "P3", 5, "no", "no"), record("x.csv", "5", "P1", 6, "", "", "yes")),
			sub("y", record("y.csv", "6", "P4", 2, "no", "no"), record("y.csv", "7", "P4", 3, "", "", "no"), record("y.csv", "8", "P5", 4, "yes", "?")),
		},
		Apart: func(place string) string { return map[string]string{"P3": "combat"}[place] },
	}
	e.Submissions[1].Practices[0].Answers[1].Doubted = true
	e.Problems.Add(cell.Error, "a", cell.Ref{File: "x.csv", Row: 9}, "")
	e.Problems.Add(cell.Warning, "b", cell.Ref{File: "x.csv", Row: 8}, "")
	e.Problems.Add(cell.Error, "a", cell.Ref{File: "y.csv", Row: 9}, "")
	a := analysis.Analyse(*e)
	return e, &a
}

func found() *findings.Findings {
	e, a := world()
	return findings.Of(e, a, findings.Order{Name: func(id string) string { return id }, Compare: cmp.Compare[string]})
}

func TestCountsKnowTheirBase(t *testing.T) {
	f := found()
	services, democracy := f.Branches()[0], f.Branches()[1]
	for name, c := range map[string]struct {
		got   findings.Count
		n, of int
	}{
		"partners":                           {f.Total(findings.Partners), 2, 2},
		"records":                            {f.Total(findings.Practices), 8, 8},
		"criteria":                           {f.Total(findings.Criteria), 3, 3},
		"places":                             {f.Total(findings.Places), 5, 5},
		"problems":                           {f.Total(findings.Problems), 3, 3},
		"cards known, P3 apart":              {f.Replies().Given("card"), 4, 5},
		"ramps known":                        {f.Replies().Given("ramp"), 3, 5},
		"all known":                          {f.Replies().Known(), 9, 12},
		"records of services":                {f.Replies().RecordsOf(services), 6, 8},
		"records of democracy":               {f.Replies().RecordsOf(democracy), 2, 8},
		"x: records of services that answer": {f.Replies().Holdings("x", services), 2, 3},
		"y: records of services that answer": {f.Replies().Holdings("y", services), 2, 2},
		"nobody":                             {f.Replies().Holdings("z", services), 0, 0},
		"places with services":               {f.Replies().PlacesKnown("services"), 3, 4},
		"places with democracy":              {f.Replies().PlacesKnown("democracy"), 2, 4},
		"empty records":                      {f.Replies().Empty(), 1, 8},
		"doubted":                            {f.Replies().Doubted(), 1, 11},
		"errors of x":                        {f.ProblemsOf("x.csv", cell.Error), 1, 2},
		"urgent":                             {findings.Urgent(f.Recommendations), 1, 1},
	} {
		if c.got.N != c.n || c.got.Of != c.of {
			t.Errorf("%s: %d of %d, want %d of %d", name, c.got.N, c.got.Of, c.n, c.of)
		}
		if c.got.Cells != nil && len(c.got.Cells) != c.got.N {
			t.Errorf("%s: %d cells of %d counted", name, len(c.got.Cells), c.got.N)
		}
	}
	if at := f.Replies().Empty().Cells[0]; at.File != "x.csv" || at.Row != 4 {
		t.Errorf("the empty record stands in %v", at)
	}
	if at := f.Replies().Doubted().Cells[0]; at.File != "y.csv" || at.Row != 2 || at.Col != 2 {
		t.Errorf("the doubted answer stands in %v", at)
	}
}

func TestValuesAreThoseOfTheAnalysis(t *testing.T) {
	f := found()
	if d, ok := f.Range(); !ok || d.High.Of != "x" || d.High.X != 87.5 || d.Low.Of != "y" || d.Low.X != 12.5 || d.X() != 75 {
		t.Errorf("range %+v %v", d, ok)
	}
	if m := f.Overall(); !m.Known || m.X != 50 {
		t.Errorf("mean %+v, want 50", m)
	}
	// Card 50, ramp 50, petition 50: equals as in the file.
	if w := f.Weakest(f.Dimensions()); len(w) != 2 || w[0].Node != "services" || w[0].X != 50 || w[1].X != 50 {
		t.Errorf("weakest %+v", w)
	}
	if d, ok := f.Widest(); !ok || d.High.Node != "democracy" || d.X() != 100 || d.High.Of != "x" {
		t.Errorf("widest %+v", d)
	}
	if b := f.Best("services"); b.Of != "x" || b.X != 75 {
		t.Errorf("best of services %+v", b)
	}
	if e := f.Earlier("x", "root"); e.Known {
		t.Errorf("there is no earlier period: %+v", e)
	}
}

func TestLevelsAndPlaces(t *testing.T) {
	f := found()
	d := f.Levels() // P1 87.5 and P5 100 at level 1, P4 0 at level 0
	if most, alone := d.Most(); d.Unit != findings.Places || most != 1 || !alone || d.Level(1).N != 2 || d.Of != 3 {
		t.Errorf("levels %+v", d)
	}
	if low, high := d.Ends(); low != 0 || high != 1 {
		t.Errorf("ends %d %d", low, high)
	}
	if own := f.LevelsOf("y"); own.Level(0).N != 1 || own.Level(1).N != 1 || own.Of != 2 {
		t.Errorf("levels of y %+v", own)
	}
	if _, alone := f.LevelsOf("y").Most(); alone {
		t.Error("two levels share the places of y")
	}
	if level, n, ok := f.Highest(); !ok || level != 1 || n.N != 1 || n.Of != 2 {
		t.Errorf("highest %d %+v", level, n)
	}
	var order string
	for _, p := range f.Ranked(score.Place) {
		order += p.ID + " " + strconv.FormatFloat(p.Value, 'f', -1, 64) + ";"
	}
	if order != "P5 100;P1 87.5;P4 0;" {
		t.Errorf("places %s", order)
	}
	if g := f.Apart(); len(g) != 1 || g[0].Partner != "x" || g[0].Why != "combat" || len(g[0].Places) != 1 || g[0].Practices != 1 {
		t.Errorf("apart %+v", g)
	}
}

func TestTallies(t *testing.T) {
	f := found()
	rows := f.Replies().YesNo() // ramp 2 of 3; card 2 of 4 and petition 1 of 2 are equal, in the file's order
	if len(rows) != 3 || rows[0].Criterion != "ramp" || rows[1].Criterion != "card" || rows[2].Criterion != "petition" || rows[1].Share() != 0.5 || rows[1].Unknown != 1 {
		t.Errorf("rows %+v", rows)
	}
	if own, ok := f.Replies().TallyOf("x", "card"); !ok || own.Yes != 1 || own.Given != 2 || own.Unknown != 1 || own.Asked() != 3 {
		t.Errorf("cards of x %+v %v", own, ok)
	}
	if _, ok := f.Replies().TallyOf("x", "nothing"); ok {
		t.Error("a tally of what nobody asks")
	}
}

func TestRecommendationRestsOnItsCells(t *testing.T) {
	f := found()
	r := &f.Recommendations[0]
	short := findings.Short(r) // card "no" in P1 and P4; P3 stands apart
	if short.N != 2 || short.Of != 4 || len(short.Cells) != 2 || short.Cells[0].File != "x.csv" || short.Cells[0].Row != 3 || short.Cells[1].File != "y.csv" {
		t.Errorf("short %+v", short)
	}
	if held := findings.Held(r); held.Of != 0 {
		t.Errorf("no draws were made: %+v", held)
	}
	if steps := f.Steps("y"); len(steps) != 1 || steps[0].Own.Short != 1 || !(steps[0].Own.Gain > 0) {
		t.Errorf("steps of y %+v", steps)
	}
}

// A network of one makes no moves, and nothing divides by nothing.
func TestNothingKnown(t *testing.T) {
	e, _ := world()
	e.Submissions = nil
	a := analysis.Analyse(*e)
	f := findings.Of(e, &a, findings.Order{Name: func(id string) string { return id }, Compare: cmp.Compare[string]})
	if _, ok := f.Range(); ok {
		t.Error("a range of nobody")
	}
	if _, _, ok := f.Highest(); ok {
		t.Error("a highest level of nobody")
	}
	if f.Overall().Known || f.Replies().Known().Of != 0 || f.Moves() != (findings.Moves{}) || len(f.Regions()) != 0 {
		t.Error("something is known of nothing")
	}
}
