package office

import (
	"cmp"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/ingest/forms"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/xlsform"
	"depository.example/depository/pipeline/survey/adoption"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// writingForms is the stage of Forms.writeAll; it counts forms.
const writingForms pipeline.Stage = "forms"

// Forms are the forms of a period before they are written: the method, what all of
// them share, and what partners answered before.
type Forms struct {
	Workspace *workspace.Workspace
	Reads     publish.Reads // the files that all this comes from
	Period    string
	Inputs    string // the folder of the periods
	Former    string // the period that forms are filled from; "" none

	cards    int
	lang     string
	texts    *wording.Catalogue
	answered map[string]survey.Submission // by partner, in former

	former []survey.Submission // former’s, by partner
}

// OpenForms prepares the forms of the period of the options, with cards for so many
// practices. Where they are to be filled, the answers of the last period before are
// read; that there is none is an error. tell may be nil.
func OpenForms(opts pipeline.Options, cards int, prefill bool, texts *wording.Catalogue, tell pipeline.Progress) (*Forms, error) {
	w, err := workspace.Open(opts.Sources)
	if err != nil {
		return nil, err
	}
	f := &Forms{Workspace: w, Reads: opts.Reads(w.Method), Period: opts.Period, Inputs: opts.Inputs, cards: cards, lang: opts.Lang, texts: texts}
	if !prefill {
		f.Reads = slices.DeleteFunc(f.Reads, func(read string) bool { return read == opts.Inputs })
		return f, nil
	}
	f.answered, f.Former, err = former(w, opts.Period, tell)
	if err == nil && f.Former == "" {
		err = wording.Fail("form.no-former", "period", opts.Period, "inputs", opts.Inputs)
	}
	for _, id := range slices.Sorted(maps.Keys(f.answered)) {
		f.former = append(f.former, f.answered[id])
	}
	return f, err
}

// partner finds who is meant: a partner that is known by id or name, or else a new
// one by its name. A name that is nearly a known one, and an id that nobody has, are
// taken for slips unless isNew says otherwise.
func (f *Forms) partner(given string, isNew bool) (survey.Partner, error) {
	given = strings.TrimSpace(given)
	known := knownPartners(f.answered)
	found, ok := workspace.PartnerAmong(known, given)
	if !ok && !isNew && f.answered == nil && given != "" {
		answered, _, _ := former(f.Workspace, f.Period, nil) // who cannot be read is not known
		known = knownPartners(answered)
		found, ok = workspace.PartnerAmong(known, given)
	}
	if !ok {
		found = workspace.PartnerOf(given)
	}
	switch {
	case given == "" || found.ID == "":
		return found, wording.Fail("usage.no-value", "flag", "--partner")
	case isNew, slices.ContainsFunc(known, func(p survey.Partner) bool { return p.ID == found.ID }), found.Place != "":
		return found, nil
	case workspace.LikePartner(known, given) || !strings.ContainsFunc(given, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }):
		return found, workspace.NoPartner(known, given, "form.new-partner")
	}
	return found, nil
}

// knownPartners are those of the program and those who answered, by id.
func knownPartners(answered map[string]survey.Submission) []survey.Partner {
	known := slices.Clone(workspace.Partners())
	for _, s := range answered {
		if !slices.ContainsFunc(known, func(p survey.Partner) bool { return p.ID == s.Partner.ID }) {
			known = append(known, s.Partner)
		}
	}
	slices.SortFunc(known, func(a, b survey.Partner) int { return strings.Compare(a.ID, b.ID) })
	return known
}

// located returns a partner with its territory: as typed (a code or a name), "" the
// one that is known of it, or that its own name names. A territory that is typed and
// not sure is an error with what it may mean; a name that says none is not, since
// the form asks the partner then.
func (f *Forms) located(p survey.Partner, typed string) (survey.Partner, error) {
	if typed == "" && p.Place != "" {
		return p, nil
	}
	m := f.Workspace.Places.Territory(cmp.Or(typed, p.Name["uk"]), "")
	switch {
	case m.Code != "":
		p.Place = m.Code
		if region, ok := place.OblastOf(m.Code); ok && region.Code == m.Code && p.Kind == "" {
			p.Kind = map[bool]survey.PartnerKind{true: survey.KindCity, false: survey.KindOblast}[region.City]
		}
	case typed == "":
	case len(m.Candidates) > 0:
		return p, wording.Fail("form.place.ambiguous", "name", p.Name["uk"], "read", typed, "candidates", f.Workspace.Places.List(m.Candidates))
	default:
		return p, wording.Fail("form.place.unknown", "name", p.Name["uk"], "read", typed)
	}
	return p, nil
}

// place says which territory the form of a partner was made for, or that the form
// asks for it; "" where nothing is known of the one it has.
func (f *Forms) place(p survey.Partner) string {
	places := f.Workspace.Places
	if h, ok := places.Named(p.Place); ok {
		return f.texts.T("form.place.known", "place", places.Describe(h))
	}
	if p.Place != "" {
		return ""
	}
	if m := places.Territory(p.Name["uk"], ""); len(m.Candidates) > 0 {
		return f.texts.T("form.place.asked.candidates", "name", p.Name["uk"], "candidates", places.List(m.Candidates))
	}
	return f.texts.T("form.place.asked", "name", p.Name["uk"])
}

// file is the name of a partner's form.
func (f *Forms) file(p survey.Partner) string { return p.ID + "." + f.Period + ".xlsx" }

// options returns how a partner's form is made, and what it answered before; nil it
// did not.
func (f *Forms) options(p survey.Partner) (form.Options, *survey.Submission) {
	opts := form.Options{Lang: f.lang, Period: f.Period, Cards: f.cards, Model: &f.Workspace.Method.Model,
		Partner: p, Adoptable: adoption.Offered(f.former, p.ID), Raions: forms.Raions(f.Workspace.Places, p.Place)}
	before, known := f.answered[p.ID]
	if !known {
		return opts, nil
	}
	opts.Former, opts.Cards, opts.Illustrative = f.Former, max(opts.Cards, len(before.Practices)+1), before.Illustrative
	return opts, &before
}

// cardsOf is for how many practices a partner's form has room, and whether it has
// answers.
func (f *Forms) cardsOf(p survey.Partner) (n int, filled bool) {
	opts, fill := f.options(p)
	return opts.Cards, fill != nil
}

// Write writes the form of a partner.
func (f *Forms) Write(w io.Writer, p survey.Partner) error {
	opts, fill := f.options(p)
	return form.Write(w, &f.Workspace.Method.Questionnaire, opts, fill, f.texts)
}

// xlsForm writes the questionnaire for KoboToolbox and ODK, for one partner; for
// anybody where it is the zero Partner.
func (f *Forms) xlsForm(w io.Writer, p survey.Partner) error {
	texts := map[string]*wording.Catalogue{}
	for _, lang := range templates.Languages {
		t, err := templates.Wording(lang)
		if err != nil {
			return err
		}
		texts[lang] = t
	}
	return xlsform.Write(w, &f.Workspace.Method.Questionnaire, xlsform.Options{Period: f.Period, Partner: p, Texts: texts})
}

// writeAll writes a form for each partner; it returns how many have former answers.
// What forms share is drawn once; one with answers, or with the places of an oblast,
// is drawn by itself. Where one of them would take the place of somebody's file, none
// is drawn.
func (f *Forms) writeAll(files *publish.Files, partners []survey.Partner, tell pipeline.Progress) (filled int, err error) {
	names := make([]string, len(partners))
	for i, p := range partners {
		names[i] = f.file(p)
	}
	if err := files.Free(names...); err != nil {
		return 0, err
	}
	blank := form.Options{Lang: f.lang, Period: f.Period, Cards: f.cards, Model: &f.Workspace.Method.Model, Adoptable: adoption.Offered(f.former, "")}
	stamp, err := form.NewStamp(&f.Workspace.Method.Questionnaire, blank, f.texts)
	if err != nil {
		return 0, err
	}
	for i, p := range partners {
		tell.Report(writingForms, i, len(partners), "")
		write := func(w io.Writer) error { return f.Write(w, p) }
		if opts, fill := f.options(p); fill != nil {
			filled++
		} else if opts.Raions == nil {
			write = func(w io.Writer) error { return stamp.Write(w, p) }
		}
		if err := files.Create(names[i], write); err != nil {
			return filled, err
		}
	}
	return filled, nil
}

// addAll adds the forms of some partners, who stand in a list, to a folder; filled is
// how many have answers in them.
func (f *Forms) addAll(dir, list string, partners []survey.Partner, say func(key string, args ...any), tell pipeline.Progress) (filled int, err error) {
	to := publish.Target{Reads: append(f.Reads, list), Existing: publish.Recorded, Flag: "--out"}
	err = publish.Add(to, dir, say, func(files *publish.Files) (failed error) {
		filled, failed = f.writeAll(files, partners, tell)
		return failed
	})
	return filled, err
}

// invited reads a list of partners; each needs an id of its own that can be the name
// of a file, and territories that are not sure are told all at once. Of a round, which
// has a due day ("" it is none), every territory has to be known, and two partners of
// one are told.
func (f *Forms) invited(list, due string) ([]lists.Invited, error) {
	invited, err := lists.LoadInvited(list)
	if err != nil {
		return nil, err
	}
	seen, at := map[string]string{}, map[string]string{}
	var wrong []error
	for i := range invited {
		p, err := f.listed(invited[i].Partner)
		if err == nil && due != "" {
			err = f.alone(p, at)
		}
		if err != nil {
			wrong = append(wrong, err)
		}
		invited[i].Partner, invited[i].Due = p, cmp.Or(invited[i].Due, due)
		if p.ID == "" || strings.ContainsAny(p.ID, `/\:*?"<>|`) || strings.HasPrefix(p.ID, ".") {
			return nil, wording.Fail("form.all.id", "name", p.Name["uk"], "id", p.ID)
		}
		key := strings.ToLower(p.ID)
		if other, twice := seen[key]; twice {
			return nil, wording.Fail("form.all.twice", "name", p.Name["uk"], "other", other, "id", p.ID)
		}
		seen[key] = p.Name["uk"]
	}
	if len(invited) == 0 {
		return nil, wording.Fail("form.all.none", "file", list)
	}
	return invited, errors.Join(wrong...)
}

// alone makes sure that the territory of a partner is known, and that no other one of
// the list has it; at is who has which.
func (f *Forms) alone(p survey.Partner, at map[string]string) error {
	name := p.Name["uk"]
	if p.Place == "" {
		m := f.Workspace.Places.Territory(name, "")
		if len(m.Candidates) > 0 {
			return wording.Fail("form.place.ambiguous", "name", name, "read", name, "candidates", f.Workspace.Places.List(m.Candidates))
		}
		return wording.Fail("form.place.unknown", "name", name, "read", name)
	}
	if other, taken := at[p.Place]; taken {
		return wording.Fail("list.one-place", "name", name, "other", other, "place", p.Place)
	}
	at[p.Place] = name
	return nil
}

// listed completes a partner of a list by what is known of it.
func (f *Forms) listed(p survey.Partner) (survey.Partner, error) {
	known := workspace.PartnerOf(cmp.Or(p.ID, p.Name["uk"]))
	typed := p.Place
	p.ID, p.Place, p.Kind = cmp.Or(p.ID, known.ID), known.Place, cmp.Or(p.Kind, known.Kind)
	if p.Name["en"] == "" && known.Name["en"] != "" {
		p.Name["en"] = known.Name["en"]
	}
	return f.located(p, typed)
}
