package ingest

import (
	"path/filepath"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
)

// TestTerritoryThatIsTheName reads a workbook of a new partner in which the
// territory that the form filled in is the partner's own name: it has the code
// that the codifier gives for that name, the carried one or the one beside it.
func TestTerritoryThatIsTheName(t *testing.T) {
	dir := need.Shared(t, "cases/forms")
	file := filepath.Join(dir, "10-place-official-long-name.xlsx")
	for codifier, want := range map[string]string{"": "UA05100150000050790", filepath.Join(dir, "10-codifier-sample.csv"): "UA05100150000056721"} {
		places, err := lists.LoadPlaces(codifier)
		if err != nil {
			t.Fatal(err)
		}
		book, problems := open.Read(file, sheet.Limits{})
		q := formQuestions()
		q.Method = "egov-practices"
		out := Read(book, problems, Options{Questionnaire: q, Places: places})
		if len(out.Submissions) != 1 {
			t.Fatalf("%d submissions, %v", len(out.Submissions), out.Problems)
		}
		s := out.Submissions[0]
		if s.Partner.Place != want || s.Practices[0].Place != want {
			t.Errorf("codifier %q: partner in %q, practice in %q, want %q", codifier, s.Partner.Place, s.Practices[0].Place, want)
		}
	}
}

// TestPlacesOfCards: what is typed on a card is found in whatever form people write
// it, or told with what it may mean.
func TestPlacesOfCards(t *testing.T) {
	places, err := lists.LoadPlaces("")
	if err != nil {
		t.Fatal(err)
	}
	oblast := survey.Partner{ID: "vinnytsia-oblast", Name: inBoth("Вінницька область", "Vinnytsia Oblast"), Place: "UA05000000000010236"}
	unknown := survey.Partner{ID: "unit", Name: inBoth("Відділ розвитку", "Unit")}
	kyiv := survey.Partner{ID: "kyiv", Name: inBoth("Київ", "Kyiv"), Place: "UA80000000000093317"}
	places = places.With([]place.Extra{{Hromada: place.Hromada{Code: "ZZ01", Name: "Яснодольська"}, Oblast: "UA05000000000010236"}})
	invented := survey.Partner{ID: "invented", Name: inBoth("Яснодольська громада", "Yasnodilska hromada"), Place: "ZZ01"}
	for _, c := range []struct {
		partner    survey.Partner
		text, want string
	}{
		{invented, "", "ZZ01"}, {invented, "м. Бар", "UA05060010000053179"}, {oblast, "zz01", "ZZ01"}, {oblast, "Яснодольська ТГ", "ZZ01"},
		{oblast, "", "UA05000000000010236"}, {oblast, "Вінницька область", "UA05000000000010236"}, {oblast, "м. Бар", "UA05060010000053179"},
		{oblast, "Барська ТГ", "UA05060010000053179"}, {oblast, "Вінницька", "UA05020030000031457"}, {oblast, "Жмеринський район", "UA05060000000061926"},
		{oblast, "ua05060010010059821", "UA05060010000053179"}, {oblast, "UA06", "! place-code-unreadable"}, {oblast, "UA05999999999999999", "! place-unknown"},
		{oblast, "Нетаківка", "! place-unknown"}, {oblast, "Барзька", "! place-ambiguous"}, {oblast, "Городок, Львівська область", "! place-ambiguous"},
		{unknown, "Відділ розвитку", "! place-unknown"}, {unknown, "Миколаївська", "! place-ambiguous"}, {unknown, "Бар, Вінницька область", "UA05060010000053179! partner-place-unknown"},
		{unknown, "", "! partner-place-unknown"}, {kyiv, "Печерський район", "UA80000000000093317"}, {kyiv, "м. Київ", "UA80000000000093317"},
	} {
		data := typed(t, blankForm(t, form.Options{Period: "2026-H1", Cards: 1, Partner: c.partner}),
			map[string]any{slot.FieldName(1, slot.FieldPlace): c.text, slot.FieldName(1, slot.FieldTitle): "А"})
		sub, probs := readForm(t, bookOf(t, data), Options{Questionnaire: formQuestions(), Places: places})
		got := ""
		if len(sub.Practices) == 1 {
			got = sub.Practices[0].Place
		}
		for _, p := range probs {
			if p.Code == "place-unknown" || p.Code == "place-ambiguous" || p.Code == "place-code-unreadable" || p.Code == "partner-place-unknown" {
				got += "! " + p.Code
			}
		}
		if got != c.want {
			t.Errorf("%s, %q: %q, want %q", c.partner.ID, c.text, got, c.want)
		}
	}
}
