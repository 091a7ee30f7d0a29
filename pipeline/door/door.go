// Package door stands between what was read and everything else. It believes that no
// text of a workbook may pass with a contact in it, or with what cannot be seen, and
// goes by the types themselves, so that a field which is added tomorrow passes it too.
package door

import (
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/ingest/forms"
	"depository.example/depository/pipeline/media/privacy"
	"depository.example/depository/pipeline/media/reviewbook"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/legible"
	"depository.example/depository/templates"
)

// A Door is the door for what was read together.
type Door struct {
	privacy *privacy.Door
	renames bool              // files and sheets are named as they are published
	files   map[string]string // how each is named
	taken   map[string]bool   // names of files that are given
	next    map[string]int    // the number that the next file of a name gets
	known   map[string]string // what long texts became
	recent  privacy.Recent    // texts that stay as they are: many stand often
	Labels  []string          // of reviewers
	ways    map[reflect.Type]way
	passed  map[shared]bool // lists that went through
}

// A Reading is what the workbooks of one period say, partners' and reviewers'.
type Reading struct {
	ingest.Result
	Reviews reviewbook.Reviews
}

// New returns the door for what was read: it knows the persons of all of it.
// lang is that of the labels of reviewers.
func New(lang string, renames bool, all ...*Reading) (*Door, error) {
	texts, err := templates.Wording(lang)
	if err != nil {
		return nil, err
	}
	d := &Door{renames: renames, files: map[string]string{}, taken: map[string]bool{}, next: map[string]int{}, known: map[string]string{},
		ways: map[reflect.Type]way{}, passed: map[shared]bool{}}
	var persons []privacy.Person
	for _, from := range all {
		persons = append(persons, from.Persons()...)
		for _, who := range from.Reviews.By {
			persons = append(persons, forms.Persons(who.Name)...)
		}
	}
	d.privacy = privacy.NewDoor(persons...)
	for _, from := range all {
		numbers := map[string]int{} // within a period, in order of files
		for _, who := range from.Reviews.By {
			if numbers[who.Name] == 0 {
				numbers[who.Name] = len(numbers) + 1
			}
			label := texts.T("review.anonymous", "n", numbers[who.Name])
			if !slices.Contains(d.Labels, label) {
				d.Labels = append(d.Labels, label)
			}
			from.Reviews.Name(who, label)
		}
	}
	return d, nil
}

// Admit lets what was read through.
func (d *Door) Admit(r *Reading) {
	names := []string{}
	for i := range r.Files {
		names = append(names, r.Files[i].Name)
	}
	for _, p := range slices.Concat(r.Problems, r.Reviews.Problems) {
		names = append(names, p.At.File)
	}
	for _, who := range r.Reviews.By {
		if d.renames {
			d.files[who.File] = d.free(path.Join(path.Dir(who.File), who.Label+path.Ext(who.File)))
		}
	}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		d.file(name)
	}
	for i := range r.Files {
		r.Files[i].Name, r.Files[i].ReadAs = d.file(r.Files[i].Name), d.text(r.Files[i].ReadAs)
	}
	for _, v := range []any{&r.Result, &r.Listing, &r.Reviews} {
		d.fields(reflect.ValueOf(v).Elem())
	}
}

// Reviewed lists the reviewers' workbooks under the names that they are published by.
func (d *Door) Reviewed(r *Reading) []ingest.File {
	var out []ingest.File
	for _, who := range r.Reviews.By {
		out = append(out, ingest.File{Name: d.file(who.File), SHA256: who.Hash, ReadAs: "review"})
	}
	return out
}

// apart are the fields of a reading that everything does not go through: files and
// listings are named above or not at all, and contacts and the names of reviewers
// are kept for whoever asks for them.
var apart = map[reflect.Type][]string{
	reflect.TypeFor[ingest.Result]():      {"Files", "Contacts", "Listing"},
	reflect.TypeFor[ingest.Listing]():     {"Files", "Apart"}, // the analyst alone is told of them
	reflect.TypeFor[reviewbook.Reviews](): {"By"},
}

// fields lets every field of a struct through but those apart.
func (d *Door) fields(v reflect.Value) {
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() && !slices.Contains(apart[v.Type()], f.Name) {
			d.everything(v.Field(i))
		}
	}
}

// kinds are the ends of names that say what is in a file.
var kinds = regexp.MustCompile(`(?i)\.(?:xl[a-z]{1,3}|[fo]d[st]|ots|csv|tsv|txt|pdf|docx?|html?|ya?ml|zip)$`)

// file returns how a file is named; two files have two names.
func (d *Door) file(name string) string {
	if name == "" {
		return name
	}
	if !d.renames { // also where it stands as a text, so that what is read of a file is found
		d.files[name] = name
		return name
	}
	if _, known := d.files[name]; !known {
		if d.taken[name] { // it is one already: what several lists share is seen twice
			return name
		}
		ext := kinds.FindString(name) // «….ua.xlsx» is no domain
		kept, _ := d.privacy.Text(legible.Line(strings.TrimSuffix(name, ext)))
		d.files[name] = d.free(kept + ext)
	}
	return d.files[name]
}

// free returns a name that no other file has: «[…] (2).xlsx».
func (d *Door) free(name string) string {
	ext := filepath.Ext(name)
	out, n := name, max(2, d.next[name])
	for ; d.taken[out]; n++ {
		out = strings.TrimSuffix(name, ext) + " (" + strconv.Itoa(n) + ")" + ext
	}
	d.taken[out], d.next[name] = true, n
	return out
}

// text returns a text as it may be published; a name of a file stays one.
func (d *Door) text(s string) string {
	if s == "" {
		return ""
	}
	if name, isFile := d.files[s]; isFile {
		return name
	}
	kept, known := "", false
	if len(s) > shortText {
		kept, known = d.known[s]
	}
	if !known {
		kept, _ = d.privacy.Text(legible.Text(s))
		if len(s) > shortText {
			d.known[s] = kept
		}
	}
	return kept
}

// hashes are fields that hold no text.
var hashes = []string{"SHA256"}

var refType = reflect.TypeFor[cell.Ref]()

// everything lets every text below v through: in structs, lists and maps.
func (d *Door) everything(v reflect.Value) {
	if walk := d.way(v.Type()); walk != nil {
		walk(v.Addr().UnsafePointer())
	}
}

// A way goes to every text of a value of one type, which lies at an address. It is
// worked out once a type, so that what is walked a million times is not looked at
// anew; nil: the type holds no text.
type way func(at unsafe.Pointer)

// way returns the way through a type.
func (d *Door) way(t reflect.Type) way {
	w, known := d.ways[t]
	if !known {
		d.ways[t] = func(at unsafe.Pointer) { // a type may hold itself
			if w := d.ways[t]; w != nil {
				w(at)
			}
		}
		w = d.newWay(t)
		d.ways[t] = w
	}
	return w
}

func (d *Door) newWay(t reflect.Type) way {
	switch {
	case t == refType && !d.renames:
		return nil
	case t == refType:
		return func(at unsafe.Pointer) { d.ref((*cell.Ref)(at)) }
	case t.Kind() == reflect.String:
		return func(at unsafe.Pointer) { d.string((*string)(at)) }
	case t.Kind() == reflect.Struct:
		return d.inside(t)
	case !slices.Contains([]reflect.Kind{reflect.Slice, reflect.Array, reflect.Pointer, reflect.Map}, t.Kind()):
		return nil
	}
	elem := d.way(t.Elem())
	if elem == nil {
		return nil
	}
	switch t.Kind() {
	case reflect.Slice:
		return d.slice(t, elem)
	case reflect.Array:
		return func(at unsafe.Pointer) { list(at, t.Len(), t.Elem().Size(), elem) }
	case reflect.Pointer:
		return func(at unsafe.Pointer) {
			if to := *(*unsafe.Pointer)(at); to != nil {
				elem(to)
			}
		}
	}
	return func(at unsafe.Pointer) {
		v := reflect.NewAt(t, at).Elem()
		for _, key := range v.MapKeys() {
			value := reflect.New(t.Elem())
			value.Elem().Set(v.MapIndex(key))
			elem(value.UnsafePointer())
			v.SetMapIndex(key, value.Elem())
		}
	}
}

func (d *Door) string(s *string) {
	if *s == "" || d.recent.Has(*s) {
		return
	}
	if kept := d.text(*s); kept != *s {
		*s = kept
		return
	}
	d.recent.Add(*s)
}

// shortText is the length in bytes up to which it costs less to look at a text than
// to keep it.
const shortText = 64

// inside goes through the exported fields of a struct that hold texts.
func (d *Door) inside(t reflect.Type) way {
	type step struct {
		offset uintptr
		way    way // nil: a text
	}
	var steps []step
	for i := range t.NumField() {
		f := t.Field(i)
		w := d.way(f.Type)
		if w == nil || !f.IsExported() || slices.Contains(hashes, f.Name) {
			continue
		}
		if f.Type.Kind() == reflect.String {
			w = nil
		}
		steps = append(steps, step{f.Offset, w})
	}
	if steps == nil {
		return nil
	}
	return func(at unsafe.Pointer) {
		for _, s := range steps {
			if field := unsafe.Add(at, s.offset); s.way != nil {
				s.way(field)
			} else if text := (*string)(field); *text != "" {
				d.string(text)
			}
		}
	}
}

// slice goes through a list once, however many values share it.
func (d *Door) slice(t reflect.Type, elem way) way {
	return func(at unsafe.Pointer) {
		v := (*[]struct{})(at) // length and place are those of a list of any type
		seen := shared{unsafe.Pointer(unsafe.SliceData(*v)), len(*v), t}
		if len(*v) > 0 && !d.passed[seen] {
			d.passed[seen] = true
			list(seen.at, seen.len, t.Elem().Size(), elem)
		}
	}
}

// A shared list is known by where it lies.
type shared struct {
	at  unsafe.Pointer
	len int
	of  reflect.Type
}

// list goes through values that lie one behind the other.
func list(at unsafe.Pointer, n int, size uintptr, elem way) {
	for i := range n {
		elem(unsafe.Add(at, uintptr(i)*size))
	}
}

// ref names the file and sheet of an address as they are published.
func (d *Door) ref(at *cell.Ref) {
	if at.File == "" && at.Sheet == "" {
		return
	}
	at.File, at.Sheet = d.file(at.File), legible.Line(d.text(at.Sheet))
}
