package place

import "testing"

// The examples are those of the resolution, with names of hromadas.
func TestRomanise(t *testing.T) {
	for in, want := range map[string]string{
		"Алушта": "Alushta", "Гадяч": "Hadiach", "Ґалаґан": "Galagan", "Єнакієве": "Yenakiieve", "Короп’є": "Koropie",
		"Згорани": "Zghorany", "Розгон": "Rozghon", "Їжакевич": "Yizhakevych", "Кадиївка": "Kadyivka", "Йосипівка": "Yosypivka",
		"Стрий": "Stryi", "Щербухи": "Shcherbukhy", "Юрій": "Yurii", "Корюківка": "Koriukivka", "Яготин": "Yahotyn",
		"Костянтин": "Kostiantyn", "Знам'янка": "Znamianka", "Феодосія": "Feodosiia",
		"Зноб-Новгородська": "Znob-Novhorodska", "Івано-Франківськ": "Ivano-Frankivsk", "м. Київ": "m. Kyiv", "Війтовецька": "Viitovetska", "": "",
	} {
		if got := Romanise(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// The centres are those that the laws on the hromadas name; the codes are the codifier's.
func TestEponym(t *testing.T) {
	r := own(t)
	for code, want := range map[string]string{
		"UA05020030000031457": "Вінниця", "UA18060150000038188": "Народичі", "UA44160050000040019": "Станиця Луганська",
		"UA53060030000045288": "Велика Багачка", "UA53060230000098362": "Миргород",
		"UA80000000000093317": "", "UA99999999999999999": "", "": "",
	} {
		if got := Eponym(r, code); got != want {
			t.Errorf("%s is named after %q, want %q", code, got, want)
		}
	}
	if got := Eponym(nil, "UA53060230000098362"); got != "" {
		t.Errorf("without a codifier: %q", got)
	}
}
