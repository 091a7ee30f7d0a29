package legible

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Київ, 5 %\tдва\nтри", "Київ, 5 %\tдва\nтри"},
		{"Ки\u0438\u0306в", "Кийв"}, // NFD
		{"а\x00б\x01в\x7fг\u0085д", "абвг\nд"},
		{"а\ufffeб\uffffв\ufdd0г\U0001fffeд", "абвгд"},
		{"\ufeffа", "а"},
		{"а\u202eб\u2066в\u200fг\u200eд\u061cе", "абвгде"},
		{"а\r\nб\rв\u2028г", "а\nб\nв\nг"},
		{"\x1b[31mчервоний\x1b[0m", "червоний"},
		{"\x1b]0;заголовок\x07текст", "текст"},
		{"\x1b]8;;https://e.ua\x1b\\посилання\x1b]8;;\x1b\\", "посилання"},
		{"\x1bc\x1b(Bтекст", "текст"},
		{"\u009b31mтекст", "текст"},
		{"\x1b", ""},
		{"\x1b]без кінця", "без кінця"},
		{"а\xffб", "а\ufffdб"},
		{"а\ufffdб", "а\ufffdб"},
		{"a\U000e0041b", "ab"},
		{"👩\u200d💻 м\u2019я\u00a0\u00ad", "👩\u200d💻 м\u2019я\u00a0\u00ad"},
		{"", ""},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("Text(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := Line("а\r\nб\tв"); got != "а б в" {
		t.Errorf("%q", got)
	}
}

func TestTextIsSettled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
			rapid.StringOf(rapid.SampledFrom([]rune("\x1b[]0;\x07\\m\u202e\u0301аи\u0306\ufffe\x00")))).Draw(t, "s")
		got := Text(s)
		if Text(got) != got || !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) || strings.IndexFunc(got, Unseen) >= 0 {
			t.Fatalf("%q became %q, then %q", s, got, Text(got))
		}
		if Uncell(Cell(got)) != got || Cell(got) != got && formula(Cell(got)) {
			t.Fatalf("%q: cell %q, back %q", got, Cell(got), Uncell(Cell(got)))
		}
	})
}

func TestCell(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+так": "'+так", "- так": "'- так", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "＝1": "'＝1", "'=1": "''=1",
		"-5": "-5", "+1.5": "+1.5", "-": "-", "текст": "текст", "": "", "'я": "'я", "5-6": "5-6", "-5+A1": "'-5+A1",
	} {
		if got := Cell(in); got != want {
			t.Errorf("Cell(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWriter(t *testing.T) {
	var b strings.Builder
	w := NewWriter(&b)
	n, err := w.Write([]byte("а\x1b[2Jб"))
	if n != len("а\x1b[2Jб") || err != nil || b.String() != "аб" || w.Unwrap() != &b {
		t.Errorf("%d, %v, %q", n, err, b.String())
	}
}

// TestWriterOfParts: a text is the same whether it comes whole or byte by byte.
func TestWriterOfParts(t *testing.T) {
	const text = "рядок\r\nінший\rтретій — 👩 \xff\xd1"
	var b strings.Builder
	w := NewWriter(&b)
	for i := range len(text) {
		if n, err := w.Write([]byte(text[i : i+1])); n != 1 || err != nil {
			t.Fatal(n, err)
		}
	}
	if err := w.Flush(); err != nil || b.String() != Text(text) {
		t.Errorf("%q, want %q, %v", b.String(), Text(text), err)
	}
}
