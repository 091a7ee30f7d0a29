package ingest

import (
	"testing"

	"depository/pipeline/cell"
	"depository/pipeline/form"
	"depository/pipeline/sheet"
)

// Numbers and addresses are invented; their shapes are those of Ukraine.
func TestHideContacts(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Пишіть на olena.k@rada.example.ua або +380 67 123-45-67.", "Пишіть на […] або […]."},
		{"тел. 55-11-22, каб. 12", "[…], каб. 12"},
		{"Телефон: (0432) 55-11-22", "[…]"},
		{"0671234567", "[…]"},
		{"067 123 45 67; 067-123-45-67; (067)1234567", "[…]; […]; […]"},
		{"0432 55 11 22", "[…]"},
		{"8 050 123 45 67", "[…]"},
		{"38(050)123-45-67", "[…]"},
		{"380501234567", "[…]"},
		{"+48 22 694 75 00", "[…]"},
		{"office (at) city.example", "[…]"},
		{"mailto:a@b.example", "[…]"},
		{"моб.0501234567", "[…]"},
		{"067\u00a0123\u00a045\u00a067", "[…]"},
		// Not contacts.
		{"Рішення від 01.02.2024 № 0123456789", "Рішення від 01.02.2024 № 0123456789"},
		{"01.02.2024 12:30", "01.02.2024 12:30"},
		{"UA05020030010063857", "UA05020030010063857"},
		{"https://rada.example.ua/doc/0501234567?x=380501234567", "https://rada.example.ua/doc/0501234567?x=380501234567"},
		{"04053982", "04053982"},
		{"1 250 000 000 грн", "1 250 000 000 грн"},
		{"0,5 %", "0,5 %"},
		{"2024-05-01", "2024-05-01"},
		{"49.2331, 28.4682", "49.2331, 28.4682"},
		{"048 осіб із 1200", "048 осіб із 1200"},
		{"телефонував 5 разів", "телефонував 5 разів"},
		{"мобільний застосунок, 12 000 користувачів", "мобільний застосунок, 12 000 користувачів"},
		{"Наказ 015 від 12.05.2025", "Наказ 015 від 12.05.2025"},
		{"постанова № 835 від 21.10.2015", "постанова № 835 від 21.10.2015"},
		{"", ""},
	} {
		got, found := hideContacts(c.in)
		if got != c.want || found != (c.in != c.want) {
			t.Errorf("hideContacts(%q) = %q, %v, want %q", c.in, got, found, c.want)
		}
	}
}

func TestProblemsQuoteNoContact(t *testing.T) {
	named := func(name string, row int) sheet.Name {
		return sheet.Name{Name: name, Sheet: "Партнер", Ref: sheet.Range{Row: row, Col: 2, LastRow: row, LastCol: 2}}
	}
	at := func(row int) cell.Ref { return cell.Ref{File: "a.xlsx", Sheet: "Партнер", Row: row, Col: 2} }
	book := &sheet.Book{File: "a.xlsx", Sheets: []sheet.Sheet{{Name: "Партнер"}}, Names: []sheet.Name{named("Partner.Phone", 9), named(form.PartnerName, 3)}}
	var problems cell.Problems
	problems.Add(cell.Error, "sheet-bad-number", at(9), "+380 44 000 00 0x", "typed", "+380 44 000 00 0x")
	problems.Add(cell.Error, "sheet-bad-number", at(3), "Бар")
	r, _ := openForm(book, Options{})
	got := r.concerns(problems)
	if len(got) != 2 || got[0].Read != "" || len(got[0].Args) != 0 || got[1].Read != "Бар" {
		t.Errorf("%+v", got)
	}
}
