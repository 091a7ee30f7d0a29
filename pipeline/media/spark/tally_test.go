package spark

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"testing/synctest"
	"time"
)

// How far each stage has come is told in its order: a row once, however many workers have
// done it, and none of which half a note is there.
func TestStagesAreTold(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		var told []string
		rows := [][]byte{{1}, {2}, {3}}
		j := &Job{Dir: dir, Stages: []Stage{{Name: "first", Rows: rows}, {Name: "short", Rows: rows[:1]}, {Name: "last", Rows: rows}},
			Tell: func(stage string, done, of int) { told = append(told, fmt.Sprint(stage, " ", done, "/", of)) }}
		for _, s := range j.Stages {
			if err := os.MkdirAll(Tally(dir, s.Name), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		note := func(stage, worker, text string) {
			if err := os.WriteFile(filepath.Join(Tally(dir, stage), worker), []byte(text), 0o600); err != nil {
				t.Error(err)
			}
			time.Sleep(often + often/2)
		}
		err := j.watched(func() error {
			note("first", "a", "")
			note("first", "a", "2\n1")
			note("first", "b", "2\n0\n")
			note("last", "a", "0\n1\n")
			return nil
		})
		want := []string{"first 0/3", "first 1/3", "first 2/3", "first 3/3", "short 0/1", "short 1/1", "last 0/3", "last 2/3"}
		if got := distinct(told); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q, %v, not %q", got, err, want)
		}
		broken := errors.New("broken")
		if told = nil; !errors.Is(j.watched(func() error { return broken }), broken) || !reflect.DeepEqual(told, want[:1]) {
			t.Errorf("of what failed: %q", told)
		}
	})
}

// distinct leaves out what is told again.
func distinct(list []string) (out []string) {
	for i, s := range list {
		if i == 0 || s != list[i-1] {
			out = append(out, s)
		}
	}
	return out
}
