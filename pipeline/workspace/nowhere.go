package workspace

import (
	"slices"

	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// NoPlace is the error that no place is called so, with what was probably meant: among
// some places (their codes), by what they and the partners there are called, then among
// others. key is that of its text; the one with a guess has ".like" behind it.
func (w *Workspace) NoPlace(key, text string, some, others []string, partners []survey.Partner, more ...any) error {
	like := w.Places.Match(text, "").Candidates
	named := func(codes []string) (out []reply.Named) {
		for _, code := range codes {
			one := reply.Named{Ref: code}
			if h, ok := w.Places.Hromada(code); ok {
				one = reply.Named{Ref: w.Places.Describe(h), Called: []string{code, h.Name}}
				if slices.Contains(like, h) {
					one.Called = append(one.Called, text)
				}
			}
			for _, p := range partners {
				if p.Place == code {
					one.Called = append(one.Called, p.ID, p.Name["uk"], p.Name["en"])
				}
			}
			out = append(out, one)
		}
		return out
	}
	return reply.NoneSuch(key, text, named(some), named(others), more...)
}
