package ingest

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

func TestFaultsOfLayouts(t *testing.T) {
	good := "layout: 1\nneeds: 1\ncolumns:\n  - {is: id, labels: [код]}\n  - {is: criterion, id: a, labels: [перше]}\n"
	if _, err := ParseLayout("x.yaml", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, want string }{
		{"layout: 1", "layout: 2", "layout.version"},
		{"needs: 1", "needs: 2", "layout.needs"},
		{"is: id", "is: ident", "layout.is file=x.yaml column=1 read=ident"},
		{"id: a, ", "", "layout.id"},
		{"labels: [код]", "colour: red", "colour"},
		{"[перше]", "[КОД*]", "layout.twice"},
		{"columns:", "yes: [так]\nno: [Так.]\ncolumns:", "layout.word"},
	} {
		_, err := ParseLayout("x.yaml", []byte(strings.Replace(good, c.from, c.to, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "x.yaml") && !strings.Contains(err.Error(), "[") {
			t.Errorf("%s: got %v, want %q", c.to, err, c.want)
		}
	}
}

// TestLabelsThatOfficialsWrite: each label heads the column that is named by its
// kind or by its criterion; "" none.
func TestLabelsThatOfficialsWrite(t *testing.T) {
	opts := realOptions(t)
	layouts := map[string]*Layout{}
	for i := range opts.Layouts {
		layouts[opts.Layouts[i].ID] = &opts.Layouts[i]
	}
	for layout, columns := range map[string]map[string]string{
		"service-centres": {
			"id":           "1. Код*|№ (код) центру у Реєстрі|КОД\nЦНАП|Ідентифікаційний номер|Cod\u0435",
			"title":        "Повне найменування центру надання адміністративних послуг|Назва (повна)|ЦНАП|Centre name|Название центра",
			"place":        "Найменування територіальної громади, на території якої діє центр|ТГ|Яка громада?",
			"code":         "Код громади згідно з КАТОТТГ|КАТОТТГ|Код (КАТОТТГ громади)",
			"address":      "Місцезнаходження (фактична адреса)|Адр.|За якою адресою працює?",
			"number":       "№ з/п|№|№№|п/п №",
			"ignore":       "Телефон|Ел. пошта|Дата відкриття|Площа приміщення, кв. м|Кількість послуг|Посилання на сайт",
			"workers":      "Чисельність працівників центру (осіб)|Прац., осіб|Праців-\nників|Штатна чисельність, од.|Number of staff",
			"bus_100":      "Наявність зупинки громадського транспорту на відстані до 100 метрів|Зупинка ГТ (100 м)|Public transport stop within 100 m",
			"free_parking": "Наявність безоплатного паркування для відвідувачів|Паркомісця (безкоштовні)|Безкошт. парковка|Free parking",
			"e_registr":    "Можливість здійснити попередній запис на прийом в електронній формі|Електронна черга / запис|Ел. запис",
			"bank_branc":   "Наявність у приміщенні відділення (каси) банку|Каса банку|Банк",
			"pay_card":     "Можливість сплатити за послуги платіжною карткою|Безготівкова оплата (POS-термінал, картка)|Оплата карт.",
			"pay_terminal": "Наявність платіжного термінала|ПТКС (платіжний термінал)|К-ть терміналів (шт.)",
			"add_serv":     "Надання додаткових (супутніх) послуг: копіювання, фото тощо|Дод. послуги|Чи надаються додаткові послуги?",
			"free_wifi":    "Наявність безоплатного доступу до мережі Wi‑Fi|WіFі|Інтернет (Wi-Fi) для відвідувачів",
			"self_serv":    "Робоче місце для самообслуговування суб’єктів звернення|Куточок самообслуговування",
			"sanit_room":   "Наявність санітарної кімнати для відвідувачів|Санвузол|Туалет для відвідувачів",
			"dis_sanit":    "Наявність санітарної кімнати, облаштованої для осіб з інвалідністю|Туалет з поручнями для осіб на кріслах колісних|Санкімната для ОзІ",
			"disability":   "Створено умови доступності для осіб з інвалідністю та інших маломобільних груп|Умови для обслуговування осіб з обмеженими фізичними можливостями",
			"pandus":       "Вхід обладнано пандусом|Пандус, сходи з перилами|(17) Пандус/поручні|Чи є пандус?",
			"braille_mat":  "Тактильна інформація (Брайль)|Стенди та матеріали шрифтом Брайля|Materials in Braille",
			"pram_place":   "Наявність місця для розміщення дитячих візків|Візочна|Чи є де залишити дитячий візочок?",
			"":             "Кількість вікон|Чат-бот|Центр надання адміністративних послуг міста Дніпра: Відділ ЦНАП “Правобережний”",
		},
		"e-democracy": {
			"id":                        "Найменування територіальної громади|Населений пункт|ТГ|Громада*",
			"edem_petitions":            "Чи можна подати петицію?|Наявність сервісу електронних петицій|E-petitions",
			"edem_consultations":        "Проведення електронних консультацій з громадськістю|Е-консультації (онлайн-опитування)",
			"edem_participatory_budget": "Впроваджено бюджет участі (громадський бюджет)|Партисипативне бюджетування|Participatory budget",
			"edem_open_hromada":         "Підключення до платформи «Відкрита громада»|ВГ «Відкрита громада»|Open hromada",
		},
	} {
		l := layouts[layout]
		for want, labels := range columns {
			for label := range strings.SplitSeq(labels, "|") {
				got := ""
				if k := l.column(label); k >= 0 {
					got = cmp.Or(l.Columns[k].ID, l.Columns[k].Is)
				}
				if got != want {
					t.Errorf("%s: %q heads %q, want %q", layout, label, got, want)
				}
			}
		}
	}
}

// TestWordsOfCells: what is neither a clear yes nor a clear no is not guessed.
func TestWordsOfCells(t *testing.T) {
	l := &realOptions(t).Layouts[0]
	for want, cells := range map[string]string{
		"yes": "так|Так.|ТАК (з 2021 р.)|так, безоплатно|так – 2 шт.|TAK|тaк|«так»|так¹|наявний у приміщенні|є (1)|функціонує|+|✓|V|Yes|1|1,0|true|2 шт.|так, є",
		"no":  "ні|НІ!|ні, планується|ні (не передбачено)|HI|немає в наявності|не має|не функціонує|не передбачено|відсутній|недоступно|0|0 шт.|false|X",
		"":    "|-|–|—|…|н/д|н.д.|немає даних|немає даних (громада не подала)|не вказано|дані відсутні|?|\u00a0",
		"?":   "так/ні|так, але не працює|так, планується|так?|так частково|ні, але є поруч|планується|частково|+/-|2|5|12.05.2022|є/немає|так, ні",
	} {
		for text := range strings.SplitSeq(cells, "|") {
			h := newHead(l, nil)
			h.replies.Cross = true
			if got := saidIn(&h, text); got != want {
				t.Errorf("%q means %q, want %q", text, got, want)
			}
		}
	}
	counting := newHead(l, map[int]string{1: "Пандуси, од."})
	if saidIn(&counting, "3") != "yes" || saidIn(&counting, "0") != "no" || saidIn(&counting, "x") != "?" {
		t.Error("under «од.» a number counts; without a yes on the sheet «x» means nothing")
	}
}

// saidIn returns what a cell under a question of yes or no in column 1 says; "?" is
// unreadable.
func saidIn(h *head, text string) string {
	t := &tables{book: &sheet.Book{}}
	asks := &asked{question: h.replies.For(&survey.Criterion{Kind: survey.YesNo}), known: map[asRead]understood{}}
	a := t.answer(asks, &sheet.Cell{Text: text}, h, cell.Ref{Col: 1})
	if a.State == survey.Unreadable {
		return "?"
	}
	return a.Choice
}

// TestBrokenFilesGiveOneProblemEach: what cannot be read is named once, and the
// other partners are read all the same.
func TestBrokenFilesGiveOneProblemEach(t *testing.T) {
	dir := t.TempDir()
	good, err := os.ReadFile("../../../inputs/2026-H1/tykhoozersk.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	encrypted := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 512)...)
	for _, r := range "EncryptedPackage" {
		encrypted = append(encrypted, byte(r), 0)
	}
	for name, data := range map[string][]byte{
		"good.xlsx": good, "empty.xlsx": nil, "text.xlsx": []byte("це не книга"), "cut.xlsx": good[:len(good)/2],
		"locked.xlsx": encrypted, "~$good.xlsx": []byte("\x05user"), "letter.docx": []byte("x"), "page.xlsx": []byte("<html><table></table></html>"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := ReadDir(dir, egovOptions(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, p := range r.Problems {
		got[p.At.File] = append(got[p.At.File], p.Code)
	}
	for name, code := range map[string]string{
		"empty.xlsx": "file-empty", "text.xlsx": "file-not-workbook", "cut.xlsx": "file-damaged", "locked.xlsx": "file-encrypted",
		"~$good.xlsx": "file-open-elsewhere", "letter.docx": "file-ignored", "page.xlsx": "file-html",
	} {
		if len(got[name]) != 1 || got[name][0] != code {
			t.Errorf("%s: got %v, want %s", name, got[name], code)
		}
	}
	if len(r.Submissions) != 1 || r.Submissions[0].Partner.ID != "tykhoozersk" {
		t.Errorf("the good file gave %d submissions", len(r.Submissions))
	}
}

func egovOptions(t *testing.T) Options {
	t.Helper()
	return Options{Period: "2026-H1", Questionnaire: egov(t)}
}

// TestTwoFilesOfOnePartner: the same file counts once; two that speak of the
// same practices contradict each other, and neither is guessed.
func TestTwoFilesOfOnePartner(t *testing.T) {
	practice := func(file string) survey.Practice {
		return survey.Practice{ID: "1", At: cell.Ref{File: file}}
	}
	sub := func(file, sum string, p ...survey.Practice) survey.Submission {
		return survey.Submission{Partner: survey.Partner{ID: "a"}, File: file, SHA256: sum, Practices: p}
	}
	for _, c := range []struct {
		name      string
		subs      []survey.Submission
		practices int // -1: the partner does not count
		codes     string
	}{
		{"twice", []survey.Submission{sub("1.xlsx", "s", practice("1.xlsx")), sub("2.xlsx", "s", practice("2.xlsx"))}, 1, "file-twice"},
		{"against", []survey.Submission{sub("1.xlsx", "s", practice("1.xlsx")), sub("2.xlsx", "t", practice("2.xlsx"))}, -1, "file-contradicts file-contradicts"},
		{"parts", []survey.Submission{sub("1.xlsx", "s", practice("1.xlsx")), sub("2.xlsx", "t", survey.Practice{ID: "2"})}, 2, ""},
	} {
		r := Result{Submissions: c.subs}
		r.settle()
		var codes []string
		for _, p := range r.Problems {
			codes = append(codes, p.Code)
		}
		got := -1
		if len(r.Submissions) == 1 {
			got = len(r.Submissions[0].Practices)
		}
		if got != c.practices || strings.Join(codes, " ") != c.codes {
			t.Errorf("%s: %d practices and %v, want %d and %s", c.name, got, codes, c.practices, c.codes)
		}
	}
}
