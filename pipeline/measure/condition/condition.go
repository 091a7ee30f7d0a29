// Package condition is what must hold for a line of a method or a rule: the text
// as written, and what it was compiled to. It believes that nothing follows from
// a blank: a comparison with one is false, a sum with one is blank.
package condition

import (
	"math"
	"reflect"
	"strconv"
	"strings"
)

// An On is a condition on a T. The zero On holds always.
type On[T any] struct {
	Text string       // as written; "" none
	Test func(T) bool // nil: holds always
	Asks []string     // ids of what it asks of, each once or more; nil where Test is not: of anything
}

// Always reports whether there is nothing to hold.
func (c On[T]) Always() bool { return c.Test == nil }

// Holds reports whether the condition holds.
func (c On[T]) Holds(of T) bool { return c.Test == nil || c.Test(of) }

// Operands returns the value of an input by id in one row: a string for a closed
// question, a float64 for a number, nil for anything that is not there.
type Operands func(id string) any

// Compare judges «a op b», op one of == != < <= > >=; with a blank it is false.
// Numbers compare as numbers, all else as words, case-folded.
func Compare(op string, a, b any) bool {
	if a == nil || b == nil {
		return false
	}
	if x, y, ok := numbers(a, b); ok {
		return ordered(op, x, y)
	}
	x, okX := word(a)
	y, okY := word(b)
	if !okX || !okY {
		return op == "!="
	}
	return ordered(op, Fold(x), Fold(y))
}

// Fold returns a word as it is compared.
func Fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// word returns a word to compare; true and false are the answers yes and no, and a
// number compares with a word as it is written.
func word(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case bool:
		return map[bool]string{true: "yes", false: "no"}[v], true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case int:
		return strconv.Itoa(v), true
	}
	return "", false
}

// Among judges «a in list», list a slice or an array; with a blank it is false.
func Among(a any, list any) bool {
	values := reflect.ValueOf(list)
	if a == nil || !values.IsValid() || values.Kind() != reflect.Slice && values.Kind() != reflect.Array {
		return false
	}
	for i := range values.Len() {
		if Compare("==", a, values.Index(i).Interface()) {
			return true
		}
	}
	return false
}

// Text judges «a op b», op one of contains, startsWith, endsWith, case-folded; with
// a blank it is false.
func Text(op string, a, b any) bool {
	x, okX := word(a)
	y, okY := word(b)
	if !okX || !okY {
		return false
	}
	x, y = Fold(x), strings.ToLower(y)
	switch op {
	case "contains":
		return strings.Contains(x, y)
	case "startsWith":
		return strings.HasPrefix(x, y)
	case "endsWith":
		return strings.HasSuffix(x, y)
	}
	return false
}

// Calculate returns «a op b» of two numbers, op one of + - * / % ** ^; nil where
// one is blank or the result is no finite number.
func Calculate(op string, a, b any) any {
	x, y, ok := numbers(a, b)
	if !ok {
		return nil
	}
	switch op {
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	case "/":
		if y != 0 {
			return x / y
		}
	case "%":
		if y != 0 {
			return math.Mod(x, y)
		}
	case "**", "^":
		if z := math.Pow(x, y); !math.IsNaN(z) && !math.IsInf(z, 0) {
			return z
		}
	}
	return nil
}

func numbers(a, b any) (x, y float64, ok bool) {
	x, okX := asNumber(a)
	y, okY := asNumber(b)
	return x, y, okX && okY
}

func asNumber(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case int:
		return float64(v), true
	}
	return 0, false
}

func ordered[T string | float64](op string, a, b T) bool {
	switch op {
	case "==":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	case ">=":
		return a >= b
	}
	return false
}
