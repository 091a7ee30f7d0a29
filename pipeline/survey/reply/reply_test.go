package reply

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/survey/survey"
)

var update = flag.Bool("update", false, "write docs/replies.md anew")

func text(uk, en string) survey.Text { return survey.Text{"uk": uk, "en": en} }

// The questions of the table.
var asked = map[string]*survey.Criterion{
	"число":            {ID: "n", Kind: survey.Number},
	"осіб":             {ID: "p", Kind: survey.Number, Unit: text("осіб", "people")},
	"осіб на 1000":     {ID: "r", Kind: survey.Number, Unit: text("осіб на 1000", "people per 1,000"), NotApplicable: true},
	"%":                {ID: "s", Kind: survey.Number, Unit: text("% звернень", "% of requests")},
	"грн":              {ID: "c", Kind: survey.Number, Unit: text("грн", "UAH")},
	"календарних днів": {ID: "d", Kind: survey.Number, Unit: text("календарних днів", "calendar days")},
	"рівень 0–5":       {ID: "l", Kind: survey.Level, NotApplicable: true, Levels: rubric()},
	"так чи ні":        {ID: "y", Kind: survey.YesNo},
	"варіант": {ID: "v", Kind: survey.Choice, Choices: []survey.Option{{ID: "web", Name: text("вебсайт", "website")},
		{ID: "app", Name: text("застосунок, мобільний", "application, mobile")}, {ID: "NA", Name: text("Північна Америка", "North America")}}},
}

func rubric() (out []survey.RubricLevel) {
	for i, uk := range []string{"неповний", "виконуваний", "керований", "визначений", "передбачуваний", "удосконалюваний"} {
		out = append(out, survey.RubricLevel{Level: i, Name: text(uk, []string{"incomplete", "performed", "managed", "established", "predictable", "innovating"}[i])})
	}
	return out
}

// The table is the vocabulary: what is asked, what is typed, what it means. A
// value of a workbook that is shown otherwise than typed stands as it is shown.
// The first rows are those in which the readers of 2026 disagreed.
var table = []struct{ ask, typed, want string }{
	{"число", "1.234,5", "1234.5"},
	{"число", "1e3", "1000"},
	{"осіб", "12 осіб", "12"},
	{"число", "12 осіб", "12"},
	{"%", "12 осіб", "? unit"},
	{"осіб", "н/д|немає даних", "blank"},
	{"рівень 0–5", "NA", "blank"},
	{"осіб", "NA", "blank"},
	{"рівень 0–5", "n/a|н/з", "not applicable"},
	{"осіб", "n/a|н/з", "blank"},
	{"так чи ні", "✓|наявне", "yes"},
	{"так чи ні", "відсутнє", "no"},
	{"так чи ні", "y|діє|працює", "yes"},
	{"так чи ні", "n", "no"},

	{"число", "1 234,5|1\u00a0234,5|1\u202f234,5|1'234,5|1,234.5|1234.5|1234,5|+1234,5|1234.5.", "1234.5"},
	{"число", "1.234.567|1 234 567|1,234,567", "1234567"},
	{"число", "−3|-3|–3", "-3"},
	{"число", "0|0,0|00", "0"},
	{"число", ",5|.5", "0.5"},
	{"число", "1E+3|1e3 осіб|1000", "1000"},
	{"число", "12,0|12.|12*", "12"},
	{"число", "12 (дванадцять)|4 [чотири]", "12|4 reply-remark"},
	{"число", "12.05.2025|2025-05-12|10:30|36:00:00|12 травня 2025 р.", "? date"},
	{"число", "багато|приблизно 150|понад 90|≈5|10-12|5+2|1,2,3|12 34|12 345 6|0x10|Inf|1e999|12 (з них 2 вакантні)|12 (частково)|2 або 3|5 тис.|?|12?|- 5|один", "? number"},
	{"число", "45 %|45%|45 відсотків", "? unit"},
	{"число", "ні|відсутнє|TRUE", "? number"},

	{"осіб", "7 чол.|7 людей|7 працівників|7 users|7 шт. од.|7 штатних одиниць|7,0|7*", "7"},
	{"осіб", "5 тис.|5 тис. осіб|5 вікон", "? number"},
	{"осіб", "5 грн|5 днів|5 %", "? unit"},
	{"осіб на 1000", "12|12 осіб на 1000|12 на 1000|12 осіб / 1000|12 people per 1,000|12 на 1000 жителів", "12"},
	{"осіб на 1000", "12 на 10000", "? number"},
	{"осіб на 1000", "12 осіб|12 people|2 %", "? unit"},
	{"осіб", "12 осіб на 1000|12 осіб/1000", "? unit"},
	{"%", "45|45 %|45%|45,0 %|45 відсотків|45 проц.|45 % звернень", "45"},
	{"%", "45 звернень|0,9 звернень", "? unit"},
	{"%", "0,85|0.995|.9", "0.85|0.995|0.9 percent-or-share"},
	{"%", "0,85 %|0,85 відсотка", "0.85"},
	{"%", "0|1|1,5|-0,5", "0|1|1.5|-0.5"},
	{"%", "понад 90%|40-50", "? number"},
	{"грн", "1 250,50 грн|1 250,50 гривень|1,250.50|1250.50 UAH|1250,50 ₴", "1250.5"},
	{"календарних днів", "10 днів|10 дн.|10 календ. днів|10", "10"},
	{"календарних днів", "10 роб. днів|до 10 днів", "? number"},

	{"рівень 0–5", "3|3,0|3.|3.0|3 – визначений|3-визначений|3—Визначений.|3 - established|визначений|«визначений»|ВИЗНAЧEНИЙ|３|③|№ 3|3 (три)|3) визначений|3 – Визначений.", "3"},
	{"рівень 0–5", "рівень 3|3 рівень|3-й|3-й рівень|третій рівень|три|III|ІІІ|Ⅲ|рівень III|three|level 3|З – визначений|рівень 3 – визначений|рівень3|рівень - 3|рівень № 3|рівень «3»|рівень визначений|iii|III-й|(3)|3)|«3»|три (3)|Визначений (3)|визначений – 3", "3 level-in-words"},
	{"рівень 0–5", "3 (рішення сесії)|3 – визначений, рішення 2021 року", "3 reply-remark"},
	{"рівень 0–5", "3 – визначений (частково)|3 (частково)|3 – керований|4 - визначений|2–3|2 або 3|3-4|35|3,5|6|-1|3 %|3?|З|і|v|3-|3 3|3 (чотири)|3 (IV)|три-чотири|керований (3)|визначений (частково)|визначений, але 2|визначений 3 або 4|3/5|рівень|№|так|ні|TRUE|планується|не знаю|немає|три, мабуть|3, можливо|99999999999999999999|0x3", "? level"},
	{"рівень 0–5", "01.05.2026", "? level"},
	{"рівень 0–5", "не застосовно|Не застосовно.|не застосовується|не стосується|не застосовно: немає заяв|not applicable", "not applicable"},
	{"осіб", "не застосовно|not applicable", "? not-applicable"},

	{"так чи ні", "так|ТАК.|тaк|TAK|«так»|є|1|1,0|+|true|yes|V|✔|наявний|функціонує", "yes"},
	{"так чи ні", "так (з 2021 р.)|так¹|так, безоплатно|є (1)|так – 2 шт.|наявний у приміщенні", "yes reply-remark"},
	{"так чи ні", "ні|НІ!|HI|Hi|no|0|0,0|false|немає|не має|не функціонує|не передбачено|недоступно|✗", "no"},
	{"так чи ні", "ні, планується|ні (не передбачено)|немає в наявності", "no reply-remark"},
	{"так чи ні", "|-|–|−|—|…|н/д|н.д.|NA|немає даних|немає даних (громада не подала)|не вказано|дані відсутні|уточнюється|n/a|н/з", "blank"},
	{"так чи ні", "так/ні|так, але не працює|так, планується|так?|так частково|ні, але є поруч|планується|частково|можливо|+/-|2|5|є/немає|так, ні|x|×|?|!", "? yesno"},
	{"так чи ні", "не застосовно", "? not-applicable"},

	{"варіант", "web|Вебсайт|website.|вeбсaйт", "web"},
	{"варіант", "застосунок, мобільний", "app"},
	{"варіант", "NA|Північна Америка", "NA"},
	{"варіант", "телефон|так", "? choice"},
	{"варіант", "-|н/д|", "blank"},
}

// shown prints a reading as the table has it.
func shown(r Reading) string {
	out := ""
	switch r.State {
	case survey.Blank:
		out = "blank"
	case survey.NotApplicable:
		out = "not applicable"
	case survey.Unreadable:
		out = "? " + string(r.Fault)
	case survey.Given:
		if out = r.Choice; out == "" {
			out = strconv.FormatFloat(r.Number, 'f', -1, 64)
		}
	}
	for _, n := range r.Notes {
		out += " " + string(n)
	}
	return out
}

func TestVocabulary(t *testing.T) {
	for _, row := range table {
		typed := strings.Split(row.typed, "|")
		wants := strings.Split(row.want, "|")
		q := (&Reader{}).For(asked[row.ask])
		for i, text := range typed {
			want := wants[0]
			if len(wants) == len(typed) {
				want = wants[i]
				if _, notes, ok := strings.Cut(wants[len(wants)-1], " "); ok && i < len(wants)-1 && want[0] != '?' {
					want += " " + notes
				}
			}
			if got := shown(q.Read(Text(text))); got != want {
				t.Errorf("%s: %q is %q, want %q", row.ask, text, got, want)
			}
		}
	}
}

// The signs mean something by what stands beside them.
func TestSigns(t *testing.T) {
	for _, c := range []struct {
		r           Reader
		typed, want string
	}{
		{Reader{Plus: true}, "-", "no"}, {Reader{Plus: true}, "–", "no"}, {Reader{Plus: true}, "—", "blank"}, {Reader{}, "-", "blank"},
		{Reader{Cross: true}, "x", "no"}, {Reader{Cross: true}, "×", "no"}, {Reader{Cross: true}, "Х", "no"}, {Reader{}, "x", "? yesno"},
	} {
		if got := shown(c.r.For(asked["так чи ні"]).Read(Text(c.typed))); got != c.want {
			t.Errorf("%+v %q: %s, want %s", c.r, c.typed, got, c.want)
		}
	}
	// A comma before three digits groups them in a table with decimal points.
	point := (&Reader{Point: true}).For(asked["число"])
	for typed, want := range map[string]string{"1,234": "? number", "1,5": "1.5", "1,234.5": "1234.5", "1.234": "1.234", "1,234,567": "1234567"} {
		if got := shown(point.Read(Text(typed))); got != want {
			t.Errorf("with decimal points %q: %s, want %s", typed, got, want)
		}
	}
	column := (&Reader{}).For(asked["число"])
	column.InPerCent()
	if got := shown(column.Read(Text("45 %"))); got != "45" {
		t.Errorf("in a column of per cents 45 %% is %s", got)
	}
}

// What a workbook says of a value counts beside what it shows.
func TestKeptValues(t *testing.T) {
	for _, c := range []struct {
		ask   string
		typed Typed
		want  string
	}{
		{"осіб", Typed{"2026-05-01", AsDate}, "? date"}, {"рівень 0–5", Typed{"2026-05-01", AsDate}, "? date"}, {"так чи ні", Typed{"10:30", AsDate}, "? date"},
		{"%", Typed{"0.9", AsNumber}, "0.9 percent-or-share"}, {"%", Typed{"90%", AsNumber}, "90"}, {"осіб", Typed{"90%", AsNumber}, "? unit"},
		{"так чи ні", Typed{"TRUE", AsBool}, "yes"}, {"так чи ні", Typed{"FALSE", AsBool}, "no"}, {"осіб", Typed{"TRUE", AsBool}, "? number"}, {"рівень 0–5", Typed{"TRUE", AsBool}, "? level"},
		{"осіб", Typed{"#N/A", AsError}, "? broken"}, {"так чи ні", Typed{"", AsError}, "? broken"},
	} {
		if got := shown((&Reader{}).For(asked[c.ask]).Read(c.typed)); got != c.want {
			t.Errorf("%s %+v: %s, want %s", c.ask, c.typed, got, c.want)
		}
	}
}

// The reason why a question does not apply may stand behind the words.
func TestReasonOfNotApplicable(t *testing.T) {
	q := (&Reader{}).For(asked["рівень 0–5"])
	for typed, want := range map[string]string{"Не застосовно: Немає заяв": "Немає заяв", "не застосовно (внутрішня система)": "внутрішня система", "не застосовно": "", "н/з – акт не потрібен": "акт не потрібен"} {
		if got := q.Read(Text(typed)); got.State != survey.NotApplicable || got.Remark != want {
			t.Errorf("%q: %+v", typed, got)
		}
	}
}

// A text over the bound is no reply, whatever it begins with, and costs nothing.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("так ", MaxBytes)
	for ask, k := range asked {
		q := (&Reader{}).For(k)
		if got := shown(q.Read(Text(long))); got != "? long" {
			t.Errorf("%s: %s", ask, got)
		}
		if n := testing.AllocsPerRun(10, func() { q.Read(Text(long)) }); n > 2 {
			t.Errorf("%s: %v allocations for a text that is no reply", ask, n)
		}
	}
}

// Layouts add words and change none.
func TestWordsOfALayout(t *testing.T) {
	words, twice := NewWords([]string{"в роботі"}, []string{"нуль"}, []string{"?", "н/д", "n/a"}, []string{"ремонтується"})
	if twice != "" {
		t.Fatal(twice)
	}
	q := (&Reader{Words: words}).For(asked["так чи ні"])
	for typed, want := range map[string]string{"В роботі.": "yes", "нуль": "no", "?": "blank", "в роботі (ремонтується)": "? yesno", "так": "yes"} {
		if got := shown(q.Read(Text(typed))); got != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
	for _, bad := range [][3][]string{{{"ні"}, nil, nil}, {nil, nil, {"так"}}, {{"сюди"}, {"Сюди."}, nil}, {{"н/д"}, nil, nil}} {
		if _, twice := NewWords(bad[0], bad[1], bad[2], nil); twice == "" {
			t.Errorf("%v: a word may not mean two things", bad)
		}
	}
}

func TestDays(t *testing.T) {
	for typed, want := range map[string]string{
		"12.05.2025": "2025-05-12", "2025-05-12": "2025-05-12", "12/5/2025": "2025-05-12", "12-05-2025": "2025-05-12", "30.06.26": "2026-06-30", "12.03.24р.": "2024-03-12",
		"12.03.24 р.": "2024-03-12", "12.05.2025 року": "2025-05-12", "12 травня 2025 р.": "2025-05-12", "«12» травня 2025 року": "2025-05-12", "12 ТРАВНЯ 2025": "2025-05-12",
		"1 January 2026": "2026-01-01", "March 5, 2024": "2024-03-05", "5 Mar. 2024": "2024-03-05", "2025-05-12 00:00:00": "2025-05-12", "2025.05.12": "2025-05-12", "29.02.2024": "2024-02-29",
		"31.02.2025": "", "31 лютого 2025": "", "29.02.2025": "", "12.13.2025": "", "восени": "", "2025": "", "12.05": "", "до 12.05.2025": "", "II квартал 2027": "", "грудень 2026": "", "9 від 2024": "", "12.05.2025-13.05.2025": "", "00.00.00": "",
	} {
		got, ok := Day(typed)
		if ok != (want != "") || ok && got.Format(time.DateOnly) != want {
			t.Errorf("%q: %v %v, want %q", typed, got, ok, want)
		}
	}
	for typed, want := range map[string]string{
		"рішення виконкому №45 від 12.03.24р.": "2024-03-12", "від 12.03.2024, зі змінами від 01.02.2025": "2024-03-12 2025-02-01", "01.02.2024,03.04.2025": "2024-02-01 2025-04-03",
		"№ 1089-IX, 16 грудня 2020": "2020-12-16", "Розпорядження № 9 від 2024": "", "ДСТУ EN 301 549:2022": "", "112.03.2024": "", "12.03.20245": "",
	} {
		var got []string
		for _, d := range daysIn(typed) {
			got = append(got, d.Format(time.DateOnly))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %q", typed, got, want)
		}
	}
}

func TestWhen(t *testing.T) {
	for typed, want := range map[string][2]int{
		"2021": {2021}, "з вересня 2021 р.": {2021}, "2021–2024": {2021, 2024}, "з 2023 по 2022 рік": {2023, 2022}, "12.05.2022": {2022}, "01.02.27": {2027}, "1899": {1899},
		"давно": {}, "№ 20271": {}, "": {}, "2021-09-01": {2021},
	} {
		if got := When(typed); got.From != want[0] || got.To != want[1] {
			t.Errorf("%q: %+v, want %v", typed, got, want)
		}
	}
}

func TestEvidence(t *testing.T) {
	last := time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
	for lack, texts := range map[Lack]string{
		"": "https://vmr.gov.ua/rishennia/12|tulchyn.gov.ua:8080/doc|t.me/tulchyn_rada|forms.gle/abc|Рішення № 5 від 12. 03. 2024|див. www.vmr.gov.ua/a|tulchyn.gov.ua/doc|див. tulchyn.gov.ua/doc.|громада.укр/акт|https://tulchyn.gov.ua , https://b.ua|Рішення № 12 від 12.02.2025|" +
			"рішення виконкому №45 від 12.03.24р.|Наказ №45-р від 3 березня 2024 року|Закон України «Про електронні комунікації» № 1089-IX, 16 грудня 2020|Decision No. 12 of 12 February 2025|" +
			"протокол №3 від 1 лютого 2025 року|Рішення від 12 березня 2024 року № 45-12/VIII|Рішення № 45 від 12.03.2024 зі змінами від 12.03.2029|Рішення № 45 від 31.12.2026",
		NoEvidence:    "|є|-|додається|http://|https://|http://localhost/x|http://192.168.0.1/x|C:\\docs\\nakaz.docx|rishennia.pdf|ДСТУ EN 301 549:2022|див. сайт|info@tulchyn.gov.ua|12.03.2024|Практика № 5|2024",
		LacksKind:     "№ 12 від 12.02.2025|Практика № 5 від 12.02.2025",
		LacksNumber:   "Положення про відділ затверджене рішенням сесії від 12.03.2024|Рішення 45-р від 12.03.2024 р.",
		LacksDate:     "Розпорядження № 9 від 2024|Рішення № 12|Рішення № 12 від 31.02.2025",
		"number-date": "Наказ 12|рішення сесії",
		FromLater:     "Рішення № 45 від 12.03.2029|Рішення № 45 від 01.01.27",
		TooOld:        "Рішення № 45 від 12.03.1899",
	} {
		for typed := range strings.SplitSeq(texts, "|") {
			if got := ReadEvidence(typed).Lack(last); got != lack {
				t.Errorf("%q lacks %q, want %q", typed, got, lack)
			}
		}
	}
	for typed, want := range map[string]string{"tulchyn.gov.ua/doc": "https://tulchyn.gov.ua/doc", "див. (www.a.ua/b).": "https://www.a.ua/b", "https://a.ua/x?y=1": "https://a.ua/x?y=1", "немає": "", "a@b.ua/c": ""} {
		if got := firstLink(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// A number printed in any of the ways in which people write it is that number.
func TestNumbersComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.Int64Range(0, 999_999_999).Draw(t, "whole")
		part := rapid.StringMatching(`|[0-9]{1,6}`).Draw(t, "part")
		digits := strconv.FormatInt(whole, 10)
		want, _ := strconv.ParseFloat(digits+"."+part, 64)
		by := rapid.SampledFrom([][2]string{{"", ","}, {"", "."}, {" ", ","}, {"\u00a0", "."}, {"\u202f", ","}, {"'", ","}, {".", ","}, {",", "."}}).Draw(t, "marks")
		grouped := ""
		for i, d := range digits {
			if i > 0 && (len(digits)-i)%3 == 0 {
				grouped += by[0]
			}
			grouped += string(d)
		}
		typed := grouped
		if part != "" {
			typed += by[1] + part
		} else if strings.ContainsAny(by[0], ".,") && strings.Count(typed, by[0]) == 1 {
			return // 1.234 alone has a decimal mark
		}
		if got, rest, ok := Number(typed, false); !ok || rest != "" || got != want {
			t.Fatalf("%q: %v %q %v, want %v", typed, got, rest, ok, want)
		}
	})
}

// A day printed in any of the ways in which people write it is that day.
func TestDaysComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 36_524).Draw(t, "day")) // two digits are of this century
		layout := rapid.SampledFrom([]string{"02.01.2006", "2.1.2006", "02.01.06", "2006-01-02", "02/01/2006", "2 January 2006", "January 2, 2006", "02.01.06р.", "2.01.2006 року"}).Draw(t, "layout")
		typed := day.Format(layout)
		if got, ok := Day(typed); !ok || !got.Equal(day) {
			t.Fatalf("%q: %v %v", typed, got, ok)
		}
		if got := daysIn("рішення № 5 від " + typed + ", п. 2"); len(got) != 1 || !got[0].Equal(day) {
			t.Fatalf("in a sentence %q: %v", typed, got)
		}
	})
}

// FuzzRead reads anything as an answer to a kind of question: it ends, an answer is
// one of the question's, and case and spaces at the ends say nothing.
func FuzzRead(f *testing.F) {
	kinds := slices.Sorted(maps.Keys(asked))
	for i, row := range table {
		for typed := range strings.SplitSeq(row.typed, "|") {
			trial.Seed(f, typed, byte(max(slices.Index(kinds, row.ask), i%len(kinds))))
		}
	}
	var questions []*Question
	for _, r := range []*Reader{{}, {Plus: true, Cross: true}, {Point: true}} {
		for _, kind := range kinds {
			questions = append(questions, r.For(asked[kind]))
		}
	}
	f.Fuzz(func(t *testing.T, typed string, which byte) {
		q := questions[int(which)%len(questions)]
		ask, k := kinds[int(which)%len(questions)%len(kinds)], asked[kinds[int(which)%len(questions)%len(kinds)]]
		got := q.Read(Text(typed))
		if again := q.Read(Text(" " + typed + "\u00a0")); len(typed) < MaxBytes-8 && utf8.ValidString(typed) && shown(got) != shown(again) {
			t.Fatalf("%s %q: %s and with spaces %s", ask, typed, shown(got), shown(again))
		}
		switch {
		case got.State == survey.NotAsked, got.State == survey.NotApplicable && !k.NotApplicable, (got.State == survey.Unreadable) != (got.Fault != ""):
			t.Fatalf("%s %q: %+v", ask, typed, got)
		case got.State == survey.Given && k.Kind == survey.Level && !q.has(got.Number), math.IsNaN(got.Number), math.IsInf(got.Number, 0):
			t.Fatalf("%s %q: %+v", ask, typed, got)
		case got.State == survey.Given && (got.Choice != "") != (k.Kind == survey.YesNo || k.Kind == survey.Choice):
			t.Fatalf("%s %q: %+v", ask, typed, got)
		}
	})
}

// FuzzEvidence reads anything as the text for evidence: a link has a scheme and a
// domain and stands in the text; days are days; what is lacking is one of the lacks.
func FuzzEvidence(f *testing.F) {
	for _, s := range []string{"рішення № 5 від 12.05.2025", "tulchyn.gov.ua/doc", "https://a.ua/?q=1", "наказ від 1 травня 2024 р. N 7", "немає", "акт 1899", "www.a.b", "(HTTP://A.UA)."} {
		trial.Seed(f, s)
	}
	lacks := []Lack{"", NoEvidence, FromLater, TooOld, LacksKind, LacksNumber, LacksDate, LacksKind + "-" + LacksNumber, LacksKind + "-" + LacksDate, LacksNumber + "-" + LacksDate}
	f.Fuzz(func(t *testing.T, text string) {
		e := ReadEvidence(text)
		if bare := strings.TrimPrefix(e.Link, "https://"); e.Link != "" && (!strings.HasPrefix(strings.ToLower(e.Link), "http") || !strings.Contains(bare, ".") || !strings.Contains(strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " "), strings.ToValidUTF8(bare, ""))) {
			t.Fatalf("%q has the link %q", text, e.Link)
		}
		if lack := e.Lack(time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)); !slices.Contains(lacks, lack) {
			t.Fatalf("%q lacks %q", text, lack)
		}
		for _, day := range e.Days {
			if day.Year() < 1 || day.Year() > 9999 {
				t.Fatalf("%q is of %v", text, day)
			}
		}
	})
}

// FuzzDays reads anything as a date, and as when something has run: a date that is
// read is the one that its ISO form gives, and it is among the days of the text.
func FuzzDays(f *testing.F) {
	for _, s := range []string{"12.05.2025", "30.06.26", "2025-05-12", "12 травня 2025 р.", "March 5, 2024", "2021–2024", "з 2021 року", "12.03.24р.", "31.02.2024", "1/1/1"} {
		trial.Seed(f, s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if day, ok := Day(text); ok {
			if again, ok := Day(day.Format(time.DateOnly)); !ok || !again.Equal(day) {
				t.Fatalf("%q is %v, which is %v", text, day, again)
			}
			if all := daysIn(text); len(all) == 0 || !slices.ContainsFunc(all, day.Equal) {
				t.Fatalf("%q is %v, and its days are %v", text, day, all)
			}
		}
		if span := When(text); span.To != 0 && span.From == 0 || span.From > 9999 || span.To > 9999 || span.From < 0 {
			t.Fatalf("%q has run %+v", text, span)
		}
	})
}

// TestHostileTexts: what is typed, evidence and dates are read in memory that does
// not grow with a cell: beyond a length nothing is looked at.
func TestHostileTexts(t *testing.T) {
	q := (&Reader{}).For(asked["рівень 0–5"])
	n := (&Reader{}).For(asked["осіб на 1000"])
	for what, read := range map[string]func(string){
		"level":    func(s string) { q.Read(Text(s)) },
		"number":   func(s string) { n.Read(Text(s)) },
		"number ¹": func(s string) { Number(s, false) },
		"word":     func(s string) { SaysNone(s) },
		"status":   func(s string) { Status(s) },
		"evidence": func(s string) { ReadEvidence(s).Lack(time.Time{}) },
		"when":     func(s string) { When(s) },
	} {
		trial.Linear(t, what, 16<<10, func(s string) int { return trial.Allocated(func() { read(s) }) })
	}
}

// TestDocument keeps docs/replies.md: the vocabulary as the test above holds it.
func TestDocument(t *testing.T) {
	const file = "../../../docs/replies.md"
	want := document()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != want {
		t.Errorf("%s is not what the vocabulary says (%v): go test ./pipeline/survey/reply -update", file, err)
	}
}

func document() string {
	var b strings.Builder
	b.WriteString(documentHead)
	b.WriteString("| asked | typed | means |\n|---|---|---|\n")
	for _, row := range table {
		var typed []string
		for text := range strings.SplitSeq(row.typed, "|") {
			typed = append(typed, code(text))
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", askedAs(row.ask), strings.Join(typed, " "), strings.ReplaceAll(inWords(row.want), "|", ", "))
	}
	b.WriteString(documentWords)
	for _, part := range []struct {
		name string
		is   Word
	}{{"Yes", Yes}, {"No", No}, {"Blank", Blank}, {"Not applicable", Inapplicable}, {"Not applicable where the question allows it, else blank", InaptOrBlank}} {
		var list []string
		for text := range strings.SplitSeq(commonLists[part.is], "|") {
			if text != "" {
				list = append(list, code(text))
			}
		}
		fmt.Fprintf(&b, "**%s**: %s.\n\n", part.name, strings.Join(list, ", "))
	}
	var list []string
	for text := range strings.SplitSeq(doubtList, "|") {
		list = append(list, code(text))
	}
	fmt.Fprintf(&b, "**Words of a remark that make an answer doubtful**: %s.\n\n**Units**, each with its other words:\n\n", strings.Join(list, ", "))
	for _, f := range families {
		list = nil
		for _, w := range f.whole {
			list = append(list, code(w))
		}
		for _, w := range f.stems {
			list = append(list, code(w+"…"))
		}
		fmt.Fprintf(&b, "- %s\n", strings.Join(list, ", "))
	}
	return b.String()
}

func code(text string) string {
	switch {
	case text == "":
		return "(nothing)"
	case strings.Contains(text, "\u00a0") || strings.Contains(text, "\u202f"):
		text = strings.NewReplacer("\u00a0", "⍽", "\u202f", "⍽").Replace(text)
	}
	return "`" + text + "`"
}

func askedAs(ask string) string {
	switch asked[ask].Kind {
	case survey.Number:
		if len(asked[ask].Unit) == 0 {
			return "a number without a unit"
		}
		return "a number, " + ask + allows(ask)
	case survey.Level:
		return "a level, 0 to 5" + allows(ask)
	case survey.YesNo:
		return "yes or no"
	}
	return "a choice"
}

func allows(ask string) string {
	if asked[ask].NotApplicable {
		return "; may not apply"
	}
	return ""
}

func inWords(want string) string {
	for from, to := range map[string]string{
		"? date": "unreadable: a date or a time", "? unit": "unreadable: another unit", "? number": "unreadable", "? level": "unreadable", "? yesno": "unreadable", "? choice": "unreadable",
		"? not-applicable": "unreadable: the question allows no such answer", " percent-or-share": "; asked whether a share is meant", " level-in-words": ", and a note", " reply-remark": ", and a note that the remark does not count",
	} {
		want = strings.ReplaceAll(want, from, to)
	}
	return want
}

const documentHead = `# What replies mean

What partners, statisticians and reviewers type is read by one package, ` + "`pipeline/survey/reply`" + `, whatever holds it: the product’s own form, a partner’s own table, any table that ` + "`index`" + ` scores, a reviewer’s workbook. This page is printed by its tests (` + "`go test ./pipeline/survey/reply -update`" + `).

What can be read in two ways is not guessed: it is unreadable, and whoever typed it is asked. Blank, not applicable and unreadable are three different answers, and none of them is zero.

- **Numbers.** One mark alone is the decimal one, comma or point. Spaces, apostrophes and a second kind of mark group digits by three. In a table with decimal points (a CSV parted by commas) ` + "`1,234`" + ` may be a thousand and is not read.
- **Per cents.** 45 % is 45 where the question’s unit is the per cent. In a table whose column states no unit, a column in which every value has the sign is in per cent, and 45 % is 45; where only some have it, those are unreadable. A value above 0 and below 1 without the sign, in a cell that does not show a percentage, counts as typed, and the partner is asked: «0,85 % чи 85 %?».
- **Units.** Words behind a number may repeat the unit of the question, or be other words for it; where the question has no unit, any unit below may stand there. Of a share or a rate they say that it is one: 12 осіб are not «12 осіб на 1000», and 45 звернень not 45 % of them. A unit that multiplies («тис.») is read nowhere but where the question’s unit has it.
- **Levels.** The number, the name, or both. In words or Roman numerals a level is read with a note. Beside the name of another level, a second number or a doubt it is unreadable.
- **Yes and no.** A remark may follow; one that doubts makes the answer none. ` + "`-`" + ` is no where the same sheet uses ` + "`+`" + `, otherwise blank; ` + "`—`" + ` is always blank; ` + "`x`" + ` is no only in a layout that says so, where the same sheet says yes.
- **Dates.** Day, month, year, or the year first; the month as a number or a word. Two digits of a year are of this century. A year before 1990 is named and not used.
- **Evidence.** A link, with or without https://, or an act by kind, number and date. An act dated after the last day of the period is none.
- **Length.** A text of more than 2,000 bytes is no reply; evidence is looked for in the first 4,000.

A form shows a practice’s level while it is filled in, by formulas that Excel 2016 and LibreOffice 7.4 compute. They know the answers of the lists, numbers, per cents, links and acts in the usual spellings. Where they cannot tell what is read here (an answer that is not on the list, an act dated «12 бер. 2024», a text of over 300 letters, an act while the period is not yet typed) the form shows «поки не певний» (not certain yet), and is not wrong. What stood in a form when the program wrote it has been read here.

Layouts (layouts.md) add words and change none.

## Rows that are tested

⍽ is a no-break space.

`

const documentWords = `
## The words

Case, spaces, marks at the ends, apostrophes and the keyboard that a letter comes from do not count. «не» before a word for yes is no.

`

// No word stands in two lists.
func TestWordsMeanOneThing(t *testing.T) {
	seen := map[string]Word{}
	for w, list := range commonLists {
		for text := range strings.SplitSeq(list, "|") {
			if other, twice := seen[Key(text)]; twice && other != w {
				t.Errorf("%q means two things", text)
			}
			seen[Key(text)] = w
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for name, typed := range map[string]string{"plain": "1234.5", "grouped": "1 234,5", "words": "так (з 2021 р.)", "level": "3 – визначений"} {
		k := asked["число"]
		switch name {
		case "words":
			k = asked["так чи ні"]
		case "level":
			k = asked["рівень 0–5"]
		}
		q := (&Reader{}).For(k)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				q.Read(Text(typed))
			}
		})
	}
}

// What is passed over by its first letters is no word, whatever stands behind.
func TestPassedOverIsNoWord(t *testing.T) {
	own, twice := NewWords([]string{"можливо", "є частково"}, []string{"відсутнє"}, []string{"не визначено"}, nil)
	if twice != "" {
		t.Fatal(twice)
	}
	var pieces []string
	for word := range common {
		pieces = append(pieces, word, strings.ToUpper(word))
	}
	slices.Sort(pieces)
	piece := rapid.OneOf(rapid.SampledFrom(append(pieces, "Можливо", "є частково", "відсутнє", "не визначено", "не ")),
		rapid.SampledFrom([]string{"вул. Соборна", "Бар", "Вінницька", "Укр", "и\u0306", "\u0306", "\u00ad", "\u200b", "«", "!", " ", "-", "1", "x", "т", "Т", "НИ", "х"}))
	passed := 0
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 1, 4).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		for _, r := range []Reader{{}, {Words: own}} {
			if r.mayBe(text) {
				continue
			}
			passed++
			if w, remark := r.word(text); w != Unknown || remark != "" {
				t.Fatalf("%q is %v (%q) and is passed over", text, w, remark)
			}
		}
	})
	if passed == 0 {
		t.Error("nothing was passed over")
	}
}
