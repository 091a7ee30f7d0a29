package place

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/survey/cell"
)

// extraPrefix begins the codes of places that are in no codifier.
const extraPrefix = "ZZ"

// An Extra is what a list of the office adds to the codifier: a place that it does
// not have (the invented ones of a sample), or where one lies that it has.
type Extra struct {
	Hromada
	Oblast string // KATOTTG code
	Point  Point
}

// A Point is where something lies.
type Point struct {
	Lat, Lon float64 // degrees, WGS 84
	Known    bool
}

// An ExtraFault is a row of the list that is not used.
type ExtraFault struct {
	Row, Col int    // 1-based
	Code     string // what is wrong: "code", "unknown", "name", "bears", "oblast", "point" or "twice"
	Read     string
	Other    string // what contradicts it
}

// extraColumns are the columns of the list; those behind the code may be missing.
var extraColumns = [...]string{"code", "name", "oblast", "lat", "lon"}

// ReadExtras reads a table with the header code, name, oblast, lat, lon (in any
// order; other columns are left alone). A code beginning with ZZ is a place of its
// own and has a name and an oblast (as people call it, or its code); a name that
// the codifier has already is refused. A code of the codifier may stand there for
// its coordinates: decimal degrees, both or neither, a comma or a point before the
// decimals. Rows that are not understood are not used and among the faults.
func ReadExtras(rows [][]string, codifier *Registry) ([]Extra, []ExtraFault, error) {
	if len(rows) == 0 {
		return nil, nil, cell.Fail("places.extra.columns", "missing", extraColumns[0])
	}
	r := extraRows{codifier: codifier, seen: map[string]bool{}}
	for i, name := range extraColumns {
		r.columns[i] = slices.IndexFunc(rows[0], func(head string) bool { return strings.EqualFold(strings.TrimSpace(head), name) })
	}
	if r.columns[0] < 0 {
		return nil, nil, cell.Fail("places.extra.columns", "missing", extraColumns[0])
	}
	var list []Extra
	var faults []ExtraFault
	for i, row := range rows[1:] {
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		e, fault := r.read(row)
		if fault.Code != "" {
			fault.Row = i + 2
			faults = append(faults, fault)
			continue
		}
		r.seen[e.Code] = true
		list = append(list, e)
	}
	return list, faults, nil
}

// extraRows reads the rows of a list.
type extraRows struct {
	codifier *Registry
	columns  [len(extraColumns)]int // -1: missing
	seen     map[string]bool        // codes
}

func (r *extraRows) field(row []string, i int) string {
	if c := r.columns[i]; c >= 0 && c < len(row) {
		return strings.TrimSpace(row[c])
	}
	return ""
}

func (r *extraRows) fault(code string, i int, read, other string) ExtraFault {
	return ExtraFault{Col: max(r.columns[i], 0) + 1, Code: code, Read: read, Other: other}
}

func (r *extraRows) read(row []string) (e Extra, fault ExtraFault) {
	code := strings.ToUpper(r.field(row, 0))
	known, real := r.codifier.Hromada(code)
	switch {
	case r.seen[code]:
		return e, r.fault("twice", 0, code, "")
	case strings.HasPrefix(code, extraPrefix):
		if e.Hromada, e.Oblast, fault = r.own(row, code); fault.Code != "" {
			return e, fault
		}
	case real:
		e.Hromada = known
		o, _ := OblastOf(code)
		e.Oblast = o.Code
	case IsCode(code):
		return e, r.fault("unknown", 0, code, "")
	default:
		return e, r.fault("code", 0, r.field(row, 0), "")
	}
	var col int
	if e.Point, col = r.point(row); col > 0 {
		return e, r.fault("point", col, r.field(row, col), "")
	}
	return e, fault
}

// own reads the name and the oblast of a place that the codifier does not have.
func (r *extraRows) own(row []string, code string) (Hromada, string, ExtraFault) {
	h := Hromada{code, r.field(row, 1)}
	if h.Name == "" {
		return h, "", r.fault("name", 1, "", "")
	}
	if m := r.codifier.Match(h.Name, ""); !m.Likeness && (m.Code != "" || len(m.Candidates) > 0) {
		bearer, _ := r.codifier.Hromada(m.Code)
		return h, "", r.fault("bears", 1, h.Name, r.codifier.List(append(m.Candidates, bearer)[:1]))
	}
	text := r.field(row, 2)
	o, ok := OblastOf(text)
	if ok = ok && o.Code == text; !ok {
		o, ok = FindOblast(text)
	}
	if !ok {
		o, ok = FindOblastByStem(text)
	}
	if !ok {
		return h, "", r.fault("oblast", 2, text, "")
	}
	return h, o.Code, ExtraFault{}
}

// point reads the coordinates; col is the column (of extraColumns) of one that is
// no number or lies nowhere, or is missing beside the other.
func (r *extraRows) point(row []string) (p Point, col int) {
	const lat, lon = 3, 4
	if r.field(row, lat) == "" && r.field(row, lon) == "" {
		return p, 0
	}
	var ok bool
	if p.Lat, ok = degrees(r.field(row, lat), 90); !ok {
		return Point{}, lat
	}
	if p.Lon, ok = degrees(r.field(row, lon), 180); !ok {
		return Point{}, lon
	}
	p.Known = true
	return p, 0
}

// degrees reads an angle between -most and most.
func degrees(text string, most float64) (float64, bool) {
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	return v, err == nil && math.Abs(v) <= most
}

// With returns a registry that knows these places too; r itself stays as it is.
func (r *Registry) With(list []Extra) *Registry {
	if r == nil || len(list) == 0 {
		return r
	}
	out := *r
	out.byName, out.byCode, out.extras = maps.Clone(r.byName), maps.Clone(r.byCode), map[string]Extra{}
	for _, e := range list {
		out.extras[e.Code] = e
		if _, real := out.byCode[e.Code]; !real {
			k := key(Bare(e.Name))
			out.byName[k] = append(slices.Clone(out.byName[k]), e.Hromada)
			out.byCode[e.Code] = e.Hromada
		}
	}
	out.ready()
	return &out
}

// OblastOf returns the region that a hromada lies in: by its code, or as the list
// of extra places says. nil knows the codes alone.
func (r *Registry) OblastOf(code string) (Oblast, bool) {
	if r != nil && strings.HasPrefix(code, extraPrefix) {
		code = r.extras[code].Oblast
	}
	return OblastOf(code)
}

// PointOf returns where a place lies; not known without a list that says so.
func (r *Registry) PointOf(code string) Point {
	if r == nil {
		return Point{}
	}
	return r.extras[code].Point
}
