package main

import (
	"slices"
	"strings"
	"testing"
)

const sixUnits = "u,a,b,c,d\nA,1,1,6,7\nB,2,2,5,7\nC,3,3,4,7\nD,4,4,3,7\nE,5,5,2,7\nF,6,7,1,7\n"

func TestDiagnose(t *testing.T) {
	at := inFolder(t, map[string]string{"t.csv": sixUnits,
		"m.yaml": "method: 1\nid: six\nunit: {id: [u]}\ntree: {id: r, parts: [{id: a, weight: 2}, {id: b}, {id: c}, {id: d}]}\n"})
	status, out, errs := command("diagnose", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("c.csv"), "--lang", "en")
	if status != 0 || !strings.Contains(errs, "“d” does not distinguish") {
		t.Fatalf("status %d %s", status, errs)
	}
	for _, want := range []string{"Criteria over 6 units", "does not distinguish", "r: a × b  0.99  too high", "r: a × c  −1.00  negative", "First component", "d —"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	rows := csvFile(t, at("c.csv"))
	if len(rows) != 5 || !slices.Equal(rows[1][:10], []string{"a", "6", "6", "1", "1", "6", "3.5", "3.5", "1.8708286933869707", "0"}) || rows[1][15] != "0.4" {
		t.Errorf("%q", rows)
	}
	if status, out, _ := command("diagnose", "--method", at("m.yaml"), "--data", at("t.csv")); status != 0 || !strings.Contains(out, "Критерії: 6 одиниць") || strings.Contains(out, "⟦") {
		t.Errorf("status %d\n%s", status, out)
	}
}

// By a alone F is first; by c alone it is last: all ranks turn round.
func TestCompareMethods(t *testing.T) {
	const m = "method: 1\nid: %\nunit: {id: [u]}\ntree: {id: r, parts: [{id: %}]}\n"
	at := inFolder(t, map[string]string{"t.csv": sixUnits, "a.yaml": strings.ReplaceAll(m, "%", "a"), "b.yaml": strings.ReplaceAll(m, "%", "b"), "c.yaml": strings.ReplaceAll(m, "%", "c"),
		"odd.yaml": "method: 1\nid: odd\nunit: {id: [a]}\ntree: {id: r, parts: [{id: b}]}\n"})
	status, out, errs := command("compare-methods", at("a.yaml"), at("c.yaml"), "--data", at("t.csv"), "--out", at("r.csv"), "--lang", "en")
	if status != 0 || errs != "" {
		t.Fatalf("status %d %s", status, errs)
	}
	for _, want := range []string{"a against c: 6 units", "tau −1.000, Spearman’s rho −1.000; 6 of 6 ranks change, by 3.00 on average and 5 at most", "A          6       1              +5"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	want := [][]string{{"u", "rank_a", "rank_b", "rank_change", "score_a", "score_b", "score_change"}, {"A", "6", "1", "5", "0", "100", "100"}, {"B", "5", "2", "3", "20", "80", "60"}}
	if got := csvFile(t, at("r.csv")); !slices.EqualFunc(got[:3], want, slices.Equal) {
		t.Errorf("%q", got)
	}
	if _, out, _ := command("compare-methods", at("a.yaml"), at("b.yaml"), "--data", at("t.csv")); !strings.Contains(out, "Жоден ранг не змінюється.") {
		t.Errorf("%s", out)
	}
	if status, _, errs := command("compare-methods", at("a.yaml"), at("odd.yaml"), "--data", at("t.csv")); status != 1 || !strings.Contains(errs, "за різними стовпцями: u і a") {
		t.Errorf("status %d %s", status, errs)
	}
}
