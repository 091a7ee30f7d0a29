package office

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"depository.example/depository/pipeline/media/html"
	"depository.example/depository/pipeline/media/round"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// errorsOf is how many errors a partner has to correct; "" nothing has come.
func errorsOf(p *round.Standing) string {
	if !p.Answered() {
		return ""
	}
	return strconv.Itoa(p.Errors)
}

// Print writes the table, then who has answered, and the tasks that are due.
func (s *Status) Print(w io.Writer, texts *wording.Catalogue) error {
	t := table.NewWriter(w)
	if err := t.WriteAll(append([][]string{columns}, s.rows()...)); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%s\n", s.rate(texts))
	for _, task := range s.Tasks {
		fmt.Fprintln(w, texts.T("round.task", "partner", task.Partner, "task", task.Text, "due", task.Due))
	}
	return nil
}

// rate says how many have answered.
func (s *Status) rate(texts *wording.Catalogue) string {
	n := len(s.Standings)
	return texts.T("round.rate", "answered", s.answered(), "invited", n, "share", strconv.Itoa(100*s.answered()/n))
}

// JSON writes the status for programs.
func (s *Status) JSON(w io.Writer) error {
	type partner struct {
		Partner   string `json:"partner"`
		State     string `json:"state"`
		Invited   string `json:"invited"`
		Due       string `json:"due"`
		Received  string `json:"received"`
		Returned  string `json:"returned"`
		Corrected string `json:"corrected"`
		Errors    int    `json:"errors"`
	}
	out := struct {
		Period   string    `json:"period"`
		Invited  int       `json:"invited"`
		Answered int       `json:"answered"`
		Partners []partner `json:"partners"`
		Tasks    []Task    `json:"tasks"`
	}{s.Period, len(s.Standings), s.answered(), []partner{}, append([]Task{}, s.Tasks...)}
	for _, p := range s.Standings {
		out.Partners = append(out.Partners, partner{p.ID, string(p.State), p.On, p.Due, p.Received, p.Returned, p.Corrected, p.Errors})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

// HTML writes the status as a page that needs nothing beside it.
func (s *Status) HTML(w io.Writer, texts *wording.Catalogue) error {
	title := texts.T("round.title", "period", s.Period)
	doc := &document.Document{Lang: texts.Lang(), Title: title, Running: title, Sheet: true, Labels: document.Labels{Table: texts.T("report.label.table")}}
	doc.Blocks = []document.Block{&document.Heading{Level: 1, ID: "round", Text: title},
		&document.Paragraph{Spans: document.Plain(s.rate(texts))}, s.table(texts)}
	if len(s.Tasks) > 0 {
		t := &document.Table{ID: "tasks", Title: texts.T("round.tasks")}
		for _, key := range []string{"partner", "task", "due"} {
			t.Columns = append(t.Columns, document.Column{Title: texts.T("round.column." + key)})
		}
		for _, task := range s.Tasks {
			t.Rows = append(t.Rows, line(s.called(task.Partner).Name.In(texts.Lang()), task.Text, task.Due))
		}
		doc.Blocks = append(doc.Blocks, t)
	}
	return html.Write(w, doc, html.Options{})
}

func (s *Status) table(texts *wording.Catalogue) *document.Table {
	t := &document.Table{ID: "partners", Title: texts.T("round.table")}
	for _, key := range columns {
		t.Columns = append(t.Columns, document.Column{Title: texts.T("round.column." + key)})
	}
	for i, row := range s.rows() {
		row[0], row[1] = s.Standings[i].Name.In(texts.Lang()), texts.T("round.state."+row[1])
		t.Rows = append(t.Rows, line(row...))
	}
	return t
}

func line(texts ...string) (row document.Row) {
	for i, text := range texts {
		row.Cells = append(row.Cells, document.Cell{Spans: document.Plain(text), Head: i == 0})
	}
	return row
}
