package cell

import (
	"errors"
	"fmt"
)

// A failure is an error that holds no sentence either: its words stand in the
// wording (wording.Told), which packages that decide nothing about texts do not
// import.
type failure struct {
	key  string
	args []any
}

// Fail returns an error that the text of key tells; args are names and values by
// turns. A value may be an error, which is told in its place and which the failure
// wraps, or a list of strings, which is joined, or a Choice. What Error returns is for
// programmers: the key and the values.
func Fail(key string, args ...any) error { return &failure{key, args} }

// A Choice is words of which one is meant: a value of Fail, and of the texts of wording.
type Choice []string

// Words returns the key of the text, and its values.
func (f *failure) Words() (string, []any) { return f.key, f.args }

// Error is the key with its values, for programmers.
func (f *failure) Error() string {
	out := f.key
	for i := 0; i+1 < len(f.args); i += 2 {
		if err, ok := f.args[i+1].(error); ok {
			out += ": " + err.Error()
		} else {
			out += fmt.Sprintf(" %v=%v", f.args[i], f.args[i+1])
		}
	}
	return out
}

// Unwrap returns the first error among the values.
func (f *failure) Unwrap() error {
	for _, v := range f.args {
		if err, ok := v.(error); ok {
			return err
		}
	}
	return nil
}

// Values returns the particulars of a problem as its texts name them: what was
// read, where, and the arguments; names and values by turns.
func (p Problem) Values() []any {
	out := []any{"read", p.Read, "file", p.At.File, "sheet", p.At.Sheet, "cell", p.At.Name()}
	for _, a := range p.Args {
		var value any = a.Value
		if a.Name == "reason" { // the key of a text
			value = Fail(a.Value)
		}
		out = append(out, a.Name, value)
	}
	return out
}

// FileMissing is the code of a problem of a file that is not there: of one that somebody has
// named nothing else is to be said.
const FileMissing = "file-missing"

// mostErrs is how many problems Err tells; who has corrected these sees the rest.
const mostErrs = 20

// Err returns the errors among problems as one, for files that are no partner's and
// are of no use with them: the place of each, what is wrong, what is expected, what
// to do. It is nil where there are none.
func (l Problems) Err() error {
	var errs []error
	for _, p := range l.Sorted() {
		if p.Severity == Error && len(errs) < mostErrs {
			if p.Code == FileMissing {
				errs = append(errs, Fail("told.missing", "file", p.At.File))
				continue
			}
			key, values := "problem."+p.Code, p.Values()
			errs = append(errs, Fail("told.problem", "at", p.At.String(), "title", Fail(key+".title", values...),
				"expected", Fail(key+".expected", values...), "remedy", Fail(key+".remedy", values...)))
		}
	}
	return errors.Join(errs...)
}
