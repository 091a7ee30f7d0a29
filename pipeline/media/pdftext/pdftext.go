// Package pdftext reads the text of PDF files that this program has printed: content
// streams, unpacked, their strings turned into characters by the ToUnicode maps of the
// file. It reads no other programs' files: no encryption, no forms, no other filters.
package pdftext

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// most is how many bytes all streams of a file may unpack to.
const most = 512 << 20

var (
	streamAt = regexp.MustCompile(`(?s)<<[^\n]*?/Length (\d+)[^\n]*>>\s*\nstream\r?\n`)
	ranges   = regexp.MustCompile(`<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>`)
	chars    = regexp.MustCompile(`<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,8})>\s*\n`)
)

// What may be wrong with a file.
var (
	errNoPDF  = errors.New("no PDF file")
	errNoText = errors.New("the file has no text")
	errBeyond = errors.New("a stream reaches beyond the file")
	errPacked = errors.New("a stream cannot be unpacked")
)

// Pages returns the text of every content stream in the order of the file: what is
// shown by one operator is one line.
func Pages(file []byte) ([]string, error) {
	if !bytes.HasPrefix(file, []byte("%PDF-")) {
		return nil, errNoPDF
	}
	streams, err := unpacked(file)
	if err != nil {
		return nil, err
	}
	runes := map[uint16]string{}
	for _, s := range streams {
		if bytes.Contains(s, []byte("begincmap")) {
			learn(runes, string(s))
		}
	}
	var out []string
	for _, s := range streams {
		if bytes.Contains(s, []byte("Tj")) && bytes.Contains(s, []byte("BT")) {
			out = append(out, textOf(s, runes))
		}
	}
	if out == nil {
		return nil, errNoText
	}
	return out, nil
}

// unpacked returns the streams of a file, unpacked where they are packed by Flate.
func unpacked(file []byte) (out [][]byte, err error) {
	left := int64(most)
	for _, at := range streamAt.FindAllSubmatchIndex(file, -1) {
		head := file[at[0]:at[1]]
		n, err := strconv.Atoi(string(file[at[2]:at[3]]))
		if err != nil || n < 0 || at[1]+n > len(file) {
			return nil, errBeyond
		}
		if bytes.Contains(head, []byte("/EmbeddedFile")) || bytes.Contains(head, []byte("/Image")) {
			continue
		}
		if !bytes.Contains(head, []byte("/Filter")) {
			out = append(out, file[at[1]:at[1]+n])
			continue
		}
		r, err := zlib.NewReader(bytes.NewReader(file[at[1] : at[1]+n]))
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(io.LimitReader(r, left))
		if left -= int64(len(data)); err != nil || left <= 0 {
			return nil, errors.Join(err, r.Close(), errPacked)
		}
		out = append(out, data)
	}
	return out, nil
}

// learn takes over what a map says of codes (Adobe technical note 5411).
func learn(runes map[uint16]string, cmap string) {
	for _, part := range strings.Split(cmap, "beginbfrange")[1:] {
		part, _, _ = strings.Cut(part, "endbfrange")
		for _, m := range ranges.FindAllStringSubmatch(part, -1) {
			from, to, first := code(m[1]), code(m[2]), code(m[3])
			for c := int(from); c <= int(to); c++ {
				runes[uint16(c)] = string(utf16.Decode([]uint16{first + uint16(c-int(from))}))
			}
		}
	}
	for _, part := range strings.Split(cmap, "beginbfchar")[1:] {
		part, _, _ = strings.Cut(part, "endbfchar")
		for _, m := range chars.FindAllStringSubmatch(part, -1) {
			raw, _ := hex.DecodeString(m[2]) // digits of the pattern
			runes[code(m[1])] = fromUTF16(raw)
		}
	}
}

func code(digits string) uint16 {
	n, _ := strconv.ParseUint(digits, 16, 16) // digits of the pattern
	return uint16(n)
}

func fromUTF16(raw []byte) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return string(utf16.Decode(units))
}

// textOf returns what a content stream shows.
func textOf(stream []byte, runes map[uint16]string) string {
	var b strings.Builder
	for i := 0; i < len(stream); i++ {
		if stream[i] != '(' {
			continue
		}
		raw, end := literal(stream, i+1)
		if i = end; !bytes.HasPrefix(bytes.TrimLeft(stream[min(end+1, len(stream)):], " "), []byte("Tj")) {
			continue
		}
		for k := 0; k+1 < len(raw); k += 2 {
			if r, known := runes[uint16(raw[k])<<8|uint16(raw[k+1])]; known {
				b.WriteString(r)
			} else {
				b.WriteRune('\uFFFD')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// escaped are the characters that stand for others behind a backslash (ISO 32000-1,
// 7.3.4.2).
var escaped = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

// literal reads a string of a stream from behind its bracket, and returns where it
// ends.
func literal(stream []byte, i int) (raw []byte, end int) {
	for depth := 1; i < len(stream); i++ {
		c := stream[i]
		switch {
		case c == '\\' && i+1 < len(stream):
			i++
			if c = stream[i]; escaped[c] != 0 {
				c = escaped[c]
			}
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return raw, i
			}
		}
		raw = append(raw, c)
	}
	return raw, i
}
