package ledger

import (
	"reflect"
	"testing"

	"depository.example/depository/pipeline/media/formula"
)

// A formula that is put together is the one that is made for its row, and so is its value;
// nearly all are put together.
func TestShapesAreTheFormulas(t *testing.T) {
	for name, ways := range map[string][]bool{"egov-practices": {false}, "local-services": {false, true}} {
		for _, fixed := range ways {
			in := inputOf(t, name, 2)
			in.Fixed = fixed
			subs := cloned(in.Submissions)
			subs[1].Partner.Place = "UA01"
			in = another(in, subs, func(place string) string { // who is apart has no key among the ranks
				return map[string]string{"UA01": "apart"}[place]
			})
			l, plain := newLedger(in), newLedger(in)
			for _, p := range plain.pages {
				for i := range p.columns {
					p.columns[i].alike, p.columns[i].other = false, nil
				}
			}
			shaped, all := 0, 0
			for n, p := range l.pages {
				for i := range p.columns {
					for row := range p.rows {
						e, is := p.columns[i].cell(row).(formula.Any)
						if s, _ := p.columns[i].shaped(row); !is {
							if s != nil {
								t.Fatalf("%s, %s, row %d: a formula in the place of %v", name, p.columns[i].title, row, p.columns[i].cell(row))
							}
							continue
						}
						all++
						if s, of := p.columns[i].shaped(row); s != nil {
							if shaped++; string(s.AppendText(nil, of)) != formula.Text(e) {
								t.Fatalf("%s, %s, row %d: %s, want %s", name, p.columns[i].title, row, s.AppendText(nil, of), formula.Text(e))
							}
						}
						if got, want := p.columns[i].value(row), plain.pages[n].columns[i].value(row); !reflect.DeepEqual(got, want) {
							t.Fatalf("%s, %s, row %d: %v, want %v", name, p.columns[i].title, row, got, want)
						}
					}
				}
			}
			if t.Logf("%s: %d of %d formulas are put together", name, shaped, all); shaped < all*3/4 {
				t.Errorf("%s: %d of %d formulas are put together", name, shaped, all)
			}
		}
	}
}
