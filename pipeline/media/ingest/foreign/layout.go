package foreign

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/stems"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/yamlfile"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// A Layout says how to read one kind of table in a partner's own form: which
// columns make it, under which labels, and in which words its cells speak.
type Layout struct {
	Version int      `yaml:"layout"`  // of this schema: 1
	ID      string   `yaml:"id"`      // file name without its ending unless said otherwise
	Theme   string   `yaml:"theme"`   // of its practices; "" none
	Needs   int      `yaml:"needs"`   // criterion columns that a header row must have
	Columns []Column `yaml:"columns"` // any order
	Yes     []string `yaml:"yes"`
	No      []string `yaml:"no"`
	Blank   []string `yaml:"blank"`
	Plus    bool     `yaml:"plus_minus"` // «-» is no where the same sheet uses «+», else blank
	Cross   bool     `yaml:"tick_cross"` // «x» is no where the same sheet says yes in some way, else it is not understood
	Doubts  []string `yaml:"doubts"`     // words that make a «yes, …» doubtful
	Totals  []string `yaml:"totals"`     // first words of a row that sums up
	Notes   []string `yaml:"notes"`      // first words of a row that is a note or a signature
	Info    Info     `yaml:"info"`
	Source  *Source  `yaml:"source"` // of the data; nil: whoever sends the table

	labels map[string]int // column by label key
	stems  []stemmed      // of the columns that have stems
	asks   []stemmed      // those of criteria
	words  *reply.Words
	totals reply.Beginnings
	notes  reply.Beginnings
	info   Info // label keys
	places bool // a column names the hromada: a row is a centre and has a code; otherwise it is a hromada
}

// A kind is what a column of a table holds.
type kind uint8

const (
	ignored kind = iota
	criterion
	identifier
	title
	locality
	code
	address
	raion
	number
	kinds // how many there are
)

// kindsOf are the kinds as a layout calls them.
var kindsOf = map[string]kind{"ignore": ignored, "criterion": criterion, "id": identifier, "title": title, "place": locality,
	"code": code, "address": address, "raion": raion, "number": number}

// stemmed are the keys of a column's stems: with fits where all stems of one of
// its lists stand in a label.
type stemmed struct {
	column  int
	with    [][]string
	pairs   []clean.PairSet // of the stems of each list
	without []string
}

// A Column is one column of the table.
type Column struct {
	Is     string   `yaml:"is"`     // id, title, place, code (KATOTTG), address, raion, number (in sequence), criterion or ignore
	ID     string   `yaml:"id"`     // of a criterion: its id, or what its id ends in after a dot
	Labels []string `yaml:"labels"` // header labels; letters and digits count, case does not
	// Stems recognise a label that nobody has written down: all words of one of
	// them stand in it and none of Without.
	Stems   []string `yaml:"stems"`
	Without []string `yaml:"without"`

	kind    kind
	answers *survey.Criterion // of the questionnaire, where bound says that it was looked up
	bound   bool
}

// Info names the labels of a sheet that says who sends the workbook: a label in
// one cell, its value in the next.
type Info struct {
	Partner []string `yaml:"partner"`
	Region  []string `yaml:"region"`
	Period  []string `yaml:"period"`
}

// A Source says where the data of such tables come from; see survey.Source.
type Source struct {
	Kind      survey.SourceKind `yaml:"kind"`
	Title     survey.Text       `yaml:"title"`
	Publisher survey.Text       `yaml:"publisher"`
	AsOf      string            `yaml:"as_of"`
	Published string            `yaml:"published"`
	Licence   string            `yaml:"licence"`
	Citation  survey.Text       `yaml:"citation"`
	URL       string            `yaml:"url"`
}

// LayoutFiles returns the layout files of a folder, .yaml and .yml, by name. A folder
// that is not there, or "", holds none.
func LayoutFiles(dir string) ([]string, error) {
	if dir == "" { // not the folder that the command is called in
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var out []string
	for _, e := range entries { // by name
		if ext := filepath.Ext(e.Name()); ext == ".yaml" || ext == ".yml" {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out, nil
}

// LoadLayouts reads the layout files of a folder. An unknown key is an error with
// its line and column.
func LoadLayouts(dir string) ([]Layout, error) {
	names, err := LayoutFiles(dir)
	if err != nil {
		return nil, err
	}
	var out []Layout
	for _, name := range names {
		data, err := regular.ReadFile(name)
		if err != nil {
			return nil, err
		}
		l, err := ParseLayout(filepath.Base(name), data)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// ParseLayout reads one layout file; name stands in messages.
func ParseLayout(name string, data []byte) (Layout, error) {
	l := Layout{ID: strings.TrimSuffix(name, filepath.Ext(name))}
	if err := yamlfile.Decode(data, &l); err != nil {
		return l, fmt.Errorf("%s: %w", name, err)
	}
	criteria := 0
	for i := range l.Columns {
		c := &l.Columns[i]
		is, known := kindsOf[c.Is]
		if c.kind = is; is == criterion {
			criteria++
		}
		switch {
		case !known:
			return l, cell.Fail("layout.is", "file", name, "column", i+1, "read", c.Is)
		case is == criterion && c.ID == "":
			return l, cell.Fail("layout.id", "file", name, "column", i+1)
		}
		if len(c.Labels)+len(c.Stems) == 0 {
			return l, cell.Fail("layout.labels", "file", name, "column", i+1)
		}
	}
	switch {
	case l.Version != 1:
		return l, cell.Fail("layout.version", "file", name)
	case l.Needs < 1 || l.Needs > criteria:
		return l, cell.Fail("layout.needs", "file", name, "most", criteria)
	}
	if l.Source != nil {
		source := survey.Source(*l.Source)
		if key := source.Fault(); key != "" {
			return l, cell.Fail("layout.source", "file", name, "key", "source."+key)
		}
	}
	return l, l.compile(name)
}

// compile folds labels and words once. A label or word that means two things is
// an error.
func (l *Layout) compile(name string) error {
	l.labels = map[string]int{}
	var twice string
	if l.words, twice = reply.NewWords(l.Yes, l.No, l.Blank, l.Doubts); twice != "" {
		return cell.Fail("layout.word", "file", name, "word", twice)
	}
	l.totals, l.notes = reply.NewBeginnings(l.Totals), reply.NewBeginnings(l.Notes)
	l.info = Info{Partner: keys(l.Info.Partner), Region: keys(l.Info.Region), Period: keys(l.Info.Period)}
	for i, c := range l.Columns {
		l.places = l.places || c.kind == locality
		for _, label := range c.Labels {
			if other, twice := l.labels[labelKey(label)]; twice && other != i {
				return cell.Fail("layout.twice", "file", name, "label", label)
			}
			l.labels[labelKey(label)] = i
		}
		if len(c.Stems) > 0 {
			s := stemmed{column: i, with: make([][]string, len(c.Stems)), pairs: make([]clean.PairSet, len(c.Stems)), without: keys(c.Without)}
			for j, stem := range c.Stems {
				s.with[j] = keys(strings.Fields(stem))
				for _, key := range s.with[j] {
					for k, bits := range clean.PairsOf(key) {
						s.pairs[j][k] |= bits
					}
				}
			}
			if l.stems = append(l.stems, s); c.kind == criterion {
				l.asks = append(l.asks, s)
			}
		}
	}
	return nil
}

func keys(labels []string) []string {
	var out []string
	for _, s := range labels {
		out = append(out, labelKey(s))
	}
	return out
}

// labelKey brings a header label to the form in which labels are compared:
// letters and digits alone, folded; № is a word, and Latin letters that look like
// Cyrillic ones are those, whatever stands beside them.
func labelKey(s string) string {
	if strings.Contains(s, "№") || strings.Contains(s, "#") {
		s = numberSigns.Replace(s)
	}
	return place.Letters(s)
}

var numberSigns = strings.NewReplacer("№", " номер ", "#", " номер ")

var (
	numbering = regexp.MustCompile(`^\s*(?:№\s*)?\d{1,2}(?:\.\d{1,2})*\s*[.)]\s*`) // «5. », «1.2) »
	bracketed = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)
)

// longLabel is the length in bytes over which a text is no header label.
const longLabel = 600

// A candidate is a column of a layout that a label may head.
type candidate struct {
	column int
	rank   int // 0: the label is written down; otherwise place of the stem in the list, from 1
}

// column finds which column of the layout a label heads; -1 none.
func (l *Layout) column(label string) int {
	if c := l.candidates(readLabel(label)); len(c) > 0 {
		return c[0].column
	}
	return -1
}

// labelForms are a header label brought to the forms in which it is compared, the
// same for every layout: as it stands, then without what is in brackets.
type labelForms []labelForm

type labelForm struct {
	key   string
	pairs clean.PairSet
}

// readLabel returns the forms of a text that may be a label; none of another one.
func readLabel(label string) (out labelForms) {
	if len(label) > longLabel || !mayLabel(label) {
		return nil
	}
	if r, _ := utf8.DecodeRuneInString(label); !unicode.IsLetter(r) && strings.ContainsAny(label, ".)") {
		label = numbering.ReplaceAllString(label, "")
	}
	add := func(text string) {
		if key := labelKey(text); key != "" {
			out = append(out, labelForm{key, clean.PairsOf(key)})
		}
	}
	add(label)
	if strings.ContainsAny(label, "([") {
		add(bracketed.ReplaceAllString(label, " "))
	}
	return out
}

// candidates returns the columns that a label may head, the likeliest first.
func (l *Layout) candidates(label labelForms) []candidate {
	var out []candidate
	for i := range label {
		if c, ok := l.keyed(&label[i]); ok && !slices.ContainsFunc(out, func(o candidate) bool { return o.column == c.column }) {
			out = append(out, c)
		}
	}
	return out
}

// mayLabel reports whether a text has a letter or a sign that stands for a word.
func mayLabel(text string) bool {
	for i, r := range text {
		if c := text[i]; c < utf8.RuneSelf && c != '#' && (c|0x20 < 'a' || c|0x20 > 'z') {
			continue // a number
		}
		if isLetter(r) || r == '№' || r == '#' {
			return true
		}
	}
	return false
}

// isLetter is unicode.IsLetter, quick for the letters of every day.
func isLetter(r rune) bool {
	return 0x400 <= r && r < 0x482 || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsLetter(r)
}

// keyed finds the column of a label. One that is written down goes before stems,
// and stems that fit two columns fit none.
func (l *Layout) keyed(label *labelForm) (found candidate, ok bool) {
	if i, ok := l.labels[label.key]; ok {
		return candidate{column: i}, true
	}
	for i := range l.stems {
		s := &l.stems[i]
		rank := s.fits(label.key, &label.pairs)
		if rank > 0 && ok {
			return candidate{}, false
		}
		if rank > 0 {
			found, ok = candidate{s.column, rank}, true
		}
	}
	return found, ok
}

// mayAsk passes over nearly all texts that may be labels: in none of the layouts is it the label of a
// criterion, or has it the stems of one.
func (m *labelled) mayAsk(text string) bool {
	if may, known := m.criteria.May(text); known {
		return may
	}
	return slices.ContainsFunc(readLabel(text), func(form labelForm) bool { return m.criteria.Key(form.key) })
}

// criteriaOf looks for the labels and stems of criteria in all layouts.
func criteriaOf(layouts []Layout) *stems.Search {
	var labels []string
	var lists [][]string
	for i := range layouts {
		l := &layouts[i]
		for label, k := range l.labels {
			if l.Columns[k].kind == criterion {
				labels = append(labels, label)
			}
		}
		for _, of := range l.asks {
			lists = append(lists, of.with...)
		}
	}
	return stems.New(labels, lists)
}

// fits returns the place in the list, from 1, of the first stem that a label key
// with these pairs has; 0 none.
func (s *stemmed) fits(key string, pairs *clean.PairSet) int {
	has := func(stem string) bool { return strings.Contains(key, stem) }
	for i := range s.pairs {
		switch {
		case pairs.Lacks(&s.pairs[i]), slices.ContainsFunc(s.with[i], func(stem string) bool { return !has(stem) }):
		case slices.ContainsFunc(s.without, has):
			return 0
		default:
			return i + 1
		}
	}
	return 0
}

// criterion finds the criterion of the questionnaire that a column answers: by
// its id, or by what the id ends in.
func (c *Column) criterion(q *survey.Questionnaire) *survey.Criterion {
	if c.bound {
		return c.answers
	}
	for i := range q.Criteria {
		if id := q.Criteria[i].ID; id == c.ID || strings.HasSuffix(id, "."+c.ID) {
			return &q.Criteria[i]
		}
	}
	return nil
}

// BoundTo returns layouts of which it is known what criteria of a questionnaire their
// columns answer.
func BoundTo(layouts []Layout, q *survey.Questionnaire) []Layout {
	out := slices.Clone(layouts)
	for i := range out {
		l := &out[i]
		l.Columns = slices.Clone(l.Columns)
		for j := range l.Columns {
			c := &l.Columns[j]
			if c.kind == criterion {
				c.answers, c.bound = c.criterion(q), true
			}
		}
	}
	return out
}
