package pdf

import (
	"bytes"
	"cmp"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/media/deflate"
)

// Meta is what the file says of itself.
type Meta struct {
	Title, Author, Subject, Lang string
	Keywords                     []string
	Date                         time.Time
	Sheet                        bool // one page among many of its kind
}

// An Attachment is a file that travels inside the report: the data behind it.
type Attachment struct {
	Name        string // of the file, unique
	Description string
	MIME        string // "text/csv"; "" application/octet-stream
	Write       func(io.Writer) error
}

const producer = "depository"

// A finisher turns the file that gofpdf wrote into PDF/A-3A and PDF/UA-1.
type finisher struct {
	*objectFile
	tree  *tree
	meta  Meta
	pages []int // object numbers
}

// Finish returns what was drawn on a canvas as a file. Two attachments with one
// name are an error.
func Finish(c *Canvas, m Meta, attachments []Attachment) ([]byte, error) {
	var raw bytes.Buffer
	if err := c.pdf.Output(&raw); err != nil {
		return nil, err
	}
	file, err := readObjects(raw.Bytes())
	if err != nil {
		return nil, err
	}
	f := &finisher{objectFile: file, tree: c.Tree, meta: m}
	if err := f.findPages(); err != nil {
		return nil, err
	}
	if err := f.embedFonts(c, m.Sheet); err != nil {
		return nil, err
	}
	catalog := []string{"/Type /Catalog /Pages 1 0 R /Lang " + byteString(m.Lang), "/MarkInfo <</Marked true>>", "/ViewerPreferences <</DisplayDocTitle true>>"}
	catalog = append(catalog, f.structure(), f.outline(), f.colours(), f.metadata())
	attached, err := f.attach(attachments)
	if err != nil {
		return nil, err
	}
	catalog = append(catalog, attached)
	f.objects[f.root] = object{body: []byte("<<" + strings.Join(catalog, " ") + ">>")}
	return f.bytes(), nil
}

var (
	references = regexp.MustCompile(`(\d+) 0 R`)
	pageList   = regexp.MustCompile(`/Kids \[(.*?)\]`)
	noMIME     = regexp.MustCompile(`[^A-Za-z0-9#.+-]`)
)

// findPages reads the numbers of the page objects.
func (f *finisher) findPages() error {
	kids := pageList.FindSubmatch(f.objects[1].body)
	if kids == nil {
		return errLayout
	}
	for _, m := range references.FindAllSubmatch(kids[1], -1) {
		n, _ := strconv.Atoi(string(m[1]))
		if n <= 0 || n >= len(f.objects) || !bytes.HasPrefix(f.objects[n].body, []byte(pageHead)) {
			return errLayout
		}
		f.pages = append(f.pages, n)
	}
	return nil
}

const pageHead = "<</Type /Page"

// unicodeMapping says that codes are UTF-16: a range for each high byte, without
// the surrogates, in blocks of 100 as the rules of character maps ask.
func unicodeMapping() []byte {
	var ranges []string
	for high := range 256 {
		if high < 0xD8 || high > 0xDF {
			ranges = append(ranges, fmt.Sprintf("<%02X00> <%02XFF> <%02X00>\n", high, high, high))
		}
	}
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for group := range slices.Chunk(ranges, 100) {
		fmt.Fprintf(&b, "%d beginbfrange\n%sendbfrange\n", len(group), strings.Join(group, ""))
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.Bytes()
}

// structure writes the structure tree, the links and the parent tree.
func (f *finisher) structure() string {
	top := f.add(nil)
	f.number(f.tree.Root)
	for _, a := range f.tree.Annots {
		a.object = f.add(nil)
	}
	var ids []*Elem
	f.write(f.tree.Root, top, &ids)
	var parents bytes.Buffer
	for i := range f.pages {
		fmt.Fprintf(&parents, "%d [", i)
		if i < len(f.tree.owners) {
			for _, e := range f.tree.owners[i] {
				fmt.Fprintf(&parents, "%d 0 R ", e.object)
			}
		}
		parents.WriteString("]\n")
	}
	byPage := f.links(&parents)
	tree := f.add(fmt.Appendf(nil, "<</Nums [%s]>>", parents.Bytes()))
	f.objects[top].body = fmt.Appendf(nil, "<</Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d%s>>",
		f.tree.Root.object, tree, len(f.pages)+len(f.tree.Annots), idTree(ids))
	f.dress(byPage)
	return fmt.Sprintf("/StructTreeRoot %d 0 R", top)
}

// number returns every element its object.
func (f *finisher) number(e *Elem) {
	e.object = f.add(nil)
	for _, k := range e.kids {
		if k.elem != nil {
			f.number(k.elem)
		}
	}
}

// write writes an element and those below it, and collects those with an id.
func (f *finisher) write(e *Elem, parent int, ids *[]*Elem) {
	b := fmt.Appendf(nil, "<</Type /StructElem /S /%s /P %d 0 R", e.Role, parent)
	if e.page > 0 {
		b = fmt.Appendf(b, " /Pg %d 0 R", f.pages[e.page-1])
	}
	if e.Alt != "" {
		b = append(b, " /Alt "+textString(e.Alt)...)
	}
	if e.Lang != "" {
		b = append(b, " /Lang "+byteString(e.Lang)...)
	}
	if e.ID != "" {
		b = append(b, " /ID "+byteString(e.ID)...)
		*ids = append(*ids, e)
	}
	if e.Attrs != "" {
		b = append(b, " /A "+e.Attrs...)
	}
	b = append(b, " /K ["...)
	for _, k := range e.kids {
		b = f.kid(b, e, k)
	}
	f.objects[e.object].body = append(b, "]>>"...)
	for _, k := range e.kids {
		if k.elem != nil {
			f.write(k.elem, e.object, ids)
		}
	}
}

func (f *finisher) kid(b []byte, e *Elem, k kid) []byte {
	switch {
	case k.elem != nil:
		return fmt.Appendf(b, "%d 0 R ", k.elem.object)
	case k.annot != nil:
		return fmt.Appendf(b, "<</Type /OBJR /Obj %d 0 R /Pg %d 0 R>> ", k.annot.object, f.pages[k.annot.page-1])
	case k.page == e.page:
		return fmt.Appendf(b, "%d ", k.mark)
	}
	return fmt.Appendf(b, "<</Type /MCR /Pg %d 0 R /MCID %d>> ", f.pages[k.page-1], k.mark)
}

// idTree names the elements that have an id, in the order of their names.
func idTree(list []*Elem) string {
	if len(list) == 0 {
		return ""
	}
	slices.SortFunc(list, func(a, b *Elem) int { return cmp.Compare(a.ID, b.ID) })
	var b strings.Builder
	for _, e := range list {
		fmt.Fprintf(&b, "%s %d 0 R ", byteString(e.ID), e.object)
	}
	return fmt.Sprintf(" /IDTree <</Kids [<</Limits [%s %s] /Names [%s]>>]>>",
		byteString(list[0].ID), byteString(list[len(list)-1].ID), b.String())
}

// links writes the annotations, and returns their numbers by page.
func (f *finisher) links(parents *bytes.Buffer) map[int][]int {
	byPage := map[int][]int{}
	for i, a := range f.tree.Annots {
		key := len(f.pages) + i
		fmt.Fprintf(parents, "%d %d 0 R\n", key, a.owner.object)
		f.objects[a.object].body = fmt.Appendf(nil,
			"<</Type /Annot /Subtype /Link /F 4 /Rect [%.2f %.2f %.2f %.2f] /Border [0 0 0] /StructParent %d /Contents %s %s>>",
			a.left, a.bottom, a.right, a.top, key, textString(a.contents), f.target(a))
		byPage[a.page] = append(byPage[a.page], a.object)
	}
	return byPage
}

// target says where a link leads: within the file or to an address. A link to
// a place that does not exist leads to the top of its own page.
func (f *finisher) target(a *annot) string {
	if id, inside := strings.CutPrefix(a.target, "#"); inside || a.target == "" {
		at := a.At
		if inside {
			at = f.tree.places[id]
		}
		if at.Page == 0 {
			at = Place{a.page, PageHeight / Point}
		}
		return "/Dest " + f.destination(at)
	}
	return "/A <</S /URI /URI " + byteString(address(a.target)) + ">>"
}

func (f *finisher) destination(at Place) string {
	return fmt.Sprintf("[%d 0 R /XYZ null %.2f null]", f.pages[at.Page-1], at.Top)
}

// address writes a URL in ASCII.
func address(s string) string {
	if u, err := url.Parse(s); err == nil {
		s = u.String()
	}
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7F {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// dress adds to every page its place in the structure, its order of tabs and links.
func (f *finisher) dress(links map[int][]int) {
	for i, n := range f.pages {
		b := fmt.Appendf(nil, "%s\n/StructParents %d /Tabs /S", pageHead, i)
		if list := links[i+1]; len(list) > 0 {
			b = append(b, " /Annots ["...)
			for _, a := range list {
				b = fmt.Appendf(b, "%d 0 R ", a)
			}
			b = append(b, ']')
		}
		f.objects[n].body = append(b, f.objects[n].body[len(pageHead):]...)
	}
}

// colours says that colours are sRGB.
func (f *finisher) colours() string {
	profile := f.addPacked("/N 3 /Alternate /DeviceRGB", packedProfile())
	intent := f.add(fmt.Appendf(nil, "<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /RegistryName (http://www.color.org) /DestOutputProfile %d 0 R>>", profile))
	return fmt.Sprintf("/OutputIntents [%d 0 R]", intent)
}

// attach adds the files that travel inside the report.
func (f *finisher) attach(list []Attachment) (string, error) {
	if len(list) == 0 {
		return "", nil
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Attachment) int { return cmp.Compare(a.Name, b.Name) })
	var af, names strings.Builder
	for i, a := range list {
		if i > 0 && a.Name == list[i-1].Name {
			return "", fmt.Errorf("two attachments have the name %q", a.Name)
		}
		n, err := f.fileSpec(a)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&af, "%d 0 R ", n)
		fmt.Fprintf(&names, "%s %d 0 R ", textString(a.Name), n)
	}
	return fmt.Sprintf("/AF [%s] /Names <</EmbeddedFiles <</Names [%s]>>>>", af.String(), names.String()), nil
}

func (f *finisher) fileSpec(a Attachment) (int, error) {
	mime := strings.ReplaceAll(cmp.Or(a.MIME, "application/octet-stream"), "/", "#2F")
	mime = noMIME.ReplaceAllString(mime, "")
	var packed bytes.Buffer
	sum, z := md5.New(), deflate.NewZlib(&packed)
	size := counter(0)
	if err := errors.Join(a.Write(io.MultiWriter(sum, &size, z)), z.Close()); err != nil {
		return 0, err
	}
	file := f.addPacked(fmt.Sprintf("/Type /EmbeddedFile /Subtype /%s /Params <</Size %d /ModDate %s /CheckSum <%x>>>", mime, size, f.date(), sum.Sum(nil)), packed.Bytes())
	ascii := strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '_'
		}
		return r
	}, path.Base(a.Name))
	return f.add(fmt.Appendf(nil, "<</Type /Filespec /F %s /UF %s /Desc %s /AFRelationship /Data /EF <</F %d 0 R /UF %d 0 R>>>>",
		byteString(ascii), textString(a.Name), textString(cmp.Or(a.Description, a.Name)), file, file)), nil
}

// A counter counts the bytes that are written to it.
type counter int

// Write counts.
func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

func (f *finisher) date() string { return "(D:" + f.meta.Date.Format("20060102150405") + "Z)" }
