package outcome

import (
	"fmt"
	"io"
	"strings"

	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// Method says what a method is that has no fault, and to told what to doubt of it.
func Method(w, told io.Writer, m *method.Method, texts *wording.Catalogue) error {
	for _, doubt := range m.Warnings {
		fmt.Fprintln(told, texts.T("method.check.warning", "text", doubt.In(texts)))
	}
	for _, o := range m.Overlooked() {
		fmt.Fprintln(told, texts.T("method.check.warning", "text", texts.T("method.check.core", "node", o.Core.ID, "points", texts.Number(o.Loses, 1),
			"other", o.Other.ID, "more", texts.Number(o.Losing, 1))))
	}
	for _, u := range m.Unasked() {
		key := "method.check.unasked"
		if u.Criterion.Drop {
			key = "method.check.dropped"
		}
		fmt.Fprintln(w, texts.T(key, "node", u.Criterion.ID, "ask", u.Criterion.Ask.Text, "points", texts.Number(u.Loses, 1)))
	}
	_, err := fmt.Fprintln(w, texts.T("method.check.sound", "method", strings.TrimSpace(m.ID+" "+m.Version), "n", len(m.Questionnaire.Criteria), "hash", m.Hash))
	return err
}

// Places says what a codifier holds that was taken into a file, with so many old codes
// beside it; where none were asked for, that is no word.
func Places(w io.Writer, file string, c *place.Codifier, old int, withOld bool, texts *wording.Catalogue) error {
	t := plaintext.Table{Header: []string{texts.T("command.places.category"), texts.T("command.places.units")}}
	for _, category := range place.Categories {
		t.Rows = append(t.Rows, []string{texts.T("command.places.category." + string(category)), texts.Number(float64(c.Count(category)), 0)})
	}
	fmt.Fprint(w, t.String())
	if n := c.Regions(); n < len(place.Oblasts) {
		fmt.Fprintln(w, texts.T("command.places.partial", "n", n, "of", len(place.Oblasts)))
	}
	if c.Orphans > 0 {
		fmt.Fprintln(w, texts.T("command.places.orphans", "n", c.Orphans))
	}
	_, err := fmt.Fprintln(w, texts.T("command.places.done", "file", file, "n", len(c.Units)))
	if err == nil && withOld {
		_, err = fmt.Fprintln(w, texts.T("command.places.former", "file", lists.FormerCodesOf(file), "n", old))
	}
	return err
}
