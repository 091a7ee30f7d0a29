package strictxml

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// pieces scans a part and prints what it finds: <name, </name and texts, those
// that follow each other as one. A window of n bytes is used; 0 the usual one.
func pieces(part string, n int) (string, error) {
	s := &Scanner{buf: make([]byte, WindowBytes)}
	if n > 0 {
		s.buf = make([]byte, n)
	}
	s.Reset(iotest.OneByteReader(strings.NewReader(part)))
	var out, text strings.Builder
	for {
		k, err := s.Next()
		if k != AtText && text.Len() > 0 {
			fmt.Fprintf(&out, "%q ", text.String())
			text.Reset()
		}
		mark := ""
		if !s.Ours {
			mark = "!"
		}
		switch {
		case err != nil || k == AtEnd:
			return strings.TrimSpace(out.String()), err
		case k == AtText:
			text.Write(s.Text)
		case k == AtClose:
			fmt.Fprintf(&out, "</%s%s ", mark, s.Name)
		default:
			fmt.Fprintf(&out, "<%s%s", mark, s.Name)
			for i := range s.attrs {
				if a := &s.attrs[i]; string(a.prefix) != "xmlns" && string(a.name) != "xmlns" {
					fmt.Fprintf(&out, " %s=%s", a.name, s.value(a))
				}
			}
			out.WriteByte(' ')
		}
	}
}

func TestScanner(t *testing.T) {
	for _, c := range []struct{ part, want string }{
		{`<a/>`, `<a </a`},
		{"\ufeff<?xml version='1.0' encoding='utf-8'?>\n<!-- > --><a><?p <b> ?></a>\n", `<a </a`},
		{`<a b="1" c='"'>x</a>`, `<a b=1 c=" "x" </a`},
		{`<a b="&lt;&#65;&#x42;">&amp;&gt;&quot;&apos;&#x457;</a>`, "<a b=<AB \"&>\\\"'ї\" </a"},
		{"<a>1\r\n2\r3<![CDATA[<&\r\n]]]]><![CDATA[>]]></a>", `<a "1\n2\n3<&\n]]>" </a`},
		{`<x:a xmlns:x="u"><x:b/><b/><b xmlns="u"><c/></b></x:a>`, `<a <b </b <!b </!b <b <c </c </b </a`},
		{`<a xmlns="u"><b xmlns="v"><c/></b><d xmlns=""/><e/></a>`, `<a <!b <!c </!c </!b <!d </!d <e </e </a`},
		{`<a xmlns:p="u"><p:b p:c="1" xml:space="preserve"/></a>`, `<a <!b c=1 space=preserve </!b </a`},
		{`<їжак-1 б="в"/>`, `<їжак-1 б=в </їжак-1`},
	} {
		if got, err := pieces(c.part, 0); err != nil || got != c.want {
			t.Errorf("%s: got %s, %v, want %s", c.part, got, err, c.want)
		}
	}
}

func TestScannerRefuses(t *testing.T) {
	for _, part := range []string{
		"", " ", "x", "<a>", "<a", "<", "</a>", "<a></b>", "<a></a", "<a/><b/>", "<a/>x", "<a/><![CDATA[]]>", "<a><b></a></b>",
		`<a b/>`, `<a b=1/>`, `<a b="1"c="2"/>`, `<a b="1" b="2"/>`, `<a b="<"/>`, `<a b="&x;"/>`, `<a b="1/>`, `<a ="1"/>`, `< a/>`, `<1/>`, `<-a/>`,
		`<p:a/>`, `<a p:b="1"/>`, `<:a/>`, `<a:/>`, `<a:b:c xmlns:a="u"/>`,
		`<a>&b;</a>`, `<a>&amp</a>`, `<a>&;</a>`, `<a>&#0;</a>`, `<a>&#x1F;</a>`, `<a>&#xD800;</a>`, `<a>&#xFFFE;</a>`, `<a>&#x110000;</a>`, `<a>&#+65;</a>`, `<a>&#x;</a>`,
		"<a>\x00</a>", "<a>\x1f</a>", "<a>\xff</a>", "<a>\xd0</a>", "<a>\ufffe</a>", "<a>]]></a>", "<a><![CDATA[\x01]]></a>", "<a><![CDATA[</a>",
		"<!DOCTYPE a><a/>", "<a><!ELEMENT b></a>", "<a><!-- -- --></a>", "<a><!-- </a>", "<a><? ?></a>", "<a><?xml version='1.0'?></a>", " <?xml version='1.0'?><a/>",
		"<?xml version='1.0' encoding='windows-1251'?><a/>", "\xff\xfe<\x00a\x00", "<\x00a\x00", "\x00<\x00a",
		"<a" + strings.Repeat("a", maxName) + "/>", strings.Repeat("<a>", maxDepth+1),
	} {
		if got, err := pieces(part, 0); err == nil {
			t.Errorf("%q was taken as %s", part, got)
		}
	}
}

// TestNarrowWindows: where the window ends changes nothing.
func TestNarrowWindows(t *testing.T) {
	long := strings.Repeat("є&amp;]\r\n&#1111;їж ", 60)
	part := `<?xml version="1.0"?><a xmlns="u" b="1"><!-- ` + strings.Repeat("- ", 200) + ` --><b c="2 &gt; 1">` + long + `</b><![CDATA[` + strings.Repeat("]]є\r\n", 90) + `]]><c/></a>`
	want, err := pieces(part, 0)
	if err != nil {
		t.Fatal(err)
	}
	for n := 64; n < 200; n++ {
		if got, err := pieces(part, n); err != nil || got != want {
			t.Fatalf("with a window of %d: %v, got %d of %d", n, err, len(got), len(want))
		}
	}
}

// TestLongTags: the window grows for a tag up to maxTag and no further, and is as
// before in the next part.
func TestLongTags(t *testing.T) {
	tag := func(n int) string { return `<a b="` + strings.Repeat("x", n) + `"/>` }
	s := &Scanner{buf: make([]byte, WindowBytes)}
	for _, n := range []int{0, WindowBytes, 1_000_000, maxTag - 100} {
		s.Reset(strings.NewReader(tag(n)))
		if k, err := s.Next(); k != AtStart || err != nil || len(s.AttrText("b")) != n {
			t.Errorf("%d bytes: %v, %d of them", n, err, len(s.AttrText("b")))
		}
	}
	for _, text := range []string{tag(maxTag), tag(1_000_000)[:900_000]} {
		s.Reset(strings.NewReader(text))
		if _, err := s.Next(); err != ErrMalformed || len(s.buf) > maxTag {
			t.Errorf("%d bytes: %v, window %d", len(text), err, len(s.buf))
		}
	}
	if s.Reset(strings.NewReader("")); len(s.buf) != WindowBytes {
		t.Errorf("the window stays at %d", len(s.buf))
	}
}

// A text is sound where it can be resolved and does not end a section: of texts made of
// pieces that decide it.
func TestSound(t *testing.T) {
	pieces := []string{"a", "ї", "\uFFFE", "\uFFFF", "\uFFFD", "\xff", "\xd1", "&", ";", "&amp;", "&#34;", "&#x22;", "&#0;", "&#;", "&nbsp;", "&#x110000;", "#", "]", "]>", "]]>", "\r", "\n", "\t", "\x01", "<", ">"}
	s, sound := &Scanner{}, 0
	for n := range len(pieces) * len(pieces) * len(pieces) * len(pieces) {
		var text []byte
		for k := n; k > 0; k /= len(pieces) {
			text = append(text, pieces[k%len(pieces)]...)
		}
		_, err := s.Resolve(text)
		if want := err == nil && !bytes.Contains(text, []byte("]]>")); Sound(text) != want {
			t.Fatalf("%q: %t, want %t", text, !want, want)
		} else if want {
			sound++
		}
	}
	if sound < 1000 {
		t.Error("only", sound, "texts are sound")
	}
}

// What plainTag takes of a tag, tag takes too, and finds the same in it; and it does take
// what programs write.
func TestPlainTags(t *testing.T) {
	begun := func() *Scanner {
		s := NewScanner(0)
		s.Reset(strings.NewReader(`<a xmlns="u" xmlns:p="v"><b xmlns="w">`))
		for range 2 {
			if _, err := s.Next(); err != nil {
				t.Fatal(err)
			}
		}
		return s
	}
	parts := []string{"b", "c", "п", "p:c", "xmlns", "-", " ", "  ", "\n", "=", `="`, `"`, "='", "'", "1", "<", ">", "/", "&amp;", "&", "ї", "\xff", "\uFFFE", "\x01", "]]>", ` b="1"`, ` c="x ї"`, ` sqref="B15:B15"`, ` d="&amp;"`, ` e="]]>"`}
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		b := []byte(rapid.SampledFrom([]string{"b", "col", "p:c", "ї", "", "1"}).Draw(t, "name") + strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 3).Draw(t, "parts"), "") +
			rapid.SampledFrom([]string{">", "/>", " >", ""}).Draw(t, "end"))
		one, other := begun(), begun()
		n := one.plainTag(b)
		if n == 0 {
			return
		}
		taken++
		m, err := other.tag(b)
		if n != m || err != nil || fmt.Sprint(one.attrs, string(one.Name), one.URI, one.Ours, one.closes, one.names, one.open) != fmt.Sprint(other.attrs, string(other.Name), other.URI, other.Ours, other.closes, other.names, other.open) {
			t.Fatalf("%q: %d %v, want %d %v", b, n, one, m, err)
		}
	})
	if taken < 10 {
		t.Errorf("%d taken", taken)
	}
	if s := begun(); s.plainTag([]byte(`cfRule type="expression" dxfId="0" title="Назва практики" priority="1"/><x`)) == 0 || len(s.attrs) != 4 {
		t.Error("not plain")
	}
}

// A part is skimmed to the same pieces, without its texts, and refused for the same faults.
func TestSkim(t *testing.T) {
	for _, part := range []string{`<a><b>x &amp; ї</b></a>`, `<a><b>&none;</b></a>`, "<a>\x01</a>", `<a>]]></a>`, "<a>\xff</a>", `<a>&#65;</a>`} {
		want, wrong := pieces(part, 0)
		s := NewScanner(0)
		s.Reset(strings.NewReader(part))
		s.Skim()
		var out strings.Builder
		k, err := s.Next()
		for ; err == nil && k != AtEnd; k, err = s.Next() {
			fmt.Fprintf(&out, "%d", k)
			if k == AtText && s.Text != nil {
				t.Errorf("%s: %q", part, s.Text)
			}
		}
		if (err == nil) != (wrong == nil) {
			t.Errorf("%s: %v after %s, want %v after %s", part, err, out.String(), wrong, want)
		}
	}
}
