package open

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// five are rows that every reader reads: A1 to A5, 1 to 5.
const five = `<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row><row r="4"><c r="A4"><v>4</v></c></row><row r="5"><c r="A5"><v>5</v></c></row>`

// hazards are all of them: what excelize was seen to lose or to choke on, what
// else a file can be, and what has to be read although it looks odd.
var hazards = sync.OnceValue(func() (all []hazard) {
	for _, list := range [][]hazard{xmlHazards(), addressHazards(), valueHazards(), packageHazards(), bombs(), notWorkbooks(), soundBooks(), tables(), odsHazards(), odsValueHazards(), odsRepeats(), soundDocuments()} {
		all = append(all, list...)
	}
	return all
})

// sheetWith is the sheet of five with a text replaced.
func sheetWith(old, new string) []byte {
	body := strings.Replace(book(five).body(sheetPart), old, new, 1)
	return book(five).with(sheetPart, body).zip()
}

func xmlHazards() []hazard {
	whole := book(five).body(sheetPart)
	return []hazard{
		{"xml-cut-short.xlsx", book("").with(sheetPart, whole[:strings.Index(whole, "<v>4")]).zip(), "sheet-damaged", 3},
		{"xml-bad-tag.xlsx", sheetWith("</v></c></row><row r=\"3\">", "</w></c></row><row r=\"3\">"), "sheet-damaged", 1},
		{"xml-control-character.xlsx", sheetWith("<v>3</v>", "<v>3\x01</v>"), "sheet-damaged", 2},
		{"xml-bad-utf8.xlsx", sheetWith("<v>3</v>", "<v>\xd0</v>"), "sheet-damaged", 2},
		{"xml-utf16.xlsx", book("").with(sheetPart, utf16(strings.Replace(whole, "UTF-8", "UTF-16", 1))).zip(), "sheet-encoding", 0},
		{"xml-windows-1251.xlsx", sheetWith("UTF-8", "windows-1251"), "sheet-encoding", 0},
		{"xml-dtd-in-strings.xlsx", book(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`).with(stringsPart,
			`<!DOCTYPE sst [<!ENTITY e "так">]><sst `+mainNS+`><si><t>&e;</t></si></sst>`).zip(), "file-strings sheet-bad-string", 1},
		{"xml-dtd-in-sheet.xlsx", sheetWith("<worksheet", `<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet`), "sheet-damaged", 0},
		{"xml-unknown-entity.xlsx", sheetWith("<v>3</v>", "<v>&three;</v>"), "sheet-damaged", 2},
		{"xml-null-reference.xlsx", sheetWith("<v>3</v>", "<v>&#0;</v>"), "sheet-damaged", 2},
		{"xml-attribute-twice.xlsx", sheetWith(`<c r="A3">`, `<c r="A3" r="B3">`), "sheet-damaged", 2},
		{"xml-prefix-undeclared.xlsx", sheetWith(`<c r="A3">`, `<c r="A3" y:s="1">`), "sheet-damaged", 2},
		{"xml-text-between-cells.xlsx", sheetWith(`<c r="A3">`, `lost<c r="A3">`), "sheet-damaged", 2},
		{"xml-cell-outside-row.xlsx", sheetWith(`<row r="3">`, `<c r="B2"><v>9</v></c><row r="3">`), "sheet-damaged", 2},
		{"xml-alternative-content.xlsx", sheetWith(`<row r="3">`, `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/><row r="3">`), "sheet-damaged", 2},
		{"xml-two-roots.xlsx", sheetWith(`</worksheet>`, `</worksheet><worksheet/>`), "sheet-damaged", 5},
		{"xml-two-tables.xlsx", sheetWith(`</sheetData>`, `</sheetData><sheetData/>`), "sheet-damaged", 5},
		{"xml-deep.xlsx", sheetWith(`</sheetData>`, `</sheetData><extLst>`+strings.Repeat("<ext>", 200)+strings.Repeat("</ext>", 200)+`</extLst>`), "sheet-damaged", 5},
		{"xml-long-tag.xlsx", sheetWith(`<c r="A3">`, `<c r="A3`+strings.Repeat(" ", 70_000)+`">`), "sheet-bad-reference", 4},
	}
}

func addressHazards() []hazard {
	rows := func(s string) []byte { return book(s).zip() }
	return []hazard{
		{"reference-1A.xlsx", sheetWith(`<c r="A3">`, `<c r="1A">`), "sheet-bad-reference", 4},
		{"reference-empty.xlsx", sheetWith(`<c r="A3">`, `<c r="">`), "sheet-bad-reference", 4},
		{"reference-of-another-row.xlsx", sheetWith(`<c r="A3">`, `<c r="A9">`), "sheet-bad-reference", 4},
		{"reference-beyond-the-last-column.xlsx", sheetWith(`<c r="A3">`, `<c r="XFE3">`), "sheet-bad-reference", 4},
		{"reference-of-a-row-0.xlsx", sheetWith(`<row r="3">`, `<row r="0">`), "sheet-bad-reference", 4},
		{"reference-of-a-row-beyond-the-last.xlsx", sheetWith(`<row r="5"><c r="A5">`, `<row r="1048577"><c r="A1048577">`), "sheet-bad-reference", 4},
		{"rows-out-of-order.xlsx", rows(`<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>`), "sheet-disorder", 3},
		{"row-twice.xlsx", rows(`<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>`), "sheet-disorder", 2},
		{"row-twice-with-one-cell.xlsx", rows(`<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>`), "sheet-cell-twice sheet-disorder", 1},
		{"cells-out-of-order.xlsx", rows(`<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>`), "sheet-disorder", 3},
		{"cell-twice.xlsx", rows(`<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c><c r="B1"><v>3</v></c></row>`), "sheet-cell-twice", 2},
		{"cell-twice-alike.xlsx", rows(`<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c><c r="B1"><v>3</v></c></row>`), "sheet-cell-twice", 2},
		{"string-index-out-of-range.xlsx", rows(`<row r="1"><c r="A1" t="s"><v>4</v></c><c r="B1" t="s"><v>3</v></c></row>`), "sheet-bad-string", 2},
		{"string-index-negative.xlsx", rows(`<row r="1"><c r="A1" t="s"><v>-1</v></c><c r="B1" t="s"><v>3</v></c></row>`), "sheet-bad-string", 2},
		{"style-index-out-of-range.xlsx", rows(`<row r="1"><c r="A1" s="2"><v>46000</v></c><c r="B1" s="1"><v>46000</v></c></row>`), "sheet-bad-style", 2},
		{"style-empty.xlsx", rows(`<row r="1"><c r="A1" s=""><v>46000</v></c></row>`), "sheet-bad-style", 1},
		{"merge-of-nothing.xlsx", sheetWith(`</sheetData>`, `</sheetData><mergeCells count="1"><mergeCell ref="A1:B0"/></mergeCells>`), "sheet-bad-reference", 5},
	}
}

func valueHazards() []hazard {
	cellsOf := func(s string) []byte { return book(`<row r="1">` + s + `<c r="Z1"><v>1</v></c></row>`).zip() }
	long := strings.Repeat("ї", 32_768)
	return []hazard{
		{"formula-without-value.xlsx", cellsOf(`<c r="A1"><f>SUM(B1:C1)</f></c>`), "sheet-no-value", 2},
		{"formula-with-empty-value.xlsx", cellsOf(`<c r="A1"><f>SUM(B1:C1)</f><v/></c><c r="B1" t="str"><f>T(C1)</f><v></v></c>`), "sheet-no-value", 2},
		{"formula-shared-without-value.xlsx", cellsOf(`<c r="A1"><f t="shared" ref="A1:B1" si="0">C1+1</f><v>7</v></c><c r="B1"><f t="shared" si="0"/></c>`), "sheet-no-value", 3},
		{"value-twice.xlsx", cellsOf(`<c r="A1"><v>1</v><v>2</v></c>`), "sheet-bad-value", 2},
		{"value-with-element.xlsx", cellsOf(`<c r="A1"><v>1<b/>2</v></c>`), "sheet-damaged", 0},
		{"value-of-two-kinds.xlsx", cellsOf(`<c r="A1"><is><t>один</t></is></c>`), "sheet-bad-value", 2},
		{"type-unknown.xlsx", cellsOf(`<c r="A1" t="q"><v>1</v></c>`), "sheet-bad-value", 2},
		{"bool-2.xlsx", cellsOf(`<c r="A1" t="b"><v>2</v></c>`), "sheet-bad-value", 2},
		{"number-as-typed.xlsx", cellsOf(`<c r="A1"><v>12,5</v></c><c r="B1"><v>1 000</v></c><c r="C1"><v>NaN</v></c><c r="D1"><v>0x1F</v></c><c r="E1"><v>1e999</v></c><c r="F1"><v>.</v></c>`), "sheet-bad-number", 7},
		{"text-too-long.xlsx", cellsOf(`<c r="A1" t="inlineStr"><is><t>` + long + `</t></is></c>`), "sheet-long-text", 2},
		{"string-too-long.xlsx", book(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`).with(stringsPart,
			stringsXML("<si><t>"+long+"</t></si><si><t>"+long[2:]+"</t></si>")).zip(), "sheet-long-text", 2},
		{"error-values.xlsx", cellsOf(`<c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>`), "", 3},
	}
}

func packageHazards() []hazard {
	text := `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>`
	many := make([]string, 300)
	for i := range many {
		many[i] = fmt.Sprintf("Аркуш %d", i)
	}
	crc := deflated(sheetPart, sheetXML(five))
	crc.head.CRC32++
	locked := deflated(sheetPart, sheetXML(five))
	locked.head.Flags |= 1
	method := deflated(sheetPart, sheetXML(five))
	method.head.Method = 99
	longer := deflated(sheetPart, sheetXML(five))
	longer.head.UncompressedSize64 += 10
	return []hazard{
		{"strings-missing.xlsx", book(text).without(stringsPart).zip(), "file-strings sheet-bad-string", 2},
		{"strings-not-named.xlsx", book(text).without(stringsPart).with(bookRels, relations1("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml")).zip(), "sheet-bad-string", 2},
		{"strings-cut-short.xlsx", book(text).with(stringsPart, stringsXML("<si><t>alpha</t></si><si>")).zip(), "file-strings", 2},
		{"styles-missing.xlsx", book(five).without(stylesPart).zip(), "file-styles", 5},
		{"styles-damaged.xlsx", book(`<row r="1"><c r="A1" s="1"><v>46000</v></c></row>`).with(stylesPart, xmlHead+`<styleSheet `+mainNS+`><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>`).zip(), "file-styles", 1},
		{"sheet-missing.xlsx", book(five).without(sheetPart).zip(), "sheet-missing", 0},
		{"sheet-without-relation.xlsx", book(five).with(bookPart, bookXML("Звіт", "Інший", "Ще один", "Зайвий")).zip(), "sheet-missing", 5},
		{"sheet-of-another-kind.xlsx", book(five).with(sheetPart, stringsXML("")).zip(), "sheet-damaged", 0},
		{"sheet-names-twice.xlsx", book(five).with(bookPart, strings.Replace(bookXML("Звіт", "ЗВІТ"), "rId2", "rId1", 1)).zip(), "sheet-name-twice", 10},
		{"sheets-300.xlsx", book(five).with(bookPart, strings.NewReplacer(`r:id="rId`, `r:id="rId1" x="`).Replace(bookXML(many...))).zip(), "file-many-sheets", 5 * 256},
		{"workbook-missing.xlsx", book(five).without(bookPart).zip(), "file-damaged", 0},
		{"workbook-damaged.xlsx", book(five).with(bookPart, bookXML("Звіт")[:200]).zip(), "file-damaged", 0},
		{"relations-missing.xlsx", book(five).without(bookRels).zip(), "sheet-missing", 0},
		{"relations-damaged.xlsx", book(five).with(bookRels, "<Relationships>").zip(), "file-damaged", 0},
		{"zip-cut-short.xlsx", book(five).zip()[:1500], "file-damaged", 0},
		{"zip-checksum.xlsx", book(five).without(sheetPart).rawZip(crc), "sheet-damaged", 5},
		{"zip-size-differs.xlsx", book(five).without(sheetPart).rawZip(longer), "sheet-damaged", 5},
		{"zip-part-encrypted.xlsx", book(five).without(sheetPart).rawZip(locked), "file-encrypted", 0},
		{"zip-method-unknown.xlsx", book(five).without(sheetPart).rawZip(method), "sheet-damaged", 0},
		{"zip-part-twice.xlsx", append(book(five), zipPart{"XL/Worksheets/Sheet1.xml", sheetXML("")}).zip(), "file-damaged", 0},
	}
}

func bombs() []hazard {
	zeros := deflated(sheetPart, xmlHead+`<worksheet `+mainNS+`><sheetData>`+strings.Repeat(" ", 32<<20)+`</sheetData></worksheet>`)
	lying := zeros
	lying.head.UncompressedSize64, lying.head.CompressedSize64 = 500, zeros.head.CompressedSize64
	huge := deflated("xl/media/image1.bmp", "")
	huge.head.UncompressedSize64 = 3 << 30
	entities := strings.Repeat("&amp;", 1<<20)
	far, blanks, merges := strings.Builder{}, strings.Builder{}, strings.Builder{}
	for i := 1; i <= 20_000; i++ {
		fmt.Fprintf(&far, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i)
		fmt.Fprintf(&blanks, `<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/><c r="C%d" s="1"/><c r="D%d" s="1"/></row>`, i, i, i, i, i)
		fmt.Fprintf(&merges, `<mergeCell ref="A%d:B%d"/>`, i, i)
	}
	return []hazard{
		{"bomb-ratio.xlsx", book("").without(sheetPart).rawZip(zeros), "file-ratio", 0},
		{"bomb-with-lying-header.xlsx", book("").without(sheetPart).rawZip(lying), "sheet-damaged", 0},
		{"bomb-by-total.xlsx", book(five).rawZip(huge), "file-inflates", 0},
		{"bomb-one-long-string.xlsx", book(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`).with(stringsPart, stringsXML("<si><t>"+entities+"</t></si>")).zip(), "file-ratio sheet-bad-string", 1},
		{"bomb-last-column-of-20000-rows.xlsx", book(far.String()).zip(), "sheet-blank-run sheet-more", 0},
		{"bomb-last-row.xlsx", book(five + `<row r="1048576"><c r="A1048576"><v>1</v></c></row>`).zip(), "sheet-blank-run", 5},
		{"bomb-80000-styled-blanks.xlsx", book(blanks.String()).zip(), "", 0},
		{"bomb-20000-merges.xlsx", book("").with(sheetPart, strings.Replace(sheetXML(five), "</sheetData>", "</sheetData><mergeCells>"+merges.String()+"</mergeCells>", 1)).zip(), "sheet-many-merges", 5},
		{"bomb-hidden-columns.xlsx", sheetWith("<sheetData>", "<cols>"+strings.Repeat(`<col min="1" max="16384" hidden="1"/>`, 20_000)+"</cols><sheetData>"), "", 5},
	}
}

func notWorkbooks() []hazard {
	compound := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 504)
	return []hazard{
		{"an-xls.xlsx", []byte(compound + string(utf16le("Workbook"))), "file-xls", 0},
		{"an-encrypted-workbook.xlsx", []byte(compound + strings.Repeat("\x00", 70_000) + string(utf16le("EncryptedPackage"))), "file-encrypted", 0},
		{"an-xlsb.xlsx", (draft{{"_rels/.rels", relations1("officeDocument", "xl/workbook.bin")}, {"xl/workbook.bin", "\x83\x01\x00"}}).zip(), "file-xlsb", 0},
		{"an-ods.xlsx", calcBook(fiveODS).zip(), "", 5},
		{"an-odt.ods", calcBook(fiveODS).with("mimetype", "application/vnd.oasis.opendocument.text").zip(), "file-not-workbook", 0},
		{"a-docx.xlsx", (draft{{"_rels/.rels", relations1("officeDocument", "word/document.xml")}, {"word/document.xml", `<w:document xmlns:w="w"/>`}}).zip(), "file-not-workbook", 0},
		{"an-archive.xlsx", (draft{{"звіт.txt", "звіт"}}).zip(), "file-not-workbook", 0},
		{"a-page.xlsx", []byte("\ufeff\n<HTML><table><tr><td>1</td></tr></table></HTML>"), "file-html", 0},
		{"a-csv.xlsx", []byte("назва;рівень\nреєстр;3\n"), "file-csv", 0},
		{"a-pdf.xlsx", []byte("%PDF-1.7\n"), "file-not-workbook", 0},
		{"a-text.xlsx", []byte("Вінницька область\n"), "file-not-workbook", 0},
		{"empty.xlsx", nil, "file-empty", 0},
	}
}

func utf16(s string) string {
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func windows1251(s string) []byte {
	out, err := charmap.Windows1251.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return []byte(out)
}
