package xlsx

import (
	"bytes"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"errors"
	"strconv"
	"unicode/utf8"
)

// A pool makes strings of texts: many texts, one allocation.
type pool struct {
	strings []string
	chunk   []byte // texts that are not yet strings
	ends    []int  // where each of them ends
}

const chunkBytes = 32 << 10

// add takes a string over.
func (p *pool) add(text []byte) {
	p.chunk = append(p.chunk, text...)
	p.ends = append(p.ends, len(p.chunk))
	if len(p.chunk) >= chunkBytes {
		p.settle()
	}
}

// settle makes one string of all texts that wait, and each a part of it.
func (p *pool) settle() {
	all, from := string(p.chunk), 0
	for _, end := range p.ends {
		p.strings = append(p.strings, all[from:end])
		from = end
	}
	p.chunk, p.ends = p.chunk[:0], p.ends[:0]
}

// count tells how many strings there are.
func (p *pool) count() int { return len(p.strings) + len(p.ends) }

var errTooMany = errors.New("more than the limit")

// sharedStrings reads the table of strings. Phonetic hints are no part of a text.
// After an error the strings before it are there.
func (r *reader) sharedStrings(name string) error {
	t, p := &r.text, &r.pool
	t.Limit = r.Lim.StringLen
	take := func() error {
		if p.count() >= r.Lim.Cells {
			return errTooMany
		}
		text, length := t.done()
		if length > r.Lim.StringLen {
			if r.long == nil {
				r.long = map[int]int{}
			}
			r.long[p.count()] = length
			text = nil
		}
		p.add(text)
		return nil
	}
	err := r.scan(name, "sst", func(s *strictxml.Scanner, k strictxml.Kind) error {
		t.piece(s, k)
		if k != strictxml.AtText && s.Ours && string(s.Name) == "si" {
			if k == strictxml.AtStart {
				t.begin()
				return nil
			}
			if err := take(); err != nil {
				return err
			}
		}
		for !r.Lim.Way.Piecewise && s.Depth() == 1 && quickString(s, t) {
			if err := take(); err != nil {
				return err
			}
		}
		return nil
	})
	p.settle()
	r.strings = p.strings
	return err
}

// A textReader puts together the text of an <si> or <is>: one <t>, or those of
// its runs, without phonetic hints.
type textReader struct {
	sheet.LongText
	inText   bool
	phonetic int
}

func (t *textReader) begin() {
	t.LongText.Begin()
	t.inText, t.phonetic = false, 0
}

// piece takes one piece of the part.
func (t *textReader) piece(s *strictxml.Scanner, k strictxml.Kind) {
	switch {
	case k == strictxml.AtText:
		if t.inText && t.phonetic == 0 {
			t.Take(s.Text)
		}
	case !s.Ours:
	case string(s.Name) == "t":
		t.inText = k == strictxml.AtStart
	case string(s.Name) == "rPh" && k == strictxml.AtStart:
		t.phonetic++
	case string(s.Name) == "rPh":
		t.phonetic--
	}
}

// whole reads the element at hand: a value, which is text alone, or the <t> in it.
func (t *textReader) whole(s *strictxml.Scanner, value bool) error {
	t.begin()
	t.inText = value
	depth := s.Depth()
	for {
		k, err := s.Next()
		switch {
		case err != nil:
			return err
		case k == strictxml.AtEnd || k == strictxml.AtStart && value:
			return strictxml.ErrMalformed
		case k == strictxml.AtClose && s.Depth() < depth:
			return nil
		}
		t.piece(s, k)
	}
}

// done returns the text, and its length in characters where that may exceed the
// limit, else 0.
func (t *textReader) done() (text []byte, length int) {
	text = unescapeX(t.Text)
	return text, t.Measured(text)
}

const maxCodes = 1 << 12 // number formats of the workbook's own

// styles returns the number format code of each cell style.
func (r *reader) styles(name string) error {
	codes := map[int]string{}
	inside := false
	return r.scan(name, "styleSheet", func(s *strictxml.Scanner, k strictxml.Kind) error {
		switch {
		case k == strictxml.AtText || !s.Ours:
		case string(s.Name) == "cellXfs":
			inside = k == strictxml.AtStart
		case k != strictxml.AtStart:
		case string(s.Name) == "numFmt":
			if id, err := strconv.Atoi(s.AttrText("numFmtId")); err == nil && len(codes) < maxCodes {
				codes[id] = s.AttrText("formatCode")
			}
		case inside && string(s.Name) == "xf":
			if len(r.formats) == sheet.MaxFormats {
				return errTooMany
			}
			id, _ := strconv.Atoi(s.AttrText("numFmtId"))
			code, own := codes[id]
			if !own {
				code = builtin[id]
			}
			r.formats = append(r.formats, code)
		}
		return nil
	})
}

// builtin are the number formats that a file does not spell out (ECMA-376 part 1,
// 18.8.30). What it leaves to the country of the program, 27 to 36 and 50 to 58,
// are dates everywhere.
var builtin = func() map[int]string {
	m := map[int]string{
		1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
		14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
		21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
		40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
	}
	for id := 27; id <= 58; id++ {
		if id <= 36 || id >= 50 {
			m[id] = "m/d/yy"
		}
	}
	return m
}()

// unescapeX resolves the _x000D_ escapes of a string (ECMA-376 part 1,
// 22.9.2.19) in place.
func unescapeX(b []byte) []byte {
	i := bytes.Index(b, []byte("_x"))
	if i < 0 {
		return b
	}
	out := b[:i]
	for b = b[i:]; len(b) > 0; {
		if r, ok := escapedX(b); ok {
			out = utf8.AppendRune(out, r)
			b = b[7:]
			continue
		}
		out = append(out, b[0])
		b = b[1:]
	}
	return out
}

// escapedX reads an escape at the start of b. Halves of a surrogate pair stay as
// they are written.
func escapedX(b []byte) (rune, bool) {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	return rune(n), err == nil && utf8.ValidRune(rune(n))
}
