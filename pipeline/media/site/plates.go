package site

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/media/html"
	"depository.example/depository/pipeline/media/raster"
	"depository.example/depository/pipeline/media/svg"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/pages"
)

// many reports a kind of which there is a page for each thing: its figures have no
// files of their own.
func many(kind pages.PageKind) bool { return parents[kind] != "" }

// tabled is how many cells the table under a figure has at most; the CSV has all.
const tabled = 300

// figure appends the drawing of a figure, its numbers as a table, and what can be taken
// along.
func (v *volume) figure(out []byte, f *document.Figure, p *pages.Page, here string, kept *html.Kept) []byte {
	out = svg.Append(out, f, v.drawn(here, p.Of))
	rest := *f
	rest.Rows = f.Rows[:min(len(f.Rows), tabled/(len(f.Series)+2))]
	out = append(append(append(out, "<details><summary>"...), v.say("page.numbers")...), "</summary>"...)
	out = html.AppendNumbers(out, &rest, v.words.T("site.no-data"), html.Options{Lang: v.site.Lang, Top: 1, Kept: kept, Link: func(link string) (string, bool) { return v.address(link, here) }})
	if left := len(f.Rows) - len(rest.Rows); left > 0 {
		out = append(append(append(out, "<p>"...), v.say("page.more", "n", left)...), "</p>"...)
	}
	out = append(out, "</details>"...)
	if !many(p.Kind) {
		name := rel(here, figureName(p, f))
		return fmt.Appendf(out, `<p class="takes"><a href="%[1]s.svg" download>%[2]s</a><a href="%[1]s.png" download>%[6]s</a><a href="%[1]s.csv" download>%[3]s</a><a href="#%[4]s">%[5]s</a></p>`, name,
			v.say("page.figure.file"), v.say("page.figure.table"), template.HTMLEscapeString(f.ID), v.say("page.figure.link"), v.say("page.figure.png"))
	}
	return fmt.Appendf(out, `<p class="takes" data-svg="%s" data-png="%s" data-csv="%s"><a href="#%s">%s</a></p>`, v.say("page.figure.file"), v.say("page.figure.png"), v.say("page.figure.table"), template.HTMLEscapeString(f.ID), v.say("page.figure.link"))
}

// drawn is how figures of a page are drawn: marks lead from here.
func (v *volume) drawn(here, mine string) svg.Options {
	return svg.Options{Words: v.words, Mine: mine, Link: func(r document.FigureRow) string {
		href, _ := v.address(r.Link, here)
		return href
	}}
}

// singles are the pages of which there is one, each with the files of its figures.
func (v *volume) singles() []File {
	out := make([][]File, len(v.site.Pages))
	parallel.Each(len(out), func(i int) {
		p := &v.site.Pages[i]
		if s := v.stocks[p.Anchor]; s != nil {
			out[i] = []File{v.file(p)}
			figures, at := s.figures(perPlate)
			for k, f := range figures {
				plates := plates(v, s, at[k], figureName(p, f))
				out[i] = append(out[i], plates[:]...)
			}
		}
	})
	return slices.Concat(out...)
}

// perPlate is how many files one figure has.
const perPlate = 3

// plates are the files of a figure, which is a block of a page: SVG by itself, PNG, and
// its numbers.
func plates(v *volume, s *stock, at int, name string) [perPlate]File {
	name = v.site.Lang + "/" + name
	return [...]File{
		{name + ".svg", func() ([]byte, error) {
			return []byte(svg.Draw(s.figure(at), svg.Options{Words: v.words, Alone: true})), nil
		}},
		{name + ".png", func() ([]byte, error) { return pixels(s.figure(at), v.site.Cover) }},
		{name + ".csv", func() ([]byte, error) { return numbersCSV(s.figure(at), v.words.T("site.no-data")) }},
	}
}

// pixelsPerInch is how fine a figure is painted: its width is some 1,000 pixels.
const pixelsPerInch = 150

// pixels is a figure as a PNG, as the report prints it, with its title: the ends of one
// with many rows.
func pixels(f *document.Figure, cover document.Document) ([]byte, error) {
	short := *f
	drawing.Cut(&short, drawing.Printed)
	picture, err := raster.Figure(&short, &cover, pixelsPerInch)
	return picture.PNG, err
}

// numbersCSV is a figure's table for a spreadsheet: UTF-8 with a mark, values as they
// are printed, their ends as numbers.
func numbersCSV(f *document.Figure, noData string) ([]byte, error) {
	b := bytes.NewBufferString("\uFEFF")
	w := csv.NewWriter(b)
	heading := true
	err := html.EachNumbers(f, noData, func(row []string) error {
		for i := range row {
			if !heading {
				row[i] = unformula(row[i])
			}
		}
		heading = false
		return w.Write(row)
	})
	w.Flush()
	return b.Bytes(), cmp.Or(err, w.Error())
}

// unformula keeps a text from being a formula in a spreadsheet.
func unformula(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) && len(text) > 1 && !(text[1] >= '0' && text[1] <= '9') {
		return "'" + text
	}
	return text
}
