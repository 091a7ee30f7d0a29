package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"depository/pipeline/cell"
)

// A part is what the workbook says of one sheet.
type part struct {
	name, target string
	hidden       bool
}

// workbook reads an OOXML package (ECMA-376 part 1, transitional and strict).
func (r *reader) workbook(data []byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		r.problem(cell.Error, "file-damaged", "")
		return
	}
	pkg := &archive{files: map[string]*zip.File{}, lim: r.lim}
	for _, f := range z.File {
		pkg.files[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
		pkg.total += int64(min(f.UncompressedSize64, 1<<40))
	}
	if pkg.total > r.lim.InflatedBytes {
		r.problem(cell.Error, "file-inflates", mebibytes(pkg.total), "limit", mebibytes(r.lim.InflatedBytes))
		return
	}
	main, ok := pkg.mainPart()
	if !ok {
		r.problem(cell.Error, "file-not-workbook", "")
		return
	}
	body, code := pkg.read(main)
	if code != "" {
		r.problem(cell.Error, code, main)
		return
	}
	parts, ok := r.readWorkbook(body, pkg.relations(main))
	if !ok {
		r.problem(cell.Error, "file-damaged", main)
		return
	}
	r.sheets(pkg, main, parts)
}

func (r *reader) sheets(pkg *archive, main string, parts []part) {
	if len(parts) > r.lim.Sheets {
		r.problem(cell.Error, "file-many-sheets", strconv.Itoa(len(parts)), "limit", strconv.Itoa(r.lim.Sheets))
		parts = parts[:r.lim.Sheets]
	}
	rels := pkg.relations(main)
	strs := r.sharedStrings(pkg, rels.byType("sharedstrings"))
	formats := r.styles(pkg, rels.byType("styles"))
	for _, p := range parts {
		r.at.Sheet = p.name
		s := Sheet{Name: p.name, Hidden: p.hidden}
		body, code := pkg.read(p.target)
		if code != "" {
			r.problem(cell.Error, "sheet-missing", "")
		} else {
			(&grid{reader: r, sheet: &s, strings: strs, formats: formats}).read(body)
		}
		r.book.Sheets = append(r.book.Sheets, s)
		r.at = cell.Ref{File: r.book.File}
	}
}

// An archive is the zip file, with bounds.
type archive struct {
	files map[string]*zip.File
	lim   Limits
	total int64
}

// read inflates a part; code names the problem that kept it from being read.
func (a *archive) read(name string) (body []byte, code string) {
	f, ok := a.files[strings.ToLower(name)]
	if !ok {
		return nil, "file-damaged"
	}
	size := f.UncompressedSize64
	if size > 1<<20 && float64(size) > a.lim.Ratio*float64(max(f.CompressedSize64, 1)) {
		return nil, "file-inflates"
	}
	rc, err := f.Open()
	if err != nil {
		return nil, "file-damaged"
	}
	defer rc.Close()
	body, err = io.ReadAll(io.LimitReader(rc, a.lim.InflatedBytes+1))
	if err != nil || int64(len(body)) > a.lim.InflatedBytes {
		return body, "file-damaged"
	}
	return bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), ""
}

// A relation points from one part to another.
type relation struct{ id, kind, target string }

type relations []relation

func (l relations) byType(kind string) string {
	for _, r := range l {
		if strings.ToLower(path.Base(r.kind)) == kind {
			return r.target
		}
	}
	return ""
}

func (l relations) byID(id string) (string, bool) {
	i := slices.IndexFunc(l, func(r relation) bool { return r.id == id })
	if i < 0 {
		return "", false
	}
	return l[i].target, true
}

// relations reads the relations of a part; "" those of the package.
func (a *archive) relations(of string) relations {
	dir, base := path.Split(of)
	body, code := a.read(dir + "_rels/" + base + ".rels")
	if code != "" {
		return nil
	}
	var out relations
	s := &scanner{b: body}
	for {
		t, err := s.next()
		if err != nil || t.kind == 0 {
			return out
		}
		if t.kind == 's' && t.name == "Relationship" {
			id, _ := attr(t.attrs, "Id")
			kind, _ := attr(t.attrs, "Type")
			target, _ := attr(t.attrs, "Target")
			if strings.HasPrefix(target, "/") {
				target = strings.TrimPrefix(target, "/")
			} else {
				target = path.Join(dir, target)
			}
			out = append(out, relation{id, kind, target})
		}
	}
}

func (a *archive) mainPart() (string, bool) {
	if target := a.relations("").byType("officedocument"); target != "" {
		return target, true
	}
	_, ok := a.files["xl/workbook.xml"]
	return "xl/workbook.xml", ok
}

func (r *reader) readWorkbook(body []byte, rels relations) (parts []part, ok bool) {
	s := &scanner{b: body}
	var name *Name
	for {
		t, err := s.next()
		if err != nil {
			return nil, false
		}
		switch {
		case t.kind == 0:
			r.resolveNames()
			return parts, true
		case t.kind == 's' && t.name == "workbookPr":
			v, _ := attr(t.attrs, "date1904")
			r.book.Date1904 = v == "1" || v == "true"
		case t.kind == 's' && t.name == "sheet":
			p := part{}
			p.name, _ = attr(t.attrs, "name")
			state, _ := attr(t.attrs, "state")
			p.hidden = state == "hidden" || state == "veryHidden"
			id, _ := rawAttrOf(t.attrs, "id", true)
			p.target, _ = rels.byID(string(id))
			parts = append(parts, p)
		case t.kind == 's' && t.name == "definedName":
			n, _ := attr(t.attrs, "name")
			scope, local := rawAttr(t.attrs, "localSheetId")
			r.book.Names = append(r.book.Names, Name{Name: n})
			if i := atoi(string(scope)); local && i < len(parts) {
				r.book.Names[len(r.book.Names)-1].Scope = parts[i].name
			}
			name = &r.book.Names[len(r.book.Names)-1]
		case t.kind == 't' && name != nil:
			name.Raw += string(t.text)
		case t.kind == 'e' && t.name == "definedName":
			name = nil
		}
	}
}

// rawAttrOf finds an attribute that has a prefix (r:id) rather than one without.
func rawAttrOf(attrs []byte, name string, prefixed bool) ([]byte, bool) {
	if prefixed {
		if m := prefixedID.FindSubmatch(attrs); m != nil {
			return bytes.Trim(m[1], `"'`), true
		}
	}
	return rawAttr(attrs, name)
}

var prefixedID = regexp.MustCompile(`[\w]+:id\s*=\s*("[^"]*"|'[^']*')`)

var reference = regexp.MustCompile(`^(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?$`)

// resolveNames reads the names that stand for one cell or range.
func (r *reader) resolveNames() {
	for i := range r.book.Names {
		n := &r.book.Names[i]
		m := reference.FindStringSubmatch(n.Raw)
		if m == nil {
			continue
		}
		n.Sheet = strings.ReplaceAll(m[1], "''", "'") + m[2]
		n.Ref = Range{Col: column(m[3]), Row: atoi(m[4])}
		n.Ref.LastCol, n.Ref.LastRow = n.Ref.Col, n.Ref.Row
		if m[5] != "" {
			n.Ref.LastCol, n.Ref.LastRow = column(m[5]), atoi(m[6])
		}
	}
}

func column(letters string) int {
	n := 0
	for i := range len(letters) {
		n = n*26 + int(letters[i]-'A') + 1
	}
	return n
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// sharedStrings reads the table of strings; nil where there is none.
func (r *reader) sharedStrings(pkg *archive, name string) []string {
	if name == "" {
		return nil
	}
	body, code := pkg.read(name)
	if code != "" {
		r.problem(cell.Error, "file-strings", name)
		return nil
	}
	var out []string
	var text strings.Builder
	s := &scanner{b: body}
	inText, phonetic := false, 0
	for {
		t, err := s.next()
		if err != nil {
			r.problem(cell.Error, "file-strings", name)
			return out
		}
		switch {
		case t.kind == 0:
			return out
		case t.kind == 's' && t.name == "si":
			text.Reset()
		case t.kind == 'e' && t.name == "si":
			out = append(out, unescapeX(text.String()))
		case t.name == "rPh":
			phonetic += map[byte]int{'s': 1, 'e': -1}[t.kind]
		case t.name == "t":
			inText = t.kind == 's'
		case t.kind == 't' && inText && phonetic == 0:
			text.Write(t.text)
		}
	}
}

// styles gives the number format code of each cell style.
func (r *reader) styles(pkg *archive, name string) []string {
	if name == "" {
		return nil
	}
	body, code := pkg.read(name)
	if code != "" {
		return nil
	}
	codes := map[string]string{}
	var out []string
	s := &scanner{b: body}
	inside := false
	for {
		t, err := s.next()
		if err != nil || t.kind == 0 {
			return out
		}
		switch {
		case t.kind == 's' && t.name == "numFmt":
			id, _ := attr(t.attrs, "numFmtId")
			codes[id], _ = attr(t.attrs, "formatCode")
		case t.name == "cellXfs":
			inside = t.kind == 's'
		case inside && t.kind == 's' && t.name == "xf":
			id, _ := attr(t.attrs, "numFmtId")
			code, own := codes[id]
			if !own {
				code = builtin[atoi(id)]
			}
			out = append(out, code)
		}
	}
}

// builtin are the number formats that a file does not spell out (ECMA-376 part 1, 18.8.30).
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
	21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
	40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescapeX resolves the _x000D_ escapes of a string (ECMA-376 part 1, 22.9.2.19).
func unescapeX(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.ParseUint(m[2:6], 16, 32)
		if n >= 0xD800 && n <= 0xDFFF {
			return m
		}
		return string(rune(n))
	})
}
