package table

import (
	"encoding/csv"
	"io"

	"depository.example/depository/pipeline/survey/legible"
)

// A Writer writes tables of texts (CSV) as all of the program are: a text stands as
// it was typed, but for what cannot be seen, and with an apostrophe before what a
// program for tables would compute (legible.Cell). Lines end with "\n".
type Writer struct {
	csv  *csv.Writer
	line []string
}

// NewWriter returns a Writer to w; what is written waits until Flush.
func NewWriter(w io.Writer) *Writer { return &Writer{csv: csv.NewWriter(w)} }

// Write writes a row; the row stays as it is.
func (w *Writer) Write(row []string) error {
	w.line = w.line[:0]
	for _, field := range row {
		w.line = append(w.line, legible.Cell(legible.Text(field)))
	}
	return w.csv.Write(w.line)
}

// WriteAll writes rows and flushes.
func (w *Writer) WriteAll(rows [][]string) error {
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			return err
		}
	}
	return w.Flush()
}

// Flush passes on what waits, and returns the error of this or an earlier write.
func (w *Writer) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}
