// Command sample writes the workbooks of the sample periods anew from the answers in
// testdata/sample, through the form that partners fill in (make sample):
//
//	go run ./templates/sample [-from testdata/sample] [-inputs inputs] [-method egov-practices]
//
// It believes that a sample which nobody can tell from a real workbook is a danger:
// it replaces a workbook only where that says on its face that it is made up.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

func main() {
	from := flag.String("from", filepath.Join("testdata", "sample"), "folder with a file of answers for each period")
	to := flag.String("inputs", "inputs", "folder of the periods")
	name := flag.String("method", "egov-practices", "method, by name or file")
	flag.Parse()
	if err := writeSample(os.Stdout, *from, *to, *name); err != nil {
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(1)
	}
}

// A samplePeriod is one file of answers; the comment at its top tells the shape.
type samplePeriod struct {
	Period       string          `yaml:"period"`
	Illustrative bool            `yaml:"illustrative"`
	Partners     []samplePartner `yaml:"partners"`
}

type samplePartner struct {
	ID        string           `yaml:"id"`
	Practices []samplePractice `yaml:"practices"`
	Plan      []sampleTask     `yaml:"plan"`
	Mistakes  []sampleMistake  `yaml:"mistakes"`
}

type samplePractice struct {
	ID      string                  `yaml:"id"`
	Title   string                  `yaml:"title"`
	Theme   string                  `yaml:"theme"`
	Summary string                  `yaml:"summary"`
	Started string                  `yaml:"started"`
	Link    string                  `yaml:"link"`
	Texts   map[string]string       `yaml:"texts"` // by their fields, as of survey.Practice.Texts, but for those above
	Answers map[string]sampleAnswer `yaml:"answers"`
}

type sampleTask struct {
	Stage       string `yaml:"stage"`
	Task        string `yaml:"task"`
	Responsible string `yaml:"responsible"`
	Due         string `yaml:"due"`
	Status      string `yaml:"status"`
}

// A sampleMistake is typed over an answer or a field once the form is filled.
type sampleMistake struct {
	Practice  string  `yaml:"practice"`
	Criterion string  `yaml:"criterion"`
	Field     string  `yaml:"field"`
	Raw       string  `yaml:"raw"`
	Evidence  *string `yaml:"evidence"`
}

// A sampleAnswer is a bare value, or a value with what stands beside it.
type sampleAnswer struct {
	Value    any    `yaml:"value"`
	Evidence string `yaml:"evidence"`
	Comment  string `yaml:"comment"`
	NA       string `yaml:"na"`

	Counts []float64 `yaml:"counts"` // numerator and denominator that the value comes of
}

// UnmarshalYAML reads either shape.
func (a *sampleAnswer) UnmarshalYAML(unmarshal func(any) error) error {
	type mapping sampleAnswer
	var m mapping
	if err := unmarshal(&m); err == nil {
		*a = sampleAnswer(m)
		return nil
	}
	return unmarshal(&a.Value)
}

func writeSample(stdout io.Writer, from, to, methodName string) error {
	m, _, err := workspace.OpenMethod(methodName)
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(from, "*-*.yaml"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no answers of a period in %s (%w)", from, errors.Join(err, os.ErrNotExist))
	}
	data, err := os.ReadFile(filepath.Join(from, "partners.yaml"))
	if err != nil {
		return err
	}
	partners, err := workspace.ReadPartners(data)
	if err != nil {
		return err
	}
	for _, file := range files {
		var p samplePeriod
		if err := readStrict(file, &p); err != nil {
			return err
		}
		if err := p.writeAll(stdout, publish.Reads{from, methodName}, to, partners, m); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

// writeAll writes the workbooks of a period and prints their paths. A workbook
// that is there is replaced only if it says on its face that it is made up.
func (p *samplePeriod) writeAll(stdout io.Writer, reads publish.Reads, to string, partners []survey.Partner, m *method.Method) (err error) {
	madeUp := func(path string) bool {
		read := ingest.ReadFiles([]ingest.Source{{Path: path, Name: filepath.Base(path)}}, ingest.Options{Questionnaire: &m.Questionnaire, Limits: sheet.DefaultLimits}, nil)
		return len(read.Single) == 1 && read.Single[0].Illustrative
	}
	dir := filepath.Join(to, p.Period)
	files, err := publish.AddTo(publish.Target{Reads: reads, Flag: "--inputs", Existing: publish.Recorded, Mine: madeUp}, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	for _, from := range p.Partners {
		i := slices.IndexFunc(partners, func(known survey.Partner) bool { return known.ID == from.ID })
		if i < 0 {
			return fmt.Errorf("the partner %s is not in partners.yaml", from.ID)
		}
		opts, fill, err := p.filled(partners[i], from, m)
		if err != nil {
			return err
		}
		texts, err := templates.Wording(opts.Lang)
		if err != nil {
			return err
		}
		write := func(w io.Writer) error { return form.Write(w, &m.Questionnaire, opts, fill, texts) }
		if err := files.Create(from.ID+".xlsx", write); err != nil {
			return err
		}
		fmt.Fprintln(stdout, filepath.Join(dir, from.ID+".xlsx"))
	}
	return files.Publish()
}

// filled returns one partner's form and what stands in it.
func (p *samplePeriod) filled(partner survey.Partner, from samplePartner, m *method.Method) (opts form.Options, fill *survey.Submission, err error) {
	q := &m.Questionnaire
	fill = &survey.Submission{}
	for _, practice := range from.Practices {
		read, err := practice.fill(partner, q)
		if err != nil {
			return opts, nil, err
		}
		fill.Practices = append(fill.Practices, read)
	}
	for _, t := range from.Plan {
		fill.Plan = append(fill.Plan, survey.Task{Stage: t.Stage, Text: t.Task, Responsible: t.Responsible, Due: t.Due, Status: t.Status})
	}
	for _, slip := range from.Mistakes {
		if err := slip.over(fill, q); err != nil {
			return opts, nil, err
		}
	}
	opts = form.Options{Lang: "uk", Partner: partner, Period: p.Period, Cards: len(fill.Practices) + 1, Illustrative: p.Illustrative,
		Model: &m.Model}
	return opts, fill, nil
}

func (s *samplePractice) fill(partner survey.Partner, q *survey.Questionnaire) (survey.Practice, error) {
	p := survey.Practice{ID: s.ID, Title: s.Title, Theme: s.Theme, Summary: s.Summary, Started: s.Started, Link: s.Link, PlaceName: partner.Name["uk"]}
	told := 0
	for _, t := range p.Texts() {
		if text, ok := s.Texts[t.Field]; ok {
			told++
			*t.Text = text
		}
	}
	if told != len(s.Texts) {
		return p, fmt.Errorf("%s: %d texts that no form has", s.ID, len(s.Texts)-told)
	}
	used := 0
	for i := range q.Criteria {
		k := &q.Criteria[i]
		given, ok := s.Answers[k.ID]
		if !ok {
			continue
		}
		used++
		a := answerOf(k, given.Value)
		a.Beside = &survey.Beside{Comment: given.Comment, Evidence: given.Evidence}
		if len(given.Counts) == 2 {
			a.Beside.Counted = &survey.Counted{Numerator: given.Counts[0], Denominator: given.Counts[1]}
		}
		if given.NA != "" {
			a = survey.Answer{Criterion: k.ID, State: survey.NotApplicable, Beside: &survey.Beside{Reason: given.NA}}
		}
		p.Answers = append(p.Answers, a)
	}
	if used != len(s.Answers) {
		return p, fmt.Errorf("%s: %d answers to questions that the method does not ask", s.ID, len(s.Answers)-used)
	}
	return p, nil
}

// answerOf makes an answer of a value: what the method cannot mean stays as it
// was typed.
func answerOf(k *survey.Criterion, value any) survey.Answer {
	text := strings.TrimSpace(fmt.Sprint(value))
	a := survey.Answer{Criterion: k.ID, State: survey.Given}
	x, err := strconv.ParseFloat(text, 64)
	_, offered := k.Option(text)
	switch {
	case value == nil || text == "":
		a.State = survey.Blank
	case !k.Kind.Chosen() && err == nil:
		a.Number = x
	case offered:
		a.Choice = text
	default:
		a.State, a.Raw = survey.Unreadable, text
	}
	return a
}

// over writes the mistake over what the partner had answered.
func (s *sampleMistake) over(fill *survey.Submission, q *survey.Questionnaire) error {
	i := slices.IndexFunc(fill.Practices, func(p survey.Practice) bool { return p.ID == s.Practice })
	if i < 0 {
		return fmt.Errorf("a mistake in practice %s, which is not there", s.Practice)
	}
	p := &fill.Practices[i]
	if s.Field != "" {
		field := map[string]*string{"theme": &p.Theme}[s.Field]
		for _, t := range p.Texts() {
			if t.Field == s.Field {
				field = t.Text
			}
		}
		if field == nil {
			return fmt.Errorf("a mistake in the field %s, which is not there", s.Field)
		}
		*field = s.Raw
		return nil
	}
	k, ok := q.Criterion(s.Criterion)
	if !ok {
		return fmt.Errorf("a mistake in %s, which the method does not ask", s.Criterion)
	}
	a := answerOf(k, s.Raw)
	j := slices.IndexFunc(p.Answers, func(old survey.Answer) bool { return old.Criterion == k.ID })
	if j >= 0 {
		a.Beside = p.Answers[j].Beside
	} else {
		p.Answers, j = append(p.Answers, a), len(p.Answers)
	}
	if s.Evidence != nil {
		comment, _ := a.Remarks()
		a.Beside = &survey.Beside{Comment: comment, Evidence: *s.Evidence}
	}
	p.Answers[j] = a
	return nil
}

// readStrict reads a YAML file and refuses keys that nothing reads.
func readStrict(file string, into any) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
