package adopt

import (
	"fmt"
	"math"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
)

// levels is a practice with levels 0 to 5 at two criteria; those above 10 are less 10
// and named with evidence.
func levels(id string, x, y float64) survey.Practice {
	answer := func(criterion string, v float64) survey.Answer {
		a := survey.Answer{Criterion: criterion, State: survey.Given, Number: v}
		if v > 10 {
			a.Number, a.Evident, a.Beside = v-10, true, &survey.Beside{Evidence: "act of " + id + " " + criterion}
		}
		return a
	}
	return survey.Practice{ID: id, Title: id, Theme: "t", Answers: []survey.Answer{answer("x", x), answer("y", y)}}
}

// ground is six places along one attribute, with partners of the same names.
func ground(plan uncertainty.Plan) Ground {
	leaf := func(id string) *score.Node {
		return &score.Node{ID: id, Weight: 1, Leaf: &indicator.Leaf{Kind: survey.Level, Evidence: &survey.EvidenceRule{From: 3, Cap: 2}, Normalise: normalise.Method{By: normalise.Levels, Top: 5}}}
	}
	rule := &survey.EvidenceRule{From: 3, Cap: 2}
	at := map[string]float64{"A": 0, "B": 1, "C": 2, "D": 3, "E": 4, "Z": 5}
	var rows []peers.Row
	var codes []string
	for code, x := range at {
		codes, rows = append(codes, code), append(rows, peers.Row{Code: code, Attribute: "size", Value: x})
	}
	adopted := levels("e1", 11, 1)
	adopted.Adopted = survey.Adoption{From: "B/b1", On: "2025-03-01"}
	own := levels("b2", 1, 1)
	own.Adopted = survey.Adoption{Raw: "b/B1", On: "2026"}
	var subs []survey.Submission
	for i, list := range [][]survey.Practice{
		{levels("a1", 1, 1)},
		{levels("b1", 14, 3), own}, // y is claimed without evidence and counts as 2
		{levels("c1", 15, 15)},
		{levels("d1", 5, 5)}, // nothing named
		{adopted},
	} {
		code := string(rune('A' + i))
		subs = append(subs, survey.Submission{Partner: survey.Partner{ID: code, Place: code, Kind: survey.KindCity}, Practices: list})
	}
	return Ground{
		Questionnaire: &survey.Questionnaire{Themes: []survey.Theme{{ID: "t", Weight: 1}}, Criteria: []survey.Criterion{
			{ID: "x", Kind: survey.Level, Evidence: rule}, {ID: "y", Kind: survey.Level, Evidence: rule}}},
		Model: &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Root: &score.Node{ID: "all", Weight: 1, Default: true,
			Aggregate: aggregate.Method{By: aggregate.Arithmetic}, Parts: []*score.Node{leaf("x"), leaf("y")}},
			Levels: []score.MaturityLevel{{Level: 0}, {Level: 3, From: 55}}},
		Plan: plan, Submissions: subs, Attributes: peers.New([]string{"size"}, codes, rows), K: 4,
		Where: peers.Where{
			Point:  func(code string) place.Point { return place.Point{Lat: 50, Lon: 30 + at[code], Known: code != "C"} },
			Oblast: func(code string) string { return map[string]string{"A": "1", "B": "1"}[code] },
		},
	}
}

// A has 20 points: x and y at 1 of 5. With b1 (x 4, y counts 2) it has (50 + 30) / 2 =
// 40; with c1 (5, 5) (60 + 60) / 2 = 60.
func TestFor(t *testing.T) {
	d := Open(ground(uncertainty.Plan{}))
	a := d.For("A", "")
	if !a.Answered || a.Score != 20 || fmt.Sprint(peers.Codes(a.Peers)) != "[B C D E]" {
		t.Errorf("%+v", a)
	}
	say := func(a Advice) (out []string) {
		for _, o := range a.Offers {
			lacks := ""
			for _, l := range o.Lacks {
				lacks += fmt.Sprintf(" %s %v→%v %q", l.Criterion.ID, l.Has, l.Gets, l.Act)
			}
			out = append(out, fmt.Sprintf("%s %v peer %d of %d, oblast %t:%s", o.Ref, o.Gain.Points, o.Rank, o.Peers, o.SameOblast, lacks))
		}
		return out
	}
	want := []string{
		`C/c1 40 peer 2 of 1, oblast false: x 1→5 "act of c1 x" y 1→5 "act of c1 y"`,
		`B/b1 20 peer 1 of 2, oblast true: x 1→4 "act of b1 x"`,
	}
	if got := say(a); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	if km := a.Offers[1].Km; math.Abs(km-71.47) > 0.1 || !math.IsNaN(a.Offers[0].Km) { // a degree of longitude at 50° N, 111.2 cos 50°
		t.Errorf("%v km", km)
	}
	if one := d.For("A", "b/B1"); len(one.Offers) != 1 || len(one.Offers[0].Adopters) != 1 || one.Offers[0].Adopters[0].Place != "E" {
		t.Errorf("%+v", one)
	}
	z := d.For("Z", "")
	if z.Answered || !math.IsNaN(z.Score) || len(z.Offers) != 2 || z.Offers[0].Gain.Known || z.Offers[0].Lacks[0].Has != -1 {
		t.Errorf("a place without answers: %+v", z)
	}
	for _, o := range d.For("E", "").Offers {
		if o.Ref == "B/b1" {
			t.Error("what was adopted is offered again")
		}
	}
}

// C has x at 5 and y at 2, (100 + 40) / 2 = 70 points. With b1, which has y at 5 but x at 1,
// it would have (60 + 70) / 2 = 65: that is not offered, and shown to who asks for it.
func TestWhatLowersTheScoreIsNotOffered(t *testing.T) {
	g := ground(uncertainty.Plan{})
	g.Submissions[1].Practices = []survey.Practice{levels("b1", 1, 15)}
	g.Submissions[2].Practices = []survey.Practice{levels("c1", 15, 2)}
	d := Open(g)
	a := d.For("C", "")
	if a.Score != 70 || len(a.Offers) != 0 || a.Of != 0 || len(a.Lower) != 1 || a.Lower[0].Ref != "B/b1" || a.Lower[0].Gain.Points != -5 {
		t.Errorf("%+v", a)
	}
	if one := d.For("C", "B/b1"); len(one.Offers) != 1 || one.Offers[0].Gain.Points != -5 || len(one.Lower) != 0 {
		t.Errorf("%+v", one)
	}
}

// What was drawn lies about what was computed, and is the same every time.
func TestInterval(t *testing.T) {
	plan := uncertainty.Plan{Replications: 100, Seed: 1, Noise: 0.25}
	g := Open(ground(plan)).For("A", "").Offers[1].Gain
	if again := Open(ground(plan)).For("A", "").Offers[1].Gain; g != again {
		t.Errorf("%+v and %+v", g, again)
	}
	// By weights u and v of x and y the gain is (30 u + 10 v) / (u + v); each is 0.75 to 1.25.
	if low, top := (30*0.75+10*1.25)/2, (30*1.25+10*0.75)/2; g.Draws != 100 || g.Low < low || g.Low > 20 || g.Top > top || g.Top < 20 {
		t.Errorf("%+v", g)
	}
}

// An owner's own claim is a claim and no evidence of spreading.
func TestClaims(t *testing.T) {
	d := Open(ground(uncertainty.Plan{}))
	claims := d.claims()
	if len(claims) != 2 || !claims[0].Own || claims[0].Ref != "B/b2" || claims[1].Own || claims[1].Of.Ref != "B/b1" { // in the order of the submissions
		t.Errorf("%+v", claims)
	}
	if s := spread(claims); fmt.Sprint(s) != "[{2025 1}]" {
		t.Errorf("%v", s)
	}
}

// C brings A 40, B 20, D 30 and E 40, B brings A 20 and D 10 (E has it already): with
// room for one follower each, C with E and B with A bring 60, and no other pairs more.
func TestPairs(t *testing.T) {
	var got []string
	for _, p := range Open(ground(uncertainty.Plan{})).Pairs(1) {
		got = append(got, fmt.Sprintf("%s→%s %s %.0f", p.Mentor, p.Follower, p.Offer.Ref, p.Offer.Gain.Points))
	}
	if want := []string{"C→E C/c1 40", "B→A B/b1 20"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q", got)
	}
}

// Of five places nobody can tell whether likeness foretells anything.
func TestRates(t *testing.T) {
	for _, r := range Open(ground(uncertainty.Plan{})).Rates() {
		if !r.Few() || r.Tells() {
			t.Errorf("%+v", r)
		}
	}
}
