package ingest

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/survey/territory"
	"depository.example/depository/templates"
)

// FormerCodesOf is the file of old codes (KOATUU) that belongs to a codifier:
// places.koatuu.csv beside places.csv.
func FormerCodesOf(codifier string) string {
	return strings.TrimSuffix(codifier, filepath.Ext(codifier)) + ".koatuu.csv"
}

// LoadFormerCodes reads a table of old codes; see place.ReadFormerCodes.
func LoadFormerCodes(path string) (map[string]string, error) {
	rows, err := loadRows(path)
	if err != nil {
		return nil, err
	}
	return place.ReadFormerCodes(rows)
}

// LoadPlaces reads the official codifier, XLSX or CSV, and the old codes beside
// it, where they are; "" is the codifier that the program carries. What hromadas
// are called in this one is understood with another one too.
func LoadPlaces(path string) (*place.Registry, error) {
	own, err := carried()
	if path == "" || err != nil {
		return own, err
	}
	rows, err := loadRows(path)
	if err != nil {
		return nil, err
	}
	r := place.FromCodifier(rows)
	if r.Len() == 0 {
		return nil, cell.Fail("places.none", "file", path)
	}
	r.KnowNames(own)
	former := FormerCodesOf(path)
	if _, err := os.Stat(former); err != nil {
		return r, nil
	}
	codes, err := LoadFormerCodes(former)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", former, err)
	}
	r.KnowFormerCodes(codes)
	return r, nil
}

// carried is the codifier that the program carries, read on first use.
var carried = sync.OnceValues(func() (*place.Registry, error) {
	packed, err := templates.Files.Open("places/katottg.gz")
	if err != nil {
		return nil, err
	}
	defer packed.Close()
	unzipped, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(unzipped)
	if err != nil {
		return nil, err
	}
	return place.Unpack(string(text))
})

// LoadCodifier reads the official codifier, XLSX or CSV, and verifies it; see
// place.ReadCodifier for the errors.
func LoadCodifier(path string) (*place.Codifier, error) {
	rows, err := loadRows(path)
	if err != nil {
		return nil, err
	}
	return place.ReadCodifier(rows)
}

// LoadTerritories reads the dated list of territories that stand apart, and tells
// the rows that contradict themselves or the codifier and are not used; see
// territory.Read.
func LoadTerritories(path, date string, codifier *place.Registry) (*territory.List, cell.Problems, error) {
	rows, err := loadRows(path)
	if err != nil {
		return nil, nil, err
	}
	t, err := territory.Read(rows, date, codifier)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	var problems cell.Problems
	for _, f := range t.Faults {
		at := cell.Ref{File: filepath.Base(path), Row: f.Row, Col: f.Col}
		problems.Add(cell.Warning, "territory-"+f.Code, at, f.Read, "name", f.Name, "other", f.Other)
	}
	return t, problems, nil
}

// loadRows reads the first sheet of a table that is not a partner's; a problem
// with it is an error.
func loadRows(path string) ([][]string, error) {
	book, problems := sheet.Read(path, sheet.Limits{})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if len(book.Sheets) == 0 {
		return nil, nil
	}
	rows, ok := dense(book.Sheets[0].Cells)
	if !ok {
		return nil, cell.Fail("places.wide", "file", path, "most", maxDense)
	}
	return rows, nil
}

// maxDense bounds the fields of a table laid out from its cells, the empty ones
// too: the codifier has 330,000.
const maxDense = 4 << 20

// dense lays cells out as rows of fields; false where the blanks between them
// would take too much memory.
func dense(cells []sheet.Cell) (rows [][]string, ok bool) {
	fields := 0
	for from := 0; from < len(cells); {
		to := from + 1
		for to < len(cells) && cells[to].Row == cells[from].Row {
			to++
		}
		row := cells[from:to]
		if fields += row[len(row)-1].Col; fields > maxDense {
			return nil, false
		}
		line := make([]string, row[len(row)-1].Col)
		for _, c := range row {
			line[c.Col-1] = c.Text
		}
		rows = append(rows, make([][]string, max(0, row[0].Row-1-len(rows)))...)
		rows, from = append(rows, line), to
	}
	return rows, true
}

var (
	community = regexp.MustCompile(`([\p{L}'’ʼ-]+)\s+(?:міська |селищна |сільська )?(?:територіальна громада|тер\. громада|громада|ТГ|ОТГ|МТГ|СТГ)`)
	council   = regexp.MustCompile(`([\p{L}'’ʼ-]+)ої\s+(?:міської|селищної|сільської)\s+(?:ради|військової|військово-цивільної|ВЦА|територіальної)`)
)

// place finds the hromada of a record: by its code, its name, or its address. It
// reports whether several hromadas bear the name and none was chosen.
func (t *tables) place(p *survey.Practice, r *record) (shared bool) {
	name := r.fields[locality]
	if r.text(locality) == "" && r.isHromada() {
		name = r.fields[identifier] // the record is the hromada
	}
	if name == nil {
		name = &sheet.Cell{}
	}
	typedName := name.Text
	p.PlaceName = tidy(typedName)
	if typed := r.fields[code]; typed != nil && r.head.means(typed.Text) == reply.Unknown {
		if t.coded(p, typed, t.at(p.At, typed.Col)) {
			return false
		}
	}
	if t.oblast.City {
		p.Place = t.oblast.Code
		return false
	}
	guess := p.PlaceName
	if r.head.means(guess) == reply.Blank {
		guess, typedName = "", ""
		p.PlaceName = ""
	}
	if guess == "" && speaksOfHromada(r.group) {
		guess = r.group
	}
	if guess == "" {
		guess = named(r.text(address), p.Title)
	}
	inRaion := r.raion
	if c := r.fields[raion]; c != nil {
		inRaion = raionOf(c.Text)
	}
	m := t.opts.Places.Match(guess, t.oblast.Code)
	if m.Code == "" {
		m = t.opts.Places.Within(m, inRaion)
		if len(m.Candidates) > 0 {
			m = t.opts.Places.Around(m, r.text(address)+", "+p.Title)
		}
	}
	if m.Code == "" && (len(m.Candidates) == 0 || m.Likeness) { // «м. Бар»: the address says more
		if other := t.opts.Places.Match(named(r.text(address), p.Title), t.oblast.Code); other.Code != "" {
			m = other
		}
	}
	if p.Place = m.Code; m.Code != "" {
		h, _ := t.opts.Places.Hromada(m.Code)
		p.PlaceName = h.Name
	} else if typedName != "" && t.opts.Places != nil {
		t.unmatched(t.at(p.At, name.Col), p.PlaceName, m.Candidates)
	}
	return m.Code == "" && len(m.Candidates) > 1
}

// coded takes the place from a code; false where the code says none.
func (t *tables) coded(p *survey.Practice, typed *sheet.Cell, at cell.Ref) bool {
	if h, ok := t.opts.Places.Former(typed.Text); ok {
		p.Place = h.Code
		return true
	}
	code, ok := codeOf(typed.Text, t.opts.Places)
	if !ok {
		t.tell(cell.Error, "place-code-unreadable", at, typed.Text)
		return false
	}
	h, known := t.opts.Places.Holding(code)
	switch {
	case t.opts.Places == nil:
		p.Place = code
	case !known:
		t.tell(cell.Warning, "place-code-unknown", at, typed.Text)
		return false
	default:
		p.Place = h.Code
	}
	return true
}

var notInCode = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u200b", "", "\ufeff", "", "-", "", "–", "", ".", "", "_", "", "А", "A", "У", "U")

// katottg reads a code as people type it: in any case, with spaces or dashes,
// with a Cyrillic А, or as 17 digits without UA.
func katottg(text string) (string, bool) {
	code := notInCode.Replace(strings.ToUpper(strings.TrimSpace(text)))
	if len(code) == 17 && strings.Trim(code, "0123456789") == "" {
		code = "UA" + code
	}
	return code, place.IsCode(code)
}

// codeOf reads the code of a place: of the codifier (katottg), or of an extra place
// that is known.
func codeOf(text string, known *place.Registry) (string, bool) {
	if h, ok := known.Hromada(strings.ToUpper(strings.TrimSpace(text))); ok {
		return h.Code, true
	}
	return katottg(text)
}

// raionOf returns the raion that a cell of a column of raions names.
func raionOf(text string) string {
	if name := place.RaionIn(text); name != "" {
		return name
	}
	return place.Fold(text)
}

// named returns the hromada that an address («…, Новоайдарська територіальна
// громада») or a title («… Новоайдарської селищної ради») names; "" none.
func named(address, title string) string {
	if len(address) <= place.LongestText && (strings.Contains(address, "громада") || strings.Contains(address, "ТГ")) {
		if m := community.FindStringSubmatch(address); m != nil {
			return m[1]
		}
	}
	if len(title) <= place.LongestText && strings.Contains(title, "ої") {
		if m := council.FindStringSubmatch(title); m != nil {
			return m[1] + "а"
		}
	}
	return ""
}

func (t *tables) at(ref cell.Ref, col int) cell.Ref {
	ref.Col = col
	return ref
}

func (t *tables) unmatched(at cell.Ref, name string, found []place.Hromada) {
	if len(found) == 0 {
		t.tell(cell.Note, "place-unknown", at, name)
		return
	}
	t.tell(cell.Warning, "place-ambiguous", at, name, "candidates", t.opts.Places.List(found))
}
