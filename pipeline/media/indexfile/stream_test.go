package indexfile

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/templates"
)

const fixedMethod = `
method: 1
id: fixed
scale: {min: 0, max: 1}
unit: {id: [u, year]}
inputs: [{id: q}]
tree:
  id: r
  parts:
    - {id: x, transform: sqrt, normalise: {by: goalposts, low: 0, high: 100, of: raw}}
    - {id: y, direction: lower, normalise: {by: goalposts, low: 0, high: 10, clip: both}}
    - {id: z, rule: [{when: "q > 5", points: 1}, {points: 0.5}], normalise: none}
`

func methodOf(t testing.TB, text string) *method.Method {
	t.Helper()
	m, err := method.Parse("m.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// inFolder writes files into a new folder and returns their full names.
func inFolder(t *testing.T, files map[string]string) func(string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return func(name string) string { return filepath.Join(dir, name) }
}

// into is one stream for all results.
func into(w io.Writer) Sink {
	return Sink{Put: func(_ string, write func(io.Writer) error) error { return write(w) }}
}

func teller(t testing.TB, w io.Writer) account.Teller {
	t.Helper()
	texts, err := templates.Wording("en")
	if err != nil {
		t.Fatal(err)
	}
	return account.NewTeller(w, "t.csv", texts)
}

// A table that is scored in parts gives what it gives whole: rows, ranks over all
// parts, doubts added up, cells that cannot be read by their rows.
func TestStreamedIsWhole(t *testing.T) {
	var b strings.Builder
	b.WriteString("u,year,x,y,q\n")
	for i := range 3*chunkRows + 17 {
		x := fmt.Sprint(i * 7919 % 101)
		switch {
		case i%1000 == 3:
			x = "?"
		case i%500 == 4:
			x = "-5"
		}
		fmt.Fprintf(&b, "\"U\n%d\",%d,%s,%d,%d\n", i, 2000+i%9, x, i%13, i%11)
	}
	at := inFolder(t, map[string]string{"t.csv": b.String()})
	var parts, told, whole, wholeTold bytes.Buffer
	m := methodOf(t, fixedMethod)
	done, err := streamed(m, at("t.csv"), into(&parts), teller(t, &told), &told)
	if !done || err != nil {
		t.Fatalf("%v %v", done, err)
	}
	x, err := Open(m, at("t.csv"), teller(t, &wholeTold))
	if err != nil {
		t.Fatal(err)
	}
	if err := x.writeScores(into(&whole)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(parts.Bytes(), whole.Bytes()) {
		t.Errorf("%d bytes in parts, %d whole", parts.Len(), whole.Len())
	}
	if told.String() != wholeTold.String() || !strings.Contains(told.String(), "values without a transform") || strings.Count(told.String(), "\n") < 14 {
		t.Errorf("in parts:\n%s\nwhole:\n%s", &told, &wholeTold)
	}
}

// What parts cannot tell is read whole, and told then.
func TestWhatCannotBeStreamed(t *testing.T) {
	learnt := strings.Replace(fixedMethod, "transform: sqrt, normalise: {by: goalposts, low: 0, high: 100, of: raw}", "normalise: {by: minmax}", 1)
	at := inFolder(t, map[string]string{"good.csv": "u,year,x,y,q\nA,1,1,1,1\n", "twice.csv": "u,year,x,y,q\nA,1,1,1,1\nA,1,2,2,2\n",
		"percent.csv": "u,year,x,y,q\nA,1,5%,1,1\n", "utf16.csv": "\xff\xfeu\x00"})
	for _, c := range []struct{ method, data, whole string }{
		{learnt, "good.csv", "A,1,0.5,"}, {fixedMethod, "twice.csv", "2 rows (rows 2 and 3 "}, {fixedMethod, "percent.csv", "A,1,0.22360679775,"},
		{fixedMethod, "utf16.csv", "fault."}, {fixedMethod, "none.csv", "none.csv"},
	} {
		var out, told bytes.Buffer
		m := methodOf(t, c.method)
		if done, err := streamed(m, at(c.data), into(&out), teller(t, &told), &told); done || err != nil || out.Len() > 0 || told.Len() > 0 {
			t.Errorf("%s: %v %v %s%s", c.data, done, err, &out, &told)
		}
		x, err := Open(m, at(c.data), teller(t, &told))
		if err == nil {
			err = x.writeScores(into(&out))
		}
		if got := fmt.Sprint(out.String(), err); !strings.Contains(got, c.whole) {
			t.Errorf("%s whole: %s", c.data, got)
		}
	}
}

// UTF-16 and windows-1251 are decoded as they are read, and give what UTF-8 gives.
func TestOtherEncodingsAreStreamed(t *testing.T) {
	const text = "u;year;x;y;q\r\nЇжачок;1;0,5;1;1\r\nҐанок;1;2;3;1\r\n"
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	cyrillic, err := charmap.Windows1251.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	at := inFolder(t, map[string]string{"utf8.csv": text, "utf16.csv": wide, "cp1251.csv": cyrillic})
	var want bytes.Buffer
	for _, name := range []string{"utf8.csv", "utf16.csv", "cp1251.csv"} {
		var out, told bytes.Buffer
		if done, err := streamed(methodOf(t, fixedMethod), at(name), into(&out), teller(t, &told), &told); !done || err != nil || !strings.Contains(out.String(), "Їжачок,1,") {
			t.Errorf("%s: %v %v %s%s", name, done, err, &out, &told)
		}
		if want.Len() == 0 {
			want = out
		}
		if !bytes.Equal(out.Bytes(), want.Bytes()) {
			t.Errorf("%s: %s, want %s", name, &out, &want)
		}
	}
}
