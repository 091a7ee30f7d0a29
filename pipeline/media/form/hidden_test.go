package form

import (
	"testing"

	"depository.example/depository/pipeline/media/sheet"
	sheets "depository.example/depository/pipeline/media/sheet/open"
)

// Of a form all is read but the hidden sheets on which it computes; a sheet called so that
// can be seen, or of a workbook that is no form, is read.
func TestWhatComputesIsNotRead(t *testing.T) {
	shown, hidden := func(name string) sheet.Sheet { return sheet.Sheet{Name: name} }, func(name string) sheet.Sheet { return sheet.Sheet{Name: name, Hidden: true} }
	for _, c := range []struct {
		s    sheet.Sheet
		of   sheet.Sheet
		want bool
	}{
		{hidden("_proof"), hidden("_form"), true},
		{hidden("_level"), hidden("_form"), true},
		{hidden("_lists"), hidden("_form"), false},
		{shown("_proof"), hidden("_form"), false},
		{hidden("_proof"), shown("_form"), false},
		{hidden("_proof"), hidden("Аркуш1"), false},
	} {
		if got := Computes(&c.s, []sheet.Sheet{shown("Практика 1"), c.s, c.of}); got != c.want {
			t.Errorf("%+v beside %+v: %v", c.s, c.of, got)
		}
	}
	q := egov(t).Questionnaire
	data := write(t, &q, Options{Cards: 2, Lang: "uk"}, nil)
	whole, problems := sheets.ReadBytes("form.xlsx", data, sheet.Limits{})
	part, found := sheets.ReadBytes("form.xlsx", data, sheet.Limits{Pass: Computes})
	if len(problems) > 0 || len(found) > 0 || len(whole.Sheets) != len(part.Sheets) {
		t.Fatalf("%v %v: %d and %d sheets", problems, found, len(whole.Sheets), len(part.Sheets))
	}
	for i, s := range whole.Sheets {
		want := len(s.Cells)
		if s.Name == proofSheet || s.Name == levelSheet || s.Name == copySheet {
			if want == 0 {
				t.Errorf("%s computes nothing", s.Name)
			}
			want = 0
		}
		if got := len(part.Sheets[i].Cells); got != want {
			t.Errorf("%s: %d cells, want %d", s.Name, got, want)
		}
	}
}
