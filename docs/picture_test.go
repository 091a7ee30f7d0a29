package docs

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestPictureOfTheHouse draws images/packages.svg from the imports as they are:
// a band a group, a box a package; under a medium stand the media that it uses.
func TestPictureOfTheHouse(t *testing.T) {
	const file = "images/packages.svg"
	got := picture(sources(t))
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s shows other packages or imports than there are: go test ./docs -update", file)
	}
}

// A box is one package of the picture.
type box struct {
	name string
	uses []string // packages of the same band
}

const (
	boxWidth, boxLine, boxGap = 150, 15, 10
	boxesInRow                = 6
	bandLeft, bandTitle       = 20, 24
)

func picture(list []source) []byte {
	bands := []string{"top", "media", "templates", "tell", "measure", "survey"}
	var body bytes.Buffer
	y := 16
	for _, band := range bands {
		y = drawBand(&body, band, boxesOf(list, band), y)
	}
	width := 2*bandLeft + boxesInRow*(boxWidth+boxGap) + boxGap
	var out bytes.Buffer
	fmt.Fprintf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"Source Sans 3, sans-serif\" font-size=\"12\">\n", width, y)
	fmt.Fprintf(&out, "<title>The packages by group: each group imports only what stands below it</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#FFFFFF\"/>\n", width, y)
	out.Write(body.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// boxesOf collects the packages of a band, in the order of their names.
func boxesOf(list []source, band string) []box {
	uses := map[string]map[string]bool{}
	for _, s := range list {
		if groupOf(s.pkg, s.main).name != band {
			continue
		}
		if uses[s.pkg] == nil {
			uses[s.pkg] = map[string]bool{}
		}
		for _, p := range s.imports {
			if ours, ok := strings.CutPrefix(p, module); ok && groupOf(ours, false).name == band && ours != s.pkg {
				uses[s.pkg][ours] = true
			}
		}
	}
	var out []box
	for pkg, used := range uses {
		b := box{name: short(pkg, band)}
		for u := range used {
			b.uses = append(b.uses, short(u, band))
		}
		slices.Sort(b.uses)
		out = append(out, b)
	}
	slices.SortFunc(out, func(a, b box) int { return strings.Compare(a.name, b.name) })
	return out
}

// short is the name of a package within its band.
func short(pkg, band string) string { return strings.TrimPrefix(pkg, "pipeline/"+band+"/") }

// drawBand draws a band from y downwards and returns where the next begins.
func drawBand(w *bytes.Buffer, band string, boxes []box, y int) int {
	var rows bytes.Buffer
	top := y + bandTitle + 8
	for row := range slices.Chunk(boxes, boxesInRow) {
		height := 0
		for i, b := range row {
			lines := wrapped(b.uses)
			height = max(height, 24+boxLine*len(lines))
			drawBox(&rows, b.name, lines, bandLeft+boxGap+i*(boxWidth+boxGap), top)
		}
		top += height + boxGap
	}
	title := map[string]string{"top": "on top", "survey": "survey: what is asked and answered", "measure": "measure: what it is worth", "tell": "tell: what is said", "media": "media: one medium each", "templates": "templates"}[band]
	fmt.Fprintf(w, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#F3F6F9\"/>\n", bandLeft, y, boxesInRow*(boxWidth+boxGap)+boxGap, top-y)
	fmt.Fprintf(w, "<text x=\"%d\" y=\"%d\" font-weight=\"600\" font-size=\"14\" fill=\"#0B4A8F\">%s</text>\n", bandLeft+boxGap, y+bandTitle-4, title)
	w.Write(rows.Bytes())
	return top + 12
}

func drawBox(w *bytes.Buffer, name string, lines []string, x, y int) {
	fmt.Fprintf(w, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#FFFFFF\" stroke=\"#7DAEDB\"/>\n", x, y, boxWidth, 24+boxLine*len(lines)-2)
	fmt.Fprintf(w, "<text x=\"%d\" y=\"%d\" font-weight=\"600\" fill=\"#1B2733\">%s</text>\n", x+8, y+16, name)
	for i, l := range lines {
		fmt.Fprintf(w, "<text x=\"%d\" y=\"%d\" fill=\"#56626D\" font-size=\"11\">%s</text>\n", x+8, y+16+boxLine*(i+1), l)
	}
}

// wrapped puts the names that a package uses into lines of a box.
func wrapped(names []string) []string {
	const most = 22 // characters of a line
	var out []string
	for i, n := range names {
		if i < len(names)-1 {
			n += ","
		}
		if len(out) > 0 && len(out[len(out)-1])+1+len(n) <= most {
			out[len(out)-1] += " " + n
			continue
		}
		out = append(out, n)
	}
	if len(out) > 0 {
		out[0] = "→ " + out[0]
	}
	return out
}
