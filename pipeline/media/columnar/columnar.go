// Package columnar writes tables as Parquet, for whoever computes with them: the same
// rows and columns as the CSV, with numbers as numbers and what is not there as null.
package columnar

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"depository.example/depository/pipeline/survey/legible"
)

// An answer is a row of answers.parquet.
type answer struct {
	File          string   `parquet:"file,dict"`
	Sheet         string   `parquet:"sheet,dict"`
	Cell          string   `parquet:"cell"`
	Partner       string   `parquet:"partner,dict"`
	Practice      string   `parquet:"practice,dict"`
	PracticeTitle string   `parquet:"practice_title,dict"`
	Place         string   `parquet:"place,dict"`
	Criterion     string   `parquet:"criterion,dict"`
	State         string   `parquet:"state,dict"`
	Value         *string  `parquet:"value,optional"`  // as in answers.csv: a number, yes or no, the id of a choice
	Number        *float64 `parquet:"number,optional"` // of value, where it is one
	Raw           string   `parquet:"raw"`
}

// A score is a row of scores.parquet.
type score struct {
	UnitKind string   `parquet:"unit_kind,dict"`
	Unit     string   `parquet:"unit,dict"`
	Partner  string   `parquet:"partner,dict"`
	Place    string   `parquet:"place,dict"`
	Node     string   `parquet:"node,dict"`
	Score    *float64 `parquet:"score,optional"`
	Level    *int32   `parquet:"level,optional"`
	Coverage *float64 `parquet:"coverage,optional"`
	Rank     *int32   `parquet:"rank,optional"`
	First    *float64 `parquet:"evidence_1,optional"`
	Second   *float64 `parquet:"evidence_2,optional"`
	Third    *float64 `parquet:"evidence_3,optional"`
}

// Answers writes answers.csv as Parquet. Rows have their fields as they are printed there;
// a row is there until the next.
func Answers(to io.Writer, header []string, rows iter.Seq[[]string]) error {
	return written(to, header, rows, func(r *reader) func() answer {
		file, sheet, cell, partner := r.column("file"), r.column("sheet"), r.column("cell"), r.column("partner")
		practice, title, place, criterion := r.column("practice"), r.column("practice_title"), r.column("place"), r.column("criterion")
		state, value, raw := r.column("state"), r.column("value"), r.column("raw")
		return func() answer {
			return answer{r.text(file), r.text(sheet), r.text(cell), r.text(partner), r.text(practice), r.text(title), r.text(place),
				r.text(criterion), r.text(state), r.some(value), r.number(value), r.text(raw)}
		}
	})
}

// Scores writes scores.csv as Parquet, likewise.
func Scores(to io.Writer, header []string, rows iter.Seq[[]string]) error {
	return written(to, header, rows, func(r *reader) func() score {
		kind, unit, partner, place, node := r.column("unit_kind"), r.column("unit"), r.column("partner"), r.column("place"), r.column("node")
		value, level, coverage, rank := r.column("score"), r.column("level"), r.column("coverage"), r.column("rank")
		first, second, third := r.column("evidence_1"), r.column("evidence_2"), r.column("evidence_3")
		return func() score {
			return score{r.text(kind), r.text(unit), r.text(partner), r.text(place), r.text(node),
				r.number(value), r.whole(level), r.number(coverage), r.whole(rank), r.number(first), r.number(second), r.number(third)}
		}
	})
}

// errColumn is met with a column that the type of a row does not have: whoever adds one
// to the table adds it here.
var errColumn = errors.New("no such column in Parquet")

// batch is how many rows are written at once.
const batch = 4096

// written writes the rows of a table; row makes the next one of what a reader reads.
func written[T any](to io.Writer, header []string, rows iter.Seq[[]string], row func(r *reader) func() T) error {
	schema := parquet.SchemaOf(new(T))
	for _, name := range header {
		if _, has := schema.Lookup(name); !has {
			return fmt.Errorf("%w: %s", errColumn, name)
		}
	}
	r := &reader{header: header}
	next := row(r)
	w := parquet.NewGenericWriter[T](to, parquet.Compression(&parquet.Snappy), parquet.CreatedBy("depository", "", ""))
	list := make([]T, 0, batch)
	for r.fields = range rows {
		if list = append(list, next()); len(list) == batch {
			if _, err := w.Write(list); err != nil {
				return err
			}
			list = list[:0]
			r.numbers, r.wholes, r.texts = r.numbers[:0], r.wholes[:0], r.texts[:0]
		}
	}
	if _, err := w.Write(list); err != nil {
		return err
	}
	return w.Close()
}

// A reader reads the fields of a row. What it points to is there until the batch is
// written.
type reader struct {
	header, fields []string
	numbers        []float64
	wholes         []int32
	texts          []string
}

// column is where a column stands, which every table has.
func (r *reader) column(name string) int { return slices.Index(r.header, name) }

func (r *reader) text(column int) string { return legible.Uncell(r.fields[column]) }

// some is a text; nil where it is empty.
func (r *reader) some(column int) *string {
	text := r.text(column)
	if text == "" {
		return nil
	}
	r.texts = append(r.texts, text)
	return &r.texts[len(r.texts)-1]
}

// number is a number; nil where it is none.
func (r *reader) number(column int) *float64 {
	text := r.text(column)
	if text == "" {
		return nil // without an error, which costs more than a number
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil
	}
	r.numbers = append(r.numbers, x)
	return &r.numbers[len(r.numbers)-1]
}

// whole is a whole number; nil where it is none.
func (r *reader) whole(column int) *int32 {
	text := r.text(column)
	if text == "" {
		return nil
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return nil
	}
	r.wholes = append(r.wholes, int32(n))
	return &r.wholes[len(r.wholes)-1]
}
