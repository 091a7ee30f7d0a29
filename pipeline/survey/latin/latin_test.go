package latin

import "testing"

// The examples are those of the resolution, with names of hromadas.
func TestOf(t *testing.T) {
	for in, want := range map[string]string{
		"Алушта": "Alushta", "Гадяч": "Hadiach", "Ґалаґан": "Galagan", "Єнакієве": "Yenakiieve", "Короп’є": "Koropie",
		"Згорани": "Zghorany", "Розгон": "Rozghon", "Їжакевич": "Yizhakevych", "Кадиївка": "Kadyivka", "Йосипівка": "Yosypivka",
		"Стрий": "Stryi", "Щербухи": "Shcherbukhy", "Юрій": "Yurii", "Корюківка": "Koriukivka", "Яготин": "Yahotyn",
		"Костянтин": "Kostiantyn", "Знам'янка": "Znamianka", "Феодосія": "Feodosiia",
		"Зноб-Новгородська": "Znob-Novhorodska", "Івано-Франківськ": "Ivano-Frankivsk", "м. Київ": "m. Kyiv", "Війтовецька": "Viitovetska", "": "",
	} {
		if got := Of(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
