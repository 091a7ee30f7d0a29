package reply

import (
	"slices"
	"testing"
)

func TestNear(t *testing.T) {
	partners := []Named{
		{"verbodolsk", []string{"Вербодольськ", "Verbodolsk"}}, {"verbodolsk/VER-01", []string{"Картки показників"}}, {"verbodolsk/VER-04", nil},
		{"zorianohirsk", []string{"Зоряногірськ"}}, {"zorianohirsk/ZOR-01", []string{"Електронна черга"}},
	}
	var many []Named
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7"} {
		many = append(many, Named{Ref: "score/bar/" + n})
	}
	for _, c := range []struct {
		typed string
		all   []Named
		want  []string
	}{
		{"Вербодольськ", partners, []string{"verbodolsk"}},
		{"вербодольск", partners, []string{"verbodolsk"}},
		{"verbodlsk", partners, []string{"verbodolsk"}},
		{"verbodolsk/VER-4", partners, []string{"verbodolsk/VER-04"}},
		{"verbodolsk/VER-99", partners, []string{"verbodolsk/VER-01", "verbodolsk/VER-04"}},
		{"zorian", partners, []string{"zorianohirsk", "zorianohirsk/ZOR-01"}},
		{"черга", partners, []string{"zorianohirsk/ZOR-01"}},
		{"verbodilska", partners, []string{"verbodolsk"}},
		{"zorianohirsk/XYZ/12", partners, []string{"zorianohirsk/ZOR-01", "zorianohirsk"}},
		{"score/bar", many, []string{"score/bar/1", "score/bar/2", "score/bar/3", "score/bar/4", "score/bar/5"}},
		{"bar", many, []string{"score/bar/1", "score/bar/2", "score/bar/3", "score/bar/4", "score/bar/5"}},
		{"foo", partners, nil}, {"", partners, nil}, {"  ", partners, nil}, {"VE", partners, []string{"verbodolsk", "verbodolsk/VER-01", "verbodolsk/VER-04"}},
		{"verbodolsk", nil, nil},
	} {
		if got := Near(c.typed, c.all); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.typed, got, c.want)
		}
	}
}
