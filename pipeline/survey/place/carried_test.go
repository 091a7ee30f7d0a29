package place

import (
	"compress/gzip"
	"io"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/templates"
)

// packed is the text of the codifier that the program carries.
var packed = sync.OnceValues(func() (string, error) {
	f, err := templates.Files.Open("places/katottg.gz")
	if err != nil {
		return "", err
	}
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(unzipped)
	return string(text), err
})

// own is the codifier that the program carries.
func own(t testing.TB) *Registry {
	t.Helper()
	text, err := packed()
	if err != nil {
		t.Fatal(err)
	}
	r, err := Unpack(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func BenchmarkUnpack(b *testing.B) {
	text, err := packed()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Unpack(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFirstCity(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		r := own(b)
		b.StartTimer()
		r.Match("м. Бар", "")
	}
}

// TestUnpack counts what the program carries; the codifier's units by category
// were counted by another program.
func TestUnpack(t *testing.T) {
	text, err := packed()
	if err != nil {
		t.Fatal(err)
	}
	counts := map[byte]int{}
	for line := range strings.Lines(text) {
		counts[line[0]]++
	}
	delete(counts, 'K') // the first line begins with it too
	// Of 461 cities two lie in no hromada: Прип’ять and Чорнобиль.
	if want := map[byte]int{'O': 25, 'P': 136, 'H': 1772, 'M': 459, 'X': 1979, 'C': 27261}; !maps.Equal(counts, want) {
		t.Errorf("units %v, want %v", counts, want)
	}
	r := own(t)
	if r.Len() != 1774 || r.edition != "2026-07-07" || len(r.raions) != 136 {
		t.Errorf("%d hromadas, edition %q, %d raions", r.Len(), r.edition, len(r.raions))
	}
	for _, broken := range []string{"", "KATOTTG", "O0113043\tКрим\n", "KATOTTG 2026-07-07\nM\tбар\n", "KATOTTG 2026-07-07\nH1\tБарська\n"} {
		if _, err := Unpack(broken); err == nil {
			t.Errorf("%q is read as a codifier", broken)
		}
	}
}

// TestPackedAgainstTheCodifier: nothing of the codifier is lost by packing it.
func TestPackedAgainstTheCodifier(t *testing.T) {
	c, err := ReadCodifier(table(t, "katottg-kse.csv"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Unpack(c.Pack("2022-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	whole := FromCodifier(c.Rows())
	if !maps.Equal(r.byCode, whole.byCode) || !maps.Equal(r.raions, whole.raions) {
		t.Error("hromadas or raions are lost on the way")
	}
	for head := range r.byHead {
		if r.within[head] != whole.within[head] {
			t.Errorf("%s: %q, want %q", head, r.within[head], whole.within[head])
		}
	}
}

// bar are ways in which people write the hromada of the city of Бар.
var bar = []string{
	"м. Бар", "м.Бар", "місто Бар", "Бар", "Барська громада", "Барська", "Барська ТГ", "Барська МТГ", "Барська міська рада", "Барська міська ТГ",
	"Барська міська об'єднана територіальна громада", "Барська міська територіальна громада Жмеринського району Вінницької області",
	"Bar", "BAR", "Bar city", "Barska hromada", "Barska territorial community", "Bar city council", "Bar, Vinnytsia Oblast",
	"м. Бар, Вінницька область", "Вінницька обл., Жмеринський р-н, м. Бар", "м. Бар (Вінницька обл.)", "Бар, Вінниччина", "ТГ Барська",
	"Виконавчий комітет Барської міської ради", "Барської міської територіальної громади", "«Барська» громада", "Барська міська", "м . Бар",
	"с. Лука-Барська", "село Лука-Барська", "Лука-Барська", "UA05060010000053179", "ua05060010010059821", "Громада міста Бар", "барська  отг.",
	"Барська об’єднана територіальна громада", "Барська сільська громада", // the name is that of one alone
}

func TestSpellings(t *testing.T) {
	r := own(t)
	for _, text := range bar {
		if m := r.Match(text, ""); m.Code != "UA05060010000053179" {
			t.Errorf("%q: %s", text, told(r, m))
		}
	}
	for text, want := range map[string]string{
		"Тульчинська міська територіальна громада": "UA05100150000050790", "смт Вапнярка": "UA05100030000051497", "Вапнярська селищна рада": "UA05100030000051497",
		"м. Київ": "UA80000000000093317", "Kyiv": "UA80000000000093317", "Kiev": "UA80000000000093317", "Київська міська рада": "UA80000000000093317",
		"м. Одеса": "UA51100270000073549", "Odessa": "UA51100270000073549", "м. Ялта": "UA01200310000097903",
		"Івано - Франківська": "", "Івано-Франківськ": "UA26040190000081578", "Ivano-Frankivsk": "UA26040190000081578", "Камянець-Подільський": "UA68020110000071202", "Запоріжжя": "UA23060070000082704",
		"Самар": "UA12100070000011492", "м. Новомосковськ": "UA12100070000011492", "Новомосковська громада": "UA12100070000011492", "Novomoskovsk": "UA12100070000011492",
		"Шептицький": "UA46120130000026331", "Червоноградська МТГ": "UA46120130000026331", "Переяслав-Хмельницький": "UA32040110000047477",
		"Первомайська селищна громада, Миколаївська область": "UA48060270000044708", "Первомайська міська громада, Миколаївська область": "UA48080130000028458",
		"Миколаїв, Миколаївська область": "UA48060150000071713", "м. Миколаїв, Львівська область": "UA46100110000018989",
	} {
		if m := r.Match(text, ""); m.Code != want {
			t.Errorf("%q: %s, want %q", text, told(r, m), want)
		}
	}
}

// TestRefusals: what several places are called is refused with these, and a
// likeness is no match.
func TestRefusals(t *testing.T) {
	r := own(t)
	for _, c := range []struct {
		text, oblast string
		candidates   int
	}{
		{"Миколаївська", "", 9}, {"м. Миколаїв", "", 2}, {"Mykolaiv", "", 2}, {"Івано-Франківська", "", 2}, {"Миколаївка", "", 7},
		{"Вінницка", "", 1}, {"Тульчен", "", 1}, {"Бпрська", "UA05000000000010236", 1},
		{"Бар, Тульчин", "", 2}, {"Барська громада, Львівська область", "UA05000000000010236", 2}, {"Тернопільська громада, Тернопільська область", "UA05000000000010236", 1},
		{"Відділ цифрового розвитку", "", 0}, {"Вінницька область", "", 0}, {"вул. Миру, 1", "", 0}, {"громада", "", 0}, {"", "", 0},
	} {
		if m := r.Match(c.text, c.oblast); m.Code != "" || len(m.Candidates) != c.candidates {
			t.Errorf("%q in %q: %s, want %d candidates", c.text, c.oblast, told(r, m), c.candidates)
		}
	}
}

func TestTerritory(t *testing.T) {
	r := own(t)
	for text, want := range map[string]string{
		"Вінницька область": "UA05000000000010236", "Vinnytsia Oblast": "UA05000000000010236", "Львівщина": "UA46000000000026241", "АР Крим": "UA01000000000013043",
		"Департамент цифрового розвитку Львівської ОДА": "UA46000000000026241", "Київська міська державна адміністрація": "UA80000000000093317",
		"Жмеринський район": "UA05060000000061926", "Жмеринський район Вінницької області": "UA05060000000061926", "UA05060000000061926": "UA05060000000061926",
		"Жмеринський район, Львівська область": "", "ua05000000000010236": "UA05000000000010236", "м. Бар": "UA05060010000053179", "Бар": "UA05060010000053179",
		"UA05060010010059821": "UA05060010000053179", "UA99060010010059821": "", "Вінницька": "", "Волинська": "", "м. Київ": "UA80000000000093317",
	} {
		if m := r.Territory(text, ""); m.Code != want {
			t.Errorf("%q: %s, want %q", text, told(r, m), want)
		}
	}
	if m := r.Territory("Вінницька", ""); len(m.Candidates) != 2 {
		t.Errorf("an adjective of an oblast and of a hromada: %s", told(r, m))
	}
}

// told prints a match for a test.
func told(r *Registry, m Match) string {
	list := []string{m.Code}
	for _, h := range m.Candidates {
		list = append(list, r.Describe(h))
	}
	return strings.Join(list, "; ")
}

// What is known of a name is what Match finds, in whichever region and registry.
func TestKnownNames(t *testing.T) {
	full := own(t)
	again := own(t)
	var known Known
	for range 2 {
		for _, r := range []*Registry{full, nil, again} {
			for _, text := range []string{"Барська ТГ", "м. Бар", "Вінницька", "Первомайська міська", "UA05020030010063857", "немає такої", ""} {
				for _, oblast := range []string{"", "UA05000000000010236", "UA48000000000039575"} {
					if diff := cmp.Diff(r.Match(text, oblast), known.Match(r, text, oblast)); diff != "" {
						t.Fatal(text, oblast, diff)
					}
				}
			}
		}
	}
}
