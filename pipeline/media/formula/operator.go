package formula

// An operator stands between two terms.
type operator uint8

// The operators, by how tightly they bind.
const (
	same operator = iota
	differs
	less
	atMost
	more
	atLeast
	join
	plus
	minus
	times
	over
)

var signs = [...]string{same: "=", differs: "<>", less: "<", atMost: "<=", more: ">", atLeast: ">=", join: "&", plus: "+", minus: "-", times: "*", over: "/"}

// binds tells how tightly.
func (o operator) binds() int {
	switch {
	case o < join:
		return 1
	case o == join:
		return 2
	case o < times:
		return 3
	}
	return 4
}

// joins tells whether it does not matter which of several is taken first.
func (o operator) joins() bool { return o == join || o == plus || o == times }

// of is what comes of two single values; what has failed fails the whole.
func (o operator) of(a, b *Value) Value {
	switch {
	case o > join && a.Kind.counts() && b.Kind.counts():
		return o.number(a.X, b.X)
	case a.Kind == Failed:
		return *a
	case b.Kind == Failed:
		return *b
	case o < join:
		return logical(o.holds(compare(a, b)))
	case o == join:
		return textual(a.String() + b.String())
	case o == over && b.Kind != Textual && b.X == 0:
		return failed("#DIV/0!")
	}
	return failed("#VALUE!")
}

// counts tells whether a value of a kind is a number where one is needed.
func (k Kind) counts() bool { return k != Textual && k != Failed }

// number is what comes of two numbers.
func (o operator) number(a, b float64) Value {
	switch o {
	case plus:
		return numeric(difference(a, -b))
	case minus:
		return numeric(difference(a, b))
	case times:
		return numeric(float64(a * b))
	}
	if b == 0 {
		return failed("#DIV/0!")
	}
	return numeric(a / b)
}

// holds tells whether a comparison holds of what compare gives.
func (o operator) holds(order int) bool {
	switch o {
	case same:
		return order == 0
	case differs:
		return order != 0
	case less:
		return order < 0
	case atMost:
		return order <= 0
	case more:
		return order > 0
	}
	return order >= 0
}

// difference subtracts; what is left of two numbers that are equal but for their last
// bits is nothing.
func difference(a, b float64) float64 {
	if equal(a, b) {
		return 0
	}
	return a - b
}
