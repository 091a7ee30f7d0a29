package form_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/templates"
)

// acts are what a card asks evidence of, in evidenceMethod.
var acts = []string{"act", "act2", "act3", "act4"}

// The level is how many of the acts have evidence that counts.
const evidenceMethod = `
method: 1
id: typed
tree:
  id: all
  parts:
    - {id: act, kind: level, evidence: {from: 3, cap: 2}, levels: [{level: 0, name: а, text: x}, {level: 1, name: б, text: x}, {level: 2, name: в, text: x}, {level: 3, name: визначений, text: x}]}
    - {id: act2, kind: level, evidence: {from: 3, cap: 2}, levels: [{level: 0, name: а, text: x}, {level: 1, name: б, text: x}, {level: 2, name: в, text: x}, {level: 3, name: визначений, text: x}]}
    - {id: act3, kind: level, evidence: {from: 3, cap: 2}, levels: [{level: 0, name: а, text: x}, {level: 1, name: б, text: x}, {level: 2, name: в, text: x}, {level: 3, name: визначений, text: x}]}
    - {id: act4, kind: level, evidence: {from: 3, cap: 2}, levels: [{level: 0, name: а, text: x}, {level: 1, name: б, text: x}, {level: 2, name: в, text: x}, {level: 3, name: визначений, text: x}]}
levels: [{level: 0, from: 0, name: нуль}, {level: 1, from: 70, name: один}, {level: 2, from: 80, name: два}, {level: 3, from: 90, name: три}, {level: 4, from: 99, name: чотири}]
`

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

// A proof is a text of evidence; of one that is unsure a spreadsheet cannot know whether
// it counts.
type proof struct {
	text   string
	unsure bool
}

// proofs are texts as people type them: first those that are sure.
func proofs() (texts []proof) {
	for _, text := range strings.Split("https://vmr.gov.ua/rishennia/12|див. www.vmr.gov.ua/a|tulchyn.gov.ua/doc|див. tulchyn.gov.ua/doc.|(tulchyn.gov.ua/doc)|громада.укр/акт|https://tulchyn.gov.ua , https://b.ua|Рішення № 12 від 12.02.2025|"+
		"рішення виконкому №45 від 12.03.24р.|Наказ №45-р від 3 березня 2024 року|Закон України «Про електронні комунікації» № 1089-IX, 16 грудня 2020|Decision No. 12 of 12 February 2025|"+
		"протокол №3 від 1 лютого 2025 року|Рішення від «12» березня 2024 року № 45-12/VIII|Рішення № 45 від 12.03.2024 зі змінами від 12.03.2029|Рішення № 45 від 30.06.2026|Рішення № 45 від 2024-03-12|Наказ № 7 від 1.2.24|"+
		"РІШЕННЯ №\u00a012 ВІД 12/02/2025|Рішення\n№ 12\nвід 12-02-2025|Акт № 7 від 29.02.2024|Рішення № 7 від 12. 03. 2024|bit.ly/3xYz|"+
		"є|-|додається|http://|https://|http://localhost/x|http://192.168.0.1/x|C:\\docs\\nakaz.docx|rishennia.pdf|ДСТУ EN 301 549:2022|див. сайт|info@tulchyn.gov.ua|12.03.2024|Практика № 5|2024|"+
		"№ 12 від 12.02.2025|Практика № 5 від 12.02.2025|Положення про відділ затверджене рішенням сесії від 12.03.2024|Рішення 45-р від 12.03.2024 р.|"+
		"Розпорядження № 9 від 2024|Рішення № 12|Рішення № 12 від 31.02.2025|Рішення № 12 від 29.02.2025|Рішення № 12 від 12.13.2025|Рішення № 12 від 12.03.20245|Рішення № 12 від 12-03-24|Наказ 12|рішення сесії|"+
		"Рішення № 45 від 12.03.2029|Рішення № 45 від 01.07.26|Рішення № 45 від 12.03.1899|Рішення № 45 від 31.12.1989|Контракт № 5 від 12.03.2024|Рішення №, від 12.03.2024|tulchyn.gov.ua|tulchyn.zzz/doc", "|") {
		texts = append(texts, proof{text, false})
	}
	for _, text := range strings.Split("Рішення № 12 від 3 бер. 2024|Decision No. 12, March 5, 2024|[tulchyn.gov.ua/doc]|пошта a@b.ua/c|xhttp://a.ua/b|data.gov.ua:8080/doc|Order new of 12.03.2024|Рішення № 45 "+strings.Repeat("дуже ", 90)+" від 12.03.2024", "|") {
		texts = append(texts, proof{text, true})
	}
	return texts
}

func typedCards() (cards []typed) {
	done := func(c typed) { cards = append(cards, c) }
	done(typed{act: "3 – визначений", share: 60, staff: 50, open: "так"})
	done(typed{act: "3 – визначений", evidence: 45363, share: 60, staff: 50, open: "так"}) // a date typed alone
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

// A filling is a form into which somebody types, by the names of its cells.
type filling struct {
	t      *testing.T
	f      *excelize.File
	places map[string][2]string
}

// blank is an empty form; without a period the partner types it.
func blank(t *testing.T, m *method.Method, cards int, period string) filling {
	t.Helper()
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	opts := form.Options{Lang: "uk", Partner: form.Vinnytsia(), Period: period, Cards: cards, Model: &m.Model}
	if err := form.Write(&out, &m.Questionnaire, opts, nil, texts); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	places := map[string][2]string{}
	for _, n := range f.GetDefinedName() {
		sheet, at, _ := strings.Cut(n.RefersTo, "!")
		places[n.Name] = [2]string{strings.Trim(sheet, "'"), strings.ReplaceAll(at, "$", "")}
	}
	in := filling{t, f, places}
	if _, ok := places[slot.PartnerPeriod]; ok {
		in.put(slot.PartnerPeriod, "2026-H1")
	}
	for n := range cards {
		in.put(slot.FieldName(n+1, slot.FieldTitle), fmt.Sprint("Практика ", n+1))
	}
	return in
}

// put types into a cell; nil leaves it as it is.
func (in filling) put(name string, v any) {
	in.t.Helper()
	at, ok := in.places[name]
	if !ok {
		in.t.Fatalf("no cell is named %s", name)
	}
	if v != nil {
		if err := in.f.SetCellValue(at[0], at[1], v); err != nil {
			in.t.Fatal(err)
		}
	}
}

// saved is the workbook.
func (in filling) saved() []byte {
	in.t.Helper()
	var out bytes.Buffer
	if err := in.f.Write(&out); err != nil {
		in.t.Fatal(err)
	}
	return out.Bytes()
}

// fillIn types the cards into a form, as a person does.
func fillIn(t *testing.T, in filling, cards []typed) {
	t.Helper()
	percent, err := in.f.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cards {
		n := i + 1
		in.put(slot.AnswerName(n, "act"), c.act)
		in.put(slot.EvidenceName(n, "act"), c.evidence)
		in.put(slot.AnswerName(n, "share"), c.share)
		in.put(slot.AnswerName(n, "staff"), c.staff)
		in.put(slot.AnswerName(n, "open"), c.open)
		if at := in.places[slot.AnswerName(n, "share")]; c.percent {
			_ = in.f.SetCellStyle(at[0], at[1], at[1], percent)
		}
	}
}

func init() {
	form.ComputedToo("typed", true, typedBooks)
	form.ComputedToo("evidence", true, evidenceBooks)
	form.ComputedToo("referring", false, referringBooks)
	form.ComputedToo("counts", false, countedBooks)
}

// What a form shows of what somebody types into it, computed by LibreOffice, is
// what the pipeline reads in the same file: the level, and whether the evidence
// counts. Where it cannot know it says so.
func typedBooks(t *testing.T) (books [][]byte, judge func(*testing.T, []need.Book)) {
	m, err := method.Parse("typed.yaml", []byte(typedMethod))
	if err != nil {
		t.Fatal(err)
	}
	cards := typedCards()
	in := blank(t, m, len(cards), "") // typed by the partner
	fillIn(t, in, cards)
	books = [][]byte{in.saved()}
	return books, func(t *testing.T, computed []need.Book) { compareTyped(t, m, books[0], computed[0], cards) }
}

// evidenceBooks try every text of evidence: what counts in the form counts in the
// pipeline, and makes the level of the card.
func evidenceBooks(t *testing.T) (books [][]byte, judge func(*testing.T, []need.Book)) {
	m, err := method.Parse("evidence.yaml", []byte(evidenceMethod))
	if err != nil {
		t.Fatal(err)
	}
	cards := slices.Collect(slices.Chunk(proofs(), len(acts)))
	in := blank(t, m, len(cards), "2026-H1")
	for i, texts := range cards {
		for k, p := range texts {
			in.put(slot.AnswerName(i+1, acts[k]), "3 – визначений")
			in.put(slot.EvidenceName(i+1, acts[k]), p.text)
		}
	}
	books = [][]byte{in.saved()}
	return books, func(t *testing.T, computed []need.Book) { compareEvidence(t, m, books[0], computed[0], cards) }
}

// readAs is what the pipeline reads in a form, and the levels of its practices.
func readAs(t *testing.T, m *method.Method, filled []byte, cards int) ([]survey.Practice, []score.Score) {
	t.Helper()
	book, probs := open.ReadBytes("vinnytsia.xlsx", filled, sheet.Limits{})
	got := ingest.Read(book, probs, ingest.Options{Questionnaire: &m.Questionnaire, Period: "2026-H1"})
	if len(got.Submissions) != 1 || len(got.Submissions[0].Practices) != cards {
		t.Fatalf("read: %+v", got.Problems)
	}
	scored := m.Model.Practices(got.Submissions, nil)
	var levels []score.Score
	for _, u := range scored.Of(score.Practice) {
		s, _ := scored.At(u, "all")
		levels = append(levels, s)
	}
	return got.Submissions[0].Practices, levels
}

// shownIn are the levels that a form shows, by the titles of practices, and what it says
// of evidence, by the names of cells.
func shownIn(computed need.Book) (levels, verdicts map[string]string) {
	levels, verdicts = map[string]string{}, map[string]string{}
	for _, row := range computed["Огляд"] {
		if len(row) > 5 {
			levels[row[1]] = row[5]
		}
	}
	for _, row := range computed["_proof"] {
		verdicts[row[0]] = row[len(row)-1]
	}
	return levels, verdicts
}

var (
	label  = map[int]string{0: "0 – нуль", 1: "1 – один", 2: "2 – два", 3: "3 – три", 4: "4 – чотири"}
	counts = map[bool]string{true: "1", false: "0"}
)

const unsureLevel = "поки не певний"

func compareEvidence(t *testing.T, m *method.Method, filled []byte, computed need.Book, cards [][]proof) {
	t.Helper()
	practices, levels := readAs(t, m, filled, len(cards))
	shown, verdicts := shownIn(computed)
	for i, p := range practices {
		want := label[levels[i].Level]
		for k, text := range cards[i] {
			verdict := counts[p.Answer(acts[k]).Evident]
			if text.unsure {
				verdict, want = "0.5", unsureLevel
			}
			if got := verdicts[slot.EvidenceName(i+1, acts[k])]; got != verdict {
				t.Errorf("%q: the form says %q, want %s", text.text, got, verdict)
			}
		}
		if shown[p.Title] != want {
			t.Errorf("%+v: the form shows %q, want %q; the pipeline has %d (%v)", cards[i], shown[p.Title], want, levels[i].Level, levels[i].Value)
		}
	}
}

// compareTyped compares what a form shows with what the pipeline makes of it.
func compareTyped(t *testing.T, m *method.Method, filled []byte, computed need.Book, cards []typed) {
	t.Helper()
	practices, levels := readAs(t, m, filled, len(cards))
	shown, verdicts := shownIn(computed)
	for i, p := range practices {
		c, want := cards[i], label[levels[i].Level]
		if c.unsure {
			want = unsureLevel
		}
		if shown[p.Title] != want {
			t.Errorf("%+v: the form shows %q, want %q; the pipeline has %d (%v)", c, shown[p.Title], want, levels[i].Level, levels[i].Value)
		}
		if verdict := verdicts[slot.EvidenceName(i+1, "act")]; verdict != counts[p.Answer("act").Evident] {
			t.Errorf("%q: the form says %q, the pipeline %t", c.evidence, verdict, p.Answer("act").Evident)
		}
	}
}

const referringMethod = `
method: 1
id: referring
tree:
  id: all
  parts:
    - {id: act, kind: level, evidence: {from: 1, cap: 0}, levels: [{level: 0, name: ні, text: x}, {level: 1, name: так, text: x}]}
    - {id: staff, kind: number, low: 0, high: 1000, normalise: {by: goalposts, low: 0, high: 100}}
    - {id: site, kind: level, evidence: {from: 1, cap: 0}, levels: [{level: 0, name: ні, text: x}, {level: 1, name: так, text: x}]}
`

// referringBooks type evidence once: «див. 1.1» stands for what stands at question 1.1, in
// the form and in the pipeline alike, whichever comes first, typed by a person and as the
// form is written.
func referringBooks(t *testing.T) (books [][]byte, judge func(*testing.T, []need.Book)) {
	m, err := method.Parse("referring.yaml", []byte(referringMethod))
	if err != nil {
		t.Fatal(err)
	}
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	const link = "https://vmr.gov.ua/rishennia/12"
	pairs := []struct {
		act, site string
		counts    string // of both
	}{
		{link, "див. 1.1", "11"}, {link, "Див. п. 1.1.", "11"}, {link, "див.1.1", "11"}, {link, "див 1.1", "11"}, {link, "see 1.1", "11"}, {link, "дивіться запитання 1.1", "11"},
		{"див. 1.3", "Рішення № 12 від 12.02.2025", "11"}, {link, "див. 9.9", "10"}, {link, "1.1", "10"}, {link, "див. вище", "10"}, {"є", "див. 1.1", "00"}, {"", "див. 1.1", "00"},
		{"див. 1.3", "див. 1.1", "00"}, {"див. 1.1", link, "01"}, {"є", "див. https://vmr.gov.ua/a", "01"}, {"Рішення № 12 від 12.02.2029", "див. 1.1", "00"},
	}
	in, given := blank(t, m, len(pairs), "2026-H1"), form.Given{}
	for i, pair := range pairs {
		for name, text := range map[string]string{slot.FieldName(i+1, slot.FieldTitle): fmt.Sprint("Практика ", i+1), slot.AnswerName(i+1, "act"): "1", slot.AnswerName(i+1, "site"): "1",
			slot.EvidenceName(i+1, "act"): pair.act, slot.EvidenceName(i+1, "site"): pair.site} {
			given[name] = workbook.Value{Text: text}
			in.put(name, text)
		}
	}
	var written bytes.Buffer
	opts := form.Options{Lang: "uk", Partner: form.Vinnytsia(), Period: "2026-H1", Cards: len(pairs), Model: &m.Model, Given: given}
	if err := form.Write(&written, &m.Questionnaire, opts, nil, texts); err != nil {
		t.Fatal(err)
	}
	books = [][]byte{in.saved(), written.Bytes()}
	return books, func(t *testing.T, computed []need.Book) {
		for b := range books {
			practices, _ := readAs(t, m, books[b], len(pairs))
			_, verdicts := shownIn(computed[b])
			for i, pair := range pairs {
				for j, id := range []string{"act", "site"} {
					shown, read := verdicts[slot.EvidenceName(i+1, id)], counts[practices[i].Answer(id).Evident]
					if want := pair.counts[j : j+1]; shown != want || read != want {
						t.Errorf("%q and %q, %s: the form says %s, the pipeline %s, want %s", pair.act, pair.site, id, shown, read, want)
					}
				}
			}
		}
	}
}

const countedMethod = `
method: 1
id: counted
inputs: [{id: users, kind: number, name: Користувачі за рік}, {id: residents, kind: number, name: Жителі громади}]
tree:
  id: all
  parts:
    - {id: reach, kind: number, low: 0, high: 1000, not_applicable: true, from: {numerator: users, denominator: residents, scale: 1000}, normalise: {by: goalposts, low: 0, high: 400, clip: both}}
    - {id: days, kind: number, list: 12, low: 0, high: 90, weight: 0.001, normalise: {by: goalposts, low: 0, high: 90}}
levels: [{level: 0, from: 0, name: нуль}, {level: 1, from: 25, name: один}, {level: 2, from: 45, name: два}, {level: 3, from: 70, name: три}, {level: 4, from: 99, name: чотири}]
`

// countedBooks type two counts, of which the form and the pipeline make the same ratio,
// or the ratio itself; and a list of which the pipeline takes the median.
func countedBooks(t *testing.T) (books [][]byte, judge func(*testing.T, []need.Book)) {
	m, err := method.Parse("counted.yaml", []byte(countedMethod))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(m.Questionnaire.Criteria); n != 2 {
		t.Errorf("%d questions", n)
	}
	cards := []struct {
		users, residents, ratio, days any
		state                         survey.State
		want, middle                  float64
	}{
		{250, 1000, nil, 9, survey.Given, 250, 9}, {1, 3, nil, 9, survey.Given, 1000.0 / 3, 9}, {nil, nil, 45, 9, survey.Given, 45, 9}, {300, 1000, 45, 9, survey.Given, 300, 9},
		{nil, nil, nil, 9, survey.Blank, 0, 9}, {250, nil, nil, 9, survey.Blank, 0, 9}, {250, 0, nil, 9, survey.Unreadable, 0, 9}, {"багато", 1000, nil, 9, survey.Unreadable, 0, 9},
		{250, "не застосовно", nil, 9, survey.NotApplicable, 0, 9}, {5000, 1000, nil, 9, survey.Unreadable, 0, 9},
		{100, 1000, nil, "12; 9; 10", survey.Given, 100, 10}, {100, 1000, nil, "12; 9", survey.Given, 100, 10.5}, {"1 250", "2 500", nil, "0,5;", survey.Given, 500, 0.5},
	}
	in := blank(t, m, len(cards), "2026-H1")
	for i, c := range cards {
		in.put(slot.CardName(i+1, slot.Numerator, "reach"), c.users)
		in.put(slot.CardName(i+1, slot.Denominator, "reach"), c.residents)
		if c.ratio != nil { // typed over what the form computes
			in.put(slot.AnswerName(i+1, "reach"), c.ratio)
		}
		in.put(slot.AnswerName(i+1, "days"), c.days)
	}
	books = [][]byte{in.saved()}
	return books, func(t *testing.T, computed []need.Book) {
		practices, levels := readAs(t, m, books[0], len(cards))
		shown, _ := shownIn(computed[0])
		for i, c := range cards {
			reach, days := practices[i].Answer("reach"), practices[i].Answer("days")
			if reach.State != c.state || reach.Number != c.want || days.State != survey.Given || days.Number != c.middle {
				t.Errorf("%+v: read %v %v and %v %v", c, reach.State, reach.Number, days.State, days.Number)
			}
			_, list := c.days.(string)
			_, words := c.users.(string)
			if want := label[levels[i].Level]; c.state == survey.Given && c.ratio == nil && !list && !words && shown[practices[i].Title] != want {
				t.Errorf("%+v: the form shows %q, want %q", c, shown[practices[i].Title], want)
			}
		}
	}
}
