package wording

import (
	"errors"
	"strings"

	"depository.example/depository/pipeline/survey/cell"
)

// A Told error knows the text that says it, so that it is said in the language
// of whoever reads it. Words returns the key of the text and names and values by
// turns, as T takes them; a value may be an error, which is told in its place,
// or a list of strings, which is joined.
type Told interface {
	error
	Words() (key string, args []any)
}

// Fail returns a Told error: see cell.Fail, for packages that do not print.
func Fail(key string, args ...any) error { return cell.Fail(key, args...) }

// Tell says an error in the language of the catalogue: a Told error by its text,
// several joined ones a line each, and of an error that wraps another what it
// adds to it ("a.csv: …"). other says what none of these is, as an error of the
// system; it returns "" where it has no words either, and then whoever wraps
// that error is asked.
func (c *Catalogue) Tell(err error, other func(error) string) string {
	if told := c.tell(err, other); told != "" {
		return told
	}
	return c.T("told.unexpected", "text", err.Error())
}

// tell returns "" for an error that nobody has words for.
func (c *Catalogue) tell(err error, other func(error) string) string {
	switch e := err.(type) {
	case interface{ In(*Catalogue) string }:
		return e.In(c)
	case Told:
		key, args := e.Words()
		said := make([]any, len(args))
		for i, v := range args {
			said[i] = v
			if err, ok := v.(error); ok {
				said[i] = c.Tell(err, other)
			}
		}
		return c.T(key, said...)
	case interface{ Unwrap() []error }:
		var lines []string
		for _, one := range e.Unwrap() {
			lines = append(lines, c.Tell(one, other))
		}
		return strings.Join(lines, "\n")
	}
	if said := other(err); said != "" {
		return said
	}
	inner := errors.Unwrap(err)
	if inner == nil {
		return ""
	}
	said := c.tell(inner, other)
	before, after, ok := strings.Cut(err.Error(), inner.Error())
	if !ok || said == "" || names(said, before) {
		return said
	}
	return before + said + after
}

// names reports whether a text begins with the file that stands before it ("a/b.csv: ")
// anyway, with its folders or without.
func names(text, before string) bool {
	file := strings.TrimSuffix(before, ": ")
	for _, name := range []string{file, file[strings.LastIndexAny(file, `/\`)+1:]} {
		if rest, ok := strings.CutPrefix(text, name); ok && name != "" && strings.IndexAny(rest, ":!,") == 0 {
			return true
		}
	}
	return false
}
