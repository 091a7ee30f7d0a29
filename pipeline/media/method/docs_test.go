package method

import (
	"os"
	"strings"
	"testing"
)

// TestExamplesOfTheDocumentation reads every example on the page of the method file.
func TestExamplesOfTheDocumentation(t *testing.T) {
	page, err := os.ReadFile("../../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(page), "```yaml\n")[1:]
	if len(blocks) < 4 {
		t.Fatalf("%d examples", len(blocks))
	}
	for _, b := range blocks {
		text, _, _ := strings.Cut(b, "```")
		if _, err := Parse("docs/method.md", []byte(text)); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
}
