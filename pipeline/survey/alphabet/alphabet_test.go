package alphabet

import (
	"slices"
	"strings"
	"testing"
)

// The order of the Ukrainian alphabet as DSTU 9112 and every dictionary has it.
func TestUkrainian(t *testing.T) {
	const letters = "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я"
	want := strings.Fields(letters)
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, Of("uk"))
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	names := []string{"Гуляйполе", "Ґанок", "Дніпро", "Елеватор", "Євшан", "Жашків", "Іршава", "Їжаківка", "Йосипівка", "Львів", "село 9", "село 10", "Яремче"}
	got = slices.Clone(names)
	slices.Sort(got)
	if slices.Equal(got, names) {
		t.Fatal("bytes are in order already: the test says nothing")
	}
	slices.SortFunc(got, Of("uk"))
	if !slices.Equal(got, names) {
		t.Errorf("%v", got)
	}
}

func TestEnglish(t *testing.T) {
	got := []string{"zebra", "Apple", "apple 10", "apple 9", "Émile", "Eve"}
	slices.SortFunc(got, Of("en"))
	if want := []string{"Apple", "apple 9", "apple 10", "Émile", "Eve", "zebra"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
