package open

import (
	"fmt"
	"strings"
)

// soundBooks look odd and are not wrong: no problem, no cell lost.
func soundBooks() []hazard {
	two := `<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><v>7</v></c></row>`
	prefixed := strings.NewReplacer("<worksheet xmlns=", "<x:worksheet xmlns:x=", "</worksheet", "</x:worksheet", "<sheetData", "<x:sheetData", "</sheetData", "</x:sheetData",
		"<row", "<x:row", "</row", "</x:row", "<c ", "<x:c ", "</c>", "</x:c>", "<v>", "<x:v>", "</v>", "</x:v>").Replace(sheetXML(two))
	strict := strings.NewReplacer(mainNS, strictNS, relsNS, strictRelsNS, officeRels, "http://purl.oclc.org/ooxml/officeDocument/relationships/")
	strictBook := book(two)
	for i := range strictBook {
		strictBook[i].body = strict.Replace(strictBook[i].body)
	}
	return []hazard{
		{"sound-prefixed.xlsx", book("").with(sheetPart, prefixed).zip(), "", 2},
		{"sound-strict.xlsx", strictBook.zip(), "", 2},
		{"sound-without-references.xlsx", book(`<row><c><v>1</v></c><c/><c t="s"><v>0</v></c></row><row r="4"><c><v>2</v></c></row><row><c><v>3</v></c></row>`).zip(), "", 4},
		{"sound-rich-text.xlsx", book(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>один </t></r><r><rPr><b/></rPr><t xml:space="preserve"> два</t></r></is></c></row>`).with(stringsPart,
			stringsXML(`<si><r><rPr><b/></rPr><t xml:space="preserve">Так, </t></r><r><t>є</t></r><rPh sb="0" eb="1"><t>ні</t></rPh><phoneticPr fontId="1"/></si>`)).zip(), "", 2},
		{"sound-text-in-many-forms.xlsx", book(`<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a<b & c]]></t></is></c><c r="B1" t="inlineStr"><is><t>рядок_x000D_` + "\r\n" + `другий</t></is></c><c r="C1" t="inlineStr"><is><t xml:space="preserve">  пробіли </t></is></c><c r="D1" t="inlineStr"><is><t>&lt;&#1111;&#x457;&amp;amp;&gt;</t></is></c><c r="E1" t="str"><f>"_x005F_x0041_"</f><v>_x005F_x0041_</v></c><c r="F1" t="inlineStr"><is><t/></is></c></row>`).zip(), "", 5},
		{"sound-pretty-printed.xlsx", book("\n  <row r=\"1\" >\n    <c\tr='A1' t = \"n\" >\n      <v> 12.50 </v>\n    </c>\n    <!-- не комірка -->\n    <?mso нічого?>\n    <c r=\"B1\"><v><!-- 9 -->7</v></c></row>\n").zip(), "", 2},
		{"sound-extensions.xlsx", book(`<row r="1" xmlns:y="urn:y" y:a="1>0"><c r="A1"><v>1</v><extLst><ext><y:v>9</y:v></ext></extLst></c><y:c r="B1"><y:v>2</y:v></y:c><c r="C1"><y:f>x</y:f><v>3</v></c></row>`).zip(), "", 2},
		{"sound-byte-order-marks.xlsx", book(two).with(sheetPart, "\ufeff"+sheetXML(two)).with(stringsPart, "\ufeff"+stringsXML("<si><t/></si><si><t>бета</t></si>")).zip(), "", 2},
		{"sound-dimension-lies.xlsx", sheetWith("<sheetData>", `<dimension ref="A1"/><sheetData>`), "", 5},
		{"sound-dates-1904.xlsx", book(`<row r="1"><c r="A1" s="1"><v>44538</v></c><c r="B1" s="1"><v>0</v></c></row>`).with(bookPart, strings.Replace(bookXML("Звіт"), "<sheets>", `<workbookPr date1904="true"/><sheets>`, 1)).zip(), "", 2},
		{"sound-dates-1900.xlsx", book(`<row r="1"><c r="A1" s="1"><v>46000.75</v></c><c r="B1" s="1"><v>59</v></c><c r="C1" s="1"><v>60</v></c><c r="D1" s="1"><v>61</v></c><c r="E1"><v>46000</v></c><c r="F1" t="d" s="1"><v>2026-05-12</v></c></row>`).zip(), "", 6},
		{"sound-numbers-exact.xlsx", book(`<row r="1"><c r="A1"><v>12345678901234567890</v></c><c r="B1"><v>0.1</v></c><c r="C1"><v>-1.5E-3</v></c><c r="D1" t="b"><v>1</v></c><c r="E1"><v>00</v></c></row>`).zip(), "", 5},
		{"sound-template.xltx", book(two).zip(), "", 2},
		{"sound-macros.xlsm", book(two).with("xl/vbaProject.bin", "\x00\x01").zip(), "", 2},
		{"sound-chart-sheet.xlsx", book(two).with(bookPart, bookXML("Звіт", "Рисунок")).with(bookRels, relations1("worksheet", "worksheets/sheet1.xml", "chartsheet", "chartsheets/sheet1.xml", "sharedStrings", "sharedStrings.xml")).zip(), "", 2},
		{"sound-absolute-target.xlsx", book(two).with(bookRels, relations1("worksheet", "/xl/worksheets/sheet1.xml", "sharedStrings", "../xl/sharedStrings.xml")).zip(), "", 2},
		{"sound-names.xlsx", book(two).with(bookPart, strings.Replace(bookXML("Звіт"), "</sheets>", `</sheets><definedNames><definedName name="a">'Звіт'!$B$1</definedName></definedNames>`, 1)).zip(), "", 2},
		{"sound-long-list-of-ranges.xlsx", sheetWith("</sheetData>", `</sheetData><dataValidations><dataValidation type="list" sqref="`+everySecondRow(15_000)+`"><formula1>"так,ні"</formula1></dataValidation></dataValidations>`), "", 5},
		{"sound-far-but-near-enough.xlsx", book(`<row r="9999"><c r="NTP9999"><v>1</v></c></row>`).zip(), "", 1},
	}
}

// everySecondRow is a list of n cells, as Excel writes it where every second cell
// of a column has a validation: one attribute of some 90 KiB.
func everySecondRow(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "A%d ", 2*i+1)
	}
	return strings.TrimSpace(b.String())
}

// tables are CSV files, sound and not.
func tables() []hazard {
	text := "назва;рівень;примітка\nреєстр;3;«так»\n\nпортал;4;\"a;\"\"б\"\"\nв\"\n"
	comma := strings.ReplaceAll(strings.ReplaceAll(text, ",", ""), ";", ",")
	return []hazard{
		{"csv-utf8.csv", []byte(text), "", 9},
		{"csv-utf8-mark.csv", []byte("\ufeff" + text), "", 9},
		{"csv-windows-1251.csv", windows1251(text), "", 9},
		{"csv-utf16.csv", []byte(utf16(text)), "", 9},
		{"csv-comma.csv", []byte(comma), "", 9},
		{"csv-tab.tsv", []byte(strings.ReplaceAll(text, ";", "\t")), "", 9},
		{"csv-semicolons-and-decimal-commas.csv", []byte("Область;2025, %;2026, %\nВінницька;1,5;2,5\nКиївська;3,5;4,5\n"), "", 9},
		{"csv-separator-stated.csv", []byte("sep=,\r\na,\"b;c\"\r\nd,e;f;g\r\n"), "", 4},
		{"csv-old-line-ends.csv", []byte("a;b\rc;d\r"), "", 4},
		{"csv-quotes-within.csv", []byte("ТОВ \"Ромашка\";5\n"), "", 2},
		{"csv-text-after-quotes.csv", []byte("\"ТОВ\" Ромашка;5\n"), "sheet-bad-quotes", 2},
		{"csv-quote-never-closed.csv", []byte("a;b\nc;\"d\ne;f\n"), "sheet-damaged", 3},
		{"csv-bad-utf8.csv", []byte("назва;рівень\nреє\xffстр;3\n"), "sheet-bad-characters", 4},
		{"csv-control-character.csv", []byte("a;b\x02\n"), "sheet-bad-characters", 2},
		{"csv-with-nul.csv", []byte("a;b\n\x00\x01;c\n"), "file-not-workbook", 0},
		{"csv-long-field.csv", []byte("a;" + strings.Repeat("ї", 40_000) + ";b\n"), "sheet-long-text", 3},
		{"csv-far-column.csv", []byte("a" + strings.Repeat(";", 20_000) + "b\nc\n"), "sheet-blank-run", 2},
		{"csv-far-row.csv", []byte("a" + strings.Repeat("\n", 20_000) + "b\n"), "sheet-blank-run", 1},
		{"csv-empty-lines.csv", []byte("\n\n\n"), "", 0},
	}
}
