// Package wording prints texts, numbers and dates as an educated reader of the
// language writes them. It believes that a sentence belongs to a translator and
// a number to the language: code names a text by its key and gives it values.
//
// A text may hold {name}, replaced by a value, and {name|form|form|…}, replaced
// by the form that agrees with the number called name: one|few|many|other in
// Ukrainian («{n|бал|бали|балів|бала}», the last for fractions; three forms
// serve when no fraction can occur), one|other in English.
package wording

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/survey/cell"
)

// NBSP is the no-break space; Minus the real minus sign.
const (
	NBSP  = "\u00a0"
	Minus = "\u2212"
)

// A Catalogue holds the texts of one language. It is safe for concurrent use.
type Catalogue struct {
	lang  string
	texts map[string]string
}

// New makes a catalogue of language lang ("uk" or "en") from texts by key.
func New(lang string, texts map[string]string) *Catalogue {
	return &Catalogue{lang: lang, texts: texts}
}

// Lang returns the language code.
func (c *Catalogue) Lang() string { return c.lang }

// Has reports whether the catalogue has a text with this key.
func (c *Catalogue) Has(key string) bool { _, ok := c.texts[key]; return ok }

// Keys lists what the catalogue has, in order.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.texts)) }

// T prints the text with this key; args alternate names and values. A string
// is printed as it is, an int as a count, a float64 with as many decimals as it
// needs up to two, a Num as it says, a Told by its words, a list of strings joined.
// A missing key prints as ⟦key⟧.
func (c *Catalogue) T(key string, args ...any) string {
	text, ok := c.texts[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	return c.fill(text, args)
}

// Fill prints a text that is not in the catalogue, as of a rule, in the same way.
func (c *Catalogue) Fill(text string, args ...any) string { return c.fill(text, args) }

func (c *Catalogue) fill(text string, args []any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		if inner := strings.LastIndexByte(text[open:open+end], '{'); inner > 0 { // {id: {by}}: what is outside is text
			open, end = open+inner, end-inner
		}
		b.WriteString(text[:open])
		name, forms, plural := strings.Cut(text[open+1:open+end], "|")
		value, ok := lookup(args, name)
		switch {
		case !ok:
			b.WriteString(text[open : open+end+1])
		case plural:
			b.WriteString(c.form(value, strings.Split(forms, "|")))
		default:
			b.WriteString(c.print(value))
		}
		text = text[open+end+1:]
	}
	b.WriteString(text)
	return b.String()
}

func lookup(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

func (c *Catalogue) print(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return c.Number(float64(v), 0)
	case float64:
		return c.Shortest(v, 2)
	case Num:
		if v.Signed {
			return c.Signed(v.X, v.Decimals)
		}
		return c.Number(v.X, v.Decimals)
	case Told:
		key, args := v.Words()
		return c.T(key, args...)
	case []string:
		return c.Join(v)
	case cell.Choice:
		return c.Either(v)
	}
	return fmt.Sprint(v)
}

// A Num is a value for T with fixed decimals, and with a sign when Signed.
type Num struct {
	X        float64
	Decimals int
	Signed   bool
}

func (c *Catalogue) form(value any, forms []string) string {
	x, decimals := 0.0, 0
	switch v := value.(type) {
	case int:
		x = float64(v)
	case float64:
		x, decimals = v, 2
	case Num:
		x, decimals = v.X, v.Decimals
	}
	x, _ = strconv.ParseFloat(Round(math.Abs(x), decimals), 64)
	i := c.category(x)
	if i >= len(forms) {
		i = len(forms) - 1
	}
	return forms[i]
}

// category returns the index of the plural form of x ≥ 0 (Unicode CLDR plural
// rules): one 0, few 1, many 2, other 3 in Ukrainian; one 0, other 1 in English.
func (c *Catalogue) category(x float64) int {
	if c.lang != "uk" {
		if x == 1 {
			return 0
		}
		return 1
	}
	if x != math.Trunc(x) {
		return 3
	}
	last, lastTwo := math.Mod(x, 10), math.Mod(x, 100)
	switch {
	case last == 1 && lastTwo != 11:
		return 0
	case last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14):
		return 1
	}
	return 2
}

// Round prints x with a number of decimals (0 to 15), half away from zero in
// decimal: 2.625 gives 2.63 as a spreadsheet does. NaN and infinities print as
// strconv prints them. A result of zero has no sign.
func Round(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	var room [64]byte
	digits := strconv.AppendFloat(room[:1], math.Abs(x), 'f', -1, 64) // behind a place for the sign
	point := bytes.IndexByte(digits, '.')
	if point < 0 {
		point = len(digits)
		digits = append(digits, '.')
	}
	end := point + 1 + decimals // behind the last digit that stays
	for len(digits) <= end {
		digits = append(digits, '0')
	}
	up := digits[end] >= '5'
	if digits = digits[:end]; decimals == 0 {
		digits = digits[:point]
	}
	return signed(carried(digits, up), x < 0)
}

// carried adds one to the last digit of a number behind a free place, where that is
// asked for.
func carried(digits []byte, up bool) []byte {
	for i := len(digits) - 1; up; i-- {
		switch {
		case i == 0:
			return slices.Insert(digits, 1, '1')
		case digits[i] == '.':
		case digits[i] == '9':
			digits[i] = '0'
		default:
			digits[i]++
			up = false
		}
	}
	return digits
}

// signed prints a number that stands behind a free place; zero has no sign.
func signed(digits []byte, negative bool) string {
	if negative && len(bytes.Trim(digits[1:], "0.")) > 0 {
		digits[0] = '-'
		return string(digits)
	}
	return string(digits[1:])
}

// most is up to how many decimals are added for a number to say what was decided.
const most = 12

// Decimals returns how many decimals, least or more, x needs to stand on its own
// side of each limit in print: 29.97 is below 30 and does not print as 30.0.
func Decimals(x float64, least int, limits ...float64) int {
	d := least
	for ; d < most; d++ {
		if far(x, d, limits) {
			break
		}
		printed, _ := strconv.ParseFloat(Round(x, d), 64)
		if !slices.ContainsFunc(limits, func(l float64) bool { return (x < l) != (printed < l) }) {
			break
		}
	}
	return d
}

// far reports that no limit is so near that rounding could reach it.
func far(x float64, decimals int, limits []float64) bool {
	step := 1.0
	for range decimals {
		step /= 10
	}
	return !slices.ContainsFunc(limits, func(l float64) bool { return !(math.Abs(x-l) > step) })
}

// DecimalsApart returns how many decimals, least or more, two numbers need to print
// differently; least where they are equal.
func DecimalsApart(x, y float64, least int) int {
	if x == y || math.IsNaN(x) || math.IsNaN(y) {
		return least
	}
	d := least
	for d < most && Round(x, d) == Round(y, d) {
		d++
	}
	return d
}

// Number prints x with fixed decimals in the language's manner: 12 345,6 in
// Ukrainian, 12,345.6 in English, with a real minus sign.
func (c *Catalogue) Number(x float64, decimals int) string { return c.localise(Round(x, decimals)) }

// Shortest prints x with at most so many decimals, without zeros at the end.
func (c *Catalogue) Shortest(x float64, most int) string {
	s := Round(x, most)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return c.localise(s)
}

// Signed prints a difference: +4,2, −1,0 or 0,0.
func (c *Catalogue) Signed(x float64, decimals int) string {
	s := Round(x, decimals)
	if !strings.HasPrefix(s, "-") && strings.Trim(s, "0.") != "" {
		return "+" + c.localise(s)
	}
	return c.localise(s)
}

// Percent prints a share (0 to 1) as a percentage: «38 %» in Ukrainian, 38% in English.
func (c *Catalogue) Percent(share float64, decimals int) string {
	if c.lang == "uk" {
		return c.Number(100*share, decimals) + NBSP + "%"
	}
	return c.Number(100*share, decimals) + "%"
}

func (c *Catalogue) localise(s string) string {
	s, negative := strings.CutPrefix(s, "-")
	whole, frac, _ := strings.Cut(s, ".")
	point, group := ".", ","
	if c.lang == "uk" {
		point, group = ",", NBSP
	}
	if len(whole) > 4 || len(whole) == 4 && c.lang != "uk" {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + group + whole[i:]
		}
	}
	if frac != "" {
		whole += point + frac
	}
	if negative {
		return Minus + whole
	}
	return whole
}

var months = map[string][]string{
	"uk": {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"},
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Date prints a day: «24 листопада 2026 року» in Ukrainian, 24 November 2026 in English.
func (c *Catalogue) Date(t time.Time) string {
	if c.lang == "uk" {
		return fmt.Sprintf("%d%s%s %d%sроку", t.Day(), NBSP, months["uk"][t.Month()-1], t.Year(), NBSP)
	}
	return fmt.Sprintf("%d%s%s %d", t.Day(), NBSP, months["en"][t.Month()-1], t.Year())
}

// ShortDate prints a day as acts and tables bear it: 24.11.2026 in Ukrainian; English has
// one way of writing a day, since 05.06 is read as May here and as June there.
func (c *Catalogue) ShortDate(t time.Time) string {
	if c.lang == "uk" {
		return t.Format("02.01.2006")
	}
	return c.Date(t)
}

// Join lists words with commas and the language's «and» before the last.
func (c *Catalogue) Join(words []string) string {
	if c.lang == "uk" {
		return joined(words, " і"+NBSP)
	}
	return joined(words, " and ")
}

// Either joins alternatives: «а, б або в», "a, b or c".
func (c *Catalogue) Either(words []string) string {
	if c.lang == "uk" {
		return joined(words, " або ")
	}
	return joined(words, " or ")
}

// joined joins words by commas, the last by a conjunction.
func joined(words []string, and string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + and + words[len(words)-1]
}
