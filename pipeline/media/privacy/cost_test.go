package privacy

import (
	"strings"
	"testing"
)

// hostileParts are pieces of text that make a finder look far if it can be made
// to: signs that announce much and hold nothing.
var hostileParts = []string{"1 ", "1-", "0671234567 ", "067 123 45 6 ", "@", "@a.", "a@", "a@a.", "(", "( ", "(at)", "(at) a", "tel:", "http", "http://", "http://a@", "https://e.ua/phone=", "phone=",
	"www.", "a.a/", "тел. ", "тел. 1", "Іван ", "І. ", "Іван Іваненко ", "&#64;", "%40", "собака ", " at ", " dot ", "\"", "t.me/", "+", "+1", "№ 1 ", "1/", "1(", "a", "я", " ", "\u200b", "0 ", "00", "viber://"}

// TestCostGrowsWithLength counts how often characters are looked at: of a text
// eight times as long some eight times as often.
func TestCostGrowsWithLength(t *testing.T) {
	cost := func(part string, length int) int {
		s := newShadow(strings.Repeat(part, length/len(part)))
		s.judge()
		return s.looks
	}
	for _, part := range hostileParts {
		if short, long := cost(part, 4_000), cost(part, 32_000); long > 10*short+100_000 {
			t.Errorf("%q: %d looks at 4,000 bytes, %d at 32,000", part, short, long)
		}
	}
}

func BenchmarkText(b *testing.B) {
	d := NewDoor(Person{Name: "Іваненко Іван Іванович"})
	for _, part := range append(hostileParts, "Звичайний текст практики про електронну чергу, 12 000 заяв на рік. ") {
		s := strings.Repeat(part, 32_000/len(part))
		b.Run(part, func(b *testing.B) {
			for b.Loop() {
				d.Text(s)
			}
		})
	}
}
