package pipeline

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/workspace"
)

// Of sixty workbooks exactly those are read again that have changed, be it none, one,
// twenty or all of them.
func TestAsManyAreReadAsHaveChanged(t *testing.T) {
	const partners = 60
	home := t.TempDir()
	put := func(i int, text string) {
		t.Helper()
		book := excelize.NewFile()
		defer book.Close()
		_ = book.SetCellStr("Sheet1", "A1", fmt.Sprint(text, " ", i))
		var data bytes.Buffer
		if err := book.Write(&data); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(home, "inputs", "2026-H1", fmt.Sprintf("partner-%02d.xlsx", i)), data.Bytes())
	}
	partner, err := os.ReadFile(filepath.Join(need.Root(t), "inputs", "2026-H1", "nadberezhansk.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(home, "inputs", "2026-H1", "nadberezhansk.xlsx"), partner) // a period has some partner
	for i := range partners {
		put(i, "first")
	}
	for round, changed := range []int{partners, 0, 1, 20, 0, partners} {
		for i := range changed {
			if round > 0 {
				put(i*partners/changed, fmt.Sprint("round ", round))
			}
		}
		job, err := Open(Options{Sources: workspace.Sources{Method: "egov-practices", Inputs: filepath.Join(home, "inputs")}, Outputs: filepath.Join(home, "outputs"), Lang: "uk", Cache: filepath.Join(home, "private", "cache")})
		if err != nil {
			t.Fatal(err)
		}
		in, err := Read(job, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := changed
		if round == 0 {
			want++ // the partner's
		}
		if read := len(in.Files) - in.Unchanged; len(in.Files) != partners+1 || read != want {
			t.Errorf("round %d: %d of %d workbooks were read, and %d have changed", round, read, len(in.Files), want)
		}
	}
}
