package office

import (
	"cmp"
	"io"
	"strings"
	"time"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/survey/survey"
)

// A Wanted says which forms are wanted.
type Wanted struct {
	Partner string // its id or name
	Place   string // its territory as typed; "" as known
	List    string // a file with partners: a form for each; "" one form
	Due     string // the last day of the round, ISO 8601; "" it is none
	Out     string // file or folder; "" by the partner
	Blank   bool   // who fills it in types name and place
	XLSForm bool   // for KoboToolbox and ODK
	New     bool   // the partner is not known yet
}

// A Sink takes the files of a call and what is said of them: Say is the result, Tell a
// remark, both by keys of texts.
type Sink struct {
	Out       io.Writer // of Say
	Say, Tell func(key string, args ...any)
	Put       func(place publish.Target, path string, write func(io.Writer) error) error
	Progress  pipeline.Progress
	Done      func() // ends what Progress shows
}

// Make writes the forms that are wanted, and says what they are.
func (f *Forms) Make(w Wanted, to Sink) error {
	switch {
	case w.List != "":
		return f.makeAll(w, to)
	case w.Blank:
		return f.makeForm(survey.Partner{}, cmp.Or(w.Out, f.Period+".xlsx"), to)
	}
	var partner survey.Partner
	if w.Partner != "" || !w.XLSForm {
		var err error
		if partner, err = f.partner(w.Partner, w.New); err == nil {
			partner, err = f.located(partner, strings.TrimSpace(w.Place))
		}
		if err != nil {
			return err
		}
	}
	if w.XLSForm {
		return f.makeXLSForm(partner, w.Out, to)
	}
	if err := f.makeForm(partner, cmp.Or(w.Out, f.file(partner)), to); err != nil {
		return err
	}
	if place := f.place(partner); place != "" {
		_, err := io.WriteString(to.Out, place+"\n")
		return err
	}
	return nil
}

// makeXLSForm writes the questionnaire for KoboToolbox and ODK, for one partner or,
// without a name, for anybody.
func (f *Forms) makeXLSForm(p survey.Partner, out string, to Sink) error {
	out = cmp.Or(out, strings.TrimPrefix(p.ID+"."+f.Period+".xlsform.xlsx", "."))
	err := f.add(out, to, func(w io.Writer) error { return f.xlsForm(w, p) })
	if err == nil {
		to.Say("form.xlsform.written", "file", out)
	}
	return err
}

// add writes one file. What is there may hold a partner's answers.
func (f *Forms) add(out string, to Sink, write func(io.Writer) error) error {
	return to.Put(publish.Target{Reads: f.Reads, Existing: publish.Refuse}, out, write)
}

// makeForm writes the form of a partner, or of anybody, and says what it is.
func (f *Forms) makeForm(p survey.Partner, out string, to Sink) error {
	if err := f.add(out, to, func(w io.Writer) error { return f.Write(w, p) }); err != nil {
		return err
	}
	cards, filled := f.cardsOf(p)
	key := "form.written"
	if f.Former != "" && !filled {
		key = "form.written.blank"
	}
	to.Say(key, "file", out, "n", cards)
	return nil
}

// makeAll writes a form for each partner of a list.
func (f *Forms) makeAll(w Wanted, to Sink) error {
	invited, err := f.invited(w.List, w.Due)
	if err == nil && w.Due != "" {
		err = mayInvite(f, w.List, invited)
	}
	if err != nil {
		return err
	}
	dir, partners := cmp.Or(w.Out, "forms"), lists.Partners(invited)
	filled, err := f.addAll(dir, w.List, partners, to.Tell, to.Progress)
	to.Done()
	if err != nil {
		return err
	}
	f.sayAll(dir, partners, filled, to)
	if w.Due == "" {
		return nil
	}
	kept, err := invite(f, w.List, invited, time.Now())
	if err == nil {
		to.Say("round.kept", "file", kept, "n", len(invited))
	}
	return err
}

// sayAll says what was written, and whose forms ask for their territory.
func (f *Forms) sayAll(dir string, partners []survey.Partner, filled int, to Sink) {
	to.Say("form.all.written", "n", len(partners), "dir", dir)
	var asked []string
	for _, p := range partners {
		if p.Place == "" {
			asked = append(asked, p.Name["uk"])
		}
	}
	if len(asked) > 0 {
		to.Say("form.all.asked", "n", len(asked), "names", f.texts.Join(asked))
	}
	if f.Former != "" {
		to.Say("form.all.prefilled", "n", filled, "period", f.Former)
	}
}
