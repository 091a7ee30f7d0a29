package trail

import "testing"

// An address is FILE!SHEET!CELL within the bounds of a sheet of Excel (1,048,576 rows,
// 16,384 columns); the name of a sheet may hold a mark of exclamation itself.
func TestEditOf(t *testing.T) {
	for at, ok := range map[string]bool{
		"a.xlsx!Лист 1!D14": true, "a.xlsx!Увага!!D14": true, "b/a.xlsx!Лист!XFD1048576": true,
		"a.xlsx": false, "a.xlsx!Лист": false, "a.xlsx!Лист!14": false, "a.xlsx!Лист!D": false, "a.xlsx!Лист!D0": false,
		"a.xlsx!Лист!D1048577": false, "a.xlsx!Лист!D99999999999999999999": false, "a.xlsx!Лист!XFE1": false, "": false,
	} {
		e, err := editOf(at, "")
		if (err == nil) != ok {
			t.Errorf("%q: %+v, %v", at, e, err)
		}
		if err == nil && e.File+"!"+e.Sheet != at[:len(e.File)+1+len(e.Sheet)] {
			t.Errorf("%q: %+v", at, e)
		}
	}
}
