package open

import (
	"fmt"
	"strings"
	"testing"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/media/sheet"
)

// TestReadingGrowsWithItsInput counts the memory that reading takes and how often:
// of twice as much of anything in a workbook twice as much.
func TestReadingGrowsWithItsInput(t *testing.T) {
	of := func(n int, one func(i int) string) string {
		var out strings.Builder
		for i := range n {
			out.WriteString(one(i))
		}
		return out.String()
	}
	cells := func(n int, attributes string) string {
		return of(n, func(i int) string {
			return fmt.Sprintf(`<row r="%d"%s><c r="A%[1]d"><v>%[1]d</v></c></row>`, i+1, attributes)
		})
	}
	after := func(d draft, part, behind, what string) draft {
		body := d.body(part)
		if strings.Count(body, behind) == 0 {
			t.Fatalf("%s has no %s", part, behind)
		}
		return d.with(part, strings.Replace(body, behind, behind+what, 1))
	}
	const many = 10 // so that a step that grows with the square shows
	for name, made := range map[string]func(n int) draft{
		"rows": func(n int) draft { return book(cells(many*n, "")) },
		"columns": func(n int) draft {
			return book(`<row r="1">` + of(many*n, func(i int) string { return fmt.Sprintf(`<c><v>%d</v></c>`, i) }) + `</row>`)
		},
		"merges": func(n int) draft {
			return after(book(cells(4*many*n, "")), sheetPart, "</sheetData>", "<mergeCells>"+
				of(many*n, func(i int) string { return fmt.Sprintf(`<mergeCell ref="A%d:D%d"/>`, 4*i+1, 4*i+3) })+"</mergeCells>")
		},
		"hidden rows": func(n int) draft { return book(cells(many*n, ` hidden="1"`)) },
		"hidden columns": func(n int) draft {
			return after(book(cells(2, "")), sheetPart, mainNS+">", "<cols>"+
				of(many*n, func(i int) string { return fmt.Sprintf(`<col min="%d" max="%d" hidden="1"/>`, 2*i+1, 2*i+1) })+"</cols>")
		},
		"defined names": func(n int) draft {
			return after(book(cells(2, "")), bookPart, "</sheets>", "<definedNames>"+
				of(many*n, func(i int) string { return fmt.Sprintf(`<definedName name="N%d">Звіт!$A$%d</definedName>`, i, i+1) })+"</definedNames>")
		},
		"shared strings": func(n int) draft {
			return book(of(many*n, func(i int) string { return fmt.Sprintf(`<row r="%d"><c r="A%[1]d" t="s"><v>%d</v></c></row>`, i+1, i) })).with(stringsPart, stringsXML(of(many*n, func(i int) string { return fmt.Sprintf("<si><t>текст %d</t></si>", i) })))
		},
		"styles": func(n int) draft {
			return book(of(many*n, func(i int) string { return fmt.Sprintf(`<row r="%d"><c r="A%[1]d" s="%d"><v>1</v></c></row>`, i+1, i) })).
				with(stylesPart, xmlHead+`<styleSheet `+mainNS+`><numFmts>`+of(many*n, func(i int) string {
					return fmt.Sprintf(`<numFmt numFmtId="%d" formatCode="0&quot; %d&quot;"/>`, 200+i, i)
				})+
					`</numFmts><cellXfs>`+of(many*n, func(i int) string { return fmt.Sprintf(`<xf numFmtId="%d"/>`, 200+i) })+`</cellXfs></styleSheet>`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			trial.Grows(t, func(n int) func() {
				data := made(n).zip()
				if b, problems := ReadBytes("a.xlsx", data, sheet.Limits{}); len(problems) > 0 || len(b.Sheets) != 1 || len(b.Sheets[0].Cells) == 0 {
					t.Fatal(codes(problems))
				}
				return func() { ReadBytes("a.xlsx", data, sheet.Limits{}) }
			})
		})
	}
}
