// Package xlsx reads the workbooks of Excel: OOXML (ECMA-376 parts 1 and 2), strict
// and transitional alike, since of its namespaces only that of a part's root counts.
package xlsx

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/archive"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"depository.example/depository/pipeline/survey/cell"
)

// A part is what the workbook says of one sheet.
type part struct {
	name, relation string
	hidden         bool
}

// A reader fills an intake from one workbook.
type reader struct {
	*sheet.Intake
	*workspace
	pkg     *archive.Archive
	xml     *strictxml.Scanner
	strings []string    // shared
	long    map[int]int // characters of the shared strings that are too long to be kept
	formats []string    // of the cell styles
}

// A workspace is the memory of one reader that the next one can use again.
type workspace struct {
	grid grid
	text textReader // of shared strings
	pool pool
}

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// Fill reads an OOXML package (ECMA-376 parts 1 and 2) whose zip directory is
// open.
func Fill(in *sheet.Intake, pkg *archive.Archive) {
	r := &reader{Intake: in, workspace: workspaces.Get().(*workspace), pkg: pkg, xml: strictxml.NewScanner(in.Lim.Way.Window)}
	defer r.giveBack()
	r.workbook()
}

// giveBack leaves the memory of the reader to the next one, without anything of this
// file.
func (r *reader) giveBack() {
	w := r.workspace
	w.pool = pool{chunk: w.pool.chunk[:0], ends: w.pool.ends[:0]}
	w.grid.reader, w.grid.sheet = nil, nil
	if !w.grid.line.Forget() {
		w.grid = grid{}
	}
	workspaces.Put(w)
	r.xml.Release()
}

// scan reads a part of the package, piece by piece.
func (r *reader) scan(name, root string, visit func(*strictxml.Scanner, strictxml.Kind) error) error {
	return r.pkg.Scan(r.xml, name, root, visit)
}

func (r *reader) workbook() {
	root, err := r.relations("")
	if err != nil {
		archive.Fail(r.Intake, "_rels/.rels", err)
		return
	}
	main := root.ofKind("officedocument")
	if main == "" {
		main = "xl/workbook.xml"
	}
	switch {
	case path.Ext(main) == ".bin":
		r.Problem(cell.Error, "file-xlsb", "")
		return
	case r.pkg.Parts[archive.PartName(main)] == nil && len(root) == 0:
		r.Problem(cell.Error, "file-not-workbook", "")
		return
	}
	rels, err := r.relations(main)
	if err != nil {
		archive.Fail(r.Intake, path.Base(main)+".rels", err)
		return
	}
	parts, err := r.readWorkbook(main)
	if err != nil {
		archive.Fail(r.Intake, main, err)
		return
	}
	r.besides(main, rels)
	r.sheets(parts, rels)
}

// readWorkbook reads the list of sheets and the defined names.
func (r *reader) readWorkbook(main string) ([]part, error) {
	var parts []part
	var scopes []string // localSheetId of each name
	var raw []byte
	count := 0
	inName := false
	err := r.scan(main, "workbook", func(s *strictxml.Scanner, k strictxml.Kind) error {
		switch {
		case k == strictxml.AtText:
			if inName && len(raw) < sheet.MaxRawName {
				raw = append(raw, s.Text...)
			}
		case !s.Ours:
		case k == strictxml.AtClose && string(s.Name) == "definedName":
			inName = false
			if n := len(r.Book.Names); n > 0 {
				resolve(&r.Book.Names[n-1], string(raw))
			}
		case k == strictxml.AtClose:
		case string(s.Name) == "workbookPr":
			r.Book.Date1904 = s.AttrTrue("date1904")
		case string(s.Name) == "sheet":
			if count++; count <= r.Lim.Sheets {
				state := s.AttrText("state")
				parts = append(parts, part{s.AttrText("name"), s.Relation(), state == "hidden" || state == "veryHidden"})
			}
		case string(s.Name) == "definedName" && len(r.Book.Names) == sheet.MaxNames:
			r.Problem(cell.Warning, "file-many-names", "", "limit", strconv.Itoa(sheet.MaxNames))
			return archive.ErrStop
		case string(s.Name) == "definedName":
			inName, raw = true, raw[:0]
			r.Book.Names = append(r.Book.Names, sheet.Name{Name: s.AttrText("name")})
			scopes = append(scopes, s.AttrText("localSheetId"))
		}
		return nil
	})
	for i, scope := range scopes {
		if n, err := strconv.Atoi(scope); err == nil && n >= 0 && n < len(parts) {
			r.Book.Names[i].Scope = parts[n].name
		}
	}
	if count > r.Lim.Sheets {
		r.Problem(cell.Error, "file-many-sheets", strconv.Itoa(count), "limit", strconv.Itoa(r.Lim.Sheets))
	}
	if err == archive.ErrStop {
		err = nil
	}
	return parts, err
}

// resolve takes what a name stands for and finds the cell or range, if it is one.
func resolve(n *sheet.Name, raw string) {
	n.Raw = raw
	i := strings.LastIndexByte(raw, '!')
	if i <= 0 {
		return
	}
	name, ref := raw[:i], strings.ReplaceAll(raw[i+1:], "$", "")
	if inner := strings.TrimPrefix(name, "'"); inner != name {
		if inner = strings.TrimSuffix(inner, "'"); len(inner)+2 != len(name) {
			return
		}
		name = strings.ReplaceAll(inner, "''", "'")
	} else if strings.ContainsAny(name, "'!,(") {
		return
	}
	if at, ok := sheet.ParseRange([]byte(ref)); ok {
		n.Sheet, n.Ref = name, at
	}
}

// besides reads what sheets refer to: shared strings and styles.
func (r *reader) besides(main string, rels relations) {
	strs, styles := rels.ofKind("sharedstrings"), rels.ofKind("styles")
	if beside := path.Join(path.Dir(main), "sharedStrings.xml"); strs == "" && r.pkg.Parts[archive.PartName(beside)] != nil {
		strs = beside
	}
	if strs != "" {
		if err := r.sharedStrings(strs); err != nil {
			if code := archive.FaultCode(err); code == "file-inflates" || code == "file-ratio" {
				archive.Fail(r.Intake, strs, err)
			} else {
				r.Problem(cell.Error, "file-strings", strs)
			}
		}
	}
	if styles != "" {
		if err := r.styles(styles); err != nil {
			r.Problem(cell.Warning, "file-styles", styles)
		}
	}
}

// sheets reads the sheets in the order of the workbook.
func (r *reader) sheets(parts []part, rels relations) {
	seen := map[string]bool{}
	for _, p := range parts {
		r.Book.Sheets = append(r.Book.Sheets, sheet.Sheet{Name: p.name, Hidden: p.hidden})
	}
	for i, p := range parts {
		s := &r.Book.Sheets[i]
		r.At.Sheet = p.name
		if key := strings.ToLower(p.name); seen[key] {
			r.Problem(cell.Warning, "sheet-name-twice", p.name)
		} else {
			seen[key] = true
		}
		switch rel := rels.byID(p.relation); rel.kind {
		case "worksheet":
			if r.Lim.Pass != nil && r.Lim.Pass(s, r.Book.Sheets) {
				break
			}
			s.Totals = r.totals(rel.target)
			r.readSheet(s, rel.target)
			r.Settle(s)
		case "chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet": // they hold no cells that anybody fills in
		default:
			r.Problem(cell.Error, "sheet-missing", "")
		}
		r.TellMore()
		r.At.Sheet = ""
	}
}

// maxTables bounds the tables of a sheet that are looked at.
const maxTables = 1 << 10

// totals finds the rows that the tables of a sheet say are their totals, ascending.
// A table that cannot be read has none: its cells stand in the sheet all the same.
func (r *reader) totals(target string) (rows []int) {
	rels, err := r.relations(target)
	if err != nil {
		return nil
	}
	for i, rel := range rels {
		if rel.kind != "table" || i >= maxTables {
			continue
		}
		_ = r.scan(rel.target, "table", func(s *strictxml.Scanner, k strictxml.Kind) error {
			if k != strictxml.AtStart {
				return nil
			}
			raw, _ := s.Attr("totalsRowCount")
			n, _ := sheet.Digits(raw)
			if at, ok := sheet.ParseRange([]byte(s.AttrText("ref"))); ok {
				for row := max(at.Row, at.LastRow-min(n, 16)+1); row <= at.LastRow; row++ {
					rows = append(rows, row)
				}
			}
			return archive.ErrStop
		})
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}
