package spark

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"depository.example/depository/internal/trial"
)

// worker makes a program that runs this test as a worker.
func worker(t *testing.T, how string) []string {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return []string{"env", "WORKER=" + how, own, "it's", `a "b" $c`}
}

func TestMain(m *testing.M) {
	switch os.Getenv("WORKER") {
	case "":
		os.Exit(m.Run())
	case "upper":
		err := Serve(os.Stdin, os.Stdout, func(row []byte) ([]byte, error) {
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
	return &Job{Program: trial.SparkSQL(t, after), Master: "local[1]", Dir: t.TempDir(), Worker: worker(t, how), Partitions: 2}
}

func TestRowsComeBack(t *testing.T) {
	rows := [][]byte{[]byte("a\tb\nc"), {}, []byte("ї \\N '")}
	got, err := job(t, "upper", "").Run(context.Background(), rows)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if want := strings.ToUpper(string(row)) + `it's|a "b" $c`; string(got[i]) != want {
			t.Errorf("row %d is %q, not %q", i, got[i], want)
		}
	}
}

// Spark takes a program that stops early for one that is done: here it is seen.
func TestLostRowsAreSeen(t *testing.T) {
	rows := [][]byte{[]byte("a"), []byte("b")}
	for name, j := range map[string]*Job{
		"stops early":      job(t, "stops", ""),
		"a row twice":      job(t, "upper", "cat out/part-00000 >> out/part-00001"),
		"a row of another": job(t, "upper", "sed -i 's/^0:/1:/' out/part-00000"),
		"half a row":       job(t, "upper", "truncate -s -9 out/part-00000"),
	} {
		if _, err := j.Run(context.Background(), rows); !errors.Is(err, ErrRows) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var failed *RunError
	if _, err := job(t, "upper", "echo why >&2; exit 4").Run(context.Background(), rows); !errors.As(err, &failed) || !strings.Contains(failed.Said, "why") {
		t.Errorf("a failure: %v", err)
	}
}

// After an error the rest of the input is read.
func TestErrorsDrainTheInput(t *testing.T) {
	var in strings.Builder
	for i := range 1000 {
		in.WriteString(line(i, []byte("row")))
	}
	from, bad, calls := strings.NewReader(in.String()), errors.New("bad"), 0
	err := Serve(from, &bytes.Buffer{}, func([]byte) ([]byte, error) { calls++; return nil, bad })
	if !errors.Is(err, bad) || calls != 1 || from.Len() != 0 {
		t.Errorf("%v after %d calls, %d bytes left", err, calls, from.Len())
	}
}

func FuzzParse(f *testing.F) {
	trial.Seed(f, "0:YQ==:00")
	trial.Seed(f, strings.TrimSuffix(line(7, []byte("row")), "\n"))
	f.Fuzz(func(t *testing.T, text string) {
		if i, row, err := parse(text); err == nil && fmt.Sprint(line(i, row)) != text+"\n" {
			t.Errorf("%q is %d %q", text, i, row)
		}
	})
}
