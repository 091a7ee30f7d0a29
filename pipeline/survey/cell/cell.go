// Package cell believes that every datum knows where it came from: it names a
// workbook cell as people write it (file.xlsx!Sheet!C14) and collects the
// problems that a partner can correct there. A problem holds no sentence: its
// code and its particulars are printed in the reader's language by wording.
package cell

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A Ref names a place in a partner's file. The zero Ref names nothing.
type Ref struct {
	File  string // base name, as in the inputs folder
	Sheet string // sheet name as typed; "" for CSV or for the file as a whole
	Row   int    // 1-based; 0: the sheet as a whole
	Col   int    // 1-based; 0: the row as a whole
}

// Name returns the A1 form of the cell ("C14"), "14:14" for a whole row, and ""
// for a whole sheet or file.
func (r Ref) Name() string {
	switch {
	case r.Row <= 0:
		return ""
	case r.Col <= 0:
		n := strconv.Itoa(r.Row)
		return n + ":" + n
	}
	return ColumnName(r.Col) + strconv.Itoa(r.Row)
}

// String returns file.xlsx!Sheet!C14, leaving out what is not known.
func (r Ref) String() string {
	parts := make([]string, 0, 3)
	for _, p := range []string{r.File, r.Sheet, r.Name()} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "!")
}

// IsZero reports whether the reference names nothing.
func (r Ref) IsZero() bool { return r == Ref{} }

// Compare orders references by file, sheet, row and column.
func (r Ref) Compare(o Ref) int {
	return cmp.Or(
		strings.Compare(r.File, o.File),
		strings.Compare(r.Sheet, o.Sheet),
		cmp.Compare(r.Row, o.Row),
		cmp.Compare(r.Col, o.Col),
	)
}

// ColumnName returns the letters of a 1-based column: 1 is A, 28 is AB. It
// returns "" for a number below 1.
func ColumnName(col int) string {
	var b [8]byte
	i := len(b)
	for ; col > 0 && i > 0; col = (col - 1) / 26 {
		i--
		b[i] = byte('A' + (col-1)%26)
	}
	return string(b[i:])
}

// Position reads the A1 form of a cell, as D14 or $D$14; zeroes where it is none.
func Position(name string) (row, col int) {
	name = strings.ToUpper(strings.ReplaceAll(name, "$", ""))
	letters := strings.TrimRight(name, "0123456789")
	for _, r := range letters {
		if r < 'A' || r > 'Z' || col > 1<<16 {
			return 0, 0
		}
		col = col*26 + int(r-'A') + 1
	}
	row, err := strconv.Atoi(name[len(letters):])
	if err != nil || letters == "" {
		return 0, 0
	}
	return row, col
}

// A Severity says what a problem does to the result.
type Severity uint8

const (
	// Note tells something worth knowing; the datum was read as meant.
	Note Severity = iota
	// Warning asks somebody to look; the datum was read and counts.
	Warning
	// Error means that a datum, a sheet or a file does not count until it is corrected.
	Error
)

// String returns the fixed word used in problems.csv: note, warning or error.
func (s Severity) String() string { return [...]string{"note", "warning", "error"}[s] }

// A Problem is something that a partner can correct, as a value. What is
// expected and what to do are texts problem.<Code>.expected and
// problem.<Code>.remedy of the wording, filled with Args.
type Problem struct {
	Code     string // a stable id and word, as "answer-unreadable"
	Severity Severity
	At       Ref
	Read     string // what stands there, as typed; may be ""
	Args     []Arg  // particulars that the texts name, in order of name
}

// An Arg is one particular of a problem: a text placed where {Name} stands.
type Arg struct{ Name, Value string }

// Ends reports whether the reading of a file, or of a sheet of it, ended there:
// what follows is not known.
func (p Problem) Ends() bool {
	switch p.Code {
	case "file-changed", "file-damaged", "file-inflates", "file-ratio", "file-many-parts", "file-many-sheets", "file-ods-cut", "file-strings",
		"sheet-blank-run", "sheet-damaged", "sheet-encoding", "sheet-missing", "sheet-too-many-cells",
		"file-beyond-all", "table-too-long":
		return true
	}
	return false
}

// Compare orders problems by place, code, what was read and particulars; of a
// file those first at which its reading ended, because others may follow from
// them.
func (p Problem) Compare(q Problem) int {
	return cmp.Or(
		strings.Compare(p.At.File, q.At.File),
		-ordered(p.Ends(), q.Ends()),
		p.At.Compare(q.At),
		strings.Compare(p.Code, q.Code),
		strings.Compare(p.Read, q.Read),
		slices.CompareFunc(p.Args, q.Args, func(a, b Arg) int {
			return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Value, b.Value))
		}),
	)
}

// ordered compares false before true.
func ordered(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// Problems is a list that stages add to. The zero value is ready to use.
type Problems []Problem

// A Tally counts problems.
type Tally struct{ Errors, Warnings int }

// ByFile counts the errors and warnings of each file.
func (l Problems) ByFile() map[string]Tally {
	out := map[string]Tally{}
	for i := range l {
		t := out[l[i].At.File]
		switch l[i].Severity {
		case Error:
			t.Errors++
		case Warning:
			t.Warnings++
		}
		out[l[i].At.File] = t
	}
	return out
}

// Add appends a problem. args alternate names and values; a name without a
// value is ignored.
func (l *Problems) Add(s Severity, code string, at Ref, read string, args ...string) {
	p := Problem{Code: code, Severity: s, At: at, Read: read}
	for i := 0; i+1 < len(args); i += 2 {
		p.Args = append(p.Args, Arg{args[i], args[i+1]})
	}
	slices.SortFunc(p.Args, func(a, b Arg) int { return strings.Compare(a.Name, b.Name) })
	*l = append(*l, p)
}

// Sorted returns the problems in canonical order, each once.
func (l Problems) Sorted() Problems {
	out := slices.Clone(l)
	slices.SortFunc(out, Problem.Compare)
	return slices.CompactFunc(out, func(a, b Problem) bool { return a.Compare(b) == 0 })
}

// Count tells how many problems have severity s.
func (l Problems) Count(s Severity) int {
	n := 0
	for _, p := range l {
		if p.Severity == s {
			n++
		}
	}
	return n
}
