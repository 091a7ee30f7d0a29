package report

// An elem is an element of the structure tree: what a screen reader meets. It
// joins the tree when its first content is drawn, so that the tree follows the
// order of reading.
type elem struct {
	role   string // of the standard structure types (ISO 32000-1, 14.8.4)
	parent *elem
	kids   []kid
	alt    string // instead of the content: figures
	lang   string // where it differs from the parent's
	id     string // unique; needed by notes
	attrs  string // attribute object
	page   int    // of its first content, 1-based; 0 none
	object int    // number in the file
	joined bool
}

// A kid is one child of an element: another element, marked content of a page
// or an annotation.
type kid struct {
	elem  *elem
	annot *annot
	page  int // of marked content, 1-based
	mark  int // its number on the page
}

// An annot is a link on a page.
type annot struct {
	page                     int
	left, bottom, right, top float64 // points from the lower left corner
	target                   string  // "#id" or a URL; "" the place at
	at                       place
	contents                 string // what the link leads to, in words
	owner                    *elem
	object                   int
}

// A place is where an identifier stands.
type place struct {
	page int
	top  float64 // points from the foot of the page
}

// A mark in the outline of the document.
type bookmark struct {
	level int // 1-based
	text  string
	at    place
}

// A tree collects the structure of a document while it is drawn.
type tree struct {
	root   *elem
	owners [][]*elem // by page and number of the marked content
	annots []*annot
	places map[string]place
	marks  []bookmark
}

func newTree() *tree {
	return &tree{root: &elem{role: "Document", joined: true}, places: map[string]place{}}
}

// under makes an element that joins parent at its first content.
func under(parent *elem, role string) *elem { return &elem{role: role, parent: parent} }

// join puts an element, and before it those above it, into the tree.
func (e *elem) join() {
	if e.joined || e.parent == nil {
		return
	}
	e.parent.join()
	e.joined = true
	e.parent.kids = append(e.parent.kids, kid{elem: e})
}

// content gives the number of a new piece of marked content of e on a page.
func (t *tree) content(e *elem, page int) int {
	e.join()
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
	a.owner.join()
	t.annots = append(t.annots, a)
	a.owner.kids = append(a.owner.kids, kid{annot: a})
}
