package points

import (
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/survey"
	"encoding/csv"
	"os"
)

var kinds = []survey.PointKind{
	{ID: "desk", Match: []string{"робоч місц", "віддален", "врм"}, Asks: []string{"a"}},
	{ID: "unit", Match: []string{"територіальн підрозділ", "тп."}},
	{ID: "main", Match: []string{"центр", "цнап", "адміністративн послуг"}},
}

func TestKindsByName(t *testing.T) {
	for title, want := range map[string]string{
		`Віддалене робоче місце відділу "Центр надання адміністративних послуг" у с. Піски`: "desk",
		"ВРМ с. Петро-Давидівка Центру надання адміністративних послуг":                     "desk",
		"Територіальний підрозділ ЦНАП м. Харкова":                                          "unit",
		"ТП с.Руденківка Центру надання адміністративних послуг":                            "unit",
		"Управління адміністративних послуг Хмельницької міської ради":                      "main",
		"Миргородська": "",
	} {
		got := ""
		if k := Kind(kinds, title); k != nil {
			got = k.ID
		}
		if got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
	if desk := Kind(kinds, "ВРМ 1"); !Asks(desk, "a") || Asks(desk, "b") || !Asks(nil, "b") || !Asks(Kind(kinds, "ЦНАП"), "b") {
		t.Error("what a kind can be asked")
	}
}

// TestRealTitles: two of three records of the offices of 2022 are desks; every one has
// a kind (the counts were made by hand-written patterns in another language).
func TestRealTitles(t *testing.T) {
	f, err := os.Open(need.Shared(t, "real/truth-centres.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, row := range rows[1:] {
		id := ""
		if k := Kind(kinds, row[4]); k != nil {
			id = k.ID
		}
		got[id]++
	}
	if got["desk"] != 1118 || got["unit"]+got["main"] != 649 || got[""] != 0 {
		t.Errorf("%v, want 1118 desks and 649 others", got)
	}
}
