package place

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// small is a codifier of one region, a raion, a hromada and its two settlements,
// with a title above the header and its columns in another order.
func small() [][]string {
	oblast, raion, hromada := "UA05000000000010236", "UA05020000000026686", "UA05020030000031457"
	return [][]string{
		{"Кодифікатор адміністративно-територіальних одиниць"},
		{"Назва об'єкта", "Категорія об’єкта", "Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень"},
		{"Вінниця", "М", oblast, raion, hromada, "UA05020030010063857"}, // a Cyrillic letter
		{"Вінницька", "O", oblast},
		{},
		{"Вінницька ", "H", oblast, raion, hromada},
		{"Вінницький", "P", oblast, raion},
		{"Десна", "X", oblast, raion, hromada, "UA05020030020025841", ""},
	}
}

func TestReadCodifier(t *testing.T) {
	c, err := ReadCodifier(small())
	if err != nil {
		t.Fatal(err)
	}
	if c.Count('O') != 1 || c.Count('P') != 1 || c.Count('H') != 1 || c.Count('M') != 1 || c.Count('X') != 1 || c.Count('C') != 0 {
		t.Errorf("units %+v", c.Units)
	}
	if c.Orphans != 0 || c.Regions() != 1 {
		t.Errorf("%d orphans, %d regions", c.Orphans, c.Regions())
	}
	rows := c.Rows()
	if got := rows[3]; !reflect.DeepEqual(got, []string{"UA05000000000010236", "UA05020000000026686", "UA05020030000031457", "", "", "H", "Вінницька"}) {
		t.Errorf("row %q", got)
	}
	again, err := ReadCodifier(rows)
	if err != nil || !reflect.DeepEqual(again, c) {
		t.Errorf("what is written is read otherwise: %v", err)
	}
	slices.Reverse(rows[1:])
	if again, err = ReadCodifier(rows); err != nil || !reflect.DeepEqual(again, c) {
		t.Errorf("the order of the lines matters: %v", err)
	}
	if m := FromCodifier(c.Rows()).Match("Вінницька ТГ", ""); m.Code != "UA05020030000031457" {
		t.Errorf("match %+v", m)
	}
}

func TestWhatIsNoCodifier(t *testing.T) {
	for name, c := range map[string]struct {
		change func(rows [][]string) [][]string
		want   string
	}{
		"nothing":            {func([][]string) [][]string { return nil }, "no column " + strings.Join(codifierHeader[:], ", ")},
		"a column missing":   {func(r [][]string) [][]string { r[1][1] = "Тип"; return r }, "no column Категорія об’єкта"},
		"a code cut":         {func(r [][]string) [][]string { r[3][2] = "UA05"; return r }, `row 4: code "UA05"`},
		"no code":            {func(r [][]string) [][]string { r[3][2] = ""; return r }, `row 4: code "Вінницька"`},
		"a level left out":   {func(r [][]string) [][]string { r[5][3] = ""; return r }, `row 6: levels "UA05020030000031457"`},
		"another category":   {func(r [][]string) [][]string { r[5][1] = "громада"; return r }, `row 6: category "громада"`},
		"no name":            {func(r [][]string) [][]string { r[5][0] = "\u00a0"; return r }, `row 6: name "UA05020030000031457"`},
		"a line twice":       {func(r [][]string) [][]string { return append(r, r[5]) }, `row 9: twice "UA05020030000031457"`},
		"numbers for a code": {func(r [][]string) [][]string { r[7][5] = "5.0200300200258E+17"; return r }, `row 8: code "5.0200300200258E+17"`},
	} {
		_, err := ReadCodifier(c.change(small()))
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		var column *ColumnError
		if strings.HasPrefix(c.want, "no column") != errors.As(err, &column) {
			t.Errorf("%s: %T", name, err)
		}
	}
	c, err := ReadCodifier(slices.Delete(small(), 6, 7))
	if err != nil || c.Orphans != 3 {
		t.Errorf("without the raion: %d orphans, %v", c.Orphans, err)
	}
}

// TestWholeCodifier reads the codifier itself: its units by category were counted
// by another program.
func TestWholeCodifier(t *testing.T) {
	c, err := ReadCodifier(table(t, "katottg-kse.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[rune]int{'O': 25, 'K': 2, 'P': 136, 'H': 1772, 'M': 459, 'T': 881, 'X': 1165, 'C': 27204, 'B': 108}
	for category, n := range want {
		if got := c.Count(category); got != n {
			t.Errorf("%c: %d, want %d", category, got, n)
		}
	}
	if len(c.Units) != 31_752 || c.Orphans != 0 || c.Regions() != len(Oblasts) {
		t.Errorf("%d units, %d orphans, %d regions", len(c.Units), c.Orphans, c.Regions())
	}
}
