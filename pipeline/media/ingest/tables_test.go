package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
)

// drawn makes a workbook of sheets drawn as text: "# name" begins a sheet
// ("#! name" a hidden one), every other line is a row, its cells parted by «|».
// A cell in brackets [] is merged over the three to its right.
func drawn(file, text string) *sheet.Book {
	book := &sheet.Book{File: file}
	var s *sheet.Sheet
	row := 0
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		l = strings.TrimSpace(l)
		if name, ok := strings.CutPrefix(l, "#"); ok {
			name, hidden := strings.CutPrefix(name, "!")
			book.Sheets = append(book.Sheets, sheet.Sheet{Name: strings.TrimSpace(name), Hidden: hidden})
			s, row = &book.Sheets[len(book.Sheets)-1], 0
			continue
		}
		row++
		for i, c := range strings.Split(l, "|") {
			c = strings.TrimSpace(c)
			if inner, ok := strings.CutPrefix(c, "["); ok {
				c = strings.TrimSuffix(inner, "]")
				s.Merged = append(s.Merged, sheet.Range{Row: row, Col: i + 1, LastRow: row, LastCol: i + 4})
			}
			if c != "" {
				s.Cells = append(s.Cells, sheet.Cell{Row: row, Col: i + 1, Text: c})
			}
		}
	}
	return book
}

// told prints the records of a result in the order of reading: id, the end of the
// place's code where there is one, and a sign an answer: + yes, - no, . blank,
// ? unreadable; a number in brackets.
func told(r Result) string {
	var out []string
	for _, s := range r.Submissions {
		for _, p := range s.Practices {
			line := p.ID
			if p.Place != "" {
				line += "@" + p.Place[len(p.Place)-4:]
			}
			line += " "
			for _, a := range p.Answers {
				switch {
				case a.State == survey.Given && a.Choice == "":
					line += fmt.Sprintf("(%s)", clean.Plain(a.Number))
				case a.State == survey.Given:
					line += map[string]string{"yes": "+", "no": "-"}[a.Choice]
				case a.State == survey.Blank:
					line += "."
				default:
					line += "?"
				}
			}
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// places are a few hromadas; the two Талалаївська lie in different raions.
func places() *place.Registry {
	r := place.FromCodifier([][]string{
		{"", "UA74080000000018486", "", "", "", "P", "Прилуцький"}, {"", "UA74040000000032867", "", "", "", "P", "Ніжинський"},
		{"", "", "UA74040330000024949", "", "", "H", "Талалаївська"}, {"", "", "UA74080190000091939", "", "", "H", "Талалаївська"},
		{"", "", "UA74080050000032144", "", "", "H", "Ладанська"}, {"", "", "UA74040250000011111", "", "", "H", "Носівська"},
		{"", "", "", "UA74040330010012345", "", "C", "Талалаївка"},
	})
	r.KnowFormerCodes(map[string]string{"7424155100": "UA74080050000032144"})
	return r
}

// TestTablesAsOfficesDrawThem reads what once was read wrongly.
func TestTablesAsOfficesDrawThem(t *testing.T) {
	const head = "Громада | Петиції | Консультації | Громадський бюджет | Відкрита громада\n"
	const centre = "Код | Громада | Назва | Адреса | Працівники | Wi-Fi | Пандус | Термінал | Брайль | Туалет\n"
	for _, c := range []struct{ name, file, text, want, codes string }{
		{"columns numbered below the header", "чернігів.csv", "# 1\nЧернігівська область\n" + head + "1 | 2 | 3 | 4 | 5\nЛаданська | так | ні | так | ні", "Ладанська +-+-", ""},
		{"hints below the header", "a", "# 1\nЧернігівська область\n" + head + "| так/ні | так/ні | так/ні | так/ні\nЛаданська | так | ні | так | ні", "Ладанська +-+-", ""},
		{"a header of two rows", "a", "# 1\nЧернігівська область\nКод | Назва | Адреса | [Санітарна кімната] | | Оплата | | Wi-Fi\n | | | загальна | для осіб з інвалідністю | карткою | через термінал |\n5 | ЦНАП | вул. 1 | так | ні | так | ні | так", "5 -+++-", ""},
		{"a note, a signature, a legend and sums", "a", "# 1\nЧернігівська область\n" + head + "Ладанська | 1 | 0 | 1 | \nРазом по області: | 1 | 0 | 1 | 0\n | 1 | 1 | 1 | 1\nЧастка, % | 100 | 0 | 1 | 0\nВиконавець: Гай О. О. | тел. 1\nНачальник відділу | | Гай\n1 | так\n0 | ні\nДовідково: усього громад 57\n2", "Ладанська +-+.", "row-of-totals row-passed-over"},
		{"the same at the foot of centres", "a", "# 1\nЧернігівська область\n" + centre + "7 | | ЦНАП | вул. 1 | 5 осіб | + | - | + | - | —\nНачальник | | Гай О. О. | | тел.\n1 | так\n«+» – наявне\nІз них «так» | | | | | 1 | 0 | 1 | 0 | 0", "7 --+.+(5)", "row-of-totals row-passed-over"},
		{"raions as headings tell hromadas apart", "a", "# 1\nЧернігівська область\n" + head + "Прилуцький район | 1 | 0 | 1 | 0\nТалалаївська | так | ні | ні | ні\n[Ніжинський район]\nТалалаївська | ні | ні | ні | так", "Талалаївська@1939 +---\nТалалаївська@4949 ---+", ""},
		{"raions as sheets", "a", "# Прилуцький р-н\nЧернігівська область\n" + head + "Талалаївська | так | ні | ні | ні\n# Ніжинський р-н\n" + head + "Талалаївська | ні | ні | ні | так", "Талалаївська@1939 +---\nТалалаївська@4949 ---+", ""},
		{"raions as a column", "a", "# 1\nЧернігівська область\nРайон | " + head + "Ніжинський район | Талалаївська | так | ні | ні | ні\nПрилуцький | Талалаївська | ні | ні | ні | так", "Талалаївська@4949 +---\nТалалаївська@1939 ---+", ""},
		{"one name and nothing to tell", "a", "# 1\nЧернігівська область\n" + head + "Талалаївська | так | ні | ні | ні\nТалалаївська | ні | ні | ні | так", "Талалаївська +---", "place-ambiguous record-code-twice"},
		{"the village of an address tells", "a", "# 1\nЧернігівська область\n" + centre + "9 | Талалаївська | ЦНАП | вул. Миру, 1, с. Талалаївка | 1 | + | + | + | + | +", "9@4949 +++++(1)", ""},
		{"a copied sheet", "a", "# е\nЧернігівська область\n" + head + "Ладанська | так | ні | так | ні\n# е (2)\n" + head + "Ладанська | так | ні | так | ні", "Ладанська@2144 +-+-", "record-twice"},
		{"a hidden copy that says otherwise", "a", "#! старе\n" + head + "Ладанська | так | ні | ні |\n# е\nЧернігівська область\n" + head + "Ладанська | так | ні | так | ні", "Ладанська@2144 +-+-", "sheet-hidden-passed"},
		{"a hidden table of another kind", "a", "#! старе\n" + centre + "7 | | ЦНАП | вул. 1 | 5 | + | - | + | - | -\n# е\nЧернігівська область\n" + head + "Ладанська | так | ні | так | ні", "Ладанська +-+-\n7 --+-+(5)", "sheet-hidden"},
		{"two spellings of one hromada", "a", "# 1\nЧернігівська область\n" + head + "Ладанська | так | ні | так | ні\nЛA\u00adДАНСЬКА | так | ні | ні | ", "Ладанська@2144 +-?-", "answers-contradict record-twice"},
		{"two ids that look alike", "a", "# 1\nЧернігівська область\n" + centre + "К7 | Носівська | ЦНАП | вул. 1 | 5 | + | - | + | - | -\nk7 | Носівська | ЦНАП | вул. 1 | 5 | + | - | + | - | -", "К7@1111 --+-+(5)\nk7@1111 --+-+(5)", "record-alike"},
		{"tables side by side", "a", "# 1\nЧернігівська область\n" + strings.TrimSpace(centre) + " | | " + head + "7 | Носівська | ЦНАП | вул. 1 | 5 | + | - | + | - | - | | Ладанська | - | + | - | +\n | | | | | | | | | | | Носівська | + | + | - | +", "7@1111 --+-+(5)\nЛаданська@2144 -+-+\nНосівська@1111 ++-+", ""},
		{"two halves of one table", "a", "# 1\nЧернігівська область\n" + strings.TrimSpace(head) + " | | " + head + "Ладанська | 1 | 1 | 1 | 1 | | Носівська | 0 | 0 | 0 | 0", "Ладанська@2144 ++++\nНосівська@1111 ----", ""},
		{"features on two sheets", "a", "# 1\nЧернігівська область\n" + centre + "7 | | ЦНАП | вул. 1 | 5 | + | + | + | + | +\n# 2\nКод | Зупинка | Стоянка | Банк | Оплата карткою | Коляски\n7 | ні | ні | ні | ні | ні", "7 --++-++--+(5)", ""},
		{"no codes", "a", "# 1\nЧернігівська область\n№ з/п | " + strings.TrimPrefix(centre, "Код | ") + "1 | | ЦНАП Ладан | вул. 1 | 5 | + | + | + | + | +\n2 | | ЦНАП Носівка | вул. 2 | 5 | + | + | + | + | -", "ЦНАП Ладан +++++(5)\nЦНАП Носівка +++-+(5)", "ids-from-titles"},
		{"sums by raion are no table", "a", "# 1\nЧернігівська область\nРайон | Петиції | Консультації | Бюджет участі\nНіжинський | 1 | 0 | 1\n# 2\n" + head + "Ладанська | 1 | 0 | 1 | 0", "Ладанська@2144 +-+-", "table-of-sums"},
		{"a column that nobody knows", "a", "# 1\nЧернігівська область\nГромада | Петиції | Консультації | Чат-бот | Населення\nЛаданська | так | ні | так | 5000", "Ладанська@2144 +-", "column-not-understood"},
		{"two columns on one thing", "a", "# 1\nЧернігівська область\nГромада | Петиції | Консультації | Е-петиції\nЛаданська | так | ні | ні", "Ладанська@2144 +-", "column-twice"},
		{"codes in another dress", "a", "# 1\n" + "Громада | КАТОТТГ | Петиції | Консультації\nЛаданська | UА74 080 050 000032144 | так | ні\nНосівська | ua74040250000011111 | ні | ні\nІнша | 74040330010012345 | ні | так", "Ладанська@2144 +-\nНосівська@1111 --\nІнша@4949 -+", ""},
		{"old codes", "a", "# 1\nЧернігівська область\n" + "Громада | КОАТУУ | Петиції | Консультації\nЛадан | 7424155100 | так | ні\nЛадан, село | 7424155103 | ні | ні", "Ладан@2144 +-\nЛадан, село@2144 --", ""},
		{"an addressee in Kyiv", "a", "# 1\nМінцифри, м. Київ\nЧернігівська область\n" + head + "Ладанська | так | ні | ні | ні", "Ладанська@2144 +---", ""},
		{"the oblast in a file name in Latin letters", "zvit_Chernihivska_2022.xlsx", "# 1\n" + head + "Ладанська | так | ні | ні | ні", "Ладанська@2144 +---", ""},
	} {
		opts := realOptions(t)
		opts.Places = places()
		r := Read(drawn(c.file, c.text), nil, opts)
		var codes []string
		for _, p := range r.Problems.Sorted() {
			if p.Code != "place-unknown" {
				codes = append(codes, p.Code)
			}
		}
		got := told(r)
		if !strings.Contains(c.want, "@") { // the place is not what the case is about
			got = unplaced(got)
		}
		if got != c.want || distinct(codes) != c.codes {
			t.Errorf("%s: got\n%s\n(%s), want\n%s\n(%s)", c.name, got, distinct(codes), c.want, c.codes)
		}
	}
}

func unplaced(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if at := strings.IndexByte(l, '@'); at >= 0 {
			lines[i] = l[:at] + l[at+5:]
		}
	}
	return strings.Join(lines, "\n")
}

// distinct joins codes, each once, by name.
func distinct(codes []string) string {
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), " ")
}

func TestPartnersOfWorkbooks(t *testing.T) {
	const table = "Громада | Код КАТОТТГ | Петиції | Консультації\nЛаданська | %s | так | ні\n"
	const chernihiv, sumy = "UA74080050000032144", "UA59080130000022249"
	for _, c := range []struct{ name, file, text, want, codes string }{
		{"an info sheet", "a.xlsx", "# Титул\n1 | Назва ОВА | Чернігівська ОВА\n2 | Рік | 2022\n# 1\n" + fmt.Sprintf(table, ""), "UA-74", ""},
		{"a title page", "a.xlsx", "# Титул\nЗвіт\nпро послуги у Чернігівській області\n# 1\n" + fmt.Sprintf(table, ""), "UA-74", ""},
		{"how people call it", "a.xlsx", "# 1\nЕ-демократія на Чернігівщині\n" + fmt.Sprintf(table, ""), "UA-74", ""},
		{"codes", "a.xlsx", "# 1\nЗвіт\n" + fmt.Sprintf(table, chernihiv), "UA-74", ""},
		{"the title goes before codes", "a.xlsx", "# 1\nЧернігівська область\n" + fmt.Sprintf(table, sumy), "UA-74", "partner-differs"},
		{"a sheet's name", "a.xlsx", "# Чернігівська обл.\n" + fmt.Sprintf(table, ""), "UA-74", ""},
		{"a file's name", "14_Чернігівська_ОВА (1).xlsx", "# 1\n" + fmt.Sprintf(table, ""), "UA-74", ""},
		{"nothing", "a.xlsx", "# 1\n" + fmt.Sprintf(table, ""), "", "file-no-partner"},
	} {
		r := Read(drawn(c.file, c.text), nil, realOptions(t))
		var codes []string
		for _, p := range r.Problems {
			codes = append(codes, p.Code)
		}
		got := ""
		if len(r.Submissions) == 1 {
			o, _ := place.OblastOf(r.Submissions[0].Partner.Place)
			got = o.ISO
		}
		if got != c.want || distinct(codes) != c.codes {
			t.Errorf("%s: got %q (%s), want %q (%s)", c.name, got, distinct(codes), c.want, c.codes)
		}
	}
}

// A table that names another year than that of its folder is told of, and counts.
func TestPeriodOfTables(t *testing.T) {
	const table = "# Титул\nНазва ОВА | Чернігівська ОВА\n%s\n# 1\nГромада | Код КАТОТТГ | Петиції | Консультації\nЛаданська | | так | ні\n"
	for _, c := range []struct{ said, period, read string }{
		{"Рік | 2021", "2022", "2021"},
		{"Звітний період | I півріччя 2025 року", "2026-H1", "I півріччя 2025 року"},
		{"Період | вересень", "2022", "вересень"},
		{"Рік | 2022", "2022", ""},
		{"За період | січень–червень 2026 р.", "2026-H1", ""},
		{"Рік | 2021", "", ""}, // of a folder that is of no period
		{"Примітка | 2021", "2022", ""},
	} {
		opts := realOptions(t)
		opts.Period = c.period
		r := Read(drawn("a.xlsx", fmt.Sprintf(table, c.said)), nil, opts)
		read := ""
		for _, p := range r.Problems {
			if p.Code == "period-differs" {
				read = p.Read
				if p.At.String() != "a.xlsx" || p.Severity != cell.Warning || !slices.Contains(p.Args, cell.Arg{Name: "period", Value: c.period}) {
					t.Errorf("%q: %+v", c.said, p)
				}
			}
		}
		if read != c.read || len(r.Submissions) != 1 {
			t.Errorf("%q in %q: told of %q, want %q; %d submissions", c.said, c.period, read, c.read, len(r.Submissions))
		}
	}
}
