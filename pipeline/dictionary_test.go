package pipeline

import (
	"bytes"
	"encoding/csv"
	"io"
	"iter"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"golang.org/x/net/html"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/columnar"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/tell/reference"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// tablesAlone are the tables of an edition in CSV, as their writers begin them.
func tablesAlone(texts *wording.Catalogue) []edition.Output {
	out := []edition.Output{edition.Plain("numbers.csv", func(w io.Writer) error { return table.Numbers(w, func(func(reference.Number)) {}) })}
	for name, t := range map[string]table.Table{
		"answers": table.Answers(nil), "practices": table.Practices(nil), "scores": table.Scores(&score.Result{}, nil), "problems": table.Problems(nil, texts),
		"reviews": table.Reviews(nil), "basis": table.Basis(nil, nil),
	} {
		out = append(out, edition.Plain(name+".csv", t.Write))
	}
	slices.SortFunc(out, func(a, b edition.Output) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// header is the first row of a table.
func header(t *testing.T, data []byte) []string {
	t.Helper()
	row, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).Read()
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// The page of data explains each column of each table that an edition has, in the order
// of the table; no text explains a column that there is not.
func TestEveryColumnIsExplained(t *testing.T) {
	r, files, columns := sample(t), sampleSite(t), map[string][]string{}
	for name, data := range files {
		switch rest, ok := strings.CutPrefix(name, "data/"); {
		case !ok || path.Ext(name) != ".csv":
		case strings.Contains(rest, "/"):
			columns["practice"] = header(t, data)
		default:
			columns[strings.TrimSuffix(rest, ".csv")] = header(t, data)
		}
	}
	outputs, err := Compose(r.Job, r.intake, &r.results, &edition.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outputs {
		if name, ok := strings.CutSuffix(o.Name, ".csv"); ok && !strings.Contains(name, "/") && columns[name] == nil {
			t.Errorf("an edition has %s, which tablesAlone has not", o.Name)
		}
	}
	for _, lang := range templates.Languages {
		told := dictionaryOf(t, files[lang+"/data/index.html"])
		if len(told) != len(columns) {
			t.Errorf("%s: %d tables are explained, there are %d", lang, len(told), len(columns))
		}
		for name, want := range columns {
			var got []string
			for _, row := range told[name] {
				if got = append(got, row[0]); len(row) != 2 || row[1] == "" || strings.ContainsAny(row[1], "⟦{") {
					t.Errorf("%s: %s: %q", lang, name, row)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: of %s are explained %v, it has %v", lang, name, got, want)
			}
		}
		texts := catalogue(t, lang)
		for _, key := range texts.Keys() {
			if column, ok := strings.CutPrefix(key, "page.data.column."); ok && !explains(column, columns, texts) {
				t.Errorf("%s explains a column that no table has", key)
			}
		}
	}
}

// explains reports whether a text, by what its key ends in, is that of a column.
func explains(key string, columns map[string][]string, texts *wording.Catalogue) bool {
	if name, column, own := strings.Cut(key, "."); own {
		return slices.Contains(columns[name], column)
	}
	for name, list := range columns {
		if slices.Contains(list, key) && !texts.Has("page.data.column."+name+"."+key) {
			return true
		}
	}
	return false
}

// dictionaryOf reads the tables that explain columns, row by row.
func dictionaryOf(t *testing.T, page []byte) map[string][][]string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	out, name := map[string][][]string{}, ""
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "table":
			name = ""
			for _, a := range n.Attr {
				if of, ok := strings.CutPrefix(a.Val, "columns-"); ok && a.Key == "id" {
					name = of
				}
			}
		case n.Data == "tr" && name != "" && n.Parent.Data == "tbody":
			var row []string
			for cell := range n.ChildNodes() {
				text := ""
				for part := range cell.Descendants() {
					if part.Type == html.TextNode {
						text += part.Data
					}
				}
				row = append(row, text)
			}
			out[name] = append(out[name], row)
		}
	}
	return out
}

// A table in Parquet has the columns of the CSV, and answers.parquet number besides, as
// the page of data says.
func TestParquetHasTheColumnsOfTheCSV(t *testing.T) {
	for name, c := range map[string]struct {
		table table.Table
		write func(io.Writer, []string, iter.Seq[[]string]) error
		more  []string
	}{
		"answers": {table.Answers(nil), columnar.Answers, []string{"number"}},
		"scores":  {table.Scores(&score.Result{}, nil), columnar.Scores, nil},
	} {
		var b bytes.Buffer
		if err := c.write(&b, c.table.Header, c.table.Printed()); err != nil {
			t.Fatal(err)
		}
		file, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range file.Schema().Fields() {
			got = append(got, f.Name())
		}
		want := slices.Concat(c.table.Header, c.more)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s.parquet has %v, want %v", name, got, want)
		}
	}
}
