package report

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// A readFile is a PDF read back by its own cross-reference stream: a reader of
// the tests that knows nothing of how the file was made.
type readFile struct {
	t      testing.TB
	bodies map[int]string // dictionaries
	data   map[int][]byte // streams, inflated
	root   int
}

func readPDF(t testing.TB, pdf []byte) *readFile {
	t.Helper()
	m := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(pdf)
	if m == nil {
		t.Fatal("no startxref at the end")
	}
	at, _ := strconv.Atoi(string(m[1]))
	f := &readFile{t: t, bodies: map[int]string{}, data: map[int][]byte{}}
	_, dict, table := f.object(pdf, at)
	f.root = f.ref(dict, "Root")
	if !strings.Contains(dict, "/ID [<") {
		t.Error("the file has no /ID")
	}
	type packed struct{ stream, index int }
	inside := map[int]packed{}
	for n := 0; 7*n < len(table); n++ {
		row := table[7*n:]
		where := int(binary.BigEndian.Uint32(row[1:]))
		switch row[0] {
		case 1:
			num, dict, data := f.object(pdf, where)
			if num != n {
				t.Fatalf("object %d stands where %d should", num, n)
			}
			f.bodies[n], f.data[n] = dict, data
		case 2:
			inside[n] = packed{where, int(binary.BigEndian.Uint16(row[5:]))}
		}
	}
	for n, p := range inside {
		f.bodies[n] = f.unpack(n, p.stream, p.index)
	}
	return f
}

var objectHead = regexp.MustCompile(`^(\d+) 0 obj\n`)

// object reads the object at an offset: number, dictionary, inflated stream.
func (f *readFile) object(pdf []byte, at int) (int, string, []byte) {
	f.t.Helper()
	m := objectHead.FindSubmatch(pdf[at:min(at+20, len(pdf))])
	if m == nil {
		f.t.Fatalf("no object at %d", at)
	}
	n, _ := strconv.Atoi(string(m[1]))
	rest := pdf[at+len(m[0]):]
	dict, after, ok := bytes.Cut(rest, []byte("\nstream\n"))
	end := bytes.Index(rest, []byte("\nendobj"))
	if !ok || end < len(dict) {
		return n, string(rest[:end]), nil
	}
	length := f.number(string(dict), "Length")
	data := after[:length]
	if !bytes.HasPrefix(bytes.TrimLeft(after[length:], "\n"), []byte("endstream")) {
		f.t.Fatalf("object %d: the length of the stream is wrong", n)
	}
	if bytes.Contains(dict, []byte("/FlateDecode")) {
		r, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			f.t.Fatal(err)
		}
		if data, err = io.ReadAll(r); err != nil {
			f.t.Fatal(err)
		}
	}
	return n, string(dict), data
}

func (f *readFile) unpack(n, stream, index int) string {
	f.t.Helper()
	data, dict := f.data[stream], f.bodies[stream]
	first := f.number(dict, "First")
	fields := strings.Fields(string(data[:first]))
	if got, _ := strconv.Atoi(fields[2*index]); got != n {
		f.t.Fatalf("object stream %d holds %d where %d should be", stream, got, n)
	}
	from, _ := strconv.Atoi(fields[2*index+1])
	to := len(data) - first
	if 2*index+3 < len(fields) {
		to, _ = strconv.Atoi(fields[2*index+3])
	}
	return string(data[first+from : first+to])
}

// number reads an integer entry of a dictionary; 0 where there is none.
func (f *readFile) number(dict, key string) int {
	m := regexp.MustCompile(`/` + key + ` (\d+)`).FindStringSubmatch(dict)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

func (f *readFile) ref(dict, key string) int {
	m := regexp.MustCompile(`/` + key + ` (\d+) 0 R`).FindStringSubmatch(dict)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// refs reads an array of references.
func (f *readFile) refs(dict, key string) []int {
	m := regexp.MustCompile(`/` + key + ` \[([^\]]*)\]`).FindStringSubmatch(dict)
	if m == nil {
		return nil
	}
	var out []int
	for _, r := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(m[1], -1) {
		n, _ := strconv.Atoi(r[1])
		out = append(out, n)
	}
	return out
}

// text reads a UTF-16 string entry.
func (f *readFile) text(dict, key string) string {
	m := regexp.MustCompile(`/` + key + ` <FEFF([0-9A-F]*)>`).FindStringSubmatch(dict)
	if m == nil {
		return ""
	}
	b, _ := hex.DecodeString(m[1])
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, binary.BigEndian.Uint16(b[i:]))
	}
	return string(utf16.Decode(units))
}

// pages returns the numbers of the page objects.
func (f *readFile) pages() []int {
	return f.refs(f.bodies[f.ref(f.bodies[f.root], "Pages")], "Kids")
}

// A readElem is an element of the structure tree as the file holds it.
type readElem struct {
	number int
	role   string
	dict   string
	kids   []*readElem
	marks  [][2]int // object of the page and number of the content
	annots []int
}

// structure reads the structure tree.
func (f *readFile) structure() *readElem {
	top := f.bodies[f.ref(f.bodies[f.root], "StructTreeRoot")]
	return f.elem(f.refs(top, "K")[0])
}

var kidPattern = regexp.MustCompile(`<</Type /MCR /Pg (\d+) 0 R /MCID (\d+)>>|<</Type /OBJR /Obj (\d+) 0 R /Pg (\d+) 0 R>>|(\d+) 0 R|(\d+)`)

func (f *readFile) elem(n int) *readElem {
	dict := f.bodies[n]
	e := &readElem{number: n, dict: dict, role: regexp.MustCompile(`/S /(\w+)`).FindStringSubmatch(dict)[1]}
	page := f.ref(dict, "Pg")
	kids := dict[strings.LastIndex(dict, "/K [")+4:]
	for _, m := range kidPattern.FindAllStringSubmatch(kids, -1) {
		value := func(i int) int { n, _ := strconv.Atoi(m[i]); return n }
		switch {
		case m[1] != "":
			e.marks = append(e.marks, [2]int{value(1), value(2)})
		case m[3] != "":
			e.annots = append(e.annots, value(3))
		case m[5] != "":
			e.kids = append(e.kids, f.elem(value(5)))
		default:
			e.marks = append(e.marks, [2]int{page, value(6)})
		}
	}
	return e
}

// walk calls visit for an element and those below it.
func (e *readElem) walk(visit func(*readElem)) {
	visit(e)
	for _, k := range e.kids {
		k.walk(visit)
	}
}

// marked walks a content stream and returns the numbers of its marked content. Its
// errors are content outside of any, nesting and what is not closed.
func marked(stream []byte) (ids []int, err error) {
	open := ""
	for line := range strings.Lines(string(stream)) {
		line = strings.TrimSpace(line)
		switch {
		case strings.Contains(line, "NaN") || strings.Contains(line, "Inf "):
			return nil, fmt.Errorf("%q draws what is no number", line)
		case strings.HasSuffix(line, " BDC") || strings.HasSuffix(line, " BMC"):
			if open != "" {
				return nil, fmt.Errorf("%q within %q", line, open)
			}
			open = line
			if m := regexp.MustCompile(`/MCID (\d+)`).FindStringSubmatch(line); m != nil {
				n, _ := strconv.Atoi(m[1])
				ids = append(ids, n)
			}
		case line == "EMC":
			if open == "" {
				return nil, fmt.Errorf("EMC without a beginning")
			}
			open = ""
		case open == "" && paints(line):
			return nil, fmt.Errorf("outside of the structure: %q", line)
		}
	}
	if open != "" {
		return nil, fmt.Errorf("%q is not closed", open)
	}
	return ids, nil
}

// paints reports whether a line of a content stream shows anything.
func paints(line string) bool {
	fields := strings.Fields(line)
	for _, op := range fields {
		switch op {
		case "Tj", "TJ", "f", "F", "S", "s", "B", "b", "f*", "B*", "Do", "sh":
			return true
		}
	}
	return false
}
