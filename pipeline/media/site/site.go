// Package site writes the dashboard: one page that opens from a disk, needs no
// network, and shows every language that the report exists in. It believes that
// a text is a text: nothing that a partner typed can become mark-up or program,
// and whoever cannot see a figure reads its numbers.
package site

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"

	"depository.example/depository/pipeline/tell/document"
)

// A Page is the dashboard in one language.
type Page struct {
	Lang         string // "uk" or "en"
	Title        string
	Subtitle     string
	Organisation string // who publishes; "" none
	Dateline     string // place and date
	Notice       string // shown with every view: "illustrative data"; "" none
	Summary      []string
	KeyFigures   []document.KeyFigure
	Figures      []*document.Figure // in the order of reading; IDs unique within the page
	Practices    []Practice
	// PracticeWord names what the table lists, where it is not practices
	// ("Centres and hromadas"); "" the wording's own.
	PracticeWord    string
	Recommendations []Recommendation
	Notes           []string // how to read the numbers; one paragraph each
	Downloads       []Download
}

// A Practice is one row of the table of practices.
type Practice struct {
	Title        string
	Lang         string // of the title and summary, where it differs from the page's
	Summary      string // "" none
	Link         string // where it can be seen; shown only when it is http or https
	Partner      string
	Theme        string         // "" none
	Score        document.Value // Known, X for sorting, Text as printed
	Level        string         // maturity level as printed; "" none
	Class        int            // 1 to 5: shade of the level; 0 none
	Coverage     document.Value // share of answers, as printed
	SelfAssessed string         // says what rests on the partner's own word: "self-assessed"; "" nothing
}

// A Recommendation is one proposal. Empty parts are left out.
type Recommendation struct {
	Number      string
	Title       string
	Action      string
	Why         string // why, with its figures
	Priority    string
	Responsible string
	Deadline    string
	Result      string // the measurable result
	LearnFrom   string // whose practice to adopt
}

// A Download is a file beside the page.
type Download struct {
	Name string // as printed
	Href string // a path of letters, digits and ._-/ beside the page or, with ../, one folder up
	Note string // kind, language or content; "" none
}

// Write writes one self-contained index.html with a page a language, the first
// shown first. The same pages give the same bytes. It fails when there is no
// page, a figure cannot be drawn, or w fails.
func Write(w io.Writer, pages []Page) error {
	if len(pages) == 0 {
		return errors.New("site: no page to write")
	}
	shell, err := newShell(pages)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	tmpl, err := template.New("page.html").ParseFS(assets, "site/page.html")
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	var b bytes.Buffer
	if err := tmpl.Execute(&b, shell); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}
