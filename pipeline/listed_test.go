package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/survey"
)

// TestRowsOfTheListOfTerritories: a row that contradicts itself is told apart from
// the partners' files: nobody's workbook was left unread, and no partner has to
// correct it.
func TestRowsOfTheListOfTerritories(t *testing.T) {
	list, err := os.ReadFile(need.Shared(t, "places/territories-2022.csv"))
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	write(t, filepath.Join(home, "list.csv"), list)
	opts := sampleOptions()
	opts.Outputs, opts.Territories, opts.TerritoriesDate, opts.Reports = filepath.Join(home, "outputs"), filepath.Join(home, "list.csv"), "2022-10-10", []string{"en"}
	opts.TerritoriesTitle, opts.TerritoriesPublisher = survey.Text{"uk": "Перелік"}, survey.Text{"uk": "Міністерство"}
	with, err := Run(opts, nil)
	if err != nil {
		t.Fatal(err)
	}
	if with.Unused != 3 || len(with.Unread) != 0 {
		t.Errorf("%d rows are not used, want 3; not read: %+v", with.Unused, with.Unread)
	}
	problems, err := os.ReadFile(filepath.Join(opts.Outputs, "2026-H1", "problems.csv"))
	if err != nil || strings.Count(string(problems), ",territory-status,list.csv,") != 3 || !strings.Contains(string(problems), "Первомайська") {
		t.Errorf("%v\n%s", err, problems)
	}
	opts.Territories, opts.TerritoriesDate, opts.Outputs = "", "", filepath.Join(home, "others")
	without, err := Run(opts, nil)
	if err != nil || with.Warnings != without.Warnings || without.Unused != 0 {
		t.Errorf("%v: partners have %d warnings with the list, %d without it", err, with.Warnings, without.Warnings)
	}
}
