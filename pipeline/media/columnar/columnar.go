// Package columnar writes tables as Parquet, for whoever computes with them: the same
// rows and columns as the CSV, with numbers as numbers and what is not there as null.
package columnar

import (
	"errors"
	"fmt"
	"io"
	"iter"
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
	return written(to, header, rows, func(f func(string) string) answer {
		return answer{File: f("file"), Sheet: f("sheet"), Cell: f("cell"), Partner: f("partner"), Practice: f("practice"), PracticeTitle: f("practice_title"),
			Place: f("place"), Criterion: f("criterion"), State: f("state"), Value: text(f("value")), Number: number(f("value")), Raw: f("raw")}
	})
}

// Scores writes scores.csv as Parquet, likewise.
func Scores(to io.Writer, header []string, rows iter.Seq[[]string]) error {
	return written(to, header, rows, func(f func(string) string) score {
		return score{UnitKind: f("unit_kind"), Unit: f("unit"), Partner: f("partner"), Place: f("place"), Node: f("node"),
			Score: number(f("score")), Level: whole(f("level")), Coverage: number(f("coverage")), Rank: whole(f("rank")),
			First: number(f("evidence_1")), Second: number(f("evidence_2")), Third: number(f("evidence_3"))}
	})
}

// errColumn is met with a column that the type of a row does not have: whoever adds one
// to the table adds it here.
var errColumn = errors.New("no such column in Parquet")

// batch is how many rows are written at once.
const batch = 4096

// written writes the rows of a table; field returns a field of the row at hand by the
// name of its column.
func written[T any](to io.Writer, header []string, rows iter.Seq[[]string], row func(field func(column string) string) T) error {
	at, schema := map[string]int{}, parquet.SchemaOf(new(T))
	for i, name := range header {
		if at[name] = i; !has(schema, name) {
			return fmt.Errorf("%w: %s", errColumn, name)
		}
	}
	w := parquet.NewGenericWriter[T](to, parquet.Compression(&parquet.Snappy), parquet.CreatedBy("depository", "", ""))
	list := make([]T, 0, batch)
	for fields := range rows {
		if list = append(list, row(func(column string) string { return legible.Uncell(fields[at[column]]) })); len(list) == batch {
			if _, err := w.Write(list); err != nil {
				return err
			}
			list = list[:0]
		}
	}
	if _, err := w.Write(list); err != nil {
		return err
	}
	return w.Close()
}

func has(schema *parquet.Schema, column string) bool {
	_, ok := schema.Lookup(column)
	return ok
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func number(s string) *float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil
	}
	return &x
}

func whole(s string) *int32 {
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil {
		return nil
	}
	out := int32(n)
	return &out
}
