package pdf

// An Elem is an element of the structure tree: what a screen reader meets. It
// joins the tree when its first content is drawn, so that the tree follows the
// order of reading.
type Elem struct {
	Role   string // of the standard structure types (ISO 32000-1, 14.8.4)
	parent *Elem
	kids   []kid
	Alt    string // instead of the content: figures
	Lang   string // where it differs from the parent's
	ID     string // unique; needed by notes
	Attrs  string // attribute object
	page   int    // of its first content, 1-based; 0 none
	object int    // number in the file
	joined bool
}

// A kid is one child of an element: another element, marked content of a page
// or an annotation.
type kid struct {
	elem  *Elem
	annot *annot
	page  int // of marked content, 1-based
	mark  int // its number on the page
}

// An annot is a link on a page.
type annot struct {
	page                     int
	left, bottom, right, top float64 // points from the lower left corner
	target                   string  // "#id" or a URL; "" the place at
	At                       Place
	contents                 string // what the link leads to, in words
	owner                    *Elem
	object                   int
}

// A Place is where an identifier stands.
type Place struct {
	Page int
	Top  float64 // points from the foot of the page
}

// A mark in the outline of the document.
type Bookmark struct {
	Level int // 1-based
	Text  string
	At    Place
}

// A tree collects the structure of a document while it is drawn.
type tree struct {
	Root   *Elem
	owners [][]*Elem // by page and number of the marked content
	Annots []*annot
	places map[string]Place
	Marks  []Bookmark
}

func newTree() *tree {
	return &tree{Root: &Elem{Role: "Document", joined: true}, places: map[string]Place{}}
}

// Under makes an element that joins parent at its first content.
func Under(parent *Elem, role string) *Elem { return &Elem{Role: role, parent: parent} }

// Join puts an element, and before it those above it, into the tree.
func (e *Elem) Join() {
	if e.joined || e.parent == nil {
		return
	}
	e.parent.Join()
	e.joined = true
	e.parent.kids = append(e.parent.kids, kid{elem: e})
}

// content returns the number of a new piece of marked content of e on a page.
func (t *tree) content(e *Elem, page int) int {
	e.Join()
	for len(t.owners) < page {
		t.owners = append(t.owners, nil)
	}
	n := len(t.owners[page-1])
	t.owners[page-1] = append(t.owners[page-1], e)
	e.kids = append(e.kids, kid{page: page, mark: n})
	if e.page == 0 {
		e.page = page
	}
	return n
}

// link adds a link annotation to the element that it belongs to.
func (t *tree) link(a *annot) {
	a.owner.Join()
	t.Annots = append(t.Annots, a)
	a.owner.kids = append(a.owner.kids, kid{annot: a})
}
