// Package trail is the way from any number that is published to the cells it rests on,
// and back: what explains a number, what a cell is used for, whether an edition is what
// follows from its own answers. It believes that a way which cannot be walked in both
// directions is a claim.
package trail

import (
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/reference"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// A Trail is a period, read and analysed as run does, without anything published.
type Trail struct {
	Job   *pipeline.Job
	In    compose.Input
	texts *wording.Catalogue // of the numbers: the first language of the reports
	files map[string]string  // SHA-256 by file of the period
}

// Open reads and analyses a period. tell may be nil.
func Open(opts pipeline.Options, instead *sheet.Edit, tell pipeline.Progress) (*Trail, error) {
	job, err := pipeline.Open(opts)
	if err != nil {
		return nil, err
	}
	w := *job.Workspace
	w.Instead, w.InsteadIn = instead, job.Period
	job.Workspace = &w
	intake, err := pipeline.Read(job, tell)
	if err != nil {
		return nil, err
	}
	results := analysis.Analyse(intake.Evidence)
	t := &Trail{Job: job, In: pipeline.Composed(job, intake, &results), files: map[string]string{}}
	for _, f := range intake.Files {
		t.files[f.Name] = f.SHA256
	}
	lang := job.Lang
	if len(job.Reports) > 0 {
		lang = job.Reports[0]
	}
	t.texts, err = templates.Wording(lang)
	return t, err
}

// Numbers returns what numbers.csv lists.
func (t *Trail) Numbers() []reference.Number { return reference.Printed(t.In, t.texts) }

// hash returns the SHA-256 of a file; of an earlier one what its submission says.
func (t *Trail) hash(file string, earlier bool) string {
	sum := t.files[file]
	if earlier {
		i := slices.IndexFunc(t.In.Earlier, func(s survey.Submission) bool { return s.File == file })
		if i >= 0 {
			sum = t.In.Earlier[i].SHA256
		}
	}
	return sum
}

// Explain prints how the number with a reference came about, in the language of texts.
func (t *Trail) Explain(w io.Writer, texts *wording.Catalogue, ref string) error {
	v := voice.New(&t.In.Evidence, &t.In.Analysis, t.texts)
	e := account.Explanation{
		Now: t.period(t.In.Submissions, t.In.Now), Numbers: map[string]findings.Number{},
		Text: func(n findings.Number) string { return reference.Text(v, n) }, Hash: t.hash,
	}
	if t.In.Before != nil {
		e.Before = t.period(t.In.Earlier, t.In.Before)
	}
	var refs []string
	for _, n := range findings.Numbers(v.Found) {
		e.Numbers[n.Ref], refs = n, append(refs, n.Ref)
	}
	if found, err := e.Print(w, texts, ref); found {
		return err
	}
	return reply.NoneSuch("explain.no-ref", ref, begun(refs), t.named(refs), "period", t.Job.Period)
}

// begun are how references begin.
func begun(refs []string) []reply.Named {
	var out []string
	for _, ref := range refs {
		kind, _, _ := strings.Cut(ref, "/")
		out = append(out, kind)
	}
	slices.Sort(out)
	return reply.Names(slices.Compact(out))
}

// named are references; the one of a partner is called by its names too.
func (t *Trail) named(refs []string) []reply.Named {
	names := map[string][]string{}
	for _, s := range t.In.Submissions {
		names[s.Partner.ID] = []string{s.Partner.Name["uk"], s.Partner.Name["en"]}
	}
	out := reply.Names(refs)
	for i, ref := range refs {
		_, of, _ := strings.Cut(ref, "/")
		out[i].Called = names[of]
	}
	return out
}

// period is what the scores of a period are told from.
func (t *Trail) period(subs []survey.Submission, r *score.Result) account.Period {
	return account.Period{Model: t.In.Model, Submissions: subs, Prepared: t.In.Model.Prepare(subs, t.In.Apart), Result: r}
}

// A Use is a number that follows from a cell: what it was, and what it would be. One
// that is not there is "".
type Use struct{ Ref, Before, After string }

// Uses lists the numbers of numbers.csv that change where something else stands in a
// cell, in the order of their references. The cell is written FILE!SHEET!CELL, or
// FILE!CELL of a table of text.
func (t *Trail) Uses(at, text string) ([]Use, error) {
	edit, err := editOf(at, text)
	if err != nil {
		return nil, err
	}
	if _, known := t.files[edit.File]; !known {
		return nil, reply.NoneSuch("explain.no-file", edit.File, reply.Names(slices.Sorted(maps.Keys(t.files))), nil, "period", t.Job.Period)
	}
	is, err := Open(t.Job.Options, edit, nil)
	if err != nil {
		return nil, err
	}
	if !edit.Done {
		return nil, wording.Fail("explain.no-sheet", "file", edit.File, "sheet", edit.Sheet)
	}
	return Differences(t.Numbers(), is.Numbers()), nil
}

// editOf reads the address of a cell.
func editOf(at, text string) (*sheet.Edit, error) {
	file, rest, ok := strings.Cut(at, "!")
	i := strings.LastIndexByte(rest, '!')
	e := &sheet.Edit{File: file, Text: text}
	if i >= 0 {
		e.Sheet = rest[:i]
	}
	e.Row, e.Col = cell.Position(rest[i+1:])
	if !ok || e.Row == 0 || e.Row > sheet.MaxRows || e.Col > sheet.MaxCols {
		return nil, wording.Fail("explain.address", "read", at)
	}
	return e, nil
}

// Differences lists the numbers that differ between two lists.
func Differences(was, is []reference.Number) []Use {
	before, after := valuesOf(was), valuesOf(is)
	var out []Use
	for ref, x := range before {
		if y := after[ref]; x != y {
			out = append(out, Use{ref, x, y})
		}
	}
	for ref, y := range after {
		if _, old := before[ref]; !old {
			out = append(out, Use{ref, "", y})
		}
	}
	slices.SortFunc(out, func(a, b Use) int { return strings.Compare(a.Ref, b.Ref) })
	return out
}

func valuesOf(list []reference.Number) map[string]string {
	out := make(map[string]string, len(list))
	for _, n := range list {
		out[n.Ref] = strconv.FormatFloat(n.X, 'g', -1, 64)
	}
	return out
}
