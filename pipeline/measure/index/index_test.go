package index

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

func f(x float64) *float64 { return &x }

// asked reads the units of the column unit: two numbers by goalposts 0 and 10, and a
// yes or no.
func asked() *Asked {
	posts := normalise.Method{By: normalise.Goalposts, Low: 0, High: 10}
	leaf := func(id string, k survey.Kind) *score.Node {
		return &score.Node{ID: id, Weight: 1, Leaf: &indicator.Leaf{Column: id, Kind: k, Normalise: posts}}
	}
	a := leaf("a", survey.Number)
	yes := leaf("yes", survey.YesNo)
	yes.Leaf.Normalise = normalise.Method{By: normalise.Goalposts, Low: 0, High: 1}
	yes.Leaf.Points = map[string]float64{"yes": 1, "no": 0}
	return &Asked{
		Questionnaire: &survey.Questionnaire{Criteria: []survey.Criterion{{ID: "a", Kind: survey.Number, Low: f(-5), High: f(100)}, {ID: "b", Kind: survey.Number}, {ID: "yes", Kind: survey.YesNo}}},
		Model: &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Root: &score.Node{ID: "all", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic},
			Parts: []*score.Node{a, leaf("b", survey.Number), yes}}},
		Unit: Unit{ID: []string{"unit"}},
	}
}

func row(at int, cells ...string) Row {
	r := Row{At: at}
	for _, c := range cells {
		r.Cells = append(r.Cells, reply.Text(c))
	}
	return r
}

// found runs rows through a finder, and returns the rows of the units and the codes
// of the remarks.
func found(totals []int, rows ...Row) (units []int, codes []string, t *Table) {
	f := NewFinder(asked())
	f.Totals = totals
	var all []Row
	for _, r := range rows {
		all = append(all, f.Add(r)...)
	}
	for _, r := range append(all, f.End()...) {
		units = append(units, r.At)
	}
	for _, r := range f.Remarks() {
		codes = append(codes, r.Code)
	}
	return units, codes, f.Found()
}

// A table is what a person sees in it: the README of ../shared/cases/tables and
// reports of statistical offices show each of these.
func TestATableIsWhatAPersonSees(t *testing.T) {
	head := row(3, "unit", "a", "b", "yes")
	a, b := row(4, "Бар", "1", "2", "так"), row(5, "Київ", "3", "4", "ні")
	for _, c := range []struct {
		name  string
		rows  []Row
		units []int
		codes []string
	}{
		{"nothing but units", []Row{head, a, b}, []int{4, 5}, nil},
		{"a title over the header", []Row{row(1, "Зведення за 2024 рік"), head, a, b}, []int{4, 5}, []string{"title-rows"}},
		{"a total under the units", []Row{head, a, b, row(6, "Разом", "4", "6")}, []int{4, 5}, []string{"totals-row"}},
		{"a total of an oblast", []Row{head, a, b, row(6, "Усього по області", "4", "6")}, []int{4, 5}, []string{"totals-row"}},
		{"a unit whose name begins like a total", []Row{head, a, row(6, "Сумська", "4", "6")}, []int{4, 6}, nil},
		{"columns that are numbered", []Row{head, row(4, "1", "2", "3", "4"), a, b}, []int{4, 5}, []string{"numbering-row"}},
		{"units that are called by numbers", []Row{head, row(4, "1", "2", "3", "4"), row(5, "2", "5", "6", "1")}, []int{4, 5}, nil},
		{"what the columns are measured in", []Row{head, row(4, "од. виміру", "осіб", "%"), a}, []int{4}, []string{"units-row"}},
		{"a source under the table", []Row{head, a, row(6, "Джерело: Держстат")}, []int{4}, []string{"footnote"}},
		{"a footnote with a mark", []Row{head, a, row(6, "* без окупованих територій")}, []int{4}, []string{"footnote"}},
		{"the header of the next page", []Row{head, a, row(6, "unit", "a", "b", "yes"), b}, []int{4, 5}, []string{"header-again"}},
	} {
		units, codes, table := found(nil, c.rows...)
		if !slices.Equal(units, c.units) || !slices.Equal(codes, c.codes) || table.Top != 3 {
			t.Errorf("%s: units %v, %v, header in row %d", c.name, units, codes, table.Top)
		}
	}
	if units, codes, _ := found([]int{5}, head, a, b); !slices.Equal(units, []int{4}) || !slices.Equal(codes, []string{"totals-row"}) {
		t.Errorf("a totals row of a workbook: %v %v", units, codes)
	}
	if _, _, table := found(nil); table != nil {
		t.Error("a table without rows has a header")
	}
}

// Rows that come by thousands are units as they come, and those that wait for the
// header are not lost.
func TestNoRowIsLostBeforeTheHeader(t *testing.T) {
	rows := []Row{row(1, "unit", "a", "b", "yes")}
	for i := range 300 {
		rows = append(rows, row(2+i, "U"+strconv.Itoa(i), "1", "2", "1"))
	}
	if units, codes, _ := found(nil, rows...); len(units) != 300 || units[299] != 301 || codes != nil {
		t.Errorf("%d units, %v", len(units), codes)
	}
}

// Blank, not applicable, unreadable and zero are four different things.
func TestWhatCellsMean(t *testing.T) {
	table := Texts([]string{"unit", "a", "b", "yes"}, [][]string{
		{"A", "1,5", "", "так"}, {"B", "0", "н/д", "ні"}, {"C", "101", "дві", "+"}, {"D", "5", "7 осіб", "?"},
	}, true)
	frame, unread, remarks, err := asked().Read(table, nil)
	if err != nil || len(remarks) > 0 {
		t.Fatal(err, remarks)
	}
	if got := frame.Columns["a"]; got.Number[0] != 1.5 || got.Number[1] != 0 || got.State[2] != survey.Unreadable {
		t.Errorf("a: %v %v", got.Number, got.State)
	}
	if got := frame.Columns["b"].State; !slices.Equal(got, []survey.State{survey.Blank, survey.Blank, survey.Unreadable, survey.Given}) {
		t.Errorf("b: %v", got)
	}
	if got := frame.Columns["yes"].Word; !slices.Equal(got[:3], []string{"yes", "no", "yes"}) {
		t.Errorf("yes: %v", got)
	}
	var told []string
	for _, u := range unread {
		told = append(told, fmt.Sprint(u.Row, u.Column, u.Why))
	}
	if want := []string{"4arange", "4bnumber", "5yesyesno"}; !slices.Equal(told, want) {
		t.Errorf("unread %q, want %q", told, want)
	}
}

// Names are compared as people read them; where the codifier knows the place, two
// that look alike are an error.
func TestUnitsThatLookAlike(t *testing.T) {
	const latin = "Mикoлаїв" // the M and the o are Latin
	table := func(names ...string) *Table {
		var rows [][]string
		for _, n := range names {
			rows = append(rows, []string{n, "1", "1", "1"})
		}
		return Texts([]string{"unit", "a", "b", "yes"}, rows, false)
	}
	nobody := func(string) bool { return false }
	frame, _, remarks, err := asked().Read(table("Київ", "Ки\u00adїв", "Київ "), nobody)
	if err != nil || len(remarks) > 0 || frame.Keys[0] != frame.Keys[1] || frame.Keys[1] != frame.Keys[2] {
		t.Errorf("one city: %v %v %v", frame, remarks, err)
	}
	if _, _, remarks, err := asked().Read(table("Миколаїв", latin), nobody); err != nil || len(remarks) != 1 || remarks[0].Code != "alike-units" {
		t.Errorf("look-alikes: %v %v", remarks, err)
	}
	if _, _, _, err := asked().Read(table("Миколаїв", latin), func(string) bool { return true }); err == nil || !strings.Contains(err.Error(), "index.alike-place") {
		t.Errorf("look-alikes of a place: %v", err)
	}
	if _, _, _, err := asked().Read(table("A", ""), nobody); err == nil || !strings.Contains(err.Error(), "fault.unit-empty") {
		t.Errorf("a row without a name: %v", err)
	}
}

// Columns are found by their names as people read them; of what is missing the
// likely one is named.
func TestColumnsAreFound(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"unit,a,b,yes", ""}, {"unit,\u00a0a ,b,yes", ""}, {"unit,A,b,yes", "alike-column"}, {"unit,a,a,b,yes", "fault.column-twice"},
		{"unit,b,yes", "fault.column-of"}, {"unit,a,b,yess", "fault.column-of-like"}, {"a,b,yes", "fault.column-units"},
	} {
		header := strings.Split(c.header, ",")
		_, _, remarks, err := asked().Read(Texts(header, nil, false), nil)
		got := ""
		for _, r := range remarks {
			got = r.Code
		}
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: %q, want %q", c.header, got, c.want)
		}
	}
}

// scored reads and scores a table of texts.
func scored(t *testing.T, rows ...[]string) *Result {
	t.Helper()
	table := Texts([]string{"unit", "a", "b", "yes"}, rows, false)
	frame, _, _, err := asked().Read(table, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := asked().Score(frame, table.Rows)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// By hand: B has (100 + 0 + 100) ÷ 3, A (10 + 50) ÷ 2 over two of three, C the same
// as A, D nothing.
func TestResult(t *testing.T) {
	r := scored(t, []string{"D", "", "", ""}, []string{"B", "10", "0", "yes"}, []string{"C", "1", "5", ""}, []string{"A", "5", "1", ""})
	var names []string
	for _, u := range r.Order() {
		names = append(names, r.Name(u))
	}
	if !slices.Equal(names, []string{"D", "B", "C", "A"}) {
		t.Errorf("order of the file: %v", names)
	}
	names = nil
	for _, u := range r.Ranked() {
		names = append(names, r.Name(u)+strconv.Itoa(r.Scored.Rank[u]))
	}
	if !slices.Equal(names, []string{"B1", "A2", "C2"}) {
		t.Errorf("ranked: %v", names)
	}
	if got := r.Scored.Value[r.Table.Root()][r.Unit("B")]; math.Abs(got-200.0/3) > 1e-9 {
		t.Errorf("B: %v", got)
	}
	if r.Unit("E") != -1 || r.Spoilt() {
		t.Error("a unit that is not there, or a reference that nobody asks for")
	}
	if notes := r.Notes(); len(notes) != 0 {
		t.Errorf("notes: %v", notes)
	}
}

// Two rows of one unit cannot be combined unless the method says how: they are
// named as the file counts.
func TestRowsOfOneUnitAreNamed(t *testing.T) {
	table := &Table{Header: []string{"unit", "a", "b", "yes"}, Rows: []Row{row(7, "A", "1", "1", "1"), row(12, "A", "2", "2", "1")}}
	frame, _, _, err := asked().Read(table, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = asked().Score(frame, table.Rows)
	if rows, ok := err.(*indicator.RowsError); !ok || rows.First != 7 || rows.Second != 12 {
		t.Errorf("%v", err)
	}
}

// By hand, with ties and a unit that one method does not score. Of the three pairs of
// those that both score, two agree and one is a tie under B: tau-b is
// (2 − 0) ÷ √(3 × 2); ranks 1, 2, 3 against 1.5, 1.5, 3 correlate by √3 ÷ 2.
func TestContrast(t *testing.T) {
	nan := math.NaN()
	c := NewContrast([2][]int{{1, 2, 3, 4}, {1, 1, 3, 0}}, [2][]float64{{90, 80, 70, 60}, {50, 50, 10, nan}})
	if !slices.Equal(c.Both, []int{0, 1, 2}) || c.Moved != 1 || c.Most != 1 || c.Mean != 1.0/3 || c.Shift(1) != 1 {
		t.Errorf("%+v", c)
	}
	if math.Abs(c.Kendall-2/math.Sqrt(6)) > 1e-12 || math.Abs(c.Spearman-math.Sqrt(3)/2) > 1e-12 {
		t.Errorf("tau %v, rho %v", c.Kendall, c.Spearman)
	}
	a, b := scored(t, []string{"A", "1", "1", "1"}), scored(t, []string{"B", "1", "1", "1"})
	if _, ok := a.Against(b); ok {
		t.Error("other units were put side by side")
	}
	if c, ok := a.Against(a); !ok || c.Moved != 0 {
		t.Errorf("against itself: %+v", c)
	}
}

// Every number reads back to itself; what is missing is empty.
func TestDigits(t *testing.T) {
	for x, want := range map[float64]string{0.1: "0.1", 1e21: "1e+21", 1e-7: "1e-07", 123456789012345680000: "123456789012345680000", math.Copysign(0, -1): "0", -2.5: "-2.5"} {
		if got := Digits(x); got != want {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
	if Digits(math.NaN()) != "" {
		t.Error("NaN has digits")
	}
}

// A change of scores is the difference as one would write it below them.
func TestChangeHasTheDigitsOfTheScores(t *testing.T) {
	c := NewContrast([2][]int{{1, 2, 3, 4, 0}, {1, 2, 3, 4, 5}}, [2][]float64{{77.2485664591, 0.774, 0, 5, math.NaN()}, {60, 0.9, 0.1, 5, 1}})
	for i, want := range []string{"-17.2485664591", "0.126", "0.1", "0", ""} {
		if got := Digits(c.Change(i)); got != want {
			t.Errorf("from %v to %v: %s, want %s", c.Score[0][i], c.Score[1][i], got, want)
		}
	}
}
