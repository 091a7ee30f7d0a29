package docx

import (
	_ "embed"
	"fmt"
	"math"
	"strings"
	"time"

	"depository.example/depository/pipeline/media/palette"
)

// A part is one file of the package.
type part struct{ name, text string }

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	// namespaces of everything that stands in the parts that have text.
	namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
		`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"`
	office  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	types   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	packed  = "application/vnd.openxmlformats-package."
	margins = `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1361" w:right="851" w:bottom="1247" w:left="1701" w:header="680" w:footer="567" w:gutter="0"/>`
)

//go:embed styles.xml
var styleSheet string

// parts returns every file of the package, in order.
func (d *writer) parts() []part {
	out := []part{
		{"[Content_Types].xml", d.contentTypes()},
		{"_rels/.rels", relationships([][3]string{
			{"rId1", office + "officeDocument", "word/document.xml"},
			{"rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"},
		}, nil)},
		{"docProps/core.xml", d.core()},
		{"word/document.xml", d.body()},
		{"word/styles.xml", d.styleSheet()},
		{"word/numbering.xml", d.numbering()},
		{"word/settings.xml", declaration + `<w:settings ` + namespaces + `><w:zoom w:percent="100"/>` + d.renewed() + `<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>` +
			`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="` + esc(language(d.doc.Lang)) + `"/></w:settings>`},
		{"word/footnotes.xml", declaration + `<w:footnotes ` + namespaces + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
			`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>` + "\n" + d.notes.String() + "</w:footnotes>"},
		{"word/header1.xml", d.header(para("Header", run("", d.doc.Running)))},
		{"word/header2.xml", d.header(para("Small", ""))}, // of the cover
		{"word/footer1.xml", declaration + `<w:ftr ` + namespaces + `>` + para("Footer", run("", d.doc.Notice)+"<w:r><w:tab/></w:r>"+field("PAGE", run("", "1"))) + "</w:ftr>"},
		{"word/_rels/document.xml.rels", d.documentRels()},
	}
	for i, p := range d.pictures {
		out = append(out, part{fmt.Sprintf("word/media/figure%d.png", i+1), string(p.PNG)})
	}
	return out
}

func (d *writer) contentTypes() string {
	return declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="` + packed + `relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
		override("/word/document.xml", types+"document.main+xml") + override("/word/styles.xml", types+"styles+xml") + override("/word/numbering.xml", types+"numbering+xml") +
		override("/word/settings.xml", types+"settings+xml") + override("/word/footnotes.xml", types+"footnotes+xml") + override("/word/header1.xml", types+"header+xml") +
		override("/word/header2.xml", types+"header+xml") + override("/word/footer1.xml", types+"footer+xml") + override("/docProps/core.xml", packed+"core-properties+xml") + "</Types>"
}

func override(name, kind string) string {
	return `<Override PartName="` + name + `" ContentType="` + kind + `"/>`
}

// relationships lists (identifier, kind, target) within the package, and addresses
// outside of it.
func relationships(inside [][3]string, links []string) string {
	var b strings.Builder
	b.WriteString(declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range inside {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s" Target="%s"/>`, r[0], r[1], esc(r[2]))
	}
	for i, link := range links {
		fmt.Fprintf(&b, `<Relationship Id="rIdLink%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, i+1, office, esc(link))
	}
	b.WriteString("</Relationships>")
	return b.String()
}

func (d *writer) documentRels() string {
	inside := [][3]string{
		{"rIdStyles", office + "styles", "styles.xml"}, {"rIdNumbering", office + "numbering", "numbering.xml"}, {"rIdSettings", office + "settings", "settings.xml"},
		{"rIdFootnotes", office + "footnotes", "footnotes.xml"}, {"rIdHeader1", office + "header", "header1.xml"}, {"rIdHeader2", office + "header", "header2.xml"}, {"rIdFooter1", office + "footer", "footer1.xml"},
	}
	for i := range d.pictures {
		inside = append(inside, [3]string{fmt.Sprintf("rIdPicture%d", i+1), office + "image", fmt.Sprintf("media/figure%d.png", i+1)})
	}
	return relationships(inside, d.links)
}

// body is the text with its one section. The cover has a header of its own, without
// words.
func (d *writer) body() string {
	first := `<w:titlePg/>`
	if d.doc.Sheet {
		first = ""
	}
	return declaration + `<w:document ` + namespaces + "><w:body>\n" + tied(d.out.String(), d.doc.Lang) +
		`<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader1"/><w:headerReference w:type="first" r:id="rIdHeader2"/><w:footerReference w:type="default" r:id="rIdFooter1"/>` +
		margins + first + `</w:sectPr></w:body></w:document>`
}

// core are the properties of the file; its date is that of the document.
func (d *writer) core() string {
	at := d.doc.Date.UTC()
	if at.IsZero() {
		at = time.Unix(0, 0).UTC()
	}
	return declaration + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		"<dc:title>" + esc(d.doc.Title) + "</dc:title><dc:subject>" + esc(d.doc.Subject) + "</dc:subject><dc:creator>" + esc(d.doc.Organisation) + "</dc:creator>" +
		"<cp:keywords>" + esc(strings.Join(d.doc.Keywords, ", ")) + "</cp:keywords><dc:language>" + esc(language(d.doc.Lang)) + "</dc:language>" +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + at.Format(time.RFC3339) + "</dcterms:created></cp:coreProperties>"
}

// styleSheet fills the styles: language, typeface, sizes in half points, lines in
// 240ths.
func (d *writer) styleSheet() string {
	face, size, line := "Calibri", 22, 276
	if d.opts.Official {
		face, size, line = "Times New Roman", 28, 360
	}
	return strings.NewReplacer(
		"{namespaces}", namespaces, "{lang}", esc(language(d.doc.Lang)), "{face}", face, "{size}", fmt.Sprint(size), "{line}", fmt.Sprint(line),
		"{small}", fmt.Sprint(size-4), "{smaller}", fmt.Sprint(size-6), "{lead}", fmt.Sprint(size+2),
		"{ink}", hex(palette.Ink), "{mute}", hex(palette.Mute), "{blue}", hex(palette.Blue), "{pale}", hex(palette.Pale), "{rule}", hex(palette.Rule), "{yellow}", hex(palette.Yellow),
	).Replace(styleSheet)
}

// numbering has bullets, and one numbering for each list that begins at one.
func (d *writer) numbering() string {
	var b strings.Builder
	b.WriteString(declaration + `<w:numbering ` + namespaces + `>`)
	for i, l := range [...]struct{ kind, text string }{{"bullet", "•"}, {"decimal", "%1."}} {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/>`+
			`<w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>`, i, l.kind, l.text)
	}
	fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="0"/></w:num>`, bulleted)
	for i := range d.lists {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, bulleted+1+i)
	}
	b.WriteString("</w:numbering>")
	return b.String()
}

// header returns a running head, and the word that stands across the page behind it.
func (d *writer) header(line string) string {
	mark := ""
	if word := strings.TrimPrefix(d.doc.Stamp+" · "+d.opts.Draft, " · "); strings.TrimSuffix(word, " · ") != "" {
		word = strings.TrimSuffix(word, " · ")
		turn := 360 - math.Round(math.Atan2(297, 210)*180/math.Pi)
		mark = fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:pict><v:shapetype id="wordart" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>`+
			`<v:shape id="watermark" type="#wordart" alt="" style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:%dpt;rotation:%.0f;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#%s" stroked="f"><v:textpath style="font-family:&quot;Arial&quot;;font-weight:bold" string="%s"/></v:shape></w:pict></w:r></w:p>`,
			100, turn, hex(palette.Stamp), esc(word))
	}
	return declaration + `<w:hdr ` + namespaces + `>` + mark + line + `</w:hdr>`
}
