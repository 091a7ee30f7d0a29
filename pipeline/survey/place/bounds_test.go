package place

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/internal/trial"
)

// What is too long to be a place costs nothing and names none: one cell of 32,000
// characters took half a second.
func TestLongTextsAreNoPlaces(t *testing.T) {
	r := NewRegistry(pilots)
	ambiguous := Match{Candidates: pilots}
	for _, text := range []string{
		strings.Repeat("1-0 ", 8_000),
		"Вінницька область " + strings.Repeat("а", 32_000),
		strings.Repeat("міська київська ", 2_000),
		strings.Repeat("м. Київ, ", 3_600),
		strings.Repeat("Вінницька ", 41),
	} {
		allocations := testing.AllocsPerRun(10, func() {
			if m := r.Match(text, ""); m.Code != "" || m.Candidates != nil {
				t.Errorf("%.40s… is matched: %+v", text, m)
			}
			if o, ok := FindOblastByStem(text); ok {
				t.Errorf("%.40s… is %s", text, o.UK)
			}
			if len(text) <= LongestText {
				return
			}
			if o, ok := FindOblast(text); ok {
				t.Errorf("%.40s… names %s", text, o.UK)
			}
			if m := r.Around(ambiguous, text); m.Code != "" {
				t.Errorf("%.40s… lies in %s", text, m.Code)
			}
		})
		if allocations > 0 {
			t.Errorf("%.40s… was looked at: %v allocations", text, allocations)
		}
	}
}

// The longest texts that people write are still understood.
func TestLongNamesArePlaces(t *testing.T) {
	text := "Відділ «Центр надання адміністративних послуг» " + strings.Repeat("виконавчого комітету ", 18) + ", Вінницька область"
	if o, ok := FindOblast(text); !ok || o.ISO != "UA-05" {
		t.Errorf("%d bytes: got %q", len(text), o.UK)
	}
	r := NewRegistry(pilots)
	if m := r.Match("Вінницька"+strings.Repeat("\u00a0", 150)+"міська територіальна громада", ""); m.Code != pilots[1].Code {
		t.Errorf("got %+v", m)
	}
}

// A name is compared with few of all names, and none that is near is missed.
func TestNearIsPrepared(t *testing.T) {
	r := FromCodifier(table(t, "katottg-kse.csv"))
	names := slices.Sorted(maps.Keys(r.byName))
	most, all := 0, 0
	for _, name := range names {
		typo := name[:len(name)-2] + "я"
		n := len(r.likes().candidates(typo))
		most, all = max(most, n), all+n
	}
	t.Logf("%d names: %d compared at most, %d on average", len(names), most, all/len(names))
	if all > 60*len(names) {
		t.Errorf("%d names are compared with %d, on average more than 60 each", len(names), all)
	}
}

func TestNearMissesNone(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("абв-")), 1, 9, -1)
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfNDistinct(letters, 1, 40, rapid.ID[string]).Draw(t, "names")
		key := letters.Draw(t, "key")
		var want []string
		for _, name := range list {
			if Distance([]rune(key), []rune(name), edits) <= edits {
				want = append(want, name)
			}
		}
		slices.Sort(want)
		got := slices.DeleteFunc(likesOf(slices.Values(list)).candidates(key), func(name string) bool {
			return Distance([]rune(key), []rune(name), edits) > edits
		})
		if !slices.Equal(got, want) {
			t.Fatalf("near %q: got %q, want %q", key, got, want)
		}
	})
}

// FuzzPlaces finds places in anything: what is found is there.
func FuzzPlaces(f *testing.F) {
	for _, s := range []string{"", "Вінницька", "м. Київ", "Вінницка ТГ, Вінницької області", "UA05020030000031457", "0510100000", "kyiv_oblast"} {
		trial.Seed(f, s)
	}
	r := NewRegistry(pilots)
	f.Fuzz(func(t *testing.T, s string) {
		m := r.Match(s, "")
		if m.Code != "" {
			if _, ok := r.Hromada(m.Code); !ok {
				t.Fatalf("%q is %s, which is not there", s, m.Code)
			}
		}
		r.Around(Match{Candidates: pilots}, s)
		o, ok := FindOblast(s)
		if _, known := OblastOf(o.Code); ok != known {
			t.Fatalf("%q is in %+v", s, o)
		}
		FindOblastByStem(s)
	})
}

// FuzzCodifier reads anything as a codifier: what it takes, it reads again alike.
func FuzzCodifier(f *testing.F) {
	head := strings.Join(codifierHeader[:], ";")
	trial.Seed(f, head+"\nUA05000000000010236;;;;;O;Вінницька\n")
	trial.Seed(f, head+"\nUA80000000000093317;;;;;К;Київ\n;;;;;;\n")
	trial.Seed(f, "Назва;Код\n")
	f.Fuzz(func(t *testing.T, text string) {
		var rows [][]string
		for _, line := range strings.Split(text, "\n") {
			rows = append(rows, strings.Split(line, ";"))
		}
		FromCodifier(rows)
		c, err := ReadCodifier(rows)
		if err != nil {
			return
		}
		again, err := ReadCodifier(c.Rows())
		if err != nil || len(again.Units) != len(c.Units) {
			t.Fatalf("%v: %d units, then %v", err, len(c.Units), again)
		}
	})
}
