package ingest

import (
	"os"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/ingest/foreign"
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
	var got []string
	for _, p := range r.Problems.Sorted() {
		got = append(got, p.Code+" "+p.At.String())
	}
	if want := []string{"table-yesno-unreadable example.xlsx!1!D4", "row-of-totals example.xlsx!1!5:5"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
