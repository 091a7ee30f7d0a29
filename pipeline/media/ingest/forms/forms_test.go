package forms

import (
	"math"
	"slices"
	"testing"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
)

// What needs whole workbooks is tried in package ingest, by the door of every run.

var city = survey.Partner{ID: "vinnytsia", Name: survey.Text{"uk": "Вінниця", "en": "Vinnytsia"}, Place: "UA05020030000031457", Kind: survey.KindCity}

// questions has one question of each kind.
func questions() *survey.Questionnaire {
	both := func(uk, en string) survey.Text { return survey.Text{"uk": uk, "en": en} }
	zero, hundred := 0.0, 100.0
	return &survey.Questionnaire{Criteria: []survey.Criterion{
		{ID: "act", Kind: survey.Level, NotApplicable: true, Evidence: &survey.EvidenceRule{From: 3, Cap: 2}, Levels: []survey.RubricLevel{
			{Level: 0, Name: both("неповний", "incomplete")}, {Level: 3, Name: both("визначений", "established")}, {Level: 5, Name: both("удосконалюваний", "innovating")}}},
		{ID: "share", Kind: survey.Number, Unit: both("% звернень", "% of requests"), Low: &zero, High: &hundred},
		{ID: "open", Kind: survey.YesNo, Required: true},
		{ID: "channel", Kind: survey.Choice, Choices: []survey.Option{{ID: "web", Name: both("вебсайт", "website")}, {ID: "app", Name: both("застосунок, мобільний", "application, mobile")}}},
	}}
}

func TestPlacesOfPractices(t *testing.T) {
	c := &cardReader{r: &Form{form: openNames(&sheet.Book{}), partner: city, hromadas: place.NewRegistry([]place.Hromada{
		{Code: "UA05040010000024601", Name: "Барська"}, {Code: "UA21000000000000001", Name: "Ужгородська"}})}}
	for name, want := range map[string]string{"": city.Place, "вінниця": city.Place, "Vinnytsia": city.Place,
		"Барська громада": "UA05040010000024601", "Ужгородська": "", "десь": ""} {
		if got := c.place(value{text: name}, ""); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}

// What a partner types is data: it is read or refused, and never more.
func FuzzTypedAnswers(f *testing.F) {
	for _, s := range []string{"3 – визначений", "1 234,5 %", "Рішення № 12 від 12.02.2025", "12 травня 2025 р.", "\xff", "٣", "-,-", "999999999999999999999"} {
		trial.Seed(f, s)
	}
	q := questions()
	f.Fuzz(func(t *testing.T, text string) {
		c := &cardReader{r: &Form{form: openNames(&sheet.Book{}), q: q, lang: "uk"}}
		for i := range q.Criteria {
			k := &q.Criteria[i]
			a := c.answer(k, value{text: text}, value{text: text}, value{})
			if a.Raw != text {
				t.Errorf("%q became %q", text, a.Raw)
			}
			if !slices.ContainsFunc(k.Levels, func(l survey.RubricLevel) bool { return float64(l.Level) == a.Number }) && k.Kind == survey.Level && a.State == survey.Given {
				t.Errorf("%q was read as level %v", text, a.Number)
			}
			if k.Kind == survey.Number && (math.IsNaN(a.Number) || math.IsInf(a.Number, 0)) {
				t.Errorf("%q was read as %v", text, a.Number)
			}
			if a.State == survey.Unreadable && c.r.probs.Count(cell.Error) == 0 {
				t.Errorf("%q was refused without a word", text)
			}
		}
		due := c.r.dueDay(value{text: text})
		if again := c.r.dueDay(value{text: due}); again != due && c.r.probs.Count(cell.Warning) == 0 {
			t.Errorf("%q gave the date %q, which gives %q", text, due, again)
		}
	})
}

func TestProblemsQuoteNoContact(t *testing.T) {
	named := func(name string, row int) sheet.Name {
		return sheet.Name{Name: name, Sheet: "Партнер", Ref: sheet.Range{Row: row, Col: 2, LastRow: row, LastCol: 2}}
	}
	at := func(row int) cell.Ref { return cell.Ref{File: "a.xlsx", Sheet: "Партнер", Row: row, Col: 2} }
	book := &sheet.Book{File: "a.xlsx", Sheets: []sheet.Sheet{{Name: "Партнер"}}, Names: []sheet.Name{named("Partner.Phone", 9), named(slot.PartnerName, 3)}}
	var problems cell.Problems
	problems.Add(cell.Error, "sheet-bad-number", at(9), "+380 44 000 00 0x", "typed", "+380 44 000 00 0x")
	problems.Add(cell.Error, "sheet-bad-number", at(3), "Бар")
	r := open(book, Options{})
	got := r.concerns(problems)
	if len(got) != 2 || got[0].Read != "" || len(got[0].Args) != 0 || got[1].Read != "Бар" {
		t.Errorf("%+v", got)
	}
}
