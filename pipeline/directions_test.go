package pipeline

import (
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/pipeline/tell/document"
)

// The practices of the directions and those of none are all practices: who adds the table
// up is told what is missing.
func TestDirectionsAddUp(t *testing.T) {
	r := sample(t)
	all, none := 0, 0
	for _, s := range r.intake.Evidence.Submissions {
		for i := range s.Practices {
			if all++; s.Practices[i].Theme == "" {
				none++
			}
		}
	}
	said, listed := "", 0
	for _, b := range documentOf(t, r, "uk").Blocks {
		switch b := b.(type) {
		case *document.Paragraph:
			for _, s := range b.Spans {
				said += s.Text + "\n"
			}
		case *document.Table:
			if b.ID != "table-directions" {
				continue
			}
			for _, row := range b.Rows {
				n, err := strconv.Atoi(row.Cells[3].Spans[0].Text)
				if err != nil {
					t.Fatal(err)
				}
				listed += n
			}
		}
	}
	if none == 0 || listed != all-none {
		t.Errorf("the directions have %d practices of %d, %d name none", listed, all, none)
	}
	if want := catalogue(t, "uk").T("report.directions.none", "n", none, "of", all); !strings.Contains(said, want+"\n") {
		t.Errorf("nowhere stands %q", want)
	}
}
