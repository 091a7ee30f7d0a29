package privacy

import (
	_ "embed"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/privacy/name"
)

// givenNames are given names usual in Ukraine, one a line.
//
//go:embed given-names.txt
var givenNames string

// given finds a given name by how it begins.
var given = func() map[[2]rune][][]rune {
	out := map[[2]rune][][]rune{}
	for _, given := range strings.Fields(givenNames) {
		f := name.Folded([]rune(strings.ToLower(given)))
		out[[2]rune{f[0], f[1]}] = append(out[[2]rune{f[0], f[1]}], f)
	}
	return out
}()

// postStems begin the words of posts, bodies and places, which are no names.
var postStems = func() (out [][]rune) {
	for _, w := range words(`начальн голов заступн керівн директор секретар спеціаліст фахів міськ сільськ селищн обласн районн перш завідув старост
		відділ департамент управлін служб сектор рад виконком виконавч комітет центр цнап агентств агенці міністерств адміністрац підприємств
		установ заклад комун державн громад товариств об'єднан обєднан фонд асоціац інститут університет ліцей школ лікарн поліклін
		бібліотек архів музе територіальн координатор адміністратор інженер юрист бухгалтер економіст аналітик програміст оператор
		інспектор консультант помічник радник член уповноважен відповідальн виконавец провідн головн старш молодш в.о т.в.о
		цифров електронн інформац соціальн освіт культур фінанс економік юридич архітект земельн житлов транспорт охорон захист
		робоч група команда партнер партнерств оператор область район місто село селище громада україн
		head deputy director department office council committee centre center agency ministry administration chief manager specialist
		secretary mayor team unit division digital regional city oblast hromada officer coordinator working group`) {
		out = append(out, name.Folded([]rune(w)))
	}
	return out
}()

func isPostOrBody(word []rune) bool {
	return slices.ContainsFunc(postStems, func(stem []rune) bool {
		return len(word) >= len(stem) && slices.Equal(word[:len(stem)], stem) && (len(stem) > 3 || len(word) <= len(stem)+1)
	})
}

// Post returns a text that should name a post or a body, without the names of
// persons that stand there besides, and reports whether there were any: a surname
// with initials or a given name, a patronymic with what is beside it, a surname
// in -енко alone. Names in memory of somebody (ім. Івана Франка) stay.
func Post(s string) (string, bool) {
	t := newShadow(s)
	list := t.names()
	for i := range list {
		if !t.taken[list[i].from] {
			t.nameAround(list, i)
		}
	}
	return cut(s, t.spans())
}

// nameAround withholds the name that word i tells to be one.
func (t *shadow) nameAround(list []nameWord, i int) {
	w := list[i]
	if !w.capital || t.inMemory(list, i) {
		return
	}
	isName := func(k int) bool {
		return k >= 0 && k < len(list) && list[k].capital && len(list[k].folded) > 2 && !isPostOrBody(list[k].folded) && !t.taken[list[k].from]
	}
	first, last := i, i
	grow := func(left, right int, ok func(int) bool) {
		for n := 0; n < left && ok(first-1) && t.adjacent(list[first-1], list[first]); n++ {
			first--
		}
		for n := 0; n < right && ok(last+1) && t.adjacent(list[last], list[last+1]); n++ {
			last++
		}
	}
	initial := func(k int) bool { return k >= 0 && k < len(list) && list[k].initial && t.get(list[k].to) == '.' }
	switch {
	case len(w.folded) < 3:
		return
	case isPatronymic(w.folded):
		grow(2, 1, isName)
		if first == last {
			grow(1, 0, initial)
		}
	case isGiven(w.folded):
		grow(1, 2, isName)
		grow(1, 1, initial)
	case isName(i):
		grow(2, 2, initial)
	}
	if last > first || isSurname(w.folded) {
		t.withhold(list[first].from, t.nameEnd(list[last]), "")
	}
}

// inMemory reports whether a word before says that a body bears a name.
func (t *shadow) inMemory(list []nameWord, i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if isOf(string(t.text[list[k].from:list[k].to]), inMemoryWords) {
			return true
		}
	}
	return false
}

var inMemoryWords = words("ім імені вул вулиця вулиці просп проспект пл площа святого святої св named")

func isGiven(word []rune) bool {
	return slices.ContainsFunc(given[[2]rune{word[0], word[1]}], func(known []rune) bool { return name.Same(known, word) })
}

// Endings of patronymics and of the most usual surnames, folded, in all cases.
var (
	patronymics = words(`ович овича овичу овичем овичеві овичі евич евича евичу евичем евичі иович иовича иовичу иовичем
		івна івни івні івну івною ович ьович ьовича ьовичу ьовичем ivna ovich`)
	surnames = words("енко енка енку енком енкові енці enko")
)

func isPatronymic(word []rune) bool { return endsWith(word, patronymics, 6) }
func isSurname(word []rune) bool    { return endsWith(word, surnames, 5) }

func endsWith(word []rune, list []string, least int) bool {
	return len(word) >= least && slices.ContainsFunc(list, func(e string) bool { return strings.HasSuffix(string(word), e) })
}
