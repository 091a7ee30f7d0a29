package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
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
	at := inFolder(t, map[string]string{"m.yaml": fixedMethod, "t.csv": b.String()})
	var parts, told, whole, wholeTold bytes.Buffer
	done, err := streamIndex(at("m.yaml"), at("t.csv"), &results{stream: &parts}, english(t), &told)
	if !done || err != nil {
		t.Fatalf("%v %v", done, err)
	}
	x, err := indexTable(at("m.yaml"), at("t.csv"), english(t), &wholeTold)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.write(&whole); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(parts.Bytes(), whole.Bytes()) {
		t.Errorf("%d bytes in parts, %d whole", parts.Len(), whole.Len())
	}
	if told.String() != wholeTold.String() || !strings.Contains(told.String(), "values without a transform") || strings.Count(told.String(), "\n") < 14 {
		t.Errorf("in parts:\n%s\nwhole:\n%s", &told, &wholeTold)
	}
}

// What parts cannot tell is read whole.
func TestWhatCannotBeStreamed(t *testing.T) {
	at := inFolder(t, map[string]string{"fixed.yaml": fixedMethod, "small.yaml": smallMethod,
		"good.csv": "u,year,x,y,q\nA,1,1,1,1\n", "twice.csv": "u,year,x,y,q\nA,1,1,1,1\nA,1,2,2,2\n", "percent.csv": "u,year,x,y,q\nA,1,5%,1,1\n", "utf16.csv": "\xff\xfeu\x00"})
	for _, c := range [][2]string{{"small.yaml", "good.csv"}, {"fixed.yaml", "twice.csv"}, {"fixed.yaml", "percent.csv"}, {"fixed.yaml", "utf16.csv"}, {"fixed.yaml", "none.csv"}, {"none.yaml", "good.csv"}} {
		var out, told bytes.Buffer
		if done, err := streamIndex(at(c[0]), at(c[1]), &results{stream: &out}, english(t), &told); done || err != nil || out.Len() > 0 || told.Len() > 0 {
			t.Errorf("%v: %v %v %s%s", c, done, err, &out, &told)
		}
	}
	if status, _, errs := command("index", "--lang", "en", "--method", at("fixed.yaml"), "--data", at("twice.csv")); status != 1 || !strings.Contains(errs, "rows 2 and 3") {
		t.Errorf("%d %s", status, errs)
	}
	if status, out, _ := command("index", "--lang", "en", "--method", at("fixed.yaml"), "--data", at("percent.csv")); status != 0 || !strings.Contains(out, "A,1,0.22360679775,") {
		t.Errorf("%d %s", status, out)
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
	at := inFolder(t, map[string]string{"m.yaml": fixedMethod, "utf8.csv": text, "utf16.csv": wide, "cp1251.csv": cyrillic})
	var want bytes.Buffer
	for _, name := range []string{"utf8.csv", "utf16.csv", "cp1251.csv"} {
		var out, told bytes.Buffer
		if done, err := streamIndex(at("m.yaml"), at(name), &results{stream: &out}, english(t), &told); !done || err != nil || !strings.Contains(out.String(), "Їжачок,1,") {
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
