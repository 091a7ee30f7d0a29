package condition

import "testing"

// TestCompare judges comparisons as docs/method.md has them: a blank is neither equal to
// anything nor other than it, words compare without case, numbers as numbers.
func TestCompare(t *testing.T) {
	for _, c := range []struct {
		a    any
		op   string
		b    any
		want bool
	}{
		{2.0, "<", 10.0, true}, {2.0, "<", 10, true}, {"2", "<", "10", false}, {3, ">=", 3.0, true}, {3.0, "!=", 3.0, false},
		{"Так", "==", " так ", true}, {"yes", "!=", "NO", true}, {"automated", ">", "yes", false},
		{true, "==", "yes", true}, {false, "==", "No", true}, {true, "!=", "yes", false}, {0.5, "==", "0.5", true}, {3.0, "==", "3", true},
		{nil, "==", nil, false}, {nil, "!=", "yes", false}, {nil, "<", 1.0, false}, {1.0, ">=", nil, false},
		{"a", "~", "a", false},
	} {
		if got := Compare(c.op, c.a, c.b); got != c.want {
			t.Errorf("%v %s %v is %v", c.a, c.op, c.b, got)
		}
	}
}

// TestAmong looks for a value in a list.
func TestAmong(t *testing.T) {
	for _, c := range []struct {
		a, list any
		want    bool
	}{
		{"Web", []any{"app", "web"}, true}, {"web", []string{"app"}, false}, {2.0, []any{1, 2, 3}, true}, {nil, []any{nil}, false},
		{"web", "web", false}, {"web", nil, false}, {2.0, [2]float64{1, 2}, true},
	} {
		if got := Among(c.a, c.list); got != c.want {
			t.Errorf("%v in %v is %v", c.a, c.list, got)
		}
	}
}

// TestText looks into words.
func TestText(t *testing.T) {
	for _, c := range []struct {
		a    any
		op   string
		b    any
		want bool
	}{
		{"Вінницька область", "contains", "вінниц", true}, {"Вінницька область", "startsWith", "Він", true}, {"Вінницька область", "endsWith", "ОБЛАСТЬ", true},
		{"Вінницька область", "startsWith", "область", false}, {nil, "contains", "", false}, {"x", "contains", nil, false}, {"x", "like", "x", false},
	} {
		if got := Text(c.op, c.a, c.b); got != c.want {
			t.Errorf("%v %s %v is %v", c.a, c.op, c.b, got)
		}
	}
}

// TestCalculate reckons: of a blank, of a word, by zero and beyond what a number holds
// nothing comes.
func TestCalculate(t *testing.T) {
	for _, c := range []struct {
		a    any
		op   string
		b    any
		want any
	}{
		{1.5, "+", 2, 3.5}, {1.0, "-", 3.0, -2.0}, {2.0, "*", 8.0, 16.0}, {1.0, "/", 8.0, 0.125}, {7.0, "%", 4.0, 3.0}, {-7.0, "%", 4.0, -3.0},
		{2.0, "**", 10.0, 1024.0}, {2.0, "^", -1.0, 0.5},
		{1.0, "/", 0.0, nil}, {1.0, "%", 0.0, nil}, {-1.0, "**", 0.5, nil}, {10.0, "^", 400.0, nil},
		{nil, "+", 1.0, nil}, {1.0, "+", nil, nil}, {"1", "+", 1.0, nil}, {1.0, "&", 1.0, nil},
	} {
		if got := Calculate(c.op, c.a, c.b); got != c.want {
			t.Errorf("%v %s %v is %v, want %v", c.a, c.op, c.b, got, c.want)
		}
	}
}

// TestHolds lets a condition without a test hold always.
func TestHolds(t *testing.T) {
	if none := (On[int]{}); !none.Always() || !none.Holds(3) {
		t.Error("the zero condition does not hold")
	}
	if even := (On[int]{Text: "even", Test: func(n int) bool { return n%2 == 0 }}); even.Always() || even.Holds(3) || !even.Holds(4) {
		t.Error("a condition does not hold as its test says")
	}
}
