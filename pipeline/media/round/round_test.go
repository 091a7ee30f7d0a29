package round

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/survey/survey"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func invited() []lists.Invited {
	p := func(id, name, place, due string) lists.Invited {
		return lists.Invited{Partner: survey.Partner{ID: id, Name: survey.Text{"uk": name}, Place: place}, Due: due}
	}
	return []lists.Invited{p("bar", "Бар", "UA05", "2026-09-01"), p("tulchyn", "Тульчин", "UA06", "2026-09-01"), p("zhmerynka", "Жмеринка", "", "")}
}

// TestStates goes through a round step by step.
func TestStates(t *testing.T) {
	r := &Register{}
	is := func(today string, want ...State) {
		t.Helper()
		for i, s := range Standings(invited(), r, day(today)) {
			if s.State != want[i] {
				t.Errorf("on %s %s is %s, not %s", today, s.ID, s.State, want[i])
			}
		}
	}
	is("2026-09-01", Invited, Invited, Invited)
	is("2026-09-02", Silent, Silent, Invited)
	r.See(Entry{Partner: "bar", SHA256: "a", Errors: 3}, day("2026-08-20"))
	r.See(Entry{Partner: "tulchyn", SHA256: "b"}, day("2026-09-02"))
	is("2026-09-03", Received, Late, Invited)
	r.Return("a", day("2026-08-21"))
	is("2026-09-03", Returned, Late, Invited)
	r.See(Entry{Partner: "bar", SHA256: "a", Errors: 3}, day("2026-08-25")) // the same once more
	is("2026-09-03", Returned, Late, Invited)
	r.See(Entry{Partner: "bar", SHA256: "c", Errors: 1}, day("2026-08-30"))
	is("2026-09-03", Corrected, Late, Invited)
	s := Standings(invited(), r, day("2026-09-03"))[0]
	if s.Received != "2026-08-20" || s.Returned != "2026-08-21" || s.Corrected != "2026-08-30" || s.Errors != 1 {
		t.Errorf("%+v", s)
	}
	r.Return("c", day("2026-08-31"))
	is("2026-09-03", Returned, Late, Invited)
}

func TestWhose(t *testing.T) {
	for _, c := range []struct {
		sent survey.Partner
		file string
		want string
	}{
		{survey.Partner{ID: "BAR"}, "x.xlsx", "bar"},
		{survey.Partner{ID: "Вінницька", Place: "UA06"}, "x.xlsx", "tulchyn"},
		{survey.Partner{ID: "жмеринка", Name: survey.Text{"uk": "ЖМЕРИНКА"}}, "x.xlsx", "zhmerynka"},
		{survey.Partner{ID: "sumy"}, "bar.xlsx", ""},
		{survey.Partner{}, "sub/Tulchyn.2026-H1.xlsx", "tulchyn"},
		{survey.Partner{}, "barvinok.xlsx", ""},
	} {
		if got := Whose(invited(), c.sent, c.file); got != c.want {
			t.Errorf("%+v in %s: %q", c.sent, c.file, got)
		}
	}
}

// TestRegisterIsKept for its owner alone, and reads back as it was; a file that is no
// register is left alone.
func TestRegisterIsKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "private", "2026-H1")
	at := day("2026-08-20").Add(9 * time.Hour)
	keep := func(change func(*Register)) error { return Place{Folder: dir}.Keep(change) }
	if err := keep(func(r *Register) { r.See(Entry{Partner: "bar", SHA256: "a", File: "=бар,\n.xlsx", Errors: 2}, at) }); err != nil {
		t.Fatal(err)
	}
	if err := keep(func(r *Register) { r.Return("a", at.Add(time.Hour)) }); err != nil {
		t.Fatal(err)
	}
	r, err := Open(dir)
	if err != nil || len(r.Entries) != 1 || r.Entries[0] != (Entry{"bar", "a", "=бар,\n.xlsx", 2, at, at.Add(time.Hour)}) {
		t.Errorf("%+v, %v", r, err)
	}
	file := filepath.Join(dir, registerFile)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(file, []byte("мої нотатки\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := keep(func(r *Register) {}); err == nil {
		t.Error("a note was taken for a register")
	}
}

// TestListIsNeverOverwritten but the same list may be written again.
func TestListIsNeverOverwritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "2026-H1")
	list := invited()
	list[0].Email, list[0].On = "office@bar.example", "2026-07-01"
	for range 2 {
		if err := WriteList(publish.Reads{}, dir, list); err != nil {
			t.Fatal(err)
		}
	}
	got, err := lists.LoadInvited(filepath.Join(dir, lists.PartnersFile))
	if err != nil || !sameList(got, list) || got[0].On != "2026-07-01" {
		t.Errorf("%+v, %v", got, err)
	}
	list[1].Due = "2026-10-01"
	if err := WriteList(publish.Reads{}, dir, list); err == nil {
		t.Error("another list took its place")
	}
}
