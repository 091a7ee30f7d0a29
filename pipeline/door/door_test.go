package door

import (
	"reflect"
	"regexp"
	"slices"
	"testing"

	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/reviewbook"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// author is nobody.
const author = "Підсаджений Захар Левович"

// TestTheDoorLetsNoContactThrough fills every text of everything that is read, by
// the types themselves.
func TestTheDoorLetsNoContactThrough(t *testing.T) {
	secrets := "тел. 59-50-50, ivan.planted@rada.example.ua, " + author + ", \x1b[31m\u202e"
	var r Reading
	fill(reflect.ValueOf(&r.Result).Elem(), secrets)
	fill(reflect.ValueOf(&r.Reviews).Elem(), secrets)
	r.Reviews.By = []reviewbook.Reviewer{{Name: author, File: "reviews/a.xlsx"}}
	r.Reviews.Marks[0].At.File = "reviews/a.xlsx"
	d, err := New("uk", true, &r)
	if err != nil {
		t.Fatal(err)
	}
	d.Admit(&r)
	for what, v := range map[string]any{"read": r.Result, "reviews": r.Reviews} {
		seen := 0
		walk(reflect.ValueOf(v), what, func(path, s string) {
			seen++
			if !staysAside.MatchString(path) && regexp.MustCompile(`50-50|planted|Захар|\x1b|\x{202e}`).MatchString(s) {
				t.Errorf("%s: %q", path, s)
			}
		})
		if seen < 12 {
			t.Errorf("%s: only %d texts were looked at", what, seen)
		}
	}
	if m := r.Reviews.Marks[0]; m.Reviewer != "рецензент 1" || m.At.File != "reviews/рецензент 1.xlsx" {
		t.Errorf("%q of %q", m.Reviewer, m.At.File)
	}
}

// staysAside are fields that nothing publishes (contacts are private, a listing of
// files and the names of reviewers go no further) and hashes.
var staysAside = regexp.MustCompile(`SHA256$|^read\.(Contacts|Listing\.(Files|Apart)|Files\.Form|Files\.replaces|persons)\b|^reviews\.By\b`)

// fill puts a text into every text, and one element into every list and map.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), text)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), text)
	case reflect.Map:
		value := reflect.New(v.Type().Elem()).Elem()
		fill(value, text)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("uk").Convert(v.Type().Key()), value)
	}
}

// walk shows every text below v with the path to it.
func walk(v reflect.Value, path string, show func(path, s string)) {
	switch v.Kind() {
	case reflect.String:
		show(path, v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), path+"."+v.Type().Field(i).Name, show)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), path, show)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			walk(v.MapIndex(key), path, show)
		}
	}
}

// TestTwoFilesHaveTwoNames also where the same is withheld from both.
func TestTwoFilesHaveTwoNames(t *testing.T) {
	r := Reading{Result: ingest.Result{Files: []ingest.File{{Name: "0671234567.xlsx"}, {Name: "0501234567.xlsx"}, {Name: "sontsepilsk.xlsx"}}}}
	r.Problems.Add(cell.Warning, "file-twice", cell.Ref{File: "0671234567.xlsx"}, "", "other", "0501234567.xlsx")
	d, err := New("uk", true, &r)
	if err != nil {
		t.Fatal(err)
	}
	d.Admit(&r)
	got := []string{r.Files[0].Name, r.Files[1].Name, r.Files[2].Name, r.Problems[0].At.File, r.Problems[0].Args[0].Value}
	if want := []string{"[…] (2).xlsx", "[…].xlsx", "sontsepilsk.xlsx", "[…] (2).xlsx", "[…].xlsx"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// TestFilesThatKeepTheirNamesAreFound holds that where files keep their names, a text
// that is one stays one too: what was read of a file is found by it, whatever is in it.
func TestFilesThatKeepTheirNamesAreFound(t *testing.T) {
	for _, name := range []string{"a\x1b[31mb.xlsx", "a\u202eb.xlsx", "a\xff.csv", "тел. 067 123 45 67.xlsx"} {
		r := Reading{Result: ingest.Result{Files: []ingest.File{{Name: name}}, Single: []survey.Submission{{File: name}}}}
		d, err := New("uk", false, &r)
		if err != nil {
			t.Fatal(err)
		}
		d.Admit(&r)
		if r.Files[0].Name != name || r.Single[0].File != name {
			t.Errorf("%q: the file is %q, what was read of it is of %q", name, r.Files[0].Name, r.Single[0].File)
		}
	}
}
