package lists

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/pipeline/survey/survey"
)

func TestLoadInvited(t *testing.T) {
	load := func(text string) ([]Invited, error) {
		file := filepath.Join(t.TempDir(), "partners.csv")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return LoadInvited(file)
	}
	got, err := load("Партнери 2026\n\nНазва;КАТОТТГ;Тип;id;Строк;Ел. пошта\nВінниця;UA05020030000031457;city;vinnytsia;01.09.2026;v@example.org\n;;;;;\nБар;05020010000053508;;;;\nТульчин;м. Тульчин;;;;\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []Invited{
		{Partner: survey.Partner{ID: "vinnytsia", Name: survey.Text{"uk": "Вінниця"}, Place: "UA05020030000031457", Kind: "city"}, Due: "2026-09-01", Email: "v@example.org"},
		{Partner: survey.Partner{Name: survey.Text{"uk": "Бар"}, Place: "UA05020010000053508"}},
		{Partner: survey.Partner{Name: survey.Text{"uk": "Тульчин"}, Place: "м. Тульчин"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for text, says := range map[string]string{
		"a;b\n1;2\n":                "list.no-name-column",
		"name;place\nБар;\n;UA05\n": "row=3",
		"name;due\nБар;скоро\n":     "list.no-day",
	} {
		if _, err := load(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
