package identity

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func practice(period, id, title string) Practice {
	return Practice{Period: period, Partner: "a", ID: id, Title: title, Theme: "t", Form: true}
}

func say(lines []Line) (out []string) {
	for _, l := range lines {
		s := l.ID + ":"
		for _, p := range l.In {
			s += " " + p.Period + "/" + p.ID
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// The order in which practices come changes nothing, and a period more changes no line
// that was there but by what is added to its end.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var periods [][]Practice
		for n, period := range []string{"2025-H1", "2025-H2", "2026-H1"} {
			var list []Practice
			for i := range rapid.IntRange(1, 5).Draw(t, "n") {
				p := practice(period, fmt.Sprint(rapid.IntRange(1, 4).Draw(t, "id"), "-", i%2), rapid.SampledFrom([]string{"Черга", "Бюджет", "Петиції"}).Draw(t, "title"))
				p.Form = rapid.Bool().Draw(t, "form")
				if !slices.ContainsFunc(list, func(q Practice) bool { return q.ID == p.ID }) {
					list = append(list, p)
				}
			}
			periods = append(periods, list)
			_ = n
		}
		decisions := []Decision{{Kind: Renamed, Period: "2025-H1", Ref: "a/1-0", Later: "2025-H2", Become: "a/2-0"}}
		two, three := say(Resolve(periods[:2], decisions)), Resolve(periods, decisions)
		for i := range periods {
			slices.Reverse(periods[i])
		}
		if got := say(Resolve(periods, decisions)); fmt.Sprint(got) != fmt.Sprint(say(three)) {
			t.Fatalf("%v and %v", got, say(three))
		}
		var cut []Line
		for _, l := range three {
			l.In = slices.DeleteFunc(slices.Clone(l.In), func(p Practice) bool { return p.Period == "2026-H1" })
			if len(l.In) > 0 {
				cut = append(cut, l)
			}
		}
		if fmt.Sprint(say(cut)) != fmt.Sprint(two) {
			t.Fatalf("with a third period %v, without %v", say(cut), two)
		}
	})
}

// What a person has decided holds, whatever ids and titles say: x1 was renamed to x2,
// x2 has ended, and the new x1 is another practice.
func TestDecisionsAreNotOverruled(t *testing.T) {
	one := []Practice{practice("1", "x1", "Черга"), practice("1", "x2", "Бюджет")}
	two := []Practice{practice("2", "x1", "Черга"), practice("2", "x2", "Електронна черга")}
	decisions := []Decision{{Kind: Renamed, Period: "1", Ref: "a/x1", Later: "2", Become: "a/x2"}, {Kind: Ended, Period: "1", Ref: "a/x2"}}
	want := []string{"1/a/x1: 1/x1 2/x2", "1/a/x2: 1/x2", "2/a/x1: 2/x1"}
	if got := say(Resolve([][]Practice{one, two}, decisions)); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v", got)
	}
	if p := Propose(one, two, decisions); len(p) > 0 {
		t.Errorf("what was decided is asked again: %+v", p)
	}
}

// renamed are titles of practices and what partners make of them half a year later.
var renamed = [][2]string{
	{"Електронна черга на соціальну допомогу", "Електронна черга на соціальні виплати"},
	{"Бюджет громадських ініціатив", "Громадський бюджет ініціатив"},
	{"Запис дитини до дитячого садка", "Онлайн-запис дитини до садка"},
	{"Карта ремонтів", "Цифрова карта ремонтів доріг"},
	{"Кабінет депутата", "Електронний кабінет депутата"},
	{"Обмін документами з районами", "Електронний обмін документами з районами міста"},
	{"Попередній запис до центру послуг", "Запис до центру адміністративних послуг"},
	{"Внутрішній портал працівника", "Портал працівника"},
	{"Паркувальний дозвіл без паперу", "Дозвіл на паркування без паперу"},
	{"Оплата шкільного харчування онлайн", "Онлайн-оплата харчування в школі"},
	{"Заява на місцеві виплати", "Заява на місцеві виплати онлайн"},
	{"Електронні петиції", "Е-петиції до міської ради"},
}

// others are practices that came and went meanwhile: none is another one's new name.
var others = [][2]string{
	{"Відкриті дані про тендери", "Помічник служби звернень у месенджері"},
	{"Панель показників міських служб", "Відеотрансляція засідань ради"},
	{"Реєстр зелених насаджень", "Школа цифрової грамотності"},
	{"Тривожна кнопка для вчителів", "Каталог комунального майна"},
}

// Proposals find nearly all that was renamed, and little that was not: precision and
// recall are counted over what was made by hand.
func TestProposalsFindWhatWasRenamed(t *testing.T) {
	var one, two []Practice
	for i, r := range slices.Concat(renamed, others) {
		a, b := practice("1", fmt.Sprint("r", i), r[0]), practice("2", fmt.Sprint("n", i), r[1])
		a.Form, b.Form = false, false
		if i < len(renamed) && i%2 == 0 { // half of them keep the year
			a.Started, b.Started = fmt.Sprint(2010+i), fmt.Sprint(2010+i)
		}
		one, two = append(one, a), append(two, b)
	}
	right, found := 0, Propose(one, two, nil)
	for _, p := range found {
		if i := slices.IndexFunc(renamed, func(r [2]string) bool { return r[0] == p.Earlier.Title }); i >= 0 && renamed[i][1] == p.Later.Title {
			right++
		} else {
			t.Logf("%q is no %q (%.2f)", p.Earlier.Title, p.Later.Title, p.Score)
		}
	}
	precision, recall := float64(right)/float64(len(found)), float64(right)/float64(len(renamed))
	t.Logf("precision %.2f, recall %.2f of %d", precision, recall, len(renamed))
	if precision < 0.9 || recall < 0.75 {
		t.Errorf("precision %.2f, recall %.2f", precision, recall)
	}
}
