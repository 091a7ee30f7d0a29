// Package download says what there is to download: each file with what is in it, its
// size and its hash. It believes that whoever takes a file away wants to know what it
// holds, and later whether it is still that file.
package download

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"html/template"
	"io"
	"path"
	"slices"
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
	// Columns are the names of a table's columns, of CSV alone: as a workbook or in
	// Parquet the table has the same.
	Columns []string
}

// Tell reads every file once, when it is first asked, and says what they are.
func Tell(files []File) func() ([]Told, error) {
	return sync.OnceValues(func() (out []Told, err error) {
		for _, f := range files {
			sum, begin := sha256.New(), &beginning{}
			n, err := f.Copy(io.MultiWriter(sum, begin))
			if err != nil {
				return nil, err
			}
			out = append(out, Told{f.Name, int(n), hex.EncodeToString(sum.Sum(nil)), begin.columns(f.Name)})
		}
		return out, nil
	})
}

// A beginning keeps what a file begins with, as far as names of columns go.
type beginning struct{ held []byte }

// Write takes a part of the file in.
func (b *beginning) Write(data []byte) (int, error) {
	const most = 4 << 10
	b.held = append(b.held, data[:min(len(data), most-len(b.held))]...)
	return len(data), nil
}

// columns are those of a table in CSV; nil of any other file.
func (b *beginning) columns(name string) []string {
	if path.Ext(name) != ".csv" {
		return nil
	}
	out, err := csv.NewReader(bytes.NewReader(b.held)).Read()
	if err != nil { // an empty file has none
		return nil
	}
	return out
}

// A Page is where files are told of: its words, the languages of the site, and the way
// from it to the folder of the files.
type Page struct {
	Words     *wording.Catalogue
	Languages []string
	Folder    string // with a slash at its end
	Scale     [2]float64
	// Practice are the columns of the tables that the pages of practices offer; nil none.
	Practice []string
}

// Body is the table of what can be downloaded, and the dictionary of its columns.
func (p Page) Body(list []Told) template.HTML {
	t := &document.Table{ID: "downloads", Columns: []document.Column{{Title: p.Words.T("page.data.name")}, {Title: p.Words.T("page.data.size"), Align: document.Right}, {Title: p.Words.T("page.data.digest")}}}
	tables, columns := map[string]bool{}, []document.Block{&document.Heading{Level: 2, ID: "columns", Text: p.Words.T("page.data.columns")}, &document.Paragraph{Spans: document.Plain(p.Words.T("page.data.columns.lead"))}}
	for _, f := range append(slices.Clone(list), Told{Name: practice, Columns: p.Practice}) {
		if f.Columns != nil {
			tables[base(f.Name)] = true
			columns = append(columns, p.dictionary(f))
		}
	}
	for _, f := range list {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Head: true, Spans: p.named(f.Name, tables)},
			{Spans: document.Plain(p.Words.Number(float64(f.Bytes)/1024, 1))}, {Spans: document.Plain(f.SHA256)},
		}})
	}
	if len(tables) == 0 {
		columns = nil
	}
	return html.Body(append([]document.Block{&document.Heading{Level: 2, ID: "files", Text: p.Words.T("page.data.files")}, t}, columns...),
		html.Options{Lang: p.Words.Lang(), Top: 1, Link: func(link string) (string, bool) { return link, true }})
}

// practice names the tables of the pages of practices.
const practice = "practice"

// base is the name of a file without what it ends in: that of the table in it.
func base(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// dictionary says what the columns of a table hold.
func (p Page) dictionary(f Told) *document.Table {
	t := &document.Table{ID: "columns-" + base(f.Name), Title: f.Name, Columns: []document.Column{{Title: p.Words.T("page.data.columns.name")}, {Title: p.Words.T("page.data.columns.meaning")}}}
	if f.Name == practice {
		t.Title = p.Words.T("page.data.columns.practice")
	}
	for _, column := range f.Columns {
		key := "page.data.column." + base(f.Name) + "." + column
		if !p.Words.Has(key) {
			key = "page.data.column." + column
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Head: true, Spans: document.Plain(column)}, {Spans: document.Plain(p.Words.T(key, "min", p.Scale[0], "max", p.Scale[1]))},
		}})
	}
	return t
}

// named leads to a file, and says what is in it where there are words for that, and
// where its columns are explained if it is one of the tables.
func (p Page) named(name string, tables map[string]bool) []document.Span {
	out := []document.Span{{Text: name, Link: p.Folder + name}}
	key := "page.data.what." + base(name)
	for _, lang := range p.Languages {
		key = strings.TrimSuffix(key, "."+lang)
	}
	if p.Words.Has(key) {
		out = append(out, document.Span{Text: " — " + p.Words.T(key)})
	}
	if tables[base(name)] {
		out = append(out, document.Span{Text: " — "}, document.Span{Text: p.Words.T("page.data.columns.of"), Link: "#columns-" + base(name)})
	}
	return out
}
