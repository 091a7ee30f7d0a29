package office

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/round"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/templates"
)

// mostTold is how many problems a letter names; the workbook has them all.
const mostTold = 12

// Letters writes for each of those invited a letter in both languages, ID.txt, into a
// folder, and the workbook that goes with it: the one that came, with its problems
// marked, or a form for who has sent nothing. It returns how many letters were
// written. What Return says of files that are there holds here as well.
func (s *Status) Letters(dir string, tell pipeline.Progress) (n int, err error) {
	attached := map[string]string{} // by partner
	if err := s.opts.Reads(nil).Allow("--letters", dir); err != nil {
		return 0, err
	}
	if s.checked != nil {
		texts, err := templates.Wording(s.opts.Lang)
		if err != nil {
			return 0, err
		}
		back, err := s.checked.Return(dir, texts)
		if err != nil {
			return 0, err
		}
		for i := range s.Standings {
			for _, f := range s.of(&s.Standings[i]) {
				for _, r := range back {
					if r.File == f.Path {
						attached[s.Standings[i].ID] = filepath.Base(r.Path)
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
func (s *Status) forms(files *publish.Files, attached map[string]string, tell pipeline.Progress) error {
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
		attached[p.ID] = forms.File(p)
	}
	_, err = forms.WriteAll(files, missing, tell)
	return err
}

// letter is what is written to a partner, first in Ukrainian.
func (s *Status) letter(p *round.Standing, workbook string) (string, error) {
	var b strings.Builder
	for i, lang := range templates.Languages {
		texts, err := templates.Wording(lang)
		if err != nil {
			return "", err
		}
		if i > 0 {
			b.WriteString("\n————————\n\n")
		}
		args := []any{"name", p.Name.In(lang), "period", s.Period, "due", p.Due, "n", p.Errors, "file", workbook, "received", p.Received}
		fmt.Fprintf(&b, "%s\n\n", texts.T("round.letter.dear", args...))
		key := string(p.State)
		switch {
		case p.Answered() && workbook == "":
			key = "thanks"
		case p.Answered():
			key = "correct"
		}
		fmt.Fprintf(&b, "%s\n", texts.T("round.letter."+key, args...))
		told := 0
		for _, f := range s.of(p) {
			for _, problem := range f.Problems {
				if problem.Severity < cell.Warning || workbook == "" {
					continue
				}
				if told++; told > mostTold {
					break
				}
				_, remedy := account.Explain(problem, texts)
				where := strings.Trim(problem.At.Sheet+" "+problem.At.Name(), " ")
				fmt.Fprintf(&b, "– %s: %s. %s\n", where, account.Title(problem, texts), remedy)
			}
		}
		if told > mostTold {
			fmt.Fprintln(&b, texts.T("round.letter.more", "file", workbook))
		}
		if p.Due != "" && key != "thanks" {
			fmt.Fprintf(&b, "\n%s\n", texts.T("round.letter.by", args...))
		}
	}
	return b.String(), nil
}
