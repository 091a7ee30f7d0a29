package privacy

import (
	"strings"
	"testing"
	"unicode/utf8"

	"depository.example/depository/internal/trial"
)

// TestCostGrowsWithLength counts how often characters are looked at, and the memory
// that is taken: of a text twice as long twice as much.
func TestCostGrowsWithLength(t *testing.T) {
	trial.Linear(t, "looks", 20_000, func(s string) int {
		shadow := newShadow(s)
		shadow.judge()
		return shadow.looks
	})
	door := NewDoor(Person{Name: "Іваненко Іван Іванович"}, Person{Name: "Нечуй-Левицька А. А."}, Person{Name: "Aa Яя"})
	trial.Linear(t, "a door", 64<<10, func(s string) int { return trial.Allocated(func() { door.Text(s) }) })
	trial.Linear(t, "a post", 64<<10, func(s string) int { return trial.Allocated(func() { Post(s) }) })
}

// FuzzMask puts anything before and behind contacts: they do not come through, what
// is let through once is let through again as it is, and what is legal stays so.
func FuzzMask(f *testing.F) {
	for _, s := range []string{"тел. ", "код ЄДРПОУ 12345678, ", "(0432) 59-50-5", "a@b.", "https://a.ua/?q=", "Іван ", "\u202e1\u202c", "№ 1 від 01.02.2024; "} {
		trial.Seed(f, s, " ")
		trial.Seed(f, s+" ", s)
	}
	door := NewDoor(Person{Name: "Коваленко Ольга Петрівна"})
	contacts := []string{"+38 (067) 123-45-67", "ivan.ivanenko@rada.gov.ua", "Коваленко Ольга Петрівна"}
	f.Fuzz(func(t *testing.T, before, after string) {
		for _, contact := range contacts {
			text := before + "\n\n" + contact + "\n\n" + after
			got, found := door.Text(text)
			if !found && !strings.ContainsAny(before, "/:=") { // in a link a number is its own
				t.Fatalf("%q came through", text)
			}
			if again, _ := door.Text(got); utf8.ValidString(text) && !utf8.ValidString(got) || strings.Count(again, withheld) < strings.Count(got, withheld) {
				t.Fatalf("%q became %q and then %q", text, got, again)
			}
		}
		Post(before + after)
	})
}

func BenchmarkText(b *testing.B) {
	d := NewDoor(Person{Name: "Іваненко Іван Іванович"})
	for _, part := range append(trial.Pieces, "Звичайний текст практики про електронну чергу, 12 000 заяв на рік. ") {
		s := strings.Repeat(part, 32_000/len(part))
		b.Run(part, func(b *testing.B) {
			for b.Loop() {
				d.Text(s)
			}
		})
	}
}
