package indexfile

import (
	"io"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
)

// OtherKind is the ending of a name that says another kind of file than a table of
// text; "" none.
func OtherKind(name string) string {
	kind := strings.ToLower(filepath.Ext(name))
	if slices.Contains([]string{".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".pdf", ".yaml", ".yml", ".html"}, kind) {
		return kind
	}
	return ""
}

// A Job says what is made of a table.
type Job struct {
	Data          string // the table
	Out           string // the scores; "" a stream
	Replay, Pairs string // files of draws to repeat, and of all pairs; "" none
	Uncertain     bool   // with draws, of the method or of a file
}

// Files names what may be written beside the scores.
func (j *Job) Files() []string {
	switch {
	case j.Out == "":
		return nil
	case j.Uncertain:
		return append(Besides(j.Out), j.Pairs)
	}
	return []string{beside(j.Out, "notes")}
}

// Write scores the table by a method: in parts where that can be, and w is told how far
// it has come, else whole. Spoilt reports that a reference unit cannot serve.
func (j *Job) Write(m *method.Method, to Sink, tell account.Teller, w io.Writer) (spoilt bool, err error) {
	if !j.Uncertain {
		if done, err := streamed(m, j.Data, to, tell, w); done {
			return false, err
		}
	}
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // a large table is held once: room matters more than haste
	x, err := Open(m, j.Data, tell)
	if err != nil {
		return false, err
	}
	if err := x.writeScores(to); err != nil {
		return false, err
	}
	if to.Out != "" && j.Uncertain {
		if err := x.uncertainty(to, j.Replay, j.Pairs, tell); err != nil {
			return false, err
		}
	}
	return x.Spoilt(), nil
}

// Find finds a unit of the table of a file by its identity.
func (x *Index) Find(called, file string) (unit int, err error) {
	if unit = x.Unit(called); unit >= 0 {
		return unit, nil
	}
	names := make([]string, len(x.Table.Units))
	for u := range names {
		names[u] = strings.Join(x.Identity(u), ",")
	}
	if like := reply.Meant(called, names); like != "" {
		return -1, wording.Fail("index.no-unit.like", "file", file, "read", called, "like", like)
	}
	return -1, wording.Fail("index.no-unit", "file", file, "read", called, "n", len(names), "some", strings.Join(names[:min(len(names), 5)], "; "))
}
