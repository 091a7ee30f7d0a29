package ods

import (
	"bytes"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"strings"
)

// A paragraphs puts together the text of a cell: its paragraphs, a line each. A
// run of white space with a line end or a tab in it is how the XML is laid out:
// one space within a paragraph, none at its ends. Spaces alone are as they stand,
// as LibreOffice has them.
type paragraphs struct {
	sheet.LongText
	count  int
	spaces int  // that wait for what comes behind them
	laid   bool // with a line end or a tab among them
	begun  bool // the paragraph has text
}

func (p *paragraphs) begin() {
	p.LongText.Begin()
	p.count, p.spaces, p.laid, p.begun = 0, 0, false, false
}

// done returns the text, and its length in characters where that may exceed the
// limit, else 0.
func (p *paragraphs) done() (text []byte, length int) { return p.Text, p.Measured(p.Text) }

// paragraph reads the paragraph whose start tag is at hand.
func (p *paragraphs) paragraph(s *strictxml.Scanner) error {
	if p.count++; p.count > 1 {
		p.Take(lineFeed)
	}
	p.begun = false
	for depth := s.Depth(); ; {
		k, err := s.Next()
		switch {
		case err != nil:
			return err
		case k == strictxml.AtEnd:
			return strictxml.ErrMalformed
		case k == strictxml.AtText:
			p.characters(s.Text)
		case k == strictxml.AtStart:
			err = p.inline(s)
		case s.Depth() < depth:
			p.settle(false)
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// The characters that OpenDocument has elements for.
var (
	lineFeed  = []byte("\n")
	tabulator = []byte("\t")
	blanks    = bytes.Repeat([]byte(" "), 64)
)

// inline takes an element within a paragraph: that of a character, a part of the
// text in another style, or what is no text of the cell.
func (p *paragraphs) inline(s *strictxml.Scanner) error {
	switch {
	case s.URI == OfficeNS: // an annotation
		return s.Pass()
	case s.URI != TextNS:
		if strings.HasPrefix(s.URI, odfDrawn) {
			return s.Pass()
		}
	case string(s.Name) == "s":
		p.settle(true)
		n := 1
		if raw, counted := s.AttrOf(TextNS, "c"); counted {
			if n, counted = sheet.Digits(raw); !counted {
				return strictxml.ErrMalformed
			}
		}
		for ; n > 0; n -= len(blanks) {
			if len(p.Text) > 7*p.Limit {
				p.Beyond += n
				break
			}
			p.Take(blanks[:min(n, len(blanks))])
		}
	case string(s.Name) == "tab":
		p.settle(true)
		p.Take(tabulator)
	case string(s.Name) == "line-break":
		p.settle(true)
		p.Take(lineFeed)
	case string(s.Name) == "ruby-text" || string(s.Name) == "note":
		return s.Pass()
	}
	return nil
}

// odfDrawn begins the namespaces of what is drawn.
const odfDrawn = "urn:oasis:names:tc:opendocument:xmlns:dr"

// characters takes text as it stands in the XML.
func (p *paragraphs) characters(b []byte) {
	if !bytes.ContainsAny(b, "\t\r\n") {
		text := bytes.TrimRight(b, " ")
		if len(text) > 0 {
			p.settle(true)
			p.Take(text)
		}
		p.spaces += len(b) - len(text)
		return
	}
	for len(b) > 0 {
		n := bytes.IndexAny(b, " \t\r\n")
		if n != 0 {
			if n < 0 {
				n = len(b)
			}
			p.settle(true)
			p.Take(b[:n])
			b = b[n:]
			continue
		}
		p.spaces++
		p.laid = p.laid || b[0] != ' '
		b = b[1:]
	}
}

// settle takes the spaces that wait: before text, or at the end of the paragraph.
func (p *paragraphs) settle(text bool) {
	n := p.spaces
	if p.laid {
		n = 0
		if text && p.begun {
			n = 1
		}
	}
	p.spaces, p.laid, p.begun = 0, false, p.begun || text
	for ; n > 0; n -= len(blanks) {
		p.Take(blanks[:min(n, len(blanks))])
	}
}
