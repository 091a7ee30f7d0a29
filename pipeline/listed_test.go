package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/cell"
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
	read := func() (*Intake, int) {
		job, err := Open(opts)
		if err != nil {
			t.Fatal(err)
		}
		in, err := Read(job, nil)
		if err != nil {
			t.Fatal(err)
		}
		return in, in.Problems.Count(cell.Warning)
	}
	without, warnings := read()
	opts.Territories, opts.TerritoriesDate = filepath.Join(home, "list.csv"), "2022-10-10"
	opts.TerritoriesTitle, opts.TerritoriesPublisher = survey.Text{"uk": "Перелік"}, survey.Text{"uk": "Міністерство"}
	with, same := read()
	if unread := unread(&with.Result); with.Unused != 3 || len(unread) != 0 || without.Unused != 0 {
		t.Errorf("%d rows are not used, want 3; not read: %+v", with.Unused, unread)
	}
	problems := string(table.Problems(with.Evidence.Problems, catalogue(t, "uk")).CSV())
	if strings.Count(problems, ",territory-status,list.csv,") != 3 || !strings.Contains(problems, "Первомайська") {
		t.Errorf("%s", problems)
	}
	if warnings != same {
		t.Errorf("partners have %d warnings with the list, %d without it", same, warnings)
	}
}
