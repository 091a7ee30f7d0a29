package formula

import (
	"math"
	"strconv"
	"strings"
)

// If returns one of two by a condition; the other is not computed.
func If[T kind](when Bool, then, otherwise T) T {
	return T{calls("IF", Any(when), any(then).(Any), any(otherwise).(Any))}
}

// IfError returns an expression, and another where that fails.
func IfError[T kind](e, otherwise T) T {
	return T{calls("IFERROR", any(e).(Any), any(otherwise).(Any))}
}

// And tells whether all conditions hold.
func And(all ...Bool) Bool { return Bool{calls("AND", anys(all)...)} }

// Or tells whether one condition holds; none does of none.
func Or(one ...Bool) Bool {
	if len(one) == 0 {
		return Truth(false)
	}
	return Bool{calls("OR", anys(one)...)}
}

// Not tells whether a condition does not hold.
func Not(b Bool) Bool { return Bool{calls("NOT", b)} }

func anys[T Any](list []T) []Any {
	out := make([]Any, len(list))
	for i, e := range list {
		out[i] = e
	}
	return out
}

// Equal tells whether two are the same, but for capitals.
func Equal(a, b Any) Bool { return Bool{joined(same, a, b)} }

// Differs tells whether two are not the same.
func Differs(a, b Any) Bool { return Bool{joined(differs, a, b)} }

// Empty tells whether a cell shows nothing.
func (e Mixed) Empty() Bool { return Equal(e, Str("")) }

// Is tells whether a cell shows a text.
func (e Mixed) Is(s string) Bool { return Equal(e, Str(s)) }

// Less, AtMost, More and AtLeast compare; two numbers that differ in their last bits
// alone are equal.
func (e Number) Less(than Number) Bool { return Bool{joined(less, e, than)} }

// AtMost tells whether a number is not more than another.
func (e Number) AtMost(than Number) Bool { return Bool{joined(atMost, e, than)} }

// More tells whether a number is more than another.
func (e Number) More(than Number) Bool { return Bool{joined(more, e, than)} }

// AtLeast tells whether a number is not less than another.
func (e Number) AtLeast(than Number) Bool { return Bool{joined(atLeast, e, than)} }

// Between tells whether a text stands between two others, both in it, as digits do.
func Between(e, from, to String) Number {
	return Product(Number(Bool{joined(atLeast, e, from)}), Number(Bool{joined(atMost, e, to)}))
}

// Add returns a sum; of one term, the term.
func Add(terms ...Number) Number {
	if len(terms) == 1 {
		return terms[0]
	}
	return Number{joined(plus, anys(terms)...)}
}

// Product returns a product; a condition counts as 1 or 0.
func Product(factors ...Number) Number { return Number{joined(times, anys(factors)...)} }

// Minus returns a difference.
func (e Number) Minus(x Number) Number { return Number{joined(minus, e, x)} }

// Over returns a quotient.
func (e Number) Over(x Number) Number { return Number{joined(over, e, x)} }

// Join returns a text of several.
func Join(parts ...Any) String { return String{joined(join, parts...)} }

// Round rounds to so many decimals, halves away from zero.
func Round(x Number, decimals int) Number {
	return Number{calls("ROUND", x, Num(float64(decimals)))}
}

// Least and Most of numbers; in an area, of those that are numbers.
func Least(of ...Any) Number { return Number{calls("MIN", of...)} }

// Most returns the largest number.
func Most(of ...Any) Number { return Number{calls("MAX", of...)} }

// Sum adds the numbers of an area.
func Sum(of Area) Number { return Number{calls("SUM", of)} }

// SumOf adds the numbers of an array.
func SumOf(array Number) Number { return Number{calls("SUMPRODUCT", array)} }

// CountNumbers counts the numbers of an array; what fails is none.
func CountNumbers(array Number) Number { return Number{calls("COUNT", array)} }

// CountA counts the cells of an area that are not blank.
func CountA(of Area) Number { return Number{calls("COUNTA", of)} }

// CountIf counts the cells of an area that show a text.
func CountIf(of Area, s string) Number { return Number{calls("COUNTIF", of, Str(s))} }

// Ln is the natural logarithm, Sqrt the root.
func Ln(x Number) Number { return Number{calls("LN", x)} }

// Sqrt returns the root of a number.
func Sqrt(x Number) Number { return Number{calls("SQRT", x)} }

// IsNumber tells whether something is a number.
func IsNumber(e Any) Bool { return Bool{calls("ISNUMBER", e)} }

// IsError tells whether something fails.
func IsError(e Any) Bool { return Bool{calls("ISERROR", e)} }

// OrZero returns a number, and 0 of anything else.
func OrZero(e Any) Number { return Number{calls("N", e)} }

// Parsed returns the number that a text of digits is.
func Parsed(s String) Number { return Number{calls("VALUE", s)} }

// Len counts letters.
func Len(s Any) Number { return Number{calls("LEN", s)} }

// Find returns where a text stands in another, with regard to capitals; it fails
// where it does not. Nothing is not to be looked for: Excel finds it at 1,
// LibreOffice fails.
func Find(what String, in Any) Number { return Number{calls("FIND", what, in)} }

// FindBehind is Find from a letter on.
func FindBehind(what String, in Any, from Number) Number {
	return Number{calls("FIND", what, in, from)}
}

// Left returns the first letters.
func Left(s Any, n Number) String { return String{calls("LEFT", s, n)} }

// Right returns the last letters.
func Right(s Any, n Number) String { return String{calls("RIGHT", s, n)} }

// Mid returns letters from one on.
func Mid(s Any, from, n Number) String { return String{calls("MID", s, from, n)} }

// Trim takes away blanks at both ends and all but one between words.
func Trim(s Any) String { return String{calls("TRIM", s)} }

// Lower writes small letters, Upper capitals.
func Lower(s Any) String { return String{calls("LOWER", s)} }

// Upper writes capitals.
func Upper(s Any) String { return String{calls("UPPER", s)} }

// Exact tells whether two texts are the same, capitals too.
func Exact(a, b Any) Bool { return Bool{calls("EXACT", a, b)} }

// Substitute writes one text for another, wherever it stands.
func Substitute(s Any, what, by String) String {
	return String{calls("SUBSTITUTE", s, what, by)}
}

// Repeat returns a text so many times.
func Repeat(s string, n int) String {
	return String{calls("REPT", Str(s), Num(float64(n)))}
}

// Char returns the character with a code below 128.
func Char(code int) String { return String{calls("CHAR", Num(float64(code)))} }

// ShownAs returns the letter of how a cell shows a number: G and F plainly, S with
// separators, P in per cent, D as a date, C as money.
func ShownAs(r Ref) String { return Left(String{shownAs{r}}, Num(1)) }

// A shownAs is the code of a cell's format.
type shownAs struct{ Ref }

func (s shownAs) write(b []byte, _ int) []byte {
	return append(s.Ref.write(append(b, `CELL("format",`...), 0), ')')
}

func (s shownAs) eval(on *sheet) Value {
	if v := s.Ref.eval(on); v.As != 0 {
		return textual(string(v.As))
	}
	return textual("G")
}

// NameOf returns what the sheet of a cell is called by now; where a program does not tell,
// or the workbook has no file yet, what it was called when it was made.
func NameOf(r Ref, made string) String { return String{nameOf{r, made}} }

// A nameOf is the name of a sheet, which stands behind the name of the file.
type nameOf struct {
	Ref
	made string
}

func (n nameOf) write(b []byte, _ int) []byte {
	file := string(n.Ref.write([]byte(`CELL("filename",`), 0)) + ")" // C:\[a.xlsx]Sheet in Excel, 'file:///a.xlsx'#$Sheet in LibreOffice
	b = append(b, `IFERROR(MID(`+file+`,IFERROR(FIND("#$",`+file+`)+1,FIND("]",`+file+`))+1,99),`...)
	return append(Str(n.made).tree().write(b, 0), ')')
}

func (n nameOf) eval(*sheet) Value { return textual(n.made) }

// Lookup returns what stands beside a text in pairs; it fails where it is not.
func Lookup(s String, pairs [][2]string) String {
	var cells []Value
	for _, p := range pairs {
		cells = append(cells, textual(p[0]), textual(p[1]))
	}
	return String{calls("VLOOKUP", s, Mixed{&constant{Value{many: &array{cells, 2}}}}, Num(2), Truth(false))}
}

// UpTo is a column of the numbers from 1 to n, and to most at most.
func UpTo(n Number, most int) Number { return Number{upTo{n.node, most}} }

type upTo struct {
	n    node
	most int
}

func (u upTo) write(b []byte, _ int) []byte {
	b = append(b, "ROW($A$1:INDEX($A$1:$A$"...)
	b = append(strconv.AppendInt(b, int64(u.most), 10), ',')
	b = calls("MIN", Num(float64(u.most)), Number{u.n}).write(b, 0)
	return append(b, "))"...)
}

func (u upTo) eval(on *sheet) Value {
	x, failure, ok := u.n.eval(on).number()
	if !ok {
		return failure
	}
	last := min(int(x), u.most)
	if last < 1 {
		last = u.most
	}
	out := on.array(last, 1)
	for i := range out.cells {
		out.cells[i] = numeric(float64(i + 1))
	}
	return Value{many: out}
}

// A function computes in one of four ways.
type function struct {
	name   string
	lazy   func(on *sheet, args []node) Value // it asks for the values of its arguments itself
	whole  func(args []Value) Value           // arrays and areas whole
	one    func(v Value) Value                // of a single value, each of an array
	single func(args []Value) Value           // of single values, each of arrays
	asks   bool                               // it wants to know whether something has failed
}

// functions are all, by their names.
var functions = map[string]*function{}

func init() { // they evaluate, and evaluating looks here
	for name, f := range choices {
		functions[name] = &function{name: name, lazy: f}
	}
	for name, f := range overAll {
		functions[name] = &function{name: name, whole: f}
	}
	for name, f := range statistics {
		functions[name] = &function{name: name, whole: func(args []Value) Value { return numeric(f(numbersOf(args))) }}
	}
	for name, f := range ofOne {
		functions[name] = &function{name: name, one: f, asks: name == "ISNUMBER" || name == "ISERROR"}
	}
	for name, f := range singles {
		functions[name] = &function{name: name, single: f}
	}
}

// choices compute only those of their arguments that are needed, or one after the other.
var choices = map[string]func(on *sheet, args []node) Value{
	"IF": func(on *sheet, args []node) Value {
		switch when := args[0].eval(on).single(); {
		case when.Kind == Failed:
			return when
		case when.Kind == Textual:
			return failed("#VALUE!")
		case when.holds():
			return args[1].eval(on)
		}
		return args[2].eval(on)
	},
	"IFERROR": func(on *sheet, args []node) Value {
		v := args[0].eval(on)
		if v.many == nil && v.Kind == Failed {
			return args[1].eval(on)
		}
		return v
	},
	"AND": func(on *sheet, args []node) Value { return logic(on, args, true) },
	"OR":  func(on *sheet, args []node) Value { return logic(on, args, false) },
}

// overAll take arrays and areas whole.
var overAll = map[string]func(args []Value) Value{
	"SUM": sum, "SUMPRODUCT": products,
	"MIN":   func(args []Value) Value { return extreme(args, math.Min) },
	"MAX":   func(args []Value) Value { return extreme(args, math.Max) },
	"COUNT": func(args []Value) Value { return counting(args, func(v *Value) bool { return v.Kind == Numeric }) },
	"COUNTA": func(args []Value) Value {
		return counting(args, func(v *Value) bool { return v.Kind != Blank })
	},
	"COUNTIF": func(args []Value) Value {
		return counting(args[:1], func(v *Value) bool { return v.Kind == Textual && compare(v, &args[1]) == 0 })
	},
	"VLOOKUP": func(args []Value) Value {
		for pairs := all(args, 1); len(pairs) > 0; pairs = pairs[2:] {
			if compare(&pairs[0], &args[0]) == 0 {
				return pairs[1]
			}
		}
		return failed("#N/A")
	},
}

func logic(on *sheet, args []node, every bool) Value {
	result := every
	for _, arg := range args {
		one := [...]Value{arg.eval(on)}
		list := one[:]
		if many := one[0].many; many != nil {
			list = many.cells
		}
		for k := range list {
			if list[k].Kind == Failed {
				return list[k]
			}
			if list[k].holds() != every {
				result = !every
			}
		}
	}
	return logical(result)
}

func sum(args []Value) Value {
	total := 0.0
	for i := range args {
		for k, list := 0, all(args, i); k < len(list); k++ {
			switch v := &list[k]; v.Kind {
			case Failed:
				return *v
			case Numeric:
				total += v.X
			}
		}
	}
	return numeric(total)
}

func extreme(args []Value, better func(a, b float64) float64) Value {
	best, any := 0.0, false
	for i := range args {
		for k, list := 0, all(args, i); k < len(list); k++ {
			switch v := &list[k]; {
			case v.Kind == Failed:
				return *v
			case v.Kind == Numeric && !any:
				best, any = v.X, true
			case v.Kind == Numeric:
				best = better(best, v.X)
			}
		}
	}
	return numeric(best)
}

func counting(args []Value, counts func(*Value) bool) Value {
	n := 0
	for i := range args {
		for k, list := 0, all(args, i); k < len(list); k++ {
			if counts(&list[k]) {
				n++
			}
		}
	}
	return numeric(float64(n))
}

// ofOne take one single value.
var ofOne = map[string]func(v Value) Value{
	"ABS":      positive(math.Abs, math.Inf(-1)),
	"EXP":      positive(math.Exp, math.Inf(-1)),
	"LN":       positive(math.Log, math.SmallestNonzeroFloat64),
	"SQRT":     positive(math.Sqrt, 0),
	"NOT":      func(v Value) Value { return logical(!v.holds()) },
	"ISNUMBER": func(v Value) Value { return logical(v.Kind == Numeric) },
	"ISERROR":  func(v Value) Value { return logical(v.Kind == Failed) },
	"N": func(v Value) Value {
		if v.Kind == Textual {
			return numeric(0)
		}
		return numeric(v.X)
	},
	"VALUE": parsed,
	"LEN":   func(v Value) Value { return numeric(float64(len(v.letters()))) },
	"TRIM":  func(v Value) Value { return textual(trimmed(v.String())) },
	"LOWER": func(v Value) Value { return textual(strings.ToLower(v.String())) },
	"UPPER": func(v Value) Value { return textual(strings.ToUpper(v.String())) },
	"CHAR":  func(v Value) Value { return textual(string(rune(v.X))) },
}

// singles take single values.
var singles = map[string]func(args []Value) Value{
	"ROUND": arithmetic(round),
	"POWER": arithmetic(math.Pow),
	"LEFT":  func(a []Value) Value { return part(a[0], 0, a[1]) },
	"RIGHT": func(a []Value) Value { return part(a[0], max(0, len(a[0].letters())-int(a[1].X)), a[1]) },
	"MID":   func(a []Value) Value { return part(a[0], int(a[1].X)-1, a[2]) },
	"FIND":  find,
	"EXACT": func(a []Value) Value { return logical(a[0].String() == a[1].String()) },
	"SUBSTITUTE": func(a []Value) Value {
		if a[1].String() == "" {
			return textual(a[0].String())
		}
		return textual(strings.ReplaceAll(a[0].String(), a[1].String(), a[2].String()))
	},
	"HYPERLINK": func(a []Value) Value { return a[1] },
	"REPT":      func(a []Value) Value { return textual(strings.Repeat(a[0].String(), int(a[1].X))) },
}

// apply applies a function to single values; what has failed fails the whole.
func (f *function) apply(args []Value) Value {
	for i := range args {
		if args[i].Kind == Failed {
			return args[i]
		}
	}
	return f.single(args)
}

func arithmetic(f func(a, b float64) float64) func([]Value) Value {
	return func(args []Value) Value {
		for i := range args {
			if k := args[i].Kind; k == Failed || k == Textual {
				_, failure, _ := args[i].number()
				return failure
			}
		}
		return numeric(f(args[0].X, args[1].X))
	}
}

// positive is a function of numbers from least on.
func positive(f func(float64) float64, least float64) func(Value) Value {
	return func(v Value) Value {
		x, failure, ok := v.number()
		switch {
		case !ok:
			return failure
		case x < least:
			return failed("#NUM!")
		}
		return numeric(f(x))
	}
}

// round rounds halves away from zero. With decimals a half is what is one in 15
// digits: 1.005 is kept as 1.00499999999999989 and gives 1.01.
func round(x, decimals float64) float64 {
	if decimals == 0 {
		return math.Round(x)
	}
	power := math.Pow(10, decimals)
	scaled, _ := strconv.ParseFloat(strconv.FormatFloat(x*power, 'e', 14, 64), 64) // digits of a number
	return math.Round(scaled) / power
}

// parsed reads digits with a full stop; what else a program may read depends on its
// language.
func parsed(v Value) Value {
	if v.Kind == Numeric {
		return v
	}
	text := strings.TrimSpace(v.String())
	if text == "" || strings.Trim(text, "0123456789.") != "" {
		return failed("#VALUE!")
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return failed("#VALUE!")
	}
	return numeric(x)
}

func (v Value) letters() []rune { return []rune(v.String()) }

// part returns letters from one on, which counts from 0.
func part(s Value, from int, n Value) Value {
	letters := s.letters()
	if from < 0 || n.X < 0 {
		return failed("#VALUE!")
	}
	from = min(from, len(letters))
	return textual(string(letters[from:min(len(letters), from+int(n.X))]))
}

func find(args []Value) Value {
	what, in, from := args[0].String(), args[1].letters(), 0
	if len(args) > 2 {
		from = int(args[2].X) - 1
	}
	if from < 0 || from > len(in) {
		return failed("#VALUE!")
	}
	rest := string(in[from:])
	i := strings.Index(rest, what)
	if i < 0 {
		return failed("#VALUE!")
	}
	return numeric(float64(from + len([]rune(rest[:i])) + 1))
}

func trimmed(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' })
	return strings.Join(words, " ")
}
