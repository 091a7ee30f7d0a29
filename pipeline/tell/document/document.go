// Package document is the report as a thing in itself: chapters, paragraphs,
// tables, figures and their sources, in one language, before anybody decides on
// paper, screen or sound. It believes that whoever prints it adds no fact.
package document

import "time"

// A Document is one report in one language.
type Document struct {
	Lang         string // "uk" or "en"
	Title        string
	Subtitle     string
	Organisation string // who publishes; on the cover
	AsOf         string // of what date the data are, as printed on the cover; "" not known
	Dateline     string // when it was published, as printed on the cover; "" not said
	Note         string // a remark on the cover; "" none
	Running      string // short title in the head of each page
	Notice       string // in the foot of every page and on the cover: "illustrative data"; "" none
	Stamp        string // a word across every page and over every figure: "ЗРАЗОК"; "" none
	Date         time.Time
	Subject      string   // one sentence for the file's metadata
	Keywords     []string // for the file's metadata
	Contents     string   // heading of the table of contents
	Sheet        bool     // a factsheet: no cover and no contents, the first heading is its title
	Labels       Labels
	Blocks       []Block
}

// Labels are the few words that a printer needs itself.
type Labels struct {
	Figure, Table, Page, Continued, Missing, Point, NoData, ToContents, Appendix, Of, Empty string
}

// A Block is a part of the flow: *Heading, *Paragraph, *List, *Table, *Figure,
// *KeyFigures, *Card or *PageBreak.
type Block interface{ block() }

// A Heading opens a chapter (1), a section (2) or a subsection (3).
type Heading struct {
	Level int
	ID    string // unique; links go to "#"+ID
	Text  string // with its number, as printed
	Short string // for the head of the page; "" the text
}

// A Style says how a paragraph is set.
type Style uint8

const (
	Body   Style = iota // the text of a chapter
	Lead                // larger, opens a chapter
	Small               // a remark in small type
	Source              // a source line under a figure or table
	Aside               // a note in a tinted box
)

// A Paragraph is running text.
type Paragraph struct {
	Style Style
	Spans []Span
}

// A Span is text of one kind within a paragraph.
type Span struct {
	Text string
	Bold bool
	Lang string // where it differs from the document's: a partner's own words
	Link string // "#id" within the document, or a URL; "" none
	Note []Span // a footnote set at the foot of the page; nil none
}

// Plain makes the spans of a text without any mark-up.
func Plain(text string) []Span { return []Span{{Text: text}} }

// A List is a numbered or bulleted list.
type List struct {
	Ordered bool
	Compact bool // smaller type
	Items   [][]Span
}

// KeyFigures is a row of up to four large numbers with what they mean.
type KeyFigures struct{ Items []KeyFigure }

// A KeyFigure is one large number.
type KeyFigure struct {
	Value string // as printed: "38 %"
	Label string
	Note  string // small, below: "+0,27 to 2024"
}

// A Card is a numbered recommendation in a frame, kept on one page where it fits.
type Card struct {
	ID     string
	Number string
	Title  string
	Lang   string  // of the title, where it differs from the document’s; else ""
	Body   []Block // Paragraphs and Lists
	Facts  []Fact  // a row of labelled facts at the foot: responsible, deadline, …
}

// A Fact is a label with its value.
type Fact struct {
	Label string
	Spans []Span
	Dots  int // 1 to 3 filled dots before the value (priority); 0 none
}

// Align says where a column's content stands.
type Align uint8

const (
	Left   Align = iota // texts
	Right               // numbers
	Centre              // marks
)

// A Table has a title that says what it shows, and one header row.
type Table struct {
	ID      string
	Title   string // "Table A1. …" is put before by the printer from Number
	Number  string // "A1"; "" the table has no number
	Columns []Column
	Rows    []Row
	Source  []Span // line under the table; nil none
	Compact bool   // smaller type
	Dense   bool   // and rows close together: what is looked up and not read
}

// A Column is one column of a table.
type Column struct {
	Title string
	Align Align
	Width float64 // relative; 0: by content
}

// A Row is one line of a table.
type Row struct {
	ID    string // links go to "#"+ID; "" none
	Kind  RowKind
	Cells []Cell // as many as columns; a Group row has one, across all
}

// A RowKind says what a row is.
type RowKind uint8

const (
	BodyRow  RowKind = iota // a row like others
	GroupRow                // a heading across the table for the rows that follow
	TotalRow                // a sum or mean, set off
)

// A Cell is one cell of a table.
type Cell struct {
	Spans []Span
	Class int  // 1 to 5: tint of the five-step scale; 0 none
	Head  bool // a row header
}

// A PageBreak starts a new page.
type PageBreak struct {
	Whole bool // what follows, up to the next break, is to take one page; a chapter too that begins there
	Left  bool // the page is one on the left, of an even number; the one before may stay empty
}

func (*Heading) block()    {}
func (*Paragraph) block()  {}
func (*List) block()       {}
func (*KeyFigures) block() {}
func (*Card) block()       {}
func (*Table) block()      {}
func (*Figure) block()     {}
func (*PageBreak) block()  {}
