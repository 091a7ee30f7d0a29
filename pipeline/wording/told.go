package wording

import (
	"errors"
	"strings"
)

// A Told error knows the text that says it, so that it is said in the language
// of whoever reads it. Words returns the key of the text and names and values by
// turns, as T takes them; a value may be an error, which is told in its place,
// or a list of strings, which is joined.
type Told interface {
	error
	Words() (key string, args []any)
}

// fail is an error with a text of the catalogue.
type fail struct {
	key  string
	args []any
}

// Fail returns an error that is told by the text of key; args as of T, and as
// Told allows them. Its Error is for programmers: the key and the values. An
// error among the values is what it wraps.
func Fail(key string, args ...any) error { return &fail{key, args} }

func (f *fail) Words() (string, []any) { return f.key, f.args }

func (f *fail) Error() string {
	plain := New("en", map[string]string{})
	out := f.key
	for i := 0; i+1 < len(f.args); i += 2 {
		if err, ok := f.args[i+1].(error); ok {
			out += ": " + err.Error()
			continue
		}
		out += " " + plain.print(f.args[i]) + "=" + plain.print(f.args[i+1])
	}
	return out
}

// Unwrap returns the first error among the values.
func (f *fail) Unwrap() error {
	for _, v := range f.args {
		if err, ok := v.(error); ok {
			return err
		}
	}
	return nil
}

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
			switch v := v.(type) {
			case error:
				said[i] = c.Tell(v, other)
			case []string:
				said[i] = c.Join(v)
			default:
				said[i] = v
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
	if !ok || said == "" || strings.HasPrefix(said, before) { // a file named by both
		return said
	}
	return before + said + after
}
