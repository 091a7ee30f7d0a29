package memory

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// An Asked is an open depository, how it is asked, and the language of its answers.
type Asked struct {
	DB    *store.DB
	Texts *wording.Catalogue
	Known store.Known
}

// Began returns nil where something had been recorded by the day that is asked, else an
// error that says when the first was.
func (m Asked) Began() error {
	first, err := m.DB.First()
	if err == nil && m.Known.Day < first {
		err = wording.Fail("memory.asof.before", "day", m.Known.Day, "first", first)
	}
	return err
}

// History prints the periods of a partner or a practice.
func (m Asked) History(w io.Writer, inputs, ref string) error {
	moments, err := m.moments(inputs, ref)
	if err != nil {
		return err
	}
	if len(moments) == 0 {
		return m.unknown(ref, true)
	}
	t := plaintext.Table{Header: []string{m.Texts.T("memory.period"), m.Texts.T("memory.title"), m.Texts.T("memory.practices"), m.Texts.T("memory.score"), m.Texts.T("memory.level"), m.Texts.T("memory.rank"), m.Texts.T("memory.corrected")}}
	for _, x := range moments {
		t.Rows = append(t.Rows, []string{x.Period, x.Title, strconv.Itoa(x.Practices), m.points(x.Score), cmp.Or(x.Level, "–"), cmp.Or(x.Rank, "–"), cmp.Or(x.Corrected, "–")})
	}
	_, err = io.WriteString(w, t.String())
	return err
}

// Knows returns nil where the depository has a partner by its id, else an error with who
// was probably meant.
func (m Asked) Knows(partner string) error {
	of, err := m.DB.History(partner, "", m.Known)
	if err == nil && len(of) == 0 {
		err = m.unknown(partner, false)
	}
	return err
}

// unknown is the error that nobody is called so, or, where practices may be asked for,
// nothing either, with what was meant.
func (m Asked) unknown(ref string, practices bool) error {
	latest, err := m.DB.Latest(m.Known)
	if err != nil {
		return err
	}
	var partners []reply.Named
	for _, s := range latest {
		partners = append(partners, reply.Named{Ref: s.Partner.ID, Called: []string{s.Partner.Name["uk"], s.Partner.Name["en"]}})
	}
	if !practices {
		return reply.NoneSuch("memory.unknown", ref, partners, nil)
	}
	return reply.NoneSuch("memory.unknown", ref, partners, practicesOf(latest))
}

// practicesOf are practices by what they are called.
func practicesOf(subs []survey.Submission) (out []reply.Named) {
	for _, s := range subs {
		for _, p := range s.Practices {
			out = append(out, reply.Named{Ref: s.Partner.ID + "/" + p.ID, Called: []string{p.Title, p.TitleEN}})
		}
	}
	return out
}

// moments are those of a partner, or of a practice under all names that it had.
func (m Asked) moments(inputs, ref string) (out []store.Moment, err error) {
	partner, practice, of := strings.Cut(ref, "/")
	if !of {
		return m.DB.History(partner, "", m.Known)
	}
	who, err := Identities(m.DB, m.Known, inputs)
	if err != nil {
		return nil, err
	}
	for period, id := range who.Names(ref) {
		all, err := m.DB.History(partner, id, m.Known)
		if err != nil {
			return nil, err
		}
		out = append(out, slices.DeleteFunc(all, func(x store.Moment) bool { return x.Period != period })...)
	}
	if out == nil {
		return m.DB.History(partner, practice, m.Known)
	}
	slices.SortFunc(out, func(a, b store.Moment) int { return cmp.Compare(a.Period, b.Period) })
	return out, nil
}

// points prints a score as reports do.
func (m Asked) points(text string) string {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return cmp.Or(text, "–")
	}
	return m.Texts.Number(x, 1)
}

// diff prints what differs between two periods, of one partner or, "", of all.
func (m Asked) Diff(w io.Writer, opts pipeline.Options, one, two, partner string, asCSV bool) error {
	recorded, err := m.DB.Periods(m.Known)
	if err != nil {
		return err
	}
	for _, p := range []string{one, two} {
		if !slices.Contains(recorded, p) {
			return settings.Unknown("memory.no-period", p, recorded)
		}
	}
	if partner != "" {
		if err := m.Knows(partner); err != nil {
			return err
		}
	}
	changes, err := diff(opts, m.DB, one, two, partner, m.Known)
	if err != nil {
		return err
	}
	if asCSV {
		return table.NewWriter(w).WriteAll(changeRows(changes))
	}
	return m.tell(w, changes, one, two)
}

// word calls a kind of nothing by its name, and leaves anything else as it is.
func (m Asked) word(text string) string {
	if key := "memory.state." + text; m.Texts.Has(key) {
		return m.Texts.T(key)
	}
	return text
}

// changeRows lays changes out as a table, its header first.
func changeRows(changes []store.Change) [][]string {
	rows := [][]string{{"kind", "partner", "practice", "item", "before", "after", "cell1", "cell2"}}
	for _, c := range changes {
		rows = append(rows, []string{c.Kind, c.Partner, c.Practice, c.Item, c.Before, c.After, c.Cell1, c.Cell2})
	}
	return rows
}

// tell prints changes between two periods under their partners.
func (m Asked) tell(w io.Writer, changes []store.Change, one, two string) error {
	fmt.Fprintln(w, m.Texts.T("memory.diff", "one", one, "two", two, "n", len(changes)))
	partner := ""
	for _, c := range changes {
		if c.Partner != partner {
			partner = c.Partner
			fmt.Fprintln(w, "\n"+partner)
		}
		for _, line := range plaintext.Wrap(m.change(c), 94) {
			if _, err := fmt.Fprintln(w, "  "+line); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m Asked) change(c store.Change) string {
	key := "memory.change." + c.Kind
	switch {
	case c.Kind == "practice" && !c.BeforeKnown:
		key = "memory.change.came"
	case c.Kind == "practice" && !c.AfterKnown:
		key = "memory.change.went"
	}
	before, after := m.word(c.Before), m.word(c.After)
	if c.Item == overall {
		before, after = m.points(c.Before), m.points(c.After)
		x, _ := strconv.ParseFloat(c.Before, 64)
		y, _ := strconv.ParseFloat(c.After, 64)
		return m.Texts.T(key, "before", before, "after", after, "delta", m.Texts.Signed(y-x, wording.DecimalsApart(y-x, 0, 1)))
	}
	return m.Texts.T(key, "practice", cmp.Or(c.Practice, m.Texts.T("memory.whole")), "item", c.Item, "before", cmp.Or(before, "–"), "after", cmp.Or(after, "–"), "cell", cmp.Or(c.Cell2, c.Cell1))
}
