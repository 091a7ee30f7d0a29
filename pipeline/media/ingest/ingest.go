// Package ingest turns workbooks into submissions: our own form by its defined
// names, a partner's own table by a layout file. It believes that a partner's
// habits are data, not errors, and that whatever it cannot read it must name
// with its cell and leave unguessed.
package ingest

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/media/ingest/forms"
	"depository.example/depository/pipeline/media/privacy"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/name"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// Options say what is read and how.
type Options struct {
	Period        string // of the folder; "" any
	Questionnaire *survey.Questionnaire
	Layouts       []foreign.Layout
	Places        *place.Registry // nil: names are not matched to codes
	Limits        sheet.Limits
	KeepForms     bool        // keep what stands in forms, so that they can be written anew
	Contacts      bool        // the contact persons of forms are read too
	Apart         bool        // files are not joined by partner: there are no Submissions but the Single ones, and these are without the answers, those of tables without the practices, which are counted; Keeper is nil
	Keeper        Keeper      // what was read of single files before; nil nothing, as with KeepForms or Contacts
	Ahead         bool        // what is read goes to the Keeper alone, to be found there: the Result says nothing of it
	Instead       *sheet.Edit // one cell is read as if something else stood in it; nil none

	known reply.Known  // the criteria, made ready once for all files
	rules *clean.Rules // and the rules about their answers
	own   *forms.Own   // what forms say themselves, likewise

	memory *foreign.Memory // what the tables of one file say of those of another
}

// ready returns the options with what all files are read by made ready: criteria,
// and which of them the columns of layouts answer.
func (o Options) ready() Options {
	if o.known == nil && o.Questionnaire != nil {
		o.known, o.own, o.Layouts = reply.Know(o.Questionnaire), forms.NewOwn(o.Questionnaire), foreign.BoundTo(o.Layouts, o.Questionnaire)
		o.rules = clean.NewRules(o.Questionnaire)
		o.memory = new(foreign.Memory)
	}
	return o
}

// A Result is what a folder or a file gave.
type Result struct {
	Submissions []survey.Submission // one a partner, by partner
	Single      []survey.Submission // as each file has them, before files are joined; of ReadFiles and ReadDir
	Tallies     []Tally             // of Single, where files are read apart
	Problems    cell.Problems       // in canonical order
	Files       []File              // by name
	Contacts    []forms.Contact     // by partner; none unless the options ask for them
	Listing     Listing             // of ReadDir and ReadListing

	persons []privacy.Person // whom the forms name as contacts
	own     *clean.Copies    // of the texts of the submissions; nil: they may be parts of longer ones
	size    int64            // bytes that the practices take or, where they are only counted, would take
	outline []outline        // of Single; nil: it has all that is in them
}

// A Tally is what was counted of a submission whose answers are not kept.
type Tally struct {
	Practices int
	Asked     int // answers asked
	Given     int // of these, given or not applicable
}

// A File is one file of the folder.
type File struct {
	Name   string        // as of Source
	SHA256 string        // hexadecimal; "" it could not be opened
	ReadAs string        // "form", the id of a layout, or "" nothing in it was understood
	Form   *forms.Filled // nil: no form of this method, or not kept

	replaces string // as of forms.Form
}

// ReadFiles reads files that are known by different names.
func ReadFiles(files []Source, opts Options, progress func(done, total int, file string)) Result {
	var out Result
	var books []Source
	for _, f := range files {
		switch base := path.Base(f.Name); {
		case strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".~lock."):
			out.Problems.Add(cell.Warning, "file-open-elsewhere", cell.Ref{File: f.Name}, "")
		case isLink(f.Path):
			out.Problems.Add(cell.Note, "folder-linked", cell.Ref{File: f.Name}, "")
		case !open.Named(base):
			out.Problems.Add(cell.Note, "file-ignored", cell.Ref{File: f.Name}, "")
		default:
			books = append(books, f)
		}
	}
	results := readAll(books, opts, progress)
	for _, r := range results {
		out.Single, out.Tallies = append(out.Single, r.Submissions...), append(out.Tallies, r.Tallies...)
		out.Problems = append(out.Problems, r.Problems...)
		out.Files = append(out.Files, r.Files...)
		out.Contacts = append(out.Contacts, r.Contacts...)
		out.persons = append(out.persons, r.persons...)
		out.outline = append(out.outline, r.outline...)
	}
	sortContacts(out.Contacts)
	of := out.settle()
	clean.TwoNames(named(of), &out.Problems, opts.Places)
	out.Problems = out.Problems.Sorted()
	if !opts.Apart {
		for _, list := range of {
			out.Submissions = append(out.Submissions, joined(list))
		}
		out.outline = nil
	}
	return out
}

// Read reads one workbook with the problems that opening it gave.
func Read(book *sheet.Book, problems cell.Problems, opts Options) Result {
	opts = opts.ready()
	out := Result{Problems: problems}
	file, untold := File{Name: book.File, SHA256: book.SHA256}, 0
	var tables *foreign.Tables // nil: it is none
	asForms := forms.Options{Period: opts.Period, Questionnaire: opts.Questionnaire, Known: opts.known, Places: opts.Places, Own: opts.own}
	r, is := forms.Read(book, problems, asForms)
	exported, told, isExport := forms.ReadExport(book, problems, asForms)
	switch {
	case is == forms.IsForm:
		file.ReadAs, file.replaces = "form", r.Replaces()
		out.Problems, out.Submissions, out.persons = r.Problems(problems), r.Submissions(), r.Persons()
		if opts.Contacts {
			out.Contacts = r.Contacts()
		}
		if opts.KeepForms {
			file.Form = r.Filled()
		}
	case is == forms.IsList:
		out.Problems = nil
		out.Problems.Add(cell.Note, "file-list-of-errors", cell.Ref{File: book.File}, "")
	case isExport:
		file.ReadAs, out.Submissions, out.Problems = "form", exported, told
	case len(book.Sheets) > 0:
		t := foreign.Read(book, problems, foreign.Options{Period: opts.Period, Questionnaire: opts.Questionnaire, Known: opts.known, Layouts: opts.Layouts, Places: opts.Places, Memory: opts.memory})
		defer t.Spent()
		out.Problems, out.Submissions = t.Outcome(problems)
		file.ReadAs, untold = t.Layouts(), t.Untold
		tables = t
	}
	out.Files = []File{file}
	j := judging{rules: opts.rules, table: file.ReadAs != "form", withhold: clean.Withholding{Door: privacy.NewDoor(out.persons...), Own: &clean.Copies{Counts: opts.Apart}}}
	out.judge(&j, tables, opts.Apart)
	out.Problems = append(out.Problems, j.told...)
	j.withhold.Told(&out.Problems)
	out.Problems = clean.Bound(out.Problems, book.File, untold)
	return out
}

// Persons returns the contact persons of the forms that were read.
func (r *Result) Persons() []privacy.Person { return r.persons }

// sortContacts puts them in the order of partners and files.
func sortContacts(list []forms.Contact) {
	slices.SortFunc(list, func(a, b forms.Contact) int {
		return cmp.Or(strings.Compare(a.Partner, b.Partner), strings.Compare(a.File, b.File))
	})
}

// settle returns what the files say of each partner whose files hold, in the order of
// partners, and puts everything in canonical order. The same file twice counts once. Two files that speak of the
// same practice contradict each other: neither is guessed, both are named. Partners
// are told apart by package name, whatever signs their names are composed of.
func (r *Result) settle() (of [][]single) {
	seen := map[string]string{}
	byPartner := map[string][]single{}
	alike := map[string][]string{} // partners by name.Alike
	var order []string
	for _, s := range r.singles() {
		id := name.Same(s.Partner.ID)
		key := s.SHA256 + " " + id // an export has many partners
		if first, twice := seen[key]; twice {
			r.Problems.Add(cell.Warning, "file-twice", cell.Ref{File: s.File}, "", "other", first)
			continue
		}
		seen[key] = s.File
		if byPartner[id] == nil {
			order = append(order, id)
			alike[name.Alike(id)] = append(alike[name.Alike(id)], id)
		}
		byPartner[id] = append(byPartner[id], s)
	}
	slices.Sort(order)
	replaced, gone := r.replacements(), map[string]bool{}
	for _, id := range order {
		list := r.standing(byPartner[id], replaced, gone)
		if others := alike[name.Alike(id)]; len(others) > 1 {
			r.tellAlike(list, id, others, byPartner)
		} else if len(list) > 0 && !r.contradict(list) {
			of = append(of, list)
		}
	}
	r.Problems = slices.DeleteFunc(r.Problems, func(p cell.Problem) bool { return gone[p.At.File] && p.Code != "file-replaced" })
	r.Problems = r.Problems.Sorted()
	slices.SortFunc(r.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return of
}

// tellAlike names partners who differ in nothing but capitals or letters that look
// alike: they are probably one, and nobody guesses. None of them counts.
func (r *Result) tellAlike(list []single, id string, others []string, by map[string][]single) {
	other := others[0]
	if other == id {
		other = others[1]
	}
	first := by[other][0]
	for _, s := range list {
		at := s.Partner.At
		if at.IsZero() {
			at.File = s.File
		}
		r.Problems.Add(cell.Error, "partner-alike", at, s.Partner.ID, "other", first.Partner.ID, "file", first.File)
	}
}

// replacements returns what each file replaces, by its SHA-256.
func (r *Result) replacements() map[string]string {
	out := map[string]string{}
	for _, f := range r.Files {
		if f.replaces != "" {
			out[f.SHA256] = f.replaces
		}
	}
	return out
}

// standing leaves out of one partner's submissions those that another one
// replaces; what was wrong with those that are gone no longer matters. Two that replace all
// others leave it open which of them holds, and stay both.
func (r *Result) standing(list []single, replaces map[string]string, gone map[string]bool) []single {
	by := map[string]string{} // the file that replaces, by the SHA-256 of the replaced
	var last []string
	for _, s := range list {
		switch what := replaces[s.SHA256]; what {
		case "":
		case forms.AllBefore:
			last = append(last, s.File)
		default:
			by[what] = s.File
		}
	}
	var out []single
	for _, s := range list {
		other := by[s.SHA256]
		if len(last) == 1 && last[0] != s.File {
			other = last[0]
		}
		if other == "" {
			out = append(out, s)
			continue
		}
		gone[s.File] = true
		r.Problems.Add(cell.Note, "file-replaced", cell.Ref{File: s.File}, "", "other", other)
	}
	return out
}

// contradict reports whether several files of a partner speak of the same practice,
// and names them.
func (r *Result) contradict(list []single) bool {
	if len(list) == 1 {
		return false
	}
	clash := clash(list)
	code := "file-contradicts"
	if !clash && r.signedTwice(list) {
		clash, code = true, "form-partner-twice"
	}
	if clash {
		for i, s := range list {
			other := list[(i+1)%len(list)].File
			r.Problems.Add(cell.Error, code, cell.Ref{File: s.File}, "", "other", other, "partner", cmp.Or(s.Partner.Name["uk"], s.Partner.ID))
		}
	}
	return clash
}

// joined returns what several files say of one partner as one submission.
func joined(list []single) survey.Submission {
	out := *list[0].Submission
	if len(list) == 1 {
		return out
	}
	n := 0
	for i := range list {
		n += len(list[i].Practices)
	}
	out.Practices = make([]survey.Practice, 0, n)
	for i := range list {
		out.Practices = append(out.Practices, list[i].Practices...)
	}
	return out
}

// signedTwice tells whether two of a partner's workbooks are forms for anybody, which
// the partner has signed: whoever fills in such a form twice has answered twice.
func (r *Result) signedTwice(list []single) bool {
	signed := 0
	for _, s := range list {
		isForm := slices.ContainsFunc(r.Files, func(f File) bool { return f.Name == s.File && f.ReadAs == "form" })
		if isForm && !s.Partner.At.IsZero() {
			signed++
		}
	}
	return signed > 1
}
