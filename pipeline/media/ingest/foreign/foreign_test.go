package foreign

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/records"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// serviceOptions are those of the tables of service centres.
func serviceOptions(t *testing.T) Options {
	t.Helper()
	m, err := method.Load(above + "templates/methods/local-services.yaml")
	if err != nil {
		t.Fatal(err)
	}
	layouts, err := LoadLayouts(above + "inputs/layouts")
	if err != nil {
		t.Fatal(err)
	}
	return Options{Period: "2022", Questionnaire: &m.Questionnaire, Layouts: layouts}
}

// above is the folder of the repository.
const above = "../../../../"

// A text that is too long to be a label, a word, a name or an address costs no
// matcher anything.
func TestNoMatcherLooksAtLongTexts(t *testing.T) {
	opts := serviceOptions(t)
	reader := &Tables{knows: &remembered{}, book: &sheet.Book{}, opts: Options{Questionnaire: opts.Questionnaire, Layouts: opts.Layouts, Places: opts.Places}}
	h := newHead(&opts.Layouts[0], nil)
	known := newLabelled(opts.Layouts, opts.Questionnaire)
	for _, text := range []string{
		strings.Repeat("1-0 ", 8_000), strings.Repeat("так ", 8_000), "так, " + strings.Repeat("ні ", 8_000),
		strings.Repeat("Вінницька територіальна громада ", 500), strings.Repeat("район ", 5_000), strings.Repeat("№(", 16_000),
	} {
		got := testing.AllocsPerRun(5, func() {
			switch {
			case h.means(text) != reply.Unknown, len(opts.Layouts[0].candidates(readLabel(text)))+len(known.candidates(0, text)) > 0,
				place.RaionIn(text) != "", clean.SpeaksOfHromada(text), clean.NamedHromada(text, text) != "", reader.particular(text) != nil,
				len(opts.Places.Match(text, "").Candidates) > 0:
				t.Errorf("%.30s… was taken for something", text)
			}
			if _, ok := place.FindOblast(text); ok {
				t.Errorf("%.30s… is a region", text)
			}
		})
		if got > 0 {
			t.Errorf("%.30s…: %v allocations", text, got)
		}
	}
}

// The pairs of letters only spare searches: they find what a search would find.
func TestPairsSpareSearches(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("абвгї")), 1, 4, -1)
	rapid.Check(t, func(t *rapid.T) {
		s := stemmed{with: rapid.SliceOfN(rapid.SliceOfN(word, 1, 3), 1, 4).Draw(t, "with"), without: rapid.SliceOfN(word, 0, 1).Draw(t, "without")}
		for _, stems := range s.with {
			var pairs clean.PairSet
			for _, stem := range stems {
				for i, bits := range clean.PairsOf(stem) {
					pairs[i] |= bits
				}
			}
			s.pairs = append(s.pairs, pairs)
		}
		key := rapid.StringOfN(rapid.RuneFrom([]rune("абвгї")), 0, 12, -1).Draw(t, "key")
		has := func(stem string) bool { return strings.Contains(key, stem) }
		want := 1 + slices.IndexFunc(s.with, func(stems []string) bool {
			return !slices.ContainsFunc(stems, func(stem string) bool { return !has(stem) })
		})
		if slices.ContainsFunc(s.without, has) {
			want = 0
		}
		pairs := clean.PairsOf(key)
		if got := s.fits(key, &pairs); got != want {
			t.Fatalf("%q fits %d, want %d", key, got, want)
		}
	})
}

// What is passed over without being folded begins with none of the words, and is no
// label of a criterion.
func TestPassedOverIsNothing(t *testing.T) {
	opts := serviceOptions(t)
	layouts, m := opts.Layouts, newLabelled(opts.Layouts, opts.Questionnaire)
	var pieces []string
	for i := range layouts {
		pieces = append(append(pieces, layouts[i].Totals...), layouts[i].Notes...)
		for _, c := range layouts[i].Columns {
			pieces = append(append(pieces, c.Labels...), c.Stems...)
		}
	}
	piece := rapid.SampledFrom(append(pieces, "УСЬОГО", "pазом", "и\u0306", "1. ", "2) ", "7", "12", "(", ")", "[", "]", "№", "«", "-", "\u00ad", "\u200b", "Х", "x"))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 1, 5).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		if len(text) <= longLabel && mayLabel(text) && m.mayAskOnce(text) != m.mayAsk(text) {
			t.Fatalf("%q is judged by another text", text)
		}
		for i := range layouts {
			l := &layouts[i]
			list := l.candidates(readLabel(text))
			if len(list) > 0 && l.Columns[list[0].column].kind == criterion && !m.mayAsk(text) {
				t.Fatalf("%q is a label of a criterion and is passed over", text)
			}
		}
	})
}

// Words are counted as strings.Fields counts them.
func TestFewWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"а", "б1", " ", "\u00a0", "\t", "\u2003", "\u0085", "\u200b", "\u3000", "-"}), 0, 12).Draw(t, "pieces"), "")
		if most := rapid.IntRange(0, 8).Draw(t, "most"); clean.FewWords(text, most) != (len(strings.Fields(text)) <= most) {
			t.Fatalf("%q: not as strings.Fields counts up to %d", text, most)
		}
	})
}

// TestLabelsThatOfficialsWrite: each label heads the column that is named by its
// kind or by its criterion; "" none.
func TestLabelsThatOfficialsWrite(t *testing.T) {
	opts := serviceOptions(t)
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
	l := &serviceOptions(t).Layouts[0]
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
	t := &Tables{book: &sheet.Book{}}
	asks := &asked{question: h.replies.For(&survey.Criterion{Kind: survey.YesNo}), known: map[asRead]*records.Reply{}}
	a := t.answer(asks, &sheet.Cell{Text: text}, h, &cell.Ref{Col: 1})
	if a.State == survey.Unreadable {
		return "?"
	}
	return a.Choice
}

func FuzzLayout(f *testing.F) {
	trial.Seed(f, "layout: 1\nneeds: 1\ncolumns:\n  - {is: id, labels: [код]}\n  - {is: criterion, id: a, labels: [а], stems: [б в], without: [г]}\nyes: [так]\nno: [ні]\n", "№ Б (в)")
	trial.Seed(f, "layout: 2\n", "код")
	trial.Seed(f, "columns: [{is: x}]\nyes: так", "")
	f.Fuzz(func(t *testing.T, text, label string) {
		l, err := ParseLayout("a.yaml", []byte(text))
		if err != nil {
			return
		}
		for _, c := range l.candidates(readLabel(label)) {
			if c.column < 0 || c.column >= len(l.Columns) {
				t.Fatalf("column %d of %d", c.column, len(l.Columns))
			}
		}
		h := newHead(&l, nil)
		h.means(label)
	})
}

// A table may hold so many answers and problems, and says where that ends.
func TestAnswersOfATableAreBounded(t *testing.T) {
	reader := &Tables{knows: &remembered{}, book: &sheet.Book{File: "a.csv"}, count: mostAnswers}
	at := cell.Ref{File: "a.csv", Row: 7}
	first, again := reader.isFull(at), reader.isFull(at)
	if !first || !again || len(reader.problems) != 1 || reader.problems[0].At.Row != 7 || !reader.problems[0].Ends() {
		t.Errorf("got %+v", reader.problems)
	}
	for range mostAlike + 50 {
		reader.tell(cell.Note, "row-passed-over", at, "")
	}
	if len(reader.problems) != 1+mostAlike || reader.Untold != 50 {
		t.Errorf("%d problems, %d untold", len(reader.problems), reader.Untold)
	}
}

// Every layout that is read is listed, and the other way round.
func TestLayoutsOfBothEndings(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.yml", "a.yaml", "c.txt"} {
		text := "layout: 1\nneeds: 1\ncolumns:\n  - {is: criterion, id: a, labels: [а]}\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files, err := LayoutFiles(dir)
	layouts, err2 := LoadLayouts(dir)
	if err != nil || err2 != nil || len(files) != 2 || len(layouts) != 2 || layouts[0].ID != "a" || layouts[1].ID != "b" || filepath.Base(files[1]) != "b.yml" {
		t.Errorf("%v %v %v %v", files, layouts, err, err2)
	}
	if none, err := LayoutFiles(filepath.Join(dir, "none")); len(none) > 0 || err != nil {
		t.Errorf("%v %v", none, err)
	}
}
