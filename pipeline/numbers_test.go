package pipeline

import (
	"bytes"
	"encoding/csv"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/reference"
	"depository.example/depository/pipeline/tell/writing"
)

// noFindings are numbers that are nobody's finding: dates, years, acts, versions,
// addresses, seeds, cells, and how the text of a document marks shades and intervals.
var noFindings = regexp.MustCompile(`^date: .*|\b20\d{6}\b|(?:WCAG|EN)[\s\x{a0}][\d\s\x{a0}]*\d(?:\.\d)?|https?://\S+|\d{1,2}\.\d{2}\.\d{4}|20\d\d-\d\d-\d\d|\b(?:19|20)\d\d(?:[./]\d+)?\b|(?:№|No\.?)[\s\x{a0}]*[\d-]+|\[[-\d.e+]+; [-\d.e+]+\]|‹\d›|\{#[^}]*\}|\(#[^)]*\)|[A-Z]+-\d+|\[(?:figure|card|table|key)[^]]*\]|(?m)^#+ .*$|\(SHA-256\).*|\b\d+-[IVХX]+|\b[\w-]+\.xlsx\S*|\[\[\d+\]\]\(#cells\)|\| \[\d+\] \||\[uk: [^\]]*\]`)

// Whatever number the report of the sample and its site print is the print of a
// finding in numbers.csv; what others typed, and what is quoted of acts and works, is
// theirs.
func TestEveryNumberHasAReference(t *testing.T) {
	r := sample(t)
	typed := typedBy(r.intake.Evidence.Submissions)
	for _, lang := range []string{"uk", "en"} {
		in, texts := r.composed(), catalogue(t, lang)
		printed := reference.Printed(in, texts)
		have := map[string]bool{}
		for _, n := range printed {
			for _, token := range reference.Tokens(n.Text) {
				have[token] = true
			}
		}
		missed := map[string]bool{}
		for p := range reference.Pages(in, texts) {
			var b bytes.Buffer
			if err := document.Print(&b, &document.Document{Blocks: findingsAlone(p.Blocks)}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.SplitSeq(b.String(), "\n") {
				for _, token := range reference.Tokens(noFindings.ReplaceAllString(typed.Replace(line), " ")) {
					if !have[token] && !missed[token] {
						missed[token] = true
						t.Errorf("%s: %s#%s prints %s, which has no reference: %s", lang, p.Name, p.Anchor, token, line)
					}
				}
			}
		}
	}
}

// typedBy takes out what partners typed of their practices, wherever it is printed.
func typedBy(subs []survey.Submission) *strings.Replacer {
	var list []string
	for _, s := range subs {
		for _, p := range s.Practices {
			list = append(list, p.Summary, p.Told.Problem, p.Told.Solution, p.Told.Result, p.Told.Conditions, p.Told.Cost, p.Told.RepeatedBy)
			for _, a := range p.Answers {
				comment, reason := a.Remarks()
				list = append(list, comment, reason)
			}
		}
	}
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, s := range list {
		pairs = append(pairs, s, " ")
	}
	return strings.NewReplacer(pairs...)
}

// findingsAlone leaves out what is not of findings: the words of the rubric, what
// partners typed, the plan, files and works.
func findingsAlone(blocks []document.Block) []document.Block {
	var out []document.Block
	inSources := false
	for _, b := range blocks {
		switch b := b.(type) {
		case *document.Heading:
			inSources = slices.Contains([]string{"sources", "section-sources-data", "section-sources-works", "adopt", "cite", "section-plan", "files"}, b.ID)
		case *document.Table:
			if strings.HasPrefix(b.ID, "table-rubric") || slices.Contains([]string{"annex-plan", "annex-problems", "table-plan", "answers", writing.CitedID}, b.ID) {
				continue
			}
		case *document.Card:
			if strings.HasPrefix(b.ID, "card-") { // a partner's own words of a practice
				continue
			}
		case *document.Paragraph, *document.List:
			if inSources {
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// A reference does not depend on the language or on what is printed first, and each
// stands once, with a place.
func TestReferencesStay(t *testing.T) {
	r := sample(t)
	seen := map[string]string{}
	for _, lang := range []string{"uk", "en"} {
		var written bytes.Buffer
		failed := table.Numbers(&written, func(tell func(reference.Number)) { reference.Each(r.composed(), catalogue(t, lang), tell) })
		rows, err := csv.NewReader(&written).ReadAll()
		if err = errors.Join(failed, err); err != nil {
			t.Fatal(err)
		}
		once := map[string]bool{}
		for _, row := range rows[1:] {
			if once[row[0]] || row[4] == "" {
				t.Errorf("%s stands twice or nowhere: %q", row[0], row)
			}
			once[row[0]] = true
			if x, ok := seen[row[0]]; ok && x != row[1] {
				t.Errorf("%s is %s, and %s in another language", row[0], x, row[1])
			}
			seen[row[0]] = row[1]
		}
		if len(once) < 2000 {
			t.Errorf("%d numbers", len(once))
		}
	}
}
