// Package download says what there is to download: each file with what is in it, its
// size and its hash. It believes that whoever takes a file away wants to know what it
// holds, and later whether it is still that file.
package download

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"io"
	"path"
	"strings"
	"sync"

	"depository.example/depository/pipeline/media/html"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// A File is a file to download, which is made elsewhere; Name is its path below data/.
type File struct {
	Name string
	Copy func(io.Writer) (int64, error)
}

// Told says what a file is.
type Told struct {
	Name   string
	Bytes  int
	SHA256 string
}

// Tell reads every file once, when it is first asked, and says what they are.
func Tell(files []File) func() ([]Told, error) {
	return sync.OnceValues(func() (out []Told, err error) {
		for _, f := range files {
			sum := sha256.New()
			n, err := f.Copy(sum)
			if err != nil {
				return nil, err
			}
			out = append(out, Told{f.Name, int(n), hex.EncodeToString(sum.Sum(nil))})
		}
		return out, nil
	})
}

// A Page is where files are told of: its words, the languages of the site, and the way
// from it to the folder of the files.
type Page struct {
	Words     *wording.Catalogue
	Languages []string
	Folder    string // with a slash at its end
}

// Body is the table of what can be downloaded.
func (p Page) Body(list []Told) template.HTML {
	t := &document.Table{Columns: []document.Column{{Title: p.Words.T("page.data.name")}, {Title: p.Words.T("page.data.size"), Align: document.Right}, {Title: p.Words.T("page.data.digest")}}}
	for _, f := range list {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Head: true, Spans: p.named(f.Name)},
			{Spans: document.Plain(p.Words.Number(float64(f.Bytes)/1024, 1))}, {Spans: document.Plain(f.SHA256)},
		}})
	}
	return html.Body([]document.Block{&document.Heading{Level: 2, ID: "files", Text: p.Words.T("page.data.files")}, t},
		html.Options{Lang: p.Words.Lang(), Top: 1, Link: func(link string) (string, bool) { return link, true }})
}

// named leads to a file, and says what is in it where there are words for that.
func (p Page) named(name string) []document.Span {
	out := []document.Span{{Text: name, Link: p.Folder + name}}
	key := "page.data.what." + strings.TrimSuffix(name, path.Ext(name))
	for _, lang := range p.Languages {
		key = strings.TrimSuffix(key, "."+lang)
	}
	if p.Words.Has(key) {
		out = append(out, document.Span{Text: " — " + p.Words.T(key)})
	}
	return out
}
