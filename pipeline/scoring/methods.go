package scoring

import (
	"io"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/tell/wording"
)

// Methods are the same units under two methods.
type Methods struct {
	Names   [2]string // of the methods
	Columns []string  // what names a unit in a table
	Kinds   []Compared
}

// A Compared is the units of one kind under two methods.
type Compared struct {
	*index.Contrast
	Kind  score.UnitKind // "" of a table
	Names []string       // as printed
	Units [][]string     // as written, in the columns of Methods
}

// compareTables compares what two methods make of one table. Methods that name units
// by other columns, or see other units, cannot be compared.
func compareTables(a, b *indexfile.Index) (*Methods, error) {
	m := &Methods{Names: methodNames(a.Method, b.Method), Columns: a.Asked.Unit.ID}
	if !slices.Equal(m.Columns, b.Asked.Unit.ID) {
		return nil, wording.Fail("diagnose.compare.columns", "a", strings.Join(m.Columns, ", "), "b", strings.Join(b.Asked.Unit.ID, ", "))
	}
	both, ok := a.Against(b.Result)
	if !ok {
		return nil, wording.Fail("diagnose.compare.units")
	}
	one := Compared{Contrast: both}
	for _, u := range a.Order() {
		one.Units, one.Names = append(one.Units, a.Identity(u)), append(one.Names, a.Name(u))
	}
	m.Kinds = []Compared{one}
	return m, nil
}

// comparePeriods compares what two methods make of one period: of its partners, then
// of its practices. Names are those of a language.
func comparePeriods(a, b *scored, lang string) *Methods {
	m := &Methods{Names: methodNames(a.Job.Workspace.Method, b.Job.Workspace.Method), Columns: []string{"unit_kind", "unit", "partner", "place"}}
	for _, kind := range []score.UnitKind{score.Partner, score.Practice} {
		both, units := a.against(b, kind)
		one := Compared{Contrast: both, Kind: kind}
		for _, u := range units {
			called := a.partnerName(u.Partner, lang)
			if kind == score.Practice {
				called = u.ID + " " + u.Name
			}
			one.Units, one.Names = append(one.Units, []string{string(u.Kind), u.ID, u.Partner, u.Place}), append(one.Names, called)
		}
		m.Kinds = append(m.Kinds, one)
	}
	return m
}

// methodNames names two methods, each with its version where both bear one id.
func methodNames(a, b *method.Method) [2]string {
	names := [2]string{a.ID, b.ID}
	if a.ID == b.ID {
		names = [2]string{a.ID + " " + a.Version, b.ID + " " + b.Version}
	}
	return names
}

// CSV writes all units as one table. Errors are those of w.
func (m *Methods) CSV(w io.Writer) error {
	columns := m.Columns
	for _, one := range m.Kinds {
		if err := indexfile.Contrast(w, one.Contrast, columns, one.Units); err != nil {
			return err
		}
		columns = nil
	}
	return nil
}
