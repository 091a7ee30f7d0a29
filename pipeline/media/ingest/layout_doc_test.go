package ingest

import (
	"os"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/survey/cell"
)

// TestTheExampleOfTheDocumentation reads the table of docs/layouts.md with the
// layout beside it.
func TestTheExampleOfTheDocumentation(t *testing.T) {
	data, err := os.ReadFile("../../../docs/layouts.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "```yaml\n")
	text, rest, _ := strings.Cut(rest, "```")
	l, err := foreign.ParseLayout("example.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	drawing := "# 1\n"
	for line := range strings.Lines(strings.TrimSpace(rest)) {
		if !strings.HasPrefix(line, "|") {
			break
		}
		if !strings.HasPrefix(line, "|---") {
			drawing += strings.Trim(strings.ReplaceAll(strings.TrimSpace(line), "**", ""), "|") + "\n"
		}
	}
	opts := realOptions(t)
	opts.Layouts = []foreign.Layout{l}
	opts.Places = places()
	r := Read(drawn("example.xlsx", drawing), nil, opts)
	if got, want := told(r), "12@2144 -+\n13@1111 ?."; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, p := range r.Problems {
		if p.Code != "table-yesno-unreadable" || p.At != (cell.Ref{File: "example.xlsx", Sheet: "1", Row: 4, Col: 4}) {
			t.Errorf("%s at %s", p.Code, p.At)
		}
	}
	if len(r.Problems) != 1 {
		t.Errorf("%d problems, want 1", len(r.Problems))
	}
}
