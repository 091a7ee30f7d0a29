package report

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

var pointers = regexp.MustCompile(`(\d+) 0 R`)

// files are the reports that structural tests and outside checkers look at.
func files(t testing.TB) map[string][]byte {
	t.Helper()
	filesOnce.Do(func() { filesMade = makeFiles(t) })
	return filesMade
}

var (
	filesOnce sync.Once
	filesMade map[string][]byte

	replacedOfHostile []typeset.Replaced
)

// typed writes a text.
func typed(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func makeFiles(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	attached := []pdf.Attachment{{Name: "scores.csv", Description: "Бали", MIME: "text/csv", Write: typed("unit,score\nВінниця,4.09\n")}, {Name: "методика.yaml", Write: typed("id: egov")}}
	out["uk"], _ = write(t, sampleDocument("uk"), Options{Attachments: attached})
	out["en"], _ = write(t, sampleDocument("en"), Options{})
	out["official draft"], _ = write(t, sampleDocument("uk"), Options{Official: true, Draft: "ЧЕРНЕТКА"})
	out["hostile"], replacedOfHostile = write(t, hostileDocument(), Options{Draft: hostile})
	out["empty"], _ = write(t, &document.Document{}, Options{})
	return out
}

func TestEveryContentBelongsToTheStructure(t *testing.T) {
	for name, pdf := range files(t) {
		t.Run(name, func(t *testing.T) {
			f := readPDF(t, pdf)
			owners := map[[2]int]int{}
			f.structure().walk(func(e *readElem) {
				for _, m := range e.marks {
					if owners[m] != 0 {
						t.Errorf("content %v belongs to two elements", m)
					}
					owners[m] = e.number
				}
			})
			parents := f.bodies[f.ref(f.bodies[f.ref(f.bodies[f.root], "StructTreeRoot")], "ParentTree")]
			count := 0
			for i, page := range f.pages() {
				dict := f.bodies[page]
				if !strings.Contains(dict, "/Tabs /S") || f.number(dict, "StructParents") != i {
					t.Errorf("page %d lacks its tabs or its place in the structure: %s", i+1, dict)
				}
				ids, err := marked(f.data[f.ref(dict, "Contents")])
				if err != nil {
					t.Errorf("page %d: %v", i+1, err)
				}
				for _, id := range ids {
					count++
					if owners[[2]int{page, id}] == 0 {
						t.Errorf("page %d: content %d has no element", i+1, id)
					}
				}
			}
			if count != len(owners) {
				t.Errorf("%d pieces of content on the pages, %d in the tree", count, len(owners))
			}
			f.checkParents(parents, owners)
		})
	}
}

// checkParents compares the parent tree with the structure tree.
func (f *readFile) checkParents(parents string, owners map[[2]int]int) {
	f.t.Helper()
	pages := f.pages()
	total := 0
	for line := range strings.Lines(strings.TrimPrefix(parents, "<</Nums [")) {
		key, rest, ok := strings.Cut(strings.TrimSpace(line), " [")
		if !ok {
			continue
		}
		i, err := strconv.Atoi(key)
		if err != nil || i >= len(pages) {
			continue
		}
		for n, r := range pointers.FindAllStringSubmatch(rest, -1) {
			total++
			if want := fmt.Sprint(owners[[2]int{pages[i], n}]); r[1] != want {
				f.t.Errorf("parent tree: content %d of page %d belongs to %s, in the tree to %s", n, i+1, r[1], want)
			}
		}
	}
	if total != len(owners) {
		f.t.Errorf("the parent tree has %d entries for %d pieces of content", total, len(owners))
	}
}

func TestStructureSaysWhatAReaderNeeds(t *testing.T) {
	for name, pdf := range files(t) {
		t.Run(name, func(t *testing.T) {
			f := readPDF(t, pdf)
			level := 0
			ids := map[string]bool{}
			f.structure().walk(func(e *readElem) {
				switch e.role {
				case "H1", "H2", "H3", "H4", "H5", "H6":
					n := int(e.role[1] - '0')
					if n > level+1 {
						t.Errorf("a heading %s after level %d", e.role, level)
					}
					level = n
				case "Figure":
					if f.text(e.dict, "Alt") == "" || !strings.Contains(e.dict, "/BBox") {
						t.Errorf("a figure without alternative text or box: %.80s", e.dict)
					}
				case "TH":
					if !strings.Contains(e.dict, "/Scope /Column") && !strings.Contains(e.dict, "/Scope /Row") {
						t.Error("a header cell without scope")
					}
				case "Link":
					if len(e.annots) == 0 {
						t.Error("a link without an annotation")
					}
					for _, a := range e.annots {
						if f.text(f.bodies[a], "Contents") == "" || !strings.Contains(f.bodies[a], "/F 4") {
							t.Errorf("a link without words: %s", f.bodies[a])
						}
					}
				case "Note":
					id := e.dict[strings.Index(e.dict, "/ID "):]
					if ids[id] {
						t.Error("two notes with one id")
					}
					ids[id] = true
				case "TR":
					if len(e.kids) == 0 {
						t.Error("an empty row")
					}
				}
			})
		})
	}
}

func TestForeignTextIsTagged(t *testing.T) {
	pdf, _ := write(t, sampleDocument("en"), Options{})
	f := readPDF(t, pdf)
	if !strings.Contains(f.bodies[f.root], "/Lang (en)") {
		t.Error("the document does not say its language")
	}
	found := 0
	f.structure().walk(func(e *readElem) {
		if e.role == "Span" && strings.Contains(e.dict, "/Lang (uk)") {
			found++
		}
	})
	if found == 0 {
		t.Error("no Ukrainian text is tagged in the English report")
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	a, _ := write(t, sampleDocument("uk"), Options{Draft: "ЧЕРНЕТКА"})
	b, _ := write(t, sampleDocument("uk"), Options{Draft: "ЧЕРНЕТКА"})
	if !bytes.Equal(a, b) {
		t.Error("two runs give two files")
	}
	c, _ := write(t, sampleDocument("en"), Options{})
	id := func(pdf []byte) string { i := bytes.Index(pdf, []byte("/ID [<")); return string(pdf[i : i+40]) }
	if id(a) == id(c) {
		t.Error("two reports bear one identifier")
	}
}

func TestAttachmentsTravelInside(t *testing.T) {
	data := []byte("unit,score\nВінниця,4.09\n")
	printed, _ := write(t, sampleDocument("uk"), Options{Attachments: []pdf.Attachment{{Name: "scores.csv", Description: "Бали", MIME: "text/csv", Write: typed(string(data))}}})
	f := readPDF(t, printed)
	specs := f.refs(f.bodies[f.root], "AF")
	if len(specs) != 1 {
		t.Fatalf("associated files: %v", specs)
	}
	spec := f.bodies[specs[0]]
	if f.text(spec, "UF") != "scores.csv" || f.text(spec, "Desc") != "Бали" || !strings.Contains(spec, "/AFRelationship /Data") {
		t.Errorf("the file is described as %s", spec)
	}
	if got := f.data[f.ref(spec, "F")]; !bytes.Equal(got, data) {
		t.Errorf("the file holds %q", got)
	}
	var b bytes.Buffer
	twice := []pdf.Attachment{{Name: "a", Write: typed("")}, {Name: "a", Write: typed("")}}
	if _, err := Write(&b, sampleDocument("uk"), Options{Attachments: twice}); err == nil {
		t.Error("two attachments with one name are no error")
	}
}

func TestContentsLeadToTheHeadings(t *testing.T) {
	pdf, _ := write(t, sampleDocument("uk"), Options{})
	f := readPDF(t, pdf)
	pages := f.pages()
	want := map[string]int{"1. Головне коротко": 3, "2. Порівняння партнерів": 4, "4. Рекомендації Урядові": 8}
	seen := map[string]int{}
	f.structure().walk(func(e *readElem) {
		if e.role == "TOCI" {
			a := f.bodies[e.kids[0].annots[0]]
			seen[f.text(a, "Contents")] = 1 + slices.Index(pages, f.refs(a, "Dest")[0])
		}
	})
	for title, page := range want {
		if seen[title] != page {
			t.Errorf("%q: the contents lead to page %d, want %d", title, seen[title], page)
		}
	}
	if len(seen) != 11 { // sections of annexes are not named
		t.Errorf("%d entries in the contents, want 11: %v", len(seen), seen)
	}
}

func TestOutlineFoldsSections(t *testing.T) {
	pdf, _ := write(t, sampleDocument("uk"), Options{})
	f := readPDF(t, pdf)
	root := f.bodies[f.ref(f.bodies[f.root], "Outlines")]
	if n := f.number(root, "Count"); n != 5 {
		t.Errorf("%d chapters in the outline, want 5", n)
	}
	first := f.bodies[f.ref(root, "First")]
	if f.text(first, "Title") != "1. Головне коротко" || !strings.Contains(first, "/Count -2") {
		t.Errorf("the first bookmark is %q: %s", f.text(first, "Title"), first)
	}
}

// A title with characters that its face lacks is a sound file all the same.
func TestTitleOfOtherCharactersIsPrinted(t *testing.T) {
	pdf, _ := write(t, &document.Document{Lang: "uk", Title: "😀□"}, Options{})
	readPDF(t, pdf)
}
