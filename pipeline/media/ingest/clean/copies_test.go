package clean

import (
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"depository.example/depository/pipeline/survey/survey"
)

// Nothing that is kept of a partner is a part of a longer text, which would be kept whole.
func TestNothingKeepsALongerText(t *testing.T) {
	sheet := strings.Repeat("Назва 1 UA05 ", 10)
	word := func(i int) string { return sheet[i : i+4] }
	subs := []survey.Submission{{Period: word(0), Partner: survey.Partner{ID: word(2), Name: survey.Text{"uk": word(4), "en": word(6)}, Place: word(8), Kind: survey.PartnerKind(word(10))},
		Practices: []survey.Practice{{ID: word(12), Title: word(14), Theme: word(16), Place: word(18), PlaceName: word(20), Adopted: survey.Adoption{From: word(22), Raw: word(24), On: word(26), Act: word(28)},
			Told: survey.Story{Problem: word(30)}, Answers: []survey.Answer{{Raw: word(32), Beside: &survey.Beside{Comment: word(34), Evidence: word(36), Reason: word(38)}}}}},
		Plan: []survey.Task{{Stage: word(40), Text: word(42)}}}}
	own := new(Copies)
	own.Detach(subs)
	texts := 0
	within := func(text string) bool {
		at, from := uintptr(unsafe.Pointer(unsafe.StringData(text))), uintptr(unsafe.Pointer(unsafe.StringData(sheet)))
		return at >= from && at < from+uintptr(len(sheet))
	}
	var look func(where string, v reflect.Value)
	look = func(where string, v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			if texts++; within(v.String()) {
				t.Errorf("%s keeps the sheet", where)
			}
		case reflect.Struct:
			for i := range v.NumField() {
				look(where+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				look(where, v.Index(i))
			}
		case reflect.Map:
			for _, k := range v.MapKeys() {
				look(where, v.MapIndex(k))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				look(where, v.Elem())
			}
		}
	}
	look("Submissions", reflect.ValueOf(subs))
	if texts < 20 {
		t.Errorf("%d texts", texts)
	}
}
