package survey

import "testing"

func TestTextFallsBack(t *testing.T) {
	for _, c := range []struct {
		text Text
		lang string
		want string
	}{
		{Text{"uk": "а", "en": "b"}, "en", "b"},
		{Text{"uk": "а"}, "en", "а"},
		{Text{"en": "b", "de": "c"}, "uk", "b"},
		{Text{"pl": "d", "de": "c", "fr": ""}, "uk", "c"},
		{nil, "uk", ""},
	} {
		if got := c.text.In(c.lang); got != c.want {
			t.Errorf("%v in %s: got %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}

func TestAnswerThatWasNotAsked(t *testing.T) {
	p := Practice{Answers: []Answer{{Criterion: "a", State: Given, Number: 3}}}
	if a := p.Answer("a"); a.State != Given || a.Number != 3 {
		t.Errorf("a: %+v", a)
	}
	if a := p.Answer("b"); a.State != NotAsked || a.Criterion != "b" {
		t.Errorf("b: %+v", a)
	}
}
