package html

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"depository.example/depository/pipeline/media/palette"
	"depository.example/depository/pipeline/tell/document"
)

//go:embed page.css
var pageCSS string

// policy of a page by itself: its style sheet, and nothing else.
func policy(css string) string {
	sum := sha256.Sum256([]byte(css))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; form-action 'none'"
}

// Write writes a document as one page that needs nothing beside it and no script:
// it can be mailed, and opens from a folder. Labels are the document's where opts
// have none. Errors are those of w.
func Write(w io.Writer, doc *document.Document, opts Options) error {
	if opts.Labels == (document.Labels{}) {
		opts.Labels = doc.Labels
	}
	opts.Lang = cmp.Or(opts.Lang, doc.Lang)
	style := palette.CSS() + pageCSS + opts.Style
	p := &writer{}
	p.put("<!DOCTYPE html>\n<html")
	p.attr("lang", doc.Lang)
	p.put(">\n<head>\n<meta charset=\"utf-8\">\n")
	p.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", esc(policy(style)))
	p.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n", esc(doc.Title))
	if doc.Subject != "" {
		p.raw("<meta name=\"description\" content=\"%s\">\n", esc(doc.Subject))
	}
	p.raw("<style>%s</style>\n</head>\n<body>\n<main>\n", style)
	p.cover(doc)
	p.contents(doc)
	p.raw("%s</main>\n</body>\n</html>\n", string(Body(doc.Blocks, opts)))
	_, err := w.Write(p.out)
	return err
}

// cover writes what stands on a report's first page. The title of a single sheet
// is its first heading's, and is said here alone.
func (w *writer) cover(doc *document.Document) {
	w.raw("<header>\n")
	for _, line := range []struct{ class, text string }{{"organisation", doc.Organisation}, {"notice", doc.Notice}} {
		if line.text != "" {
			w.raw("<p class=\"%s\">%s</p>\n", line.class, Tied(line.text, doc.Lang))
		}
	}
	w.raw("<h1>%s</h1>\n", Tied(doc.Title, doc.Lang))
	for _, line := range []struct{ class, text string }{{"subtitle", doc.Subtitle}, {"small", doc.AsOf}, {"small", doc.Dateline}, {"small", doc.Note}} {
		if line.text != "" {
			w.raw("<p class=\"%s\">%s</p>\n", line.class, Tied(line.text, doc.Lang))
		}
	}
	w.raw("</header>\n")
}

// contents lists chapters and sections, where the document wants it.
func (w *writer) contents(doc *document.Document) {
	if doc.Contents == "" {
		return
	}
	var list strings.Builder
	for _, b := range doc.Blocks {
		if h, ok := b.(*document.Heading); ok && h.ID != "" && h.Level < 3 {
			fmt.Fprintf(&list, "<li class=\"level-%d\"><a href=\"#%s\">%s</a></li>\n", max(h.Level, 1), esc(h.ID), esc(h.Text))
		}
	}
	if list.Len() > 0 {
		w.raw("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">%s</h2>\n<ol>\n%s</ol>\n</nav>\n", esc(doc.Contents), list.String())
	}
}
