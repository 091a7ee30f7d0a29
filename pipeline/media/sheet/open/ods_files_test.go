package open

import (
	"depository.example/depository/pipeline/media/sheet/ods"
	"fmt"
	"strings"
)

// Documents for tests, as LibreOffice lays them out.

const (
	odsNS = `xmlns:office="` + ods.OfficeNS + `" xmlns:table="` + ods.TableNS + `" xmlns:text="` + ods.TextNS + `" xmlns:style="` + ods.StyleNS + `" xmlns:calcext="` + ods.CalcNS + `" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"`
	// odsStyles hide a sheet: style hid.
	odsStyles = `<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style><style:style style:name="ce1" style:family="table-cell"><style:table-cell-properties/></style:style></office:automatic-styles>`
)

// fiveODS are the rows of five.
var fiveODS = func() string {
	var b strings.Builder
	for i := range 5 {
		b.WriteString(odsRow(odsNumber(i + 1)))
	}
	return b.String()
}()

func odsRow(cells string) string { return "<table:table-row>" + cells + "</table:table-row>" }

func odsNumber(n int) string {
	return fmt.Sprintf(`<table:table-cell office:value-type="float" office:value="%d"><text:p>%d</text:p></table:table-cell>`, n, n)
}

// odsText is a cell with these paragraphs.
func odsText(paragraphs string) string {
	return `<table:table-cell office:value-type="string">` + paragraphs + `</table:table-cell>`
}

func odsSheet(rows string) string {
	return `<table:table table:name="Звіт" table:style-name="ta1">` + rows + `</table:table>`
}

func odsXML(tables string) string {
	return xmlHead + `<office:document-content ` + odsNS + ` office:version="1.3">` + odsStyles + `<office:body><office:spreadsheet>` + tables + `</office:spreadsheet></office:body></office:document-content>`
}

// calcBook is a sound document whose one sheet «Звіт» has these rows.
func calcBook(rows string) draft {
	return draft{
		{"mimetype", ods.SpreadsheetType},
		{ods.ManifestPart, xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="` + ods.SpreadsheetType + `"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`},
		{ods.ContentPart, odsXML(odsSheet(rows))},
	}
}

// calcWith is the document of fiveODS with a text of its content replaced.
func calcWith(old, new string) []byte {
	body := calcBook(fiveODS).body(ods.ContentPart)
	if !strings.Contains(body, old) {
		panic(old)
	}
	return calcBook("").with(ods.ContentPart, strings.Replace(body, old, new, 1)).zip()
}

// third is the cell of the third row of fiveODS.
var third = odsNumber(3)

func odsHazards() []hazard {
	whole := calcBook(fiveODS).body(ods.ContentPart)
	content := func(s string) []byte { return calcBook("").with(ods.ContentPart, s).zip() }
	crc := deflated(ods.ContentPart, whole)
	crc.head.CRC32++
	zeros := deflated(ods.ContentPart, strings.Replace(whole, "<office:body>", strings.Repeat(" ", 32<<20)+"<office:body>", 1))
	encrypted := strings.Replace(calcBook("").body(ods.ManifestPart), `media-type="text/xml"/>`, `media-type="text/xml" manifest:size="4000"><manifest:encryption-data manifest:checksum-type="SHA1/1K"/></manifest:file-entry>`, 1)
	var many strings.Builder
	for i := range 300 {
		fmt.Fprintf(&many, `<table:table table:name="Аркуш %d">%s</table:table>`, i, odsRow(odsNumber(i)))
	}
	return []hazard{
		{"ods-cut-short.ods", content(whole[:strings.Index(whole, `office:value="4"`)]), "file-ods-cut sheet-damaged", 3},
		{"ods-cut-within-a-row.ods", content(odsXML(odsSheet(odsRow(odsNumber(1) + odsNumber(2) + "<table:table-cell>")))[:len(odsXML(""))]), "file-ods-cut sheet-damaged", 0},
		{"ods-bad-tag.ods", calcWith("</table:table-row>", "</table:row>"), "file-ods-cut sheet-damaged", 1},
		{"ods-control-character.ods", calcWith("<text:p>3<", "<text:p>3\x01<"), "file-ods-cut sheet-damaged", 2},
		{"ods-bad-utf8.ods", calcWith("<text:p>3<", "<text:p>\xd0<"), "file-ods-cut sheet-damaged", 2},
		{"ods-utf16.ods", content(utf16(strings.Replace(whole, "UTF-8", "UTF-16", 1))), "file-damaged", 0},
		{"ods-dtd.ods", calcWith("<office:document-content", `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><office:document-content`), "file-damaged", 0},
		{"ods-unknown-entity.ods", calcWith("<text:p>3<", "<text:p>&three;<"), "file-ods-cut sheet-damaged", 2},
		{"ods-attribute-twice.ods", calcWith(`office:value="3"`, `office:value="3" office:value="4"`), "file-ods-cut sheet-damaged", 2},
		{"ods-prefix-undeclared.ods", calcWith(third, strings.ReplaceAll(third, "office:", "o:")), "file-ods-cut sheet-damaged", 2},
		{"ods-text-between-cells.ods", calcWith(third, "lost"+third), "file-ods-cut sheet-damaged", 2},
		{"ods-text-in-a-cell.ods", calcWith("<text:p>3<", "lost<text:p>3<"), "file-ods-cut sheet-damaged", 2},
		{"ods-cell-outside-row.ods", calcWith(odsRow(third), third), "file-ods-cut sheet-damaged", 2},
		{"ods-table-in-a-cell.ods", calcWith("<text:p>3<", `<table:table table:name="у клітинці"/><text:p>3<`), "file-ods-cut sheet-damaged", 2},
		{"ods-damaged-on-the-second-sheet.ods", content(odsXML(odsSheet(fiveODS) + `<table:table table:name="Другий"><table:table-row/>` + odsRow(odsNumber(6)+"lost") + `</table:table><table:table table:name="Третій">` + fiveODS + `</table:table>`)), "file-ods-cut sheet-damaged", 6},
		{"ods-two-spreadsheets.ods", calcWith("</office:body>", "<office:spreadsheet/></office:body>"), "file-damaged", 5},
		{"ods-deep.ods", calcWith("<text:p>3<", strings.Repeat("<text:p>", 200)+"<text:p>3<"), "file-ods-cut sheet-damaged", 2},
		{"ods-of-another-root.ods", content(stringsXML("")), "file-not-workbook", 0},
		{"ods-without-spreadsheet.ods", content(xmlHead + `<office:document-content ` + odsNS + `><office:body><office:text/></office:body></office:document-content>`), "file-not-workbook", 0},
		{"ods-content-missing.ods", calcBook("").without(ods.ContentPart).zip(), "file-damaged", 0},
		{"ods-content-twice.ods", append(calcBook(fiveODS), zipPart{"CONTENT.XML", whole}).zip(), "file-damaged", 0},
		{"ods-encrypted.ods", calcBook("").with(ods.ManifestPart, encrypted).with(ods.ContentPart, "\x1f\x02\x99\x00").zip(), "file-encrypted-ods", 0},
		{"ods-checksum.ods", calcBook("").without(ods.ContentPart).rawZip(crc), "file-damaged", 5},
		{"ods-zip-cut-short.ods", calcBook(fiveODS).zip()[:900], "file-damaged", 0},
		{"ods-sheets-300.ods", content(odsXML(many.String())), "file-many-sheets", 256},
		{"ods-sheet-names-twice.ods", content(odsXML(odsSheet(fiveODS) + strings.Replace(odsSheet(fiveODS), "Звіт", "ЗВІТ", 1))), "sheet-name-twice", 10},
		{"ods-bomb-ratio.ods", calcBook("").without(ods.ContentPart).rawZip(zeros), "file-ratio", 0},
		{"ods-flat-cut-short.fods", []byte(flat(fiveODS)[:strings.Index(flat(fiveODS), `office:value="5"`)]), "file-ods-cut sheet-damaged", 4},
	}
}

// flat is a document in one XML file.
func flat(rows string) string {
	return strings.NewReplacer("<office:document-content", "<office:document", "</office:document-content", "</office:document", ` office:version`, ` office:mimetype="`+ods.SpreadsheetType+`" office:version`).Replace(odsXML(odsSheet(rows)))
}

func odsValueHazards() []hazard {
	cellsOf := func(s string) []byte { return calcBook(odsRow(s + odsNumber(1))).zip() }
	typed := func(attributes string) string { return "<table:table-cell " + attributes + "/>" }
	long := strings.Repeat("ї", 32_768)
	return []hazard{
		{"ods-type-unknown.ods", cellsOf(typed(`office:value-type="q" office:value="1"`)), "sheet-bad-value", 2},
		{"ods-number-as-typed.ods", cellsOf(typed(`office:value-type="float" office:value="12,5"`) + typed(`office:value-type="percentage" office:value="45%"`) + typed(`office:value-type="currency" office:value="NaN"`) + typed(`office:value-type="float" office:value="1e999"`)), "sheet-bad-number", 5},
		{"ods-number-without-value.ods", cellsOf(typed(`office:value-type="float"`) + typed(`office:value-type="float" office:value=""`) + `<table:table-cell office:value-type="percentage"><text:p>45%</text:p></table:table-cell>`), "sheet-bad-value", 4},
		{"ods-dates-that-are-none.ods", cellsOf(typed(`office:value-type="date" office:date-value="2026-02-30"`) + typed(`office:value-type="date" office:date-value="12.05.2026"`) + typed(`office:value-type="date" office:date-value="2026-05-12T25:00:00"`) + typed(`office:value-type="date"`)), "sheet-bad-value", 5},
		{"ods-times-that-are-none.ods", cellsOf(typed(`office:value-type="time" office:time-value="18:30"`) + typed(`office:value-type="time" office:time-value="P1M"`) + typed(`office:value-type="time" office:time-value="PT"`) + typed(`office:value-type="time" office:time-value="PT5M3H"`) + typed(`office:value-type="time" office:time-value="PT1.5H"`)), "sheet-bad-value", 6},
		{"ods-boolean-2.ods", cellsOf(typed(`office:value-type="boolean" office:boolean-value="2"`)), "sheet-bad-value", 2},
		{"ods-formula-without-value.ods", cellsOf(typed(`table:formula="of:=SUM([.B1:.C1])"`) + typed(`table:formula="of:=1" office:value-type="float"`)), "sheet-no-value", 3},
		{"ods-text-too-long.ods", cellsOf(odsText("<text:p>" + long + "</text:p>")), "sheet-long-text", 2},
		{"ods-value-too-long.ods", cellsOf(typed(`table:formula="of:=REPT(&quot;ї&quot;;32768)" office:value-type="string" office:string-value="` + long + `"`)), "sheet-long-text", 2},
		{"ods-spaces-without-end.ods", cellsOf(odsText(`<text:p>a<text:s text:c="999999999"/>b</text:p>`) + odsText(`<text:p>a<text:s text:c="32767"/></text:p>`)), "sheet-long-text", 3},
		{"ods-spaces-that-are-none.ods", cellsOf(odsText(`<text:p>a<text:s text:c="-1"/>b</text:p>`)), "file-ods-cut sheet-damaged", 0},
		{"ods-error-without-name.ods", cellsOf(`<table:table-cell table:formula="of:=1" office:value-type="string" calcext:value-type="error"><text:p/></table:table-cell>`), "sheet-bad-value", 2},
	}
}

// odsRepeats are cells and rows that stand many times, or say so.
func odsRepeats() []hazard {
	times := func(tag, cols, rest string) string {
		return strings.Replace(tag, "<table:table-cell ", `<table:table-cell table:number-columns-repeated="`+cols+`" `, 1) + rest
	}
	rows := func(n, cells string) string {
		return `<table:table-row table:number-rows-repeated="` + n + `">` + cells + `</table:table-row>`
	}
	one := odsNumber(1)
	unreadable := `<table:table-cell office:value-type="float" office:value="x"/>`
	var far, merges strings.Builder
	for range 20_000 {
		far.WriteString(odsRow(`<table:table-cell table:number-columns-repeated="16383"/>` + one))
		merges.WriteString(odsRow(`<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"/><table:covered-table-cell/>`))
	}
	return []hazard{
		{"ods-repeat-0.ods", calcBook(odsRow(one+times(one, "0", one)) + odsRow(one)).zip(), "sheet-bad-reference", 2},
		{"ods-repeat-of-no-number.ods", calcBook(odsRow(times(one, "-1", one))).zip(), "sheet-bad-reference", 0},
		{"ods-repeat-beyond-the-last-column.ods", calcBook(odsRow(one+times(one, "4294967297", one)) + odsRow(times(one, "16385", one))).zip(), "sheet-bad-reference", 1 + 16384},
		{"ods-repeat-blank-beyond-the-last-column.ods", calcBook(odsRow(one+times(`<table:table-cell table:style-name="ce1"/>`, "99999", "")) + odsRow(one)).zip(), "", 2},
		{"ods-rows-repeat-0.ods", calcBook(odsRow(one) + rows("0", one) + odsRow(one)).zip(), "sheet-bad-reference", 1},
		{"ods-rows-beyond-the-last.ods", calcBook(odsRow(one) + rows("1048570", "<table:table-cell/>") + rows("9", one)).zip(), "sheet-bad-reference sheet-blank-run", 1},
		{"ods-rows-unreadable.ods", calcBook(rows("2000", times(unreadable, "2", ""))).zip(), "sheet-bad-number sheet-more", 4000},
		{"ods-bomb-last-row.ods", calcBook(fiveODS + rows("1048570", "<table:table-cell/>") + odsRow(one)).zip(), "sheet-blank-run", 5},
		{"ods-bomb-last-column-of-20000-rows.ods", calcBook(far.String()).zip(), "sheet-blank-run sheet-more", 0},
		{"ods-bomb-hidden-rows.ods", calcBook(odsRow(one) + strings.Repeat(strings.Replace(rows("9999", "<table:table-cell/>"), "table-row ", `table-row table:visibility="collapse" `, 1), 100) + odsRow("")).zip(), "", 1},
		{"ods-bomb-hidden-columns.ods", calcWith("<table:table-row>", strings.Repeat(`<table:table-column table:visibility="collapse" table:number-columns-repeated="16384"/>`, 20_000)+"<table:table-row>"), "", 5},
		{"ods-bomb-20000-merges.ods", calcBook(merges.String()).zip(), "sheet-many-merges", 0},
	}
}

// soundDocuments look odd and are not wrong.
func soundDocuments() []hazard {
	typed := func(kind, value string) string {
		return fmt.Sprintf(`<table:table-cell office:value-type="%s" %s/>`, kind, value)
	}
	values := odsRow(typed("float", `office:value="12345678901234567890"`)+typed("percentage", `office:value="0.45"`)+typed("currency", `office:currency="UAH" office:value="1234.5"`)+
		typed("date", `office:date-value="2026-05-12"`)+typed("date", `office:date-value="2026-05-12T18:00:00"`)+typed("time", `office:time-value="PT18H30M00S"`)+
		typed("time", `office:time-value="PT30H00M00S"`)+typed("boolean", `office:boolean-value="true"`)+typed("date", `office:date-value="1899-05-12"`)) +
		odsRow(`<table:table-cell table:formula="of:=TRUE()" office:value-type="float" office:value="1"><text:p>ІСТИНА</text:p></table:table-cell>`+
			`<table:table-cell table:formula="of:=[.A1]&amp;&quot;&quot;"><text:p/></table:table-cell><table:table-cell table:formula="of:=[.A1]" office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell>`)
	texts := odsText(`<text:p>рядок</text:p><text:p>другий</text:p>`) + odsText(`<text:p><text:s text:c="2"/>пробіли </text:p>`) + odsText(`<text:p><text:span text:style-name="T1">Так, </text:span>є <text:span> два</text:span></text:p>`) +
		odsText(`<text:p>a<text:tab/>b<text:line-break/>c<text:s/></text:p>`) + odsText(`<office:annotation><dc:creator>Хтось</dc:creator><text:p>примітка</text:p></office:annotation><text:p><text:a xlink:href="https://a.example">посилання</text:a></text:p>`) +
		odsText("<text:p>\n    одна\n    думка\n  </text:p>") + odsText(`<text:p><text:ruby><text:ruby-base>їжа</text:ruby-base><text:ruby-text>jizha</text:ruby-text></text:ruby></text:p>`) +
		odsText(`<draw:frame><draw:text-box><text:p>рисунок</text:p></draw:text-box></draw:frame><text:p>&lt;&#1111;&amp;amp;<![CDATA[ <b> ]]></text:p>`) + odsText(`<text:list><text:list-item><text:p>перше</text:p></text:list-item><text:list-item><text:p>друге</text:p></text:list-item></text:list>`) +
		`<table:table-cell><text:p>без виду</text:p></table:table-cell>` + odsText(`<text:p/>`)
	errors := `<table:table-cell table:formula="of:=#N/A" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>` +
		`<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>` +
		`<table:table-cell table:formula="of:=A1" office:value-type="float" office:value="0"><text:p>#NAME?</text:p></table:table-cell>` + odsText(`<text:p>#N/A</text:p>`)
	repeats := `<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>так</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"/>` + odsNumber(5) + `</table:table-row>`
	layout := `<table:table-column-group><table:table-column table:number-columns-repeated="2"/><table:table-columns><table:table-column table:visibility="collapse"/></table:table-columns></table:table-column-group>` +
		`<table:table-header-rows>` + odsRow(`<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string"><text:p>заголовок</text:p></table:table-cell><table:covered-table-cell office:value-type="float" office:value="2"/>`) + `</table:table-header-rows>` +
		`<table:table-row-group><table:table-rows><table:table-row table:visibility="collapse" table:number-rows-repeated="2">` + odsNumber(3) + `</table:table-row></table:table-rows></table:table-row-group><table:table-row table:visibility="filter">` + odsNumber(4) + `</table:table-row>`
	around := `<table:tracked-changes><table:deletion table:id="ct1"><table:cell-content-deletion><table:change-track-table-cell office:value-type="string"><text:p>вилучене</text:p></table:change-track-table-cell></table:cell-content-deletion></table:deletion></table:tracked-changes>` +
		`<table:content-validations><table:content-validation table:name="val1"><table:help-message><text:p>підказка</text:p></table:help-message></table:content-validation></table:content-validations>` +
		`<table:table table:name="'file:///tmp/other.ods'#$Дані"><table:table-source xlink:href="file:///tmp/other.ods"/>` + fiveODS + `</table:table>` +
		`<table:table table:name="Посилання" table:style-name="hid"><table:title>назва</table:title><table:table-source xlink:href="https://a.example/b.ods"/><office:forms/><table:shapes><draw:frame><text:p>рисунок</text:p></draw:frame></table:shapes>` + fiveODS + `</table:table><table:database-ranges/>`
	return []hazard{
		{"sound-values.ods", calcBook(values).zip(), "", 11},
		{"sound-texts.ods", calcBook(odsRow(texts)).zip(), "", 10},
		{"sound-errors.ods", calcBook(odsRow(errors)).zip(), "", 4},
		{"sound-repeats.ods", calcBook(repeats + odsRow(odsNumber(9))).zip(), "", 10},
		{"sound-layout.ods", calcBook(layout).zip(), "", 5},
		{"sound-what-is-around.ods", calcBook("").with(ods.ContentPart, odsXML(around)).zip(), "", 5},
		{"sound-template.ots", calcBook(fiveODS).with("mimetype", ods.TemplateType).zip(), "", 5},
		{"sound-flat.fods", []byte(flat(fiveODS)), "", 5},
		{"sound-without-mimetype.ods", calcBook(fiveODS).without("mimetype").zip(), "", 5},
		{"sound-other-prefixes.ods", calcBook("").with(ods.ContentPart, strings.NewReplacer("<table:", "<t:", "</table:", "</t:", " table:", " t:", ":table=", ":t=", "<office:", "<o:", "</office:", "</o:", " office:", " o:", ":office=", ":o=").Replace(odsXML(odsSheet(fiveODS)))).zip(), "", 5},
		{"sound-pretty-printed.ods", calcBook("").with(ods.ContentPart, strings.NewReplacer("><", ">\n  <", "<text:p>", "<!-- 9 --><text:p>\n").Replace(odsXML(odsSheet(fiveODS)))).zip(), "", 5},
	}
}
