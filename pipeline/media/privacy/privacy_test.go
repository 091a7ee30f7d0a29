package privacy

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

// cases reads a table of mask or keep and a text.
func cases(t *testing.T, path string) [][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		want, text, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if ok && want != "want" {
			rows = append(rows, []string{want, strings.ReplaceAll(text, `\n`, "\n")})
		}
	}
	return rows
}

// harmless digits may be left beside a contact: of days, times, numbers of acts.
var harmless = regexp.MustCompile(`\d\d\.\d\d\.\d{4}|\d+:\d\d|№ \d+|каб\. \d+`)

// TestCorpusIsLarge: fewer spellings would judge too little.
func TestCorpusIsLarge(t *testing.T) {
	count := map[string]int{}
	for _, c := range cases(t, filepath.Join("testdata", "contacts.tsv")) {
		count[c[0]]++
	}
	if count["mask"] < 150 || count["keep"] < 100 || len(count) != 2 {
		t.Errorf("%v", count)
	}
}

// TestCases: every text to mask loses its contact, every text to keep stays as it
// is.
func TestCases(t *testing.T) {
	for from, path := range map[string]func(testing.TB) string{
		"testdata": func(testing.TB) string { return filepath.Join("testdata", "contacts.tsv") },
		"contacts": func(t testing.TB) string { return need.Shared(t, "cases/contacts/contacts.tsv") },
	} {
		t.Run(from, func(t *testing.T) {
			for _, c := range cases(t, path(t)) {
				got, found := new(Door).Text(c[1])
				if found != (c[0] == "mask") {
					t.Errorf("%s %q: %q", c[0], c[1], got)
				}
				left := 0
				for _, r := range harmless.ReplaceAllString(got, "") {
					if isDigit(r) {
						left++
					}
				}
				if c[0] == "mask" && left > 1 {
					t.Errorf("mask %q: left %q", c[1], got)
				}

			}
		})
	}
}

// Whoever is Олександр in one language is Александр in the other, and Соловйов Соловьёв:
// the initial and the name of either are withheld, and those of others stay.
func TestNamesInTheOtherLanguage(t *testing.T) {
	d := NewDoor(Person{Name: "Олександр Коваленко"}, Person{Name: "Соловйов Микола"}, Person{Name: "Елена Воробьёва"}, Person{Name: "Ларіонов Ігор"}, Person{Name: "Ольга Мельник"})
	for in, want := range map[string]string{
		"А. Коваленко": "[…]", "О. Коваленко": "[…]", "Коваленко А. В.": "[…]", "Б. Коваленко": "Б. Коваленко", "Г. Коваленко": "Г. Коваленко",
		"Соловьёв Николай": "[…]", "Н. Соловьеву": "[…]", "Соловйову М.": "[…]", "Олена Воробйова": "[…]", "О. Воробйовою": "[…]", "Е. Воробьевой": "[…]",
		"Ларионов Игорь": "[…]", "А. Мельник": "А. Мельник", "Солов'їний Микола": "Солов'їний Микола",
	} {
		if got, _ := d.Text(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestNamesOfPersons(t *testing.T) {
	d := NewDoor(Person{Name: "Коваленко Ольга Петрівна"}, Person{Name: "Ігор Кравець", Instead: "рецензент 1"}, Person{Name: "відділ освіти"},
		Person{Name: "Світлана"}, Person{Name: "Лісовий О. П."}, Person{Name: "Olena Koval"}, Person{Name: "Нечуй-Левицький Іван"}, Person{Name: "Ганна-Марія Сидор"},
		Person{Name: "Заєць Лев"}, Person{Name: "Чорновіл Федір"}, Person{Name: "Кузь Любов В'ячеславівна"}, Person{Name: "Дячук Юрій, головний спеціаліст"},
		Person{Name: "начальник відділу Дорошенко Петро Іванович"}, Person{Name: "відділ цифрового розвитку"}, Person{Name: "Директор КП Вінницякартсервіс"},
		Person{Name: "Mariia Petrenko"}, Person{Name: "Serhii Yehorovych Khyzhniak-Shchur"}, Person{Name: "Щур Сергій"})
	for _, c := range []struct{ in, want string }{
		{"Коваленко Ольга Петрівна", "[…]"},
		{"Питання: Ольга Петрівна Коваленко, кабінет 5", "Питання: […], кабінет 5"},
		{"Ольга Коваленко", "[…]"},
		{"Коваленко О. П.", "[…]"},
		{"Коваленко О.П., кабінет 5", "[…], кабінет 5"},
		{"О. П. Коваленко відповідає", "[…] відповідає"},
		{"О.Коваленко", "[…]"},
		{"КОВАЛЕНКО ОЛЬГА", "[…]"},
		{"коваленко ольга", "[…]"},
		{"погоджено з Ольгою Коваленко", "погоджено з […]"},
		{"передано Ользі Петрівні", "передано […]"},
		{"Коваленко\u00a0Ольга", "[…]"},
		{"Коваленкo Oльга", "[…]"}, // Latin o and O
		{"Ігорем Кравцем перевірено", "рецензент 1 перевірено"},
		{"Кравцю Ігорю", "рецензент 1"},
		{"Кравець І.", "рецензент 1"},
		{"Лісового Олега", "[…]"},
		{"О. Лісовому", "[…]"},
		{"Іваном Нечуєм-Левицьким", "[…]"},
		{"Нечуй-Левицьким Іваном", "[…]"},
		{"Olena Koval's note", "[…] note"},
		// One half of a double name, and a name that is typed double.
		{"Іван Нечуй", "[…]"},
		{"Левицький Іван", "[…]"},
		{"передано І. Левицькому", "передано […]"},
		{"Нечуй Левицький Іван", "[…]"},
		{"Іваном Нечуєм - хороша ідея", "[…] - хороша ідея"},
		{"Ольга Коваленко-Бойко", "[…]"},
		{"Бойко-Коваленко О. П.", "[…]"},
		{"Ганна Сидор", "[…]"},
		{"Марія Сидор", "[…]"},
		{"Г. Сидор", "[…]"},
		{"Нечуй-Левицький", "Нечуй-Левицький"},
		{"Нечуй і Левицький", "Нечуй і Левицький"},
		{"Нечуй, Левицький", "Нечуй, Левицький"},
		{"Левицький", "Левицький"},
		{"Кравець, Івано-Франківськ", "Кравець, Івано-Франківськ"},
		{"Ганна-Марія", "Ганна-Марія"},
		{"Koval, Olena", "[…]"},
		// Stems that change, a letter for an apostrophe, whole names for initials.
		{"заявник Лев Заєць", "заявник […]"},
		{"передано Зайцю Леву", "передано […]"},
		{"Федора Чорновола", "[…]"},
		{"Чорноволом Ф.", "[…]"},
		{"Любові Вʼячеславівні Кузь", "[…]"},
		{"Олег Петрович Лісовий", "[…]"},
		{"вирішує Лісовий Олег", "вирішує […]"},
		// Who is typed with a post.
		{"Юрія Дячука", "[…]"},
		{"Дячук Ю.", "[…]"},
		{"Петру Дорошенку", "[…]"},
		{"головний спеціаліст", "головний спеціаліст"},
		{"відділ цифрового розвитку", "відділ цифрового розвитку"},
		{"КП Вінницякартсервіс", "КП Вінницякартсервіс"},
		// Latin letters by other tables than the official one, and in addresses.
		{"Maria Petrenko", "[…]"},
		{"Petrenko Mariya", "[…]"},
		{"M. Petrenko", "[…]"},
		{"PETRENKO M.", "[…]"},
		{"Sergiy Hizhnyak", "[…]"},
		{"Sergii Khyzhnyak-Schur", "[…]"},
		{"Khizhniak Sergij Iegorovych", "[…]"},
		{"facebook.com/maria.petrenko", "facebook.com/[…]"},
		{"https://rada.gov.ua/deputaty/petrenko-mariia", "https://rada.gov.ua/deputaty/[…]"},
		{"fb.com/MariaPetrenko", "fb.com/[…]"},
		{"instagram.com/mariapetrenko85", "instagram.com/[…]85"},
		{"Zvit_Petrenko_Mariia.xlsx", "Zvit_[…].xlsx"},
		{"ЩурСергій.xlsx", "[…].xlsx"},
		{"facebook.com/mariia.petrenkivska", "facebook.com/mariia.petrenkivska"},
		{"facebook.com/petrenko.rada", "facebook.com/petrenko.rada"},
		{"rada.gov.ua/mariia/zvit-petrenko", "rada.gov.ua/mariia/zvit-petrenko"},
		{"Mariia Khyzhniak", "Mariia Khyzhniak"},
		{"Khyzhniak-Shchur", "Khyzhniak-Shchur"},
		// What bears the name of somebody.
		{"вул. Ольги Коваленко, 5", "вул. Ольги Коваленко, 5"},
		{"бібліотека ім. О. П. Коваленко", "бібліотека ім. О. П. Коваленко"},
		// Single words never, others' names, words alike.
		{"Зайці та леви", "Зайці та леви"},
		{"Зараз Лісовий", "Зараз Лісовий"},
		{"Коваленко", "Коваленко"},
		{"Ольга", "Ольга"},
		{"вулиця Кравця", "вулиця Кравця"},
		{"Коваленко і Кравець", "Коваленко і Кравець"},
		{"Ігор Коваленко", "Ігор Коваленко"},
		{"відділ освіти", "відділ освіти"},
		{"Світлана", "Світлана"},
		{"Лісовий масив", "Лісовий масив"},
		{"Ольга. Петрівка", "Ольга. Петрівка"},
	} {
		if got, _ := d.Text(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestPost(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Іваненко І. І.", "[…]"},
		{"Іваненко І.І., начальник відділу", "[…], начальник відділу"},
		{"І. І. Лісовий", "[…]"},
		{"Начальник відділу Лісовий І. І.", "Начальник відділу […]"},
		{"Іван Лісовий", "[…]"},
		{"Лісовий Іван", "[…]"},
		{"Лісовий Іван Петрович", "[…]"},
		{"Начальник Іван Петрович Лісовий", "Начальник […]"},
		{"Марія Іванівна", "[…]"},
		{"Директор департаменту Олена Коваль", "Директор департаменту […]"},
		{"заступниця міського голови Олена КОВАЛЬ", "заступниця міського голови […]"},
		{"відділ ЦНАП (Коваль О. М.)", "відділ ЦНАП ([…])"},
		{"Сидоренко", "[…]"},
		{"Сидоренко, ЦНАП", "[…], ЦНАП"},
		{"Olena Koval, head of office", "[…], head of office"},
		// Posts and bodies.
		{"Начальник відділу цифрової трансформації", "Начальник відділу цифрової трансформації"},
		{"Департамент інформаційних технологій Вінницької міської ради", "Департамент інформаційних технологій Вінницької міської ради"},
		{"Заступник голови ОВА (CDTO)", "Заступник голови ОВА (CDTO)"},
		{"КП «Вінницякартсервіс»", "КП «Вінницякартсервіс»"},
		{"ЦНАП м. Бар", "ЦНАП м. Бар"},
		{"ЛНУ імені Івана Франка", "ЛНУ імені Івана Франка"},
		{"Бібліотека ім. Т. Шевченка", "Бібліотека ім. Т. Шевченка"},
		{"Міністерство цифрової трансформації України", "Міністерство цифрової трансформації України"},
		{"Івано-Франківська ОДА", "Івано-Франківська ОДА"},
		{"Управління освіти, відділ кадрів", "Управління освіти, відділ кадрів"},
		{"Володимирська міська рада", "Володимирська міська рада"},
		{"Роменська міська рада", "Роменська міська рада"},
		{"Львівська міська рада, Ужгород", "Львівська міська рада, Ужгород"},
		{"Head of the digital office", "Head of the digital office"},
		{"", ""},
	} {
		if got, found := Post(c.in); got != c.want || found != (c.in != c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// TestNamesInRussianSpelling: contact persons and texts may have either spelling, and a
// patronymic or an initial that the other has not.
func TestNamesInRussianSpelling(t *testing.T) {
	d := NewDoor(Person{Name: "Сергій Хмельницький"}, Person{Name: "Іван Петренко"}, Person{Name: "Олексієнко Олексій Миколайович"}, Person{Name: "Наталія Ковальова"},
		Person{Name: "Ганна Щербина"}, Person{Name: "Екатерина Полищук"}, Person{Name: "Николай Васильевич Дьяченко"}, Person{Name: "Євген Ільїн"}, Person{Name: "Світлана Лисенко"},
		Person{Name: "Володимир Бондар"}, Person{Name: "Андрій Андрійович Сич"}, Person{Name: "Вознюк Кирило Григорович"}, Person{Name: "Дмитро Орел"})
	for _, c := range []struct{ in, want string }{
		{"Сергей Хмельницкий", "[…]"},
		{"Сергея Хмельницкого", "[…]"},
		{"Хмельницкому Сергею", "[…]"},
		{"Иван Петренко", "[…]"},
		{"с Иваном Петренко", "с […]"},
		{"Алексей Николаевич", "[…]"},
		{"Алексеенко А., Олексієнко О.", "[…], […]"},
		{"Наталья Ковалёва", "[…]"},
		{"Наталье Ковалевой", "[…]"},
		{"Анна Щербина", "[…]"},
		{"Анне Щербине", "[…]"},
		{"Поліщук Катерина", "[…]"},
		{"Катерині Поліщук", "[…]"},
		{"Микола Васильович", "[…]"},
		{"Миколі Дяченку", "[…]"},
		{"Евгений Ильин", "[…]"},
		{"Ильин Е.", "[…]"},
		{"Светлана Лысенко", "[…]"},
		{"Светлане Лысенко, каб. 5", "[…], каб. 5"},
		{"Владимир Бондарь", "[…]"},
		{"Владимира Бондаря", "[…]"},
		{"Андрей Андреевич", "[…]"},
		{"Кирилл Григорьевич Вознюк", "[…]"},
		{"Кирилл Григорьевич", "[…]"},
		{"Дмитрий Орёл", "[…]"},
		// A patronymic that the contact is typed without, or an initial of it.
		{"Іван Сергійович Петренко", "[…]"},
		{"Петренко Іван Сергійович", "[…]"},
		{"Петренко Іван Сергійович, каб. 5", "[…], каб. 5"},
		{"Івану Сергійовичу Петренку", "[…]"},
		{"Иван Сергеевич Петренко", "[…]"},
		{"І. С. Петренко", "[…]"},
		{"І.С.Петренко", "[…]"},
		{"Петренко І. С.", "[…]"},
		{"Іван С. Петренко", "[…]"},
		{"Наталія Петрівна Ковальова", "[…]"},
		{"Ковальова Наталія Петрівна підписала", "[…] підписала"},
		{"Олексій Олексієнко", "[…]"},
		// Others, and single words.
		{"Іван Сергійович", "Іван Сергійович"},
		{"Сергій Петренко", "Сергій Петренко"},
		{"Хмельницкий", "Хмельницкий"},
		{"Хмельницький і Вінниця", "Хмельницький і Вінниця"},
		{"Іван. Сергійович Петренко", "Іван. Сергійович Петренко"},
		{"Петренко, Основна школа", "Петренко, Основна школа"},
		{"Орел летить", "Орел летить"},
		{"вул. Сергея Хмельницкого", "вул. Сергея Хмельницкого"},
		{"Владислав Бондар", "Владислав Бондар"},
		{"Владимирський бондар", "Владимирський бондар"},
	} {
		if got, _ := d.Text(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}
