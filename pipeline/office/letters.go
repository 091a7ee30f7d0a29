package office

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/round"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// mostTold is how many problems a letter names; the workbook has them all.
const mostTold = 12

// Letters writes for each of those invited a letter in both languages, ID.txt, into a
// folder, and the workbook that goes with it: the one that came, with its problems
// marked, or a form for who has sent nothing. It returns how many letters were
// written. What Return says of files that are there holds here as well.
func (s *Status) Letters(dir string, tell pipeline.Progress) (n int, err error) {
	attached := map[string]attachment{} // by partner
	if err := s.opts.Reads(nil).Allow("--letters", dir); err != nil {
		return 0, err
	}
	if s.checked != nil {
		texts, err := templates.Wording(s.opts.Lang)
		if err != nil {
			return 0, err
		}
		back, err := s.checked.ReturnAll(dir, texts)
		if err != nil {
			return 0, err
		}
		for i := range s.Standings {
			for _, f := range s.of(&s.Standings[i]) {
				for _, r := range back {
					if r.File == f.Path {
						attached[s.Standings[i].ID] = attachment{filepath.Base(r.Path), r.Fine}
					}
				}
			}
		}
	}
	files, err := publish.AddTo(publish.Target{Reads: s.opts.Reads(nil), Flag: "--letters", Existing: publish.Recorded}, dir)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	if err := s.forms(files, attached, tell); err != nil {
		return 0, err
	}
	for i := range s.Standings {
		p := &s.Standings[i]
		text, err := s.letter(p, attached[p.ID])
		if err != nil {
			return 0, err
		}
		if err := files.Create(p.ID+".txt", func(w io.Writer) error { _, err := io.WriteString(w, text); return err }); err != nil {
			return 0, err
		}
	}
	return len(s.Standings), files.Publish()
}

// forms writes the forms of those who have sent nothing, and enters what they are
// called.
func (s *Status) forms(files *publish.Files, attached map[string]attachment, tell pipeline.Progress) error {
	var missing []survey.Partner
	for i := range s.Standings {
		if !s.Standings[i].Answered() {
			missing = append(missing, s.Standings[i].Partner)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	texts, err := templates.Wording(s.opts.Lang)
	if err != nil {
		return err
	}
	_, before, err := s.opts.Sources.Period(s.Period)
	if err != nil {
		return err
	}
	forms, err := OpenForms(s.opts, form.DefaultCards, before != "", texts, tell)
	if err != nil {
		return err
	}
	for _, p := range missing {
		attached[p.ID] = attachment{file: forms.file(p)}
	}
	_, err = forms.writeAll(files, missing, tell)
	return err
}

// An attachment is the workbook that goes with a letter.
type attachment struct {
	file string
	fine bool // there is nothing to correct in it
}

// letter is what is written to a partner, first in Ukrainian.
func (s *Status) letter(p *round.Standing, with attachment) (string, error) {
	var b strings.Builder
	for i, lang := range templates.Languages {
		texts, err := templates.Wording(lang)
		if err != nil {
			return "", err
		}
		if i > 0 {
			b.WriteString("\n————————\n\n")
		}
		args := []any{"name", p.Name.In(lang), "period", s.Period, "due", inWords(p.Due, texts), "n", p.Errors, "file", with.file, "received", inWords(p.Received, texts)}
		fmt.Fprintf(&b, "%s\n\n", texts.T("round.letter.dear", args...))
		key := string(p.State)
		switch {
		case p.Answered() && with.file == "":
			key = "thanks"
		case p.Answered() && with.fine:
			key = "fine"
		case p.Answered():
			key = "correct"
		}
		fmt.Fprintf(&b, "%s\n", texts.T("round.letter."+key, args...))
		if key == "correct" {
			s.toCorrect(&b, p, with.file, texts)
		}
		if by := s.byWhen(p); by != "" && key != "thanks" && key != "fine" {
			fmt.Fprintf(&b, "\n%s\n", texts.T(by, args...))
		}
	}
	return b.String(), nil
}

// byWhen is the key of the sentence until when an answer is awaited; "" no day was set.
func (s *Status) byWhen(p *round.Standing) string {
	switch {
	case p.Due == "":
		return ""
	case p.Due < s.Today.Format(time.DateOnly):
		return "round.letter.over"
	}
	return "round.letter.by"
}

// inWords is a day as a letter has it; "" of none.
func inWords(day string, texts *wording.Catalogue) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return texts.Date(t)
}

// toCorrect lists what a partner has to correct.
func (s *Status) toCorrect(b *strings.Builder, p *round.Standing, workbook string, texts *wording.Catalogue) {
	told := 0
	for _, f := range s.of(p) {
		for _, problem := range f.Problems {
			if problem.Severity < cell.Warning {
				continue
			}
			if told++; told > mostTold {
				break
			}
			_, remedy := account.Explain(problem, texts)
			where := strings.Trim(problem.At.Sheet+" "+problem.At.Name(), " ")
			fmt.Fprintf(b, "– %s: %s. %s\n", where, account.Title(problem, texts), remedy)
		}
	}
	if told > mostTold {
		fmt.Fprintln(b, texts.T("round.letter.more", "file", workbook))
	}
}
