package ledger

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/survey"
)

// A memory is a Keeper that forgets nothing.
type memory struct {
	mu    sync.Mutex
	texts map[string][]byte
	kept  int
}

func (m *memory) Kept(name, sum string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.texts[name+sum]
}

func (m *memory) Keep(name, sum string, text []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.texts[name+sum] = text
	m.kept++
}

// written is a ledger with what is kept, which has to be the one without.
func written(t interface{ Fatalf(string, ...any) }, what string, in Input, kept *memory) {
	plain, err := bytesOf(in)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	in.Kept = kept
	again, err := bytesOf(in)
	if err != nil || !bytes.Equal(plain, again) {
		t.Fatalf("%s: another ledger with what was kept, %v", what, err)
	}
}

// another is the input with other submissions.
func another(in Input, subs []survey.Submission, apart func(string) string) Input {
	in.Submissions = subs
	in.Prepared = in.Model.Prepare(subs, apart)
	in.Result = in.Prepared.Score(nil)
	return in
}

// cloned are submissions that can be changed.
func cloned(subs []survey.Submission) []survey.Submission {
	subs = slices.Clone(subs)
	for i := range subs {
		subs[i].Partner.Name = maps.Clone(subs[i].Partner.Name)
		subs[i].Practices = slices.Clone(subs[i].Practices)
		for k := range subs[i].Practices {
			subs[i].Practices[k].Answers = slices.Clone(subs[i].Practices[k].Answers)
		}
	}
	return subs
}

// changes are what may differ between two runs, each of a partner.
var changes = map[string]func(t *rapid.T, s *survey.Submission, p *survey.Practice, a *survey.Answer){
	"level": func(t *rapid.T, _ *survey.Submission, _ *survey.Practice, a *survey.Answer) {
		a.Number = float64(rapid.IntRange(0, 5).Draw(t, "level"))
	},
	"blank": func(_ *rapid.T, _ *survey.Submission, _ *survey.Practice, a *survey.Answer) {
		*a = survey.Answer{Criterion: a.Criterion, State: survey.Blank}
	},
	"unreadable": func(_ *rapid.T, _ *survey.Submission, _ *survey.Practice, a *survey.Answer) {
		a.State = survey.Unreadable
	},
	"evidence": func(_ *rapid.T, _ *survey.Submission, _ *survey.Practice, a *survey.Answer) { a.Evident = !a.Evident },
	"typed": func(_ *rapid.T, _ *survey.Submission, _ *survey.Practice, a *survey.Answer) {
		a.Raw += " (інакше)"
	},
	"cell": func(_ *rapid.T, _ *survey.Submission, _ *survey.Practice, a *survey.Answer) {
		a.At.File, a.At.Row, a.At.Col = "b.xlsx", a.At.Row+1, 4
	},
	"verdict": func(t *rapid.T, _ *survey.Submission, _ *survey.Practice, a *survey.Answer) {
		a.Verdict = &survey.Verdict{Reviewers: 2, Level: float64(rapid.IntRange(0, 5).Draw(t, "found"))}
	},
	"criterion": func(_ *rapid.T, _ *survey.Submission, p *survey.Practice, _ *survey.Answer) {
		p.Answers = p.Answers[1:]
	},
	"title": func(_ *rapid.T, _ *survey.Submission, p *survey.Practice, _ *survey.Answer) { p.Title += " ІІ" },
	"id":    func(_ *rapid.T, _ *survey.Submission, p *survey.Practice, _ *survey.Answer) { p.ID = "A-" + p.ID },
	"theme": func(_ *rapid.T, _ *survey.Submission, p *survey.Practice, _ *survey.Answer) { p.Theme = "" },
	"place": func(_ *rapid.T, _ *survey.Submission, p *survey.Practice, _ *survey.Answer) {
		p.Place, p.PlaceName = "UA05020030000031457", "Деінде"
	},
	"fewer": func(_ *rapid.T, s *survey.Submission, _ *survey.Practice, _ *survey.Answer) {
		s.Practices = s.Practices[1:]
	},
	"more": func(_ *rapid.T, s *survey.Submission, p *survey.Practice, _ *survey.Answer) {
		more := *p
		more.ID = "Z"
		s.Practices = append(s.Practices, more)
	},
	"another name": func(_ *rapid.T, s *survey.Submission, _ *survey.Practice, _ *survey.Answer) {
		s.Partner.Name["uk"] += " міська"
	},
	"another id": func(_ *rapid.T, s *survey.Submission, _ *survey.Practice, _ *survey.Answer) {
		s.Partner.ID = "a" + s.Partner.ID
	},
}

// Whatever changes between runs, a ledger is the same with what was kept as without; and
// where little changes, most of it is taken from there.
func TestLedgerWithWhatWasKept(t *testing.T) {
	need.Checks(t, 8)
	base := inputOf(t, "egov-practices", 3)
	base.Name, base.Fixed = "ledger/UA-05.xlsx", true
	rapid.Check(t, func(t *rapid.T) {
		in, kept := base, &memory{texts: map[string][]byte{}}
		in.Fixed = rapid.Bool().Draw(t, "fixed")
		written(t, "the first", in, kept)
		subs, apart := cloned(in.Submissions), ""
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			name := rapid.SampledFrom(slices.Sorted(maps.Keys(changes))).Draw(t, "change")
			s := &subs[rapid.IntRange(0, len(subs)-1).Draw(t, "partner")]
			p := &s.Practices[rapid.IntRange(0, len(s.Practices)-1).Draw(t, "practice")]
			changes[name](t, s, p, &p.Answers[rapid.IntRange(0, len(p.Answers)-1).Draw(t, "answer")])
		}
		if rapid.Bool().Draw(t, "apart") {
			apart = "UA05020030000031457"
		}
		if rapid.Bool().Draw(t, "one partner less") {
			subs = subs[:len(subs)-1]
		}
		in = another(in, subs, func(place string) string { return map[bool]string{true: "occupied"}[place == apart && apart != ""] })
		written(t, "the second", in, kept)
		before := kept.kept
		if written(t, "the third", in, kept); kept.kept != before {
			t.Fatalf("kept again, though nothing has changed")
		}
	})
}

// That holds for every aggregation, normalisation and roll-up; make torture tries them all.
func TestEveryLedgerWithWhatWasKept(t *testing.T) {
	for name, in := range inputs(t) {
		if !need.All() && !slices.Contains([]string{"rank", "zscore, mean: 10, sd: 2", "best", "mean by theme"}, name) {
			continue
		}
		for _, fixed := range []bool{false, true} {
			in.Fixed = fixed
			kept, subs := &memory{texts: map[string][]byte{}}, cloned(in.Submissions)
			written(t, name, in, kept)
			for i := range subs[0].Practices {
				a := &subs[0].Practices[i].Answers[1]
				a.State, a.Number, a.Raw = survey.Given, 5, "5"
			}
			written(t, fmt.Sprint(name, ", changed"), another(in, subs, nil), kept)
		}
	}
}

// Of a partner that has changed only the own rows are made anew.
func TestOnlyWhatHasChangedIsMadeAnew(t *testing.T) {
	in := inputOf(t, "egov-practices", 10)
	in.Name, in.Fixed, in.Kept = "ledger/UA-05.xlsx", true, &memory{texts: map[string][]byte{}}
	if _, err := bytesOf(in); err != nil {
		t.Fatal(err)
	}
	subs := cloned(in.Submissions)
	subs[7].Practices[0].Answers[0].Raw = "інакше"
	l := newLedger(another(in, subs, nil))
	l.stretch()
	found, all := 0, 0
	for _, p := range l.pages {
		from := 0
		for _, s := range p.stretches {
			if all += s.To - from; s.Packed != nil {
				found += s.To - from
			}
			from = s.To
		}
	}
	if found < all*7/10 || found == all {
		t.Errorf("%d of %d rows were kept", found, all)
	}
}
