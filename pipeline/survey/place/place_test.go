package place

import (
	"encoding/csv"
	"os"
	"testing"

	"depository.example/depository/internal/need"
)

// table reads a CSV table of ../shared.
func table(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(need.Shared(t, "places/"+name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestNamesAgainstTheirCodes matches 331 names as scraped from a web page with
// the codes that people gave them: by an imported codifier, and by the one that the
// program carries, which has other names for some.
func TestNamesAgainstTheirCodes(t *testing.T) {
	names, answers := table(t, "names-to-match.csv"), table(t, "names-to-match-answers.csv")
	imported := FromCodifier(table(t, "katottg-kse.csv"))
	both := FromCodifier(table(t, "katottg-kse.csv"))
	both.KnowNames(own(t))
	for edition, c := range map[string]struct {
		r        *Registry
		wantsAll int // matched of all; the others are refused
	}{"imported": {imported, 325}, "carried": {own(t), 327}, "imported beside the carried": {both, 326}} {
		matched, refused := 0, 0
		for i, row := range names[1:] {
			o, ok := FindOblast(row[0])
			if !ok {
				t.Errorf("no oblast in %q", row[0])
				continue
			}
			switch m := c.r.Match(row[1], o.Code); {
			case m.Code == answers[i+1][6]:
				matched++
			case m.Code != "":
				t.Errorf("%s: %s, %s: got the wrong code %s, want %s", edition, row[0], row[1], m.Code, answers[i+1][6])
			default:
				refused++
				if len(m.Candidates) == 1 {
					t.Errorf("%s: %s, %s is not ambiguous, but was refused: %+v", edition, row[0], row[1], m)
				}
				t.Logf("%s: refused %s, %s, candidates %v, meant %s", edition, row[0], row[1], m.Candidates, answers[i+1][6])
			}
		}
		if matched != c.wantsAll || matched+refused != 331 {
			t.Errorf("%s: %d matched, %d refused, of 331, want %d matched", edition, matched, refused, c.wantsAll)
		}
	}
}

func TestFindOblast(t *testing.T) {
	for text, want := range map[string]string{
		"Вінницька область":                          "UA-05",
		"Вінницька обласна військова адміністрація":  "UA-05",
		"Центри надання послуг: Чернівецька область": "UA-77",
		"ОДЕСЬКОЇ ОБЛАСТІ":                           "UA-51",
		"Херсонська ОДА область":                     "UA-65",
		"м. Київ": "UA-30",
		"Київська міська державна адміністрація":           "UA-30",
		"Київська область":                                 "UA-32",
		"вул. Миру, 1, м. Біла Церква, Київська обл.":      "UA-32",
		"Івано-Франківська обласна державна адміністрація": "UA-26",
		"Автономна Республіка Крим":                        "UA-43",
		"Електронна демократія на Львівщині":               "UA-46",
		"ЦНАП Прикарпаття":                                 "UA-26",
		"громади Закарпаття":                               "UA-21",
		"Кіровоградщина":                                   "UA-35",
		"Вiнницька область":                                "UA-05", // a Latin i
		"вулиця Харківська, 5, Полтавська область":         "",      // a street bears another oblast's name
		"Хмельницька":                                      "",
		"":                                                 "",
	} {
		o, ok := FindOblast(text)
		if ok != (want != "") || o.ISO != want {
			t.Errorf("%q: got %q, want %q", text, o.ISO, want)
		}
	}
}

func TestFindOblastByStem(t *testing.T) {
	for text, want := range map[string]string{
		"Вінницька": "UA-05", "київ": "UA-30", "vinnytsia": "UA-05", "ivano-frankivsk": "UA-26", "01-sumy": "UA-59",
		"kyiv-oblast": "UA-32", "kyiv": "UA-30", "звіт": "", "": "",
		"kyivska_oblast": "UA-32", "Lvivska": "UA-46", "odessa region": "UA-51", "cherkasy-obl": "UA-71", "ivano_frankivska_ova": "UA-26",
		"zakarpatska": "UA-21", "Kyiv region": "UA-32", "kharkivskyi": "",
	} {
		if o, _ := FindOblastByStem(text); o.ISO != want {
			t.Errorf("%q: got %q, want %q", text, o.ISO, want)
		}
	}
}

func TestMatch(t *testing.T) {
	r := NewRegistry(append([]Hromada{
		{"UA12140250000015858", "Покровська "}, {"UA12080090000039979", "Покровська"}, {"UA14160210000000001", "Покровська"},
		{"UA18080150000022496", "Кам’янська"},
	}, pilots...))
	for _, c := range []struct {
		name, oblast, code string
		candidates         int
	}{
		{"вінницька", "", "UA05020030000031457", 0},
		{"Вінницька міська територіальна громада", "", "UA05020030000031457", 0},
		{"Вiнницькa ТГ", "UA05", "UA05020030000031457", 0}, // Latin i and a
		{"Кам'янська", "", "UA18080150000022496", 0},       // a straight apostrophe
		{"Покровська", "UA12000000000090473", "", 2},
		{"Покровська", "UA14000000000091971", "UA14160210000000001", 0},
		{"Вінницка", "", "", 1}, // a likeness is a candidate, never a match
		{"Полтавська", "", "", 0},
		{"", "", "", 0},
	} {
		m := r.Match(c.name, c.oblast)
		if m.Code != c.code || len(m.Candidates) != c.candidates {
			t.Errorf("%q in %q: got %q with %d candidates, want %q with %d", c.name, c.oblast, m.Code, len(m.Candidates), c.code, c.candidates)
		}
	}
}

// TestPlacesWithinARaion: the raion tells apart two hromadas of one name, and the
// code of a settlement names the hromada around it.
func TestPlacesWithinARaion(t *testing.T) {
	r := FromCodifier([][]string{
		{"UA59000000000057109", "UA59080000000041355", "", "", "", "P", "Сумський"},
		{"UA74000000000025378", "UA74080000000018486", "", "", "", "P", "Прилуцький"},
		{"UA74000000000025378", "UA74040000000032867", "", "", "", "P", "Ніжинський"},
		{"", "", "UA59080130000022249", "", "", "H", "Миколаївська"}, {"", "", "UA59080150000013842", "", "", "H", "Миколаївська "},
		{"", "", "", "UA74040330010012345", "", "C", "Талалаївка"}, {"", "", "", "UA74080190010054321", "", "X", "Липове"},
		{"", "", "UA74040330000024949", "", "", "H", "Талалаївська"}, {"", "", "UA74080190000091939", "", "", "H", "Талалаївська"},
	})
	for _, c := range []struct{ name, raion, want string }{
		{"Талалаївська", "Прилуцький", "UA74080190000091939"}, {"Талалаївська", "Ніжинський", "UA74040330000024949"},
		{"Талалаївська", "", ""}, {"Талалаївська", "Сумський", ""},
		{"Миколаївська", "Сумський", ""}, // both lie there
		{"Талалаївск", "Прилуцький", ""}, // only like a name
	} {
		if m := r.Within(r.Match(c.name, ""), c.raion); m.Code != c.want {
			t.Errorf("%s in %s: got %q, want %q", c.name, c.raion, m.Code, c.want)
		}
	}
	for text, want := range map[string]string{
		"вул. Миру, 1, смт Липове, Талалаївська ТГ": "UA74080190000091939", "с. Липове": "", "с.Талалаївка": "UA74040330000024949",
		"с. Талалаївка, с-ще Липове": "", "вул. Липове, 3": "", "с. Липовець": "", "": "",
	} {
		if m := r.Around(r.Match("Талалаївська", ""), text); m.Code != want {
			t.Errorf("%q: got %q, want %q", text, m.Code, want)
		}
	}
	for code, want := range map[string]string{
		"UA74080190010045678": "Талалаївська", "UA59080130000022249": "Миколаївська", "UA59080990000000000": "", "": "",
	} {
		if h, _ := r.Holding(code); h.Name != want {
			t.Errorf("%s: got %q, want %q", code, h.Name, want)
		}
	}
}
