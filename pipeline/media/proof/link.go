package proof

import (
	"strings"
	"unicode/utf16"

	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/survey/reply"
)

// httpMark stands for http:// and https://; nobody types it.
const httpMark = "⁞"

// asciiWord are the characters between which \b finds no border.
const asciiWord = "abcdefghijklmnopqrstuvwxyz0123456789_"

// hostBehind is what stands behind a mark up to a space or slash.
func hostBehind(mark string, in formula.Mixed) formula.String {
	behind := formula.Add(formula.Find(formula.Str(mark), in), formula.Num(float64(len(utf16.Encode([]rune(mark))))))
	rest := formula.Mid(in, behind, formula.Num(window))
	end := formula.Least(formula.Find(formula.Strings(" ", "/"), formula.Join(rest, formula.Str(" /"))))
	return formula.IfError(formula.Left(rest, end.Minus(one)), formula.Str(""))
}

// isHost tells of a name with a dot before a letter and one more, with no letter
// right before the mark.
func isHost(mark string, in, host formula.Mixed) formula.Bool {
	dot := formula.FindBehind(firstDot, host, formula.Num(2))
	letter := formula.Mid(host, formula.Add(dot, one), one)
	before := formula.Mid(in, formula.Find(formula.Str(mark), in).Minus(one), one)
	return formula.IfError(formula.And(formula.IsError(formula.Find(before, formula.Str(asciiWord))),
		formula.Not(formula.Exact(formula.Upper(letter), letter)), formula.Len(host).More(formula.Add(dot, one))), formula.Truth(false))
}

// withHTTP tells of a link with http://.
func (r Row) withHTTP() formula.Number {
	in, name, mark := r.in(http), r.in(host), formula.Str(httpMark)
	once := formula.Equal(formula.Len(formula.Substitute(in, mark, formula.Str(""))), formula.Len(in).Minus(one))
	nameless := formula.Or(formula.IsError(formula.Find(firstDot, name)), formula.Exact(formula.Upper(name), name))
	return formula.If(formula.IsError(formula.Find(mark, in)), zero,
		formula.If(isHost(httpMark, in, name), one, formula.If(formula.And(once, nameless), zero, half)))
}

// endings are the ends of names that make a link of a text, but for .ua/.
func endings() (out []string) {
	for _, end := range reply.Endings {
		if end != "ua" {
			out = append(out, "."+end+"/")
		}
	}
	return out
}

// wordBefore is what stands before the first ending, back to a space or a sign that
// may stand before a link.
func wordBefore(in formula.Mixed) formula.String {
	before := formula.Right(formula.Left(in, formula.Find(formula.Str(".ua/"), in).Minus(one)), formula.Num(80))
	spread := formula.Substitute(replaced(before, " ", "(", "«", `"`, ",", ";", ":"), space, formula.Repeat(" ", 100))
	return formula.IfError(formula.Trim(formula.Right(spread, formula.Num(100))), formula.Str(""))
}

// withNeither tells of a link without http:// or www.
func (r Row) withNeither() formula.Number {
	in, name := r.in(bare), r.in(word)
	letters := formula.Str("abcdefghijklmnopqrstuvwxyz0123456789абвгґдеєжзиіїйклмнопрстуфхцчшщьюя-.")
	letter := formula.Mid(formula.Join(name, formula.Repeat("a", 80)), formula.UpTo(formula.Num(80), 80), one)
	strange := formula.SumOf(formula.Product(formula.Number(formula.IsError(formula.Find(letter, letters))), one))
	whole := formula.And(formula.Differs(name, formula.Str("")), formula.Len(name).Less(formula.Num(75)), formula.Equal(strange, zero),
		formula.Not(has(formula.Join(space, name, space), " .", "..", ". ", " -", "-.", ".-", "- ")))
	var ports []string
	for _, end := range reply.Endings {
		ports = append(ports, "."+end+":")
	}
	return formula.If(formula.IsError(formula.Find(formula.Str(".ua/"), in)),
		formula.If(has(in, ports...), half, zero), formula.If(whole, one, half))
}

// lettersOf are the places of a text's letters, as far as it is searched.
func lettersOf(in formula.Any) formula.Number { return formula.UpTo(formula.Len(in), window) }

// kind finds the kind of an act behind what is no letter: a letter has a capital.
func kind(in formula.Mixed) formula.Number {
	each := lettersOf(in)
	caseless := func(at formula.Number) formula.Number {
		letter := formula.Mid(in, at, one)
		return formula.Number(formula.Exact(formula.Upper(letter), letter))
	}
	found := func(list formula.String) formula.Number {
		is := formula.Equal(formula.Mid(in, formula.Add(each, one), formula.Len(list)), list)
		return formula.Product(formula.Number(is), caseless(each))
	}
	stems, words := formula.Strings(reply.ActStems...), formula.Strings(reply.ActWords...)
	ends := caseless(formula.Add(each, one, formula.Len(words)))
	n := formula.Add(formula.SumOf(found(stems)), formula.SumOf(formula.Product(found(words), ends)))
	return formula.If(formula.Len(in).Less(formula.Num(6)), zero, formula.If(n.More(zero), one, zero))
}

// numbered finds a number behind №; what begins with a Latin n may be another sign
// of one.
func numbered(in formula.Mixed) formula.Number {
	sign := formula.Str("№")
	at := formula.Find(sign, in)
	token := formula.Mid(in, at, formula.FindBehind(space, in, at).Minus(at))
	first := formula.IfError(has(token, strings.Split("0123456789", "")...), formula.Truth(false))
	each := lettersOf(in)
	latin := formula.Product(formula.Number(formula.Equal(formula.Mid(in, formula.Add(each, one), one), formula.Str("n"))),
		formula.Number(formula.IsError(formula.Find(formula.Mid(in, each, one), formula.Str(asciiWord)))))
	another := formula.Or(formula.Len(formula.Substitute(in, sign, formula.Str(""))).Less(formula.Len(in).Minus(one)), formula.SumOf(latin).More(zero))
	return formula.If(first, one, formula.If(another, half, zero))
}
