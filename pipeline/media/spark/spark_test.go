package spark

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"depository.example/depository/internal/trial"
)

// worker makes a program that runs this test as a worker.
func worker(t *testing.T, how, stage string) []string {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return []string{"env", "WORKER=" + how, "TALLY=" + Tally(".", stage), own, "it's", `a "b" $c`}
}

func TestMain(m *testing.M) {
	switch os.Getenv("WORKER") {
	case "":
		os.Exit(m.Run())
	case "upper":
		err := Serve(os.Stdin, os.Stdout, os.Getenv("TALLY"), func(row []byte) ([]byte, error) {
			return []byte(strings.ToUpper(string(row)) + strings.Join(os.Args[1:], "|")), nil
		})
		if err != nil {
			os.Exit(1)
		}
	case "stops": // early, and says nothing of it
	}
}

func job(t *testing.T, how, after string) *Job {
	t.Helper()
	return &Job{Program: trial.SparkSQL(t, after), Master: "local[1]", Dir: t.TempDir(), Stages: []Stage{
		{"first", [][]byte{[]byte("a"), []byte("b")}, worker(t, how, "first"), 2}, {"second", [][]byte{[]byte("a\tb\nc"), {}, []byte("ї \\N '")}, worker(t, how, "second"), 1}}}
}

func TestRowsComeBack(t *testing.T) {
	j := job(t, "upper", "")
	var told []string
	j.Tell = func(stage string, done, of int) { told = append(told, fmt.Sprint(stage, " ", done, "/", of)) }
	got, err := j.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(told); n < 4 || told[0] != "first 0/2" || told[n-1] != "second 3/3" {
		t.Errorf("told %q", told)
	}
	for k, s := range j.Stages {
		if n := tallied(Tally(j.Dir, s.Name)); n != len(s.Rows) {
			t.Errorf("%d rows of %s are noted, not %d", n, s.Name, len(s.Rows))
		}
		for i, row := range s.Rows {
			if want := strings.ToUpper(string(row)) + `it's|a "b" $c`; string(got[k][i]) != want {
				t.Errorf("row %d of %s is %q, not %q", i, s.Name, got[k][i], want)
			}
		}
		if again, err := Collect(filepath.Join(j.Dir, s.Name)); err != nil || !reflect.DeepEqual(again, got[k]) {
			t.Errorf("%s is read again as %q, %v", s.Name, again, err)
		}
	}
}

// Spark takes a program that stops early for one that is done: here it is seen.
func TestLostRowsAreSeen(t *testing.T) {
	for name, j := range map[string]*Job{
		"stops early":                  job(t, "stops", ""),
		"a row twice":                  job(t, "upper", "cat second/out/part-00000 >> second/out/part-00001"),
		"a row of another":             job(t, "upper", "sed -i 's/^0:/1:/' first/out/part-00000"),
		"half a row":                   job(t, "upper", "truncate -s -9 second/out/part-00000"),
		"what was made of another row": job(t, "upper", "printf '%s' "+strings.TrimSuffix(line(0, []byte("b"), []byte("A")), "\n")+"$'\\n' > first/out/part-00001; sed -i 1d first/out/part-00000"),
	} {
		if _, err := j.Run(context.Background()); !errors.Is(err, ErrRows) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var failed *RunError
	if _, err := job(t, "upper", "echo why >&2; exit 4").Run(context.Background()); !errors.As(err, &failed) || !strings.Contains(failed.Said, "why") {
		t.Errorf("a failure: %v", err)
	}
}

// After an error the rest of the input is read.
func TestErrorsDrainTheInput(t *testing.T) {
	var in strings.Builder
	for i := range 1000 {
		in.WriteString(line(i, nil, []byte("row")))
	}
	from, bad, calls := strings.NewReader(in.String()), errors.New("bad"), 0
	err := Serve(from, &bytes.Buffer{}, t.TempDir(), func([]byte) ([]byte, error) { calls++; return nil, bad })
	if !errors.Is(err, bad) || calls != 1 || from.Len() != 0 {
		t.Errorf("%v after %d calls, %d bytes left", err, calls, from.Len())
	}
}

func FuzzParse(f *testing.F) {
	trial.Seed(f, "0:YQ==:00")
	trial.Seed(f, strings.TrimSuffix(line(7, nil, []byte("row")), "\n"))
	f.Fuzz(func(t *testing.T, text string) {
		if i, row, err := parse(text, func(int) []byte { return nil }); err == nil && fmt.Sprint(line(i, nil, row)) != text+"\n" {
			t.Errorf("%q is %d %q", text, i, row)
		}
	})
}
