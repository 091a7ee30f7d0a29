package form_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/templates"
)

const typedMethod = `
method: 1
id: typed
tree:
  id: all
  parts:
    - {id: act, kind: level, weight: 0.5, not_applicable: true, evidence: {from: 3, cap: 2}, levels: [{level: 0, name: відсутній, text: x}, {level: 1, name: виконуваний, text: x}, {level: 2, name: керований, text: x}, {level: 3, name: визначений, text: x}]}
    - {id: share, kind: number, weight: 0.25, unit: {uk: "%"}, low: 0, high: 100, normalise: {by: goalposts, low: 0, high: 100}}
    - {id: staff, kind: number, weight: 0.125, unit: {uk: "осіб"}, low: 0, high: 1000, normalise: {by: goalposts, low: 0, high: 100}}
    - {id: open, kind: yesno, weight: 0.125}
levels: [{level: 0, from: 0, name: нуль}, {level: 1, from: 25, name: один}, {level: 2, from: 45, name: два}, {level: 3, from: 70, name: три}, {level: 4, from: 99, name: чотири}]
`

// A typed card: its act (a level), the evidence, a share, people, yes or no.
type typed struct {
	act, evidence, share, staff, open any
	percent                           bool // the share is shown in per cent, as what is typed as 45 %
	unsure                            bool // a spreadsheet cannot know
}

func typedCards() (cards []typed) {
	plain := func(evidence any, unsure bool) {
		cards = append(cards, typed{act: "3 – визначений", evidence: evidence, share: 60, staff: 50, open: "так", unsure: unsure})
	}
	for _, text := range strings.Split("https://vmr.gov.ua/rishennia/12|див. www.vmr.gov.ua/a|tulchyn.gov.ua/doc|див. tulchyn.gov.ua/doc.|(tulchyn.gov.ua/doc)|громада.укр/акт|https://tulchyn.gov.ua , https://b.ua|Рішення № 12 від 12.02.2025|"+
		"рішення виконкому №45 від 12.03.24р.|Наказ №45-р від 3 березня 2024 року|Закон України «Про електронні комунікації» № 1089-IX, 16 грудня 2020|Decision No. 12 of 12 February 2025|"+
		"протокол №3 від 1 лютого 2025 року|Рішення від «12» березня 2024 року № 45-12/VIII|Рішення № 45 від 12.03.2024 зі змінами від 12.03.2029|Рішення № 45 від 30.06.2026|Рішення № 45 від 2024-03-12|Наказ № 7 від 1.2.24|"+
		"РІШЕННЯ №\u00a012 ВІД 12/02/2025|Рішення\n№ 12\nвід 12-02-2025|Акт № 7 від 29.02.2024|Рішення № 7 від 12. 03. 2024|bit.ly/3xYz|"+
		"є|-|додається|http://|https://|http://localhost/x|http://192.168.0.1/x|C:\\docs\\nakaz.docx|rishennia.pdf|ДСТУ EN 301 549:2022|див. сайт|info@tulchyn.gov.ua|12.03.2024|Практика № 5|2024|"+
		"№ 12 від 12.02.2025|Практика № 5 від 12.02.2025|Положення про відділ затверджене рішенням сесії від 12.03.2024|Рішення 45-р від 12.03.2024 р.|"+
		"Розпорядження № 9 від 2024|Рішення № 12|Рішення № 12 від 31.02.2025|Рішення № 12 від 29.02.2025|Рішення № 12 від 12.13.2025|Рішення № 12 від 12.03.20245|Рішення № 12 від 12-03-24|Наказ 12|рішення сесії|"+
		"Рішення № 45 від 12.03.2029|Рішення № 45 від 01.07.26|Рішення № 45 від 12.03.1899|Рішення № 45 від 31.12.1989|Контракт № 5 від 12.03.2024|Рішення №, від 12.03.2024|tulchyn.gov.ua|tulchyn.zzz/doc", "|") {
		plain(text, false)
	}
	for _, text := range strings.Split("Рішення № 12 від 3 бер. 2024|Decision No. 12, March 5, 2024|[tulchyn.gov.ua/doc]|пошта a@b.ua/c|xhttp://a.ua/b|data.gov.ua:8080/doc|Order new of 12.03.2024|Рішення № 45 "+strings.Repeat("дуже ", 90)+" від 12.03.2024", "|") {
		plain(text, true)
	}
	done := func(c typed) { cards = append(cards, c) }
	plain(nil, false)
	plain(45363, false) // a date typed alone
	proof := "https://vmr.gov.ua/rishennia/12"
	for _, act := range []any{"0 – відсутній", "1 – виконуваний", "2 – керований", "3 – ВИЗНАЧЕНИЙ", "2", 2, 3, "не застосовно", nil} {
		done(typed{act: act, evidence: proof, share: 60, staff: 50, open: "ні"})
		done(typed{act: act, evidence: "є", share: 60, staff: 50, open: "ні"})
	}
	for _, act := range []any{"III", "три", "рівень 3", "3 – визначений (частково)", "3 – керований", "визначений", "4", "9", "3.5", "н/д", "так"} {
		done(typed{act: act, evidence: proof, share: 60, staff: 50, open: "так", unsure: true})
	}
	for _, share := range []any{0.45, 0.07, 1, 0.0, 0.9999, 2} { // 45 %, 7 %, 100 %, 0 %, 99.99 %; 200 % is implausible
		done(typed{act: 3, evidence: proof, share: share, staff: 100, open: "так", percent: true})
	}
	for _, share := range []any{45, 0.45, 0, 100, 101, -1, nil} {
		done(typed{act: 3, evidence: proof, share: share, staff: 100, open: "так"})
	}
	for _, word := range []any{"45 %", "45", "1 234,5", "сорок"} {
		done(typed{act: 3, evidence: proof, share: word, staff: 100, open: "так", unsure: true})
		done(typed{act: 3, evidence: proof, share: 50, staff: word, open: "так", unsure: true})
	}
	done(typed{act: 3, evidence: proof, share: 50, staff: 50, open: "Так"})
	for _, word := range []any{"+", "yes", true, "мабуть"} {
		done(typed{act: 3, evidence: proof, share: 50, staff: 50, open: word, unsure: true})
	}
	return cards
}

// fillIn types the cards into a form, as a person does.
func fillIn(t *testing.T, f *excelize.File, cards []typed) {
	t.Helper()
	places := map[string][2]string{}
	for _, n := range f.GetDefinedName() {
		sheet, at, _ := strings.Cut(n.RefersTo, "!")
		places[n.Name] = [2]string{strings.Trim(sheet, "'"), strings.ReplaceAll(at, "$", "")}
	}
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		t.Fatal(err)
	}
	put := func(name string, v any) {
		at, ok := places[name]
		if !ok {
			t.Fatalf("no cell is named %s", name)
		}
		if v != nil {
			if err := f.SetCellValue(at[0], at[1], v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if at, ok := places[form.PartnerPeriod]; ok {
		_ = f.SetCellValue(at[0], at[1], "2026-H1")
	}
	for i, c := range cards {
		n := i + 1
		put(form.FieldName(n, form.FieldTitle), fmt.Sprint("Практика ", n))
		put(form.AnswerName(n, "act"), c.act)
		put(form.EvidenceName(n, "act"), c.evidence)
		put(form.AnswerName(n, "share"), c.share)
		put(form.AnswerName(n, "staff"), c.staff)
		put(form.AnswerName(n, "open"), c.open)
		if at := places[form.AnswerName(n, "share")]; c.percent {
			_ = f.SetCellStyle(at[0], at[1], at[1], percent)
		}
	}
}

// What a form shows of what somebody types into it, computed by LibreOffice, is
// what the pipeline reads in the same file: the level, and whether the evidence
// counts. Where it cannot know it says so.
func TestTypedLevelIsThePipelines(t *testing.T) {
	m, err := method.Parse("typed.yaml", []byte(typedMethod))
	if err != nil {
		t.Fatal(err)
	}
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	var books [][]byte
	parts := slices.Collect(slices.Chunk(typedCards(), 80))
	for i, cards := range parts {
		opts := form.Options{Lang: "uk", Partner: form.Vinnytsia(), Period: "2026-H1", Cards: len(cards), Model: &m.Model}
		if i > 0 {
			opts.Period = "" // typed by the partner
		}
		var blank, filled bytes.Buffer
		if err := form.Write(&blank, &m.Questionnaire, opts, nil, texts); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&blank)
		if err != nil {
			t.Fatal(err)
		}
		fillIn(t, f, cards)
		if err := f.Write(&filled); err != nil {
			t.Fatal(err)
		}
		books = append(books, filled.Bytes())
	}
	for i, computed := range form.RecomputedAll(t, books...) {
		compareTyped(t, m, computed, parts[i])
	}
}

// compareTyped compares what a form shows with what the pipeline makes of it.
func compareTyped(t *testing.T, m *method.Method, computed []byte, cards []typed) {
	t.Helper()
	book, probs := open.ReadBytes("vinnytsia.xlsx", computed, sheet.Limits{})
	got := ingest.Read(book, probs, ingest.Options{Questionnaire: &m.Questionnaire, Period: "2026-H1"})
	if len(got.Submissions) != 1 || len(got.Submissions[0].Practices) != len(cards) {
		t.Fatalf("read: %+v", got.Problems)
	}
	scored := m.Model.Practices(got.Submissions, nil)
	f, err := excelize.OpenReader(bytes.NewReader(computed))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Огляд")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]string{}
	for _, row := range rows {
		if len(row) > 5 {
			shown[row[1]] = row[5]
		}
	}
	status, _ := f.GetRows("_proof")
	label := map[int]string{0: "0 – нуль", 1: "1 – один", 2: "2 – два", 3: "3 – три", 4: "4 – чотири"}
	for i, u := range scored.Of(score.Practice) {
		c, p := cards[i], got.Submissions[0].Practices[i]
		s, _ := scored.At(u, "all")
		want := label[s.Level]
		if c.unsure {
			want = "поки не певний"
		}
		if shown[p.Title] != want {
			t.Errorf("%+v: the form shows %q, want %q; the pipeline has %d (%v)", c, shown[p.Title], want, s.Level, s.Value)
		}
		counts := map[bool]string{true: "1", false: "0"}[p.Answer("act").Evident]
		if verdict := status[i+1][len(status[i+1])-1]; verdict != counts && !(c.unsure && verdict == "0.5") {
			t.Errorf("%q: the form says %s, the pipeline %s", c.evidence, verdict, counts)
		}
	}
}
