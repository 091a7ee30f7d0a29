package workspace

import (
	"strings"
	"testing"

	"depository.example/depository/pipeline/survey/place"
)

// What is known of the pilots is in the codifier under the codes that it says.
func TestPartnersAreInTheCodifier(t *testing.T) {
	known := Partners()
	if len(known) != 5 {
		t.Fatal(known)
	}
	w, err := Open(Sources{Method: "egov-practices"})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range known {
		h, ok := w.Places.Named(p.Place)
		if said := w.Places.Describe(h); !ok || !strings.Contains(said, p.Name["uk"][:len(p.Name["uk"])-2]) {
			t.Errorf("%s: %s is %q", p.ID, p.Place, said)
		}
	}
	if _, ok := place.OblastOf(known[0].Place); !ok {
		t.Error("Kyiv is no region")
	}
}

func TestPartnerIDs(t *testing.T) {
	for given, want := range map[string]string{
		"vinnytsia":         "vinnytsia",
		"Вінниця":           "vinnytsia",
		"KYIV":              "kyiv",
		"Івано-Франківськ":  "ivano-frankivsk",
		"Львівська область": "lvivska-oblast",
		"Згурівка":          "zghurivka",
		"м. Яготин":         "m-yahotyn",
		"Кам’янець-Подільський":         "kamianets-podilskyi",
		"../../etc/passwd":              "etc-passwd",
		"Їжакевичі та Щасливе (Юність)": "yizhakevychi-ta-shchaslyve-yunist",
		" « » ": "",
	} {
		if got := PartnerOf(given).ID; got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}

// A slip is told with who was meant.
func TestWhoIsMeant(t *testing.T) {
	if err := NoPartner(Partners(), "vinnitsa", "form.new-partner"); !strings.Contains(err.Error(), "form.new-partner.like") {
		t.Error(err)
	}
	if err := NoPartner(Partners(), "lviv", "form.new-partner"); strings.Contains(err.Error(), ".like") {
		t.Error(err)
	}
}
