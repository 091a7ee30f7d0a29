package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"depository.example/depository/pipeline/media/deflate"
	"depository.example/depository/pipeline/survey/brief"
)

// An objectFile is a PDF file as a list of objects, by number; number 0 is none.
type objectFile struct {
	objects []object
	root    int
	info    int
}

// An object is the body of one object.
type object struct {
	body   []byte
	stream bool
}

var errLayout = errors.New("the PDF library wrote a file of another layout than expected")

// readObjects takes the file that gofpdf wrote apart by its cross-reference table.
func readObjects(in []byte) (*objectFile, error) {
	tail := bytes.LastIndex(in, []byte("startxref"))
	if tail < 0 {
		return nil, errLayout
	}
	field, _, _ := strings.Cut(strings.TrimSpace(string(in[tail+len("startxref"):])), "\n")
	start, err := strconv.Atoi(strings.TrimSpace(field))
	if err != nil || start < 0 || start > tail {
		return nil, errLayout
	}
	table := string(in[start:tail])
	offsets, err := readOffsets(table)
	if err != nil {
		return nil, err
	}
	f := &objectFile{objects: make([]object, len(offsets))}
	f.root, f.info = number(table, "/Root "), number(table, "/Info ")
	if f.root <= 0 || f.info <= 0 || max(f.root, f.info) >= len(offsets) {
		return nil, errLayout
	}
	return f, f.read(in, offsets, start)
}

// readOffsets returns the offset of every object; of number 0 it is 0.
func readOffsets(table string) ([]int, error) {
	lines := strings.Split(table, "\n")
	if len(lines) < 3 {
		return nil, errLayout
	}
	_, count, _ := strings.Cut(lines[1], " ")
	n, err := strconv.Atoi(strings.TrimSpace(count))
	if err != nil || n < 1 || n+2 > len(lines) {
		return nil, errLayout
	}
	out := make([]int, n)
	for i := 1; i < n; i++ {
		if len(lines[2+i]) < 10 {
			return nil, errLayout
		}
		if out[i], err = strconv.Atoi(lines[2+i][:10]); err != nil {
			return nil, errLayout
		}
	}
	return out, nil
}

// read cuts the bodies of the objects out of a file; they end where the next
// begins, the last at end.
func (f *objectFile) read(in []byte, offsets []int, end int) error {
	order := make([]int, 0, len(offsets))
	for n := 1; n < len(offsets); n++ {
		order = append(order, n)
	}
	slices.SortFunc(order, func(a, b int) int { return offsets[a] - offsets[b] })
	for i, n := range order {
		to := end
		if i+1 < len(order) {
			to = offsets[order[i+1]]
		}
		head := fmt.Appendf(nil, "%d 0 obj\n", n)
		if offsets[n] > to || to > len(in) || !bytes.HasPrefix(in[offsets[n]:to], head) {
			return errLayout
		}
		body := bytes.TrimSpace(in[offsets[n]+len(head) : to])
		body = bytes.TrimSpace(bytes.TrimSuffix(body, []byte("endobj")))
		f.objects[n] = object{body, bytes.HasSuffix(body, []byte("endstream"))}
		if data, plain := unpacked(body); plain {
			f.objects[n] = object{streamOf(flated, deflate.Zlib(data)), true}
		}
	}
	return nil
}

// unpacked returns the data of a stream that nothing has compressed: of a page, as the
// canvas has pages written. gofpdf would make a compressor of a megabyte for each.
func unpacked(body []byte) ([]byte, bool) {
	rest, ok := bytes.CutPrefix(body, []byte("<</Length "))
	digits, rest, found := bytes.Cut(rest, []byte(">>\nstream\n"))
	n, err := strconv.Atoi(string(digits))
	if !ok || !found || err != nil || n < 0 || n > len(rest) {
		return nil, false
	}
	return rest[:n], true
}

// flated says of a stream that it is compressed.
const flated = " /Filter /FlateDecode"

// number reads the integer after a key; 0 where there is none.
func number(s, key string) int {
	_, rest, _ := strings.Cut(s, key)
	digits, _, _ := strings.Cut(rest, " ")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// add appends an object and returns its number.
func (f *objectFile) add(body []byte) int {
	f.objects = append(f.objects, object{body: body})
	return len(f.objects) - 1
}

// addStream appends a stream with further entries of its dictionary.
func (f *objectFile) addStream(entries string, data []byte, compress bool) int {
	if compress {
		return f.addPacked(entries, deflate.Zlib(data))
	}
	return f.putStream(entries, data)
}

// addPacked appends a stream that is compressed already.
func (f *objectFile) addPacked(entries string, packed []byte) int {
	return f.putStream(entries+flated, packed)
}

func (f *objectFile) putStream(entries string, data []byte) int {
	f.objects = append(f.objects, object{streamOf(entries, data), true})
	return len(f.objects) - 1
}

// streamOf is the body of a stream with further entries of its dictionary.
func streamOf(entries string, data []byte) []byte {
	body := fmt.Appendf(nil, "<<%s /Length %d>>\nstream\n", entries, len(data))
	return append(append(body, data...), "\nendstream"...)
}

// packed is how many objects share one object stream.
const packed = 200

// A reference says where an object stands: at an offset of the file, or as the
// index-th in an object stream.
type reference struct {
	kind  byte // 1 an offset, 2 within a stream
	where int
	index int
}

// bytes writes the file with object streams and a cross-reference stream
// (ISO 32000-1, 7.5.7 and 7.5.8). The identifier is a hash of everything before.
func (f *objectFile) bytes() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	refs := make([]reference, len(f.objects))
	var small []int
	for n := 1; n < len(f.objects); n++ {
		if !f.objects[n].stream {
			small = append(small, n)
			continue
		}
		refs[n] = reference{1, out.Len(), 0}
		writeObject(&out, n, f.objects[n].body)
	}
	for group := range slices.Chunk(small, packed) {
		at := f.pack(group)
		for i, n := range group {
			refs[n] = reference{2, at, i}
		}
		refs = append(refs, reference{1, out.Len(), 0})
		writeObject(&out, at, f.objects[at].body)
	}
	sum := sha256.Sum256(out.Bytes())
	start := out.Len()
	refs = append(refs, reference{1, start, 0})
	entries := fmt.Sprintf("/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%x> <%x>]",
		len(refs), f.root, f.info, sum[:16], sum[:16])
	at := f.addStream(entries, crossReferences(refs), true)
	writeObject(&out, at, f.objects[at].body)
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", start)
	return out.Bytes()
}

func writeObject(out *bytes.Buffer, n int, body []byte) {
	fmt.Fprintf(out, "%d 0 obj\n", n)
	out.Write(body)
	out.WriteString("\nendobj\n")
}

// pack puts objects into one object stream and returns its number.
func (f *objectFile) pack(numbers []int) int {
	var index, bodies []byte
	for _, n := range numbers {
		index = fmt.Appendf(index, "%d %d ", n, len(bodies))
		bodies = append(append(bodies, f.objects[n].body...), '\n')
	}
	return f.addStream(fmt.Sprintf("/Type /ObjStm /N %d /First %d", len(numbers), len(index)), append(index, bodies...), true)
}

func crossReferences(refs []reference) []byte {
	out := make([]byte, 0, 7*len(refs))
	for n, r := range refs {
		if n == 0 {
			out = append(out, 0, 0, 0, 0, 0, 0xFF, 0xFF)
			continue
		}
		out = append(out, r.kind)
		out = binary.BigEndian.AppendUint32(out, uint32(r.where))
		out = binary.BigEndian.AppendUint16(out, uint16(r.index))
	}
	return out
}

// textString writes a text as a PDF string: UTF-16 with its mark, in hexadecimal.
func textString(s string) string {
	const stringMost = 16000 // characters: a string holds 32,767 bytes (ISO 19005-3, 6.1.13)
	var b strings.Builder
	b.WriteString("<FEFF")
	const digits = "0123456789ABCDEF"
	for _, u := range utf16.Encode([]rune(brief.Letters(s, stringMost))) {
		b.Write([]byte{digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15]})
	}
	return b.String() + ">"
}

// byteString writes ASCII as a PDF string.
func byteString(s string) string {
	return "(" + inString.Replace(s) + ")"
}

var inString = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\r", "", "\n", "")
