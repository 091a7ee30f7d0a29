package ingest

import (
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// TestOnePlaceUnderTwoNames: two partners, or two rows of one table, that are the
// same hromada are one warning that names both; what differs is none.
func TestOnePlaceUnderTwoNames(t *testing.T) {
	places, err := lists.LoadPlaces("")
	if err != nil {
		t.Fatal(err)
	}
	bar, tulchyn := "UA05060010000053179", "UA05100150000050790"
	partner := func(id, name, code string) survey.Submission {
		return survey.Submission{File: id + ".xlsx", Partner: survey.Partner{ID: id, Name: survey.Text{"uk": name}, Place: code}}
	}
	row := func(name, code, theme string, n int) survey.Practice {
		return survey.Practice{ID: name, Title: name, Place: code, Theme: theme, At: cell.Ref{File: "t.csv", Row: n, Col: 1}}
	}
	subs := []survey.Submission{
		partner("bar", "Бар", bar), partner("barska", "Барська громада", bar), partner("tulchyn", "Тульчин", tulchyn), partner("unit", "Відділ", ""), partner("other", "Інший відділ", ""),
		{File: "t.csv", Partner: survey.Partner{ID: "Вінницька область", Place: "UA05000000000010236"}, Practices: []survey.Practice{
			row("Барська", bar, "a", 2), row("м. Бар", bar, "a", 3), row("Барська", bar, "b", 9), row("Тульчинська", tulchyn, "a", 4),
			{ID: "12", Title: "12", Place: bar, Theme: "a"}, {ID: "13", Title: "13", Place: bar, Theme: "a"}, // centres
		}},
	}
	var problems cell.Problems
	var of [][]clean.Named
	for i := range subs {
		s := clean.Named{Submission: &subs[i]}
		for j := range subs[i].Practices {
			if row, may := clean.RowOf(&subs[i].Practices[j]); may {
				s.Rows = append(s.Rows, row)
			}
		}
		of = append(of, []clean.Named{s})
	}
	clean.TwoNames(of, &problems, places)
	var got []string
	for _, p := range problems.Sorted() {
		got = append(got, p.Code+" "+p.At.String()+" "+p.Read)
	}
	if want := "place-two-names barska.xlsx Барська громада|place-two-names t.csv!A3 м. Бар"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
	args := map[string]any{}
	for _, a := range problems.Sorted()[0].Args {
		args[a.Name] = a.Value
	}
	if args["other"] != "Бар" || args["where"] != "bar.xlsx" || args["place"] != "Барська (Жмеринський район, Вінницька область) "+bar {
		t.Errorf("the warning does not name the other: %v", args)
	}
}
