package ingest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/survey"
)

// A habit is how an office that nobody has seen might keep its tables.
type habit struct {
	name    string
	file    string // name of the file
	csv     string // "cp1251;" or "utf8," writes CSV
	title   string // row above the header; "" none
	info    [][2]string
	sheets  [2]string // names of the two sheets
	header  func(string) string
	yes, no string
	blank   string
	hromada func(string) string
	first   bool // a column of notes stands first
	reverse bool // columns of criteria stand in the other order
	gap     bool // a blank row after every second record
	total   string
	oneSide bool // both tables on one sheet, one below the other
	labels  map[string]string
}

func same(s string) string { return s }

var habits = []habit{
	{name: "capitals and stars", file: "zvit.xlsx", title: "Центри надання адміністративних послуг: Одеська область", header: func(s string) string { return strings.ToUpper(s) + " *" }, yes: "ТАК", no: "НІ", total: "Усього"},
	{name: "plus and minus", file: "a.xlsx", info: [][2]string{{"Регіон", "Львівська область"}}, yes: "+", no: "-", blank: "—"},
	{name: "a minus as typed by Word", file: "a.xlsx", info: [][2]string{{"Область", "Львівська"}}, yes: "+", no: "–"},
	{name: "ticks", file: "22-rivne.xlsx", yes: "✓", no: "✗", blank: "н/д"},
	{name: "there is and there is not", file: "a.xlsx", title: "Черкаська обл.", yes: "є", no: "немає", blank: "не вказано", total: "РАЗОМ:"},
	{name: "no-break spaces", file: "a.xlsx", info: [][2]string{{"Партнер:", "Волинська обласна державна адміністрація"}}, header: func(s string) string { return "\u00a0" + strings.ReplaceAll(s, " ", "\u00a0") + " " }, yes: "\u00a0так\u00a0", no: "ні ", blank: "\u00a0"},
	{name: "words of programs", file: "a.xlsx", title: "Тернопільська область", yes: "TRUE", no: "FALSE", blank: "null"},
	{name: "ones and zeros in columns turned round", file: "kherson-2022.xlsx", title: "Херсонська область", yes: "1", no: "0", reverse: true, first: true},
	{name: "Latin letters among Cyrillic", file: "a.xlsx", title: "Закарпатська область", header: func(s string) string {
		return strings.NewReplacer("о", "o", "а", "a", "і", "i", "е", "e").Replace(s)
	}, yes: "тaк", no: "нi"},
	{name: "other sheet names and long hromadas", file: "a.xlsx", title: "Запорізька область", sheets: [2]string{"Аркуш1", "Лист 2"}, yes: "так;", no: "ні;", hromada: func(s string) string { return strings.ToLower(s) + " територіальна громада" }},
	{name: "blank rows between records", file: "a.xlsx", title: "Кіровоградська область", yes: "Так", no: "Ні", gap: true, total: "Всього центрів"},
	{name: "both tables on one sheet", file: "a.xlsx", title: "Чернігівська область", yes: "наявна", no: "відсутня", oneSide: true},
	{name: "windows-1251 with semicolons", file: "odesa.csv", csv: "cp1251;", title: "Одеська область", yes: "так", no: "ні", blank: "-"},
	{name: "UTF-8 with commas", file: "donetsk-oblast.csv", csv: "utf8,", yes: "yes", no: "no"},
	{name: "other words in the header", file: "a.xlsx", title: "Волинська область", yes: "Так.", no: "Ні.", labels: map[string]string{
		"Громада": "Назва ТГ", "Назва центру": "Найменування ЦНАП (центру)", "К-ть працівників": "Кількість працівників, осіб",
		"Оплата послуг банківською карткою": "Можливість оплати карткою", "Вільний Wi-Fi": "Безкоштовний Wi–Fi",
		"Електронні петиції": "Е-петиції (сервіс)", "Громадський бюджет": "Бюджет участі (громадський)", "Код": "Код ЦНАП",
	}},
}

// centreHeads and democracyHeads are the labels of the register with the end of
// the criterion's id.
var centreHeads = [][2]string{
	{"Зупинка громадського транспорту в радіусі 100 м", "bus_100"}, {"Безоплатна стоянка автотранспорту", "free_parking"},
	{"Попередній запис на прийом", "e_registr"}, {"Відділення банку у ЦНАП", "bank_branc"},
	{"Оплата послуг банківською карткою", "pay_card"}, {"Платіжний термінал", "pay_terminal"}, {"Додаткові послуги", "add_serv"},
	{"Вільний Wi-Fi", "free_wifi"}, {"Місця для самообслуговування", "self_serv"}, {"Санітарна кімната", "sanit_room"},
	{"Умови для осіб з інвалідністю", "disability"}, {"Пандус та сходи з поручнями", "pandus"},
	{"Обладнана санітарна кімната", "dis_sanit"}, {"Матеріали шрифтом Брайля", "braille_mat"}, {"Місце для дитячих колясок", "pram_place"},
}

var democracyHeads = [][2]string{
	{"Електронні петиції", "edem_petitions"}, {"Електронні консультації", "edem_consultations"},
	{"Громадський бюджет", "edem_participatory_budget"}, {"Відкрита громада", "edem_open_hromada"},
}

// say returns the answer number n of record i: yes, no and blank in turn.
func (h *habit) say(i, n int) (text, want string) {
	switch (i*7 + n*3) % 5 {
	case 0, 1:
		return h.yes, "yes"
	case 2, 3:
		return h.no, "no"
	}
	return h.blank, ""
}

// tables writes both tables as this office would, and what a reader must find.
func (h *habit) tables() (centres, democracy [][]string, want map[string]string) {
	want = map[string]string{}
	fix := h.header
	if fix == nil {
		fix = same
	}
	hromada := h.hromada
	if hromada == nil {
		hromada = same
	}
	label := func(s string) string {
		if other := h.labels[s]; other != "" {
			s = other
		}
		return fix(s)
	}
	build := func(fixed []string, heads [][2]string, record func(i int) []string, id int) [][]string {
		order := make([]int, len(heads))
		for i := range order {
			order[i] = i
			if h.reverse {
				order[i] = len(heads) - 1 - i
			}
		}
		var rows [][]string
		add := func(row []string) {
			if h.first {
				row = append([]string{""}, row...)
			}
			rows = append(rows, row)
		}
		if h.title != "" {
			add([]string{h.title})
		}
		head := []string{}
		for _, f := range fixed {
			head = append(head, label(f))
		}
		for _, k := range order {
			head = append(head, label(heads[k][0]))
		}
		add(head)
		for i := range 6 {
			row := record(i)
			key := row[id]
			for _, k := range order {
				text, w := h.say(i, k)
				row = append(row, text)
				want[key+" "+heads[k][1]] = w
			}
			add(row)
			if h.gap && i%2 == 1 {
				add(nil)
			}
		}
		if h.total != "" {
			add([]string{h.total, "6"})
		}
		return rows
	}
	centres = build([]string{"Код", "Громада", "Назва центру", "Адреса", "К-ть працівників"}, centreHeads, func(i int) []string {
		return []string{fmt.Sprint(100 + i), hromada("Славутська"), "Центр " + fmt.Sprint(i), "вул. Миру, 1", fmt.Sprintf("%d\u00a0", i)}
	}, 0)
	democracy = build([]string{"Громада"}, democracyHeads, func(i int) []string {
		return []string{hromada([]string{"Барська", "Славутська", "Кам’янська", "Ізюмська", "Брусилівська", "Олевська"}[i])}
	}, 0)
	return centres, democracy, want
}

func (h *habit) write(t *testing.T) []*sheet.Book {
	t.Helper()
	centres, democracy, _ := h.tables()
	if h.csv != "" {
		return []*sheet.Book{h.writeCSV(t, "1-"+h.file, centres), h.writeCSV(t, h.file, democracy)}
	}
	f := excelize.NewFile()
	names := h.sheets
	if names[0] == "" {
		names = [2]string{"ЦНАП", "е-дем"}
	}
	put := func(name string, from int, rows [][]string) {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, s := range row {
				ref, _ := excelize.CoordinatesToCellName(j+1, from+i)
				if s != "" {
					if err := f.SetCellValue(name, ref, s); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	if h.info != nil {
		var rows [][]string
		for _, pair := range h.info {
			rows = append(rows, pair[:])
		}
		put("Загальне", 1, append(rows, []string{"Відповідальна особа", "Іваненко"}))
	}
	put(names[0], 1, centres)
	if h.oneSide {
		put(names[0], len(centres)+3, democracy)
	} else {
		put(names[1], 1, democracy)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	book, problems := open.ReadBytes(h.file, b.Bytes(), sheet.Limits{})
	if len(problems) > 0 {
		t.Errorf("%v", problems)
	}
	return []*sheet.Book{book}
}

func (h *habit) writeCSV(t *testing.T, name string, rows [][]string) *sheet.Book {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = rune(h.csv[len(h.csv)-1])
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	if strings.HasPrefix(h.csv, "cp1251") {
		var err error
		if data, err = charmap.Windows1251.NewEncoder().Bytes(data); err != nil {
			t.Fatal(err)
		}
	}
	book, problems := open.ReadBytes(name, data, sheet.Limits{})
	if len(problems) > 0 {
		t.Errorf("%v", problems)
	}
	return book
}

func TestHabitsOfOfficesThatNobodyHasSeen(t *testing.T) {
	opts := realOptions(t)
	for _, h := range habits {
		t.Run(h.name, func(t *testing.T) {
			got := map[string]string{}
			partner := ""
			for _, book := range h.write(t) {
				r := Read(book, nil, opts)
				for _, p := range r.Problems {
					if p.Code != "sheet-not-a-table" && p.Code != "row-of-totals" {
						t.Errorf("%s at %s: %q", p.Code, p.At, p.Read)
					}
				}
				for _, s := range r.Submissions {
					partner = s.Partner.ID
					for _, p := range s.Practices {
						for _, a := range p.Answers {
							if end := a.Criterion[strings.LastIndexByte(a.Criterion, '.')+1:]; end != "workers" {
								got[p.ID+" "+end] = a.Choice
								if (a.Choice == "") != (a.State == survey.Blank) {
									t.Errorf("%s: %s is %s", a.At, a.Criterion, a.State)
								}
							}
						}
					}
				}
			}
			if partner == "" {
				t.Error("no partner was found")
			}
			_, _, want := h.tables()
			for k, w := range want {
				if g, ok := got[k]; !ok || g != w {
					t.Errorf("%s: got %q (%t), want %q", k, g, ok, w)
				}
			}
			if len(got) != len(want) {
				t.Errorf("%d answers, want %d", len(got), len(want))
			}
		})
	}
}

// TestAHyphenAloneIsBlank: without a «+» on the sheet nobody knows what it means.
func TestAHyphenAloneIsBlank(t *testing.T) {
	h := habit{name: "", file: "a.xlsx", title: "Одеська область", yes: "так", no: "ні", blank: "-"}
	r := Read(h.write(t)[0], nil, realOptions(t))
	blanks := 0
	for _, p := range r.Submissions[0].Practices {
		for _, a := range p.Answers {
			if a.Raw == "-" && a.State == survey.Blank {
				blanks++
			}
		}
	}
	if blanks == 0 {
		t.Error("no hyphen was read as blank")
	}
}
