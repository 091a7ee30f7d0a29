package identity

import (
	"fmt"
	"testing"

	"depository.example/depository/pipeline/survey/survey"
)

// A practice is called as the next period calls it: renamed and the first of those that
// merged or that one was split into; another one that bore the name is told apart.
func TestFollow(t *testing.T) {
	subs := func(ids ...string) []survey.Submission {
		s := survey.Submission{Partner: survey.Partner{ID: "a"}}
		for _, id := range ids {
			s.Practices = append(s.Practices, survey.Practice{ID: id, Title: "Практика " + id})
		}
		return []survey.Submission{s}
	}
	link := func(kind Kind, ref, become string) Decision {
		return Decision{Kind: kind, Period: "2025-H2", Ref: "a/" + ref, Later: "2026-H1", Become: "a/" + become}
	}
	for _, c := range []struct {
		name      string
		now       []string
		decisions []Decision
		want      string
	}{
		{"nothing decided", []string{"p1", "p3"}, nil, "[p1 p2 p4]"},
		{"renamed", []string{"p1", "p3"}, []Decision{link(Renamed, "p2", "p3")}, "[p1 p3 p4]"},
		{"merged", []string{"p1", "p5"}, []Decision{link(Merged, "p2", "p5"), link(Merged, "p4", "p5")}, "[p1 p5 p4]"},
		{"split", []string{"p1", "p5", "p6", "p4"}, []Decision{link(Split, "p2", "p5"), link(Split, "p2", "p6")}, "[p1 p5 p4]"},
		{"ended, and the name is borne by another", []string{"p1", "p4"}, []Decision{{Kind: Ended, Period: "2025-H2", Ref: "a/p4"}, link(Renamed, "p2", "p4")}, "[p1 p4 p4 (2025-H2)]"},
	} {
		earlier, form := subs("p1", "p2", "p4"), func(string) bool { return true }
		got := Follow(earlier, Of("2025-H2", earlier, form), Of("2026-H1", subs(c.now...), form), c.decisions)
		var ids []string
		for _, p := range got[0].Practices {
			ids = append(ids, p.ID)
		}
		if fmt.Sprint(ids) != c.want {
			t.Errorf("%s: %v, want %s", c.name, ids, c.want)
		}
		if earlier[0].Practices[1].ID != "p2" {
			t.Errorf("%s: what was read is changed", c.name)
		}
	}
}
