package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/internal/trial"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

var updateScripts = flag.Bool("update-scripts", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	os.Setenv("DEPOSITORY_ARCHIVE", "false") // tests of the archive ask for one of their own
	testscript.Main(m, map[string]func(){"depository": func() {
		status := Main(os.Args[1:], os.Stdout, os.Stderr)
		notePeak()
		os.Exit(status)
	}})
}

// peakFile is the variable that names a file for notePeak.
const peakFile = "PEAK_OF_TEST"

// notePeak writes the largest resident memory that this process had, as Linux tells it,
// to the file that was asked for. What the system tells of a process that has ended is
// no less than what the process that started it had then.
func notePeak() {
	if path := os.Getenv(peakFile); path != "" {
		if told, err := os.ReadFile("/proc/self/status"); err == nil {
			_ = os.WriteFile(path, told, 0o600) // what is missing is seen where it is read
		}
	}
}

// TestScripts runs the command as a person would; the scripts lie in
// testdata/script. "status N depository …" runs it in this process, "exec depository …" in
// one of its own.
func TestScripts(t *testing.T) {
	root, quick, few := need.Root(t), trial.Quick(t), fewInputs(t)
	variables := scriptVariables(t)
	testscript.RunT(oneByOne{t}, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *updateScripts,
		Condition: func(name string) (bool, error) { // [long]: scripts may take long
			if name != "long" {
				return false, fmt.Errorf("there is no condition %q", name)
			}
			return need.Longer(), nil
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("ROOT", root)
			e.Setenv("QUICK", quick) // the method of the sample with few draws
			e.Setenv("FEW", few)     // two partners of the sample, one of them with errors
			e.Setenv(need.Room())
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			// status N depository …: the command ends with this status.
			"status": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) < 2 || args[1] != "depository" {
					ts.Fatalf("usage: status N depository [arguments]")
				}
				defer atHome(ts, variables)()
				if got := strconv.Itoa(Main(args[2:], ts.Stdout(), ts.Stderr())); got != args[0] {
					ts.Fatalf("status %s, want %s", got, args[0])
				}
			},
			// workbook TABLE.csv BOOK.xlsx: a table as a workbook of texts, as the
			// Ministry publishes the codifier.
			"workbook": func(ts *testscript.TestScript, neg bool, args []string) {
				text, err := os.ReadFile(ts.MkAbs(args[0]))
				ts.Check(err)
				rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
				ts.Check(err)
				f := excelize.NewFile()
				defer f.Close()
				for i, row := range rows {
					ts.Check(f.SetSheetRow("Sheet1", "A"+strconv.Itoa(i+1), &row))
				}
				ts.Check(f.SaveAs(ts.MkAbs(args[1])))
			},
			// mess BOOK.xlsx HOW…: what clerks and their programs do to a form.
			"mess": func(ts *testscript.TestScript, neg bool, args []string) {
				f, err := excelize.OpenFile(ts.MkAbs(args[0]))
				ts.Check(err)
				defer f.Close()
				for _, how := range args[1:] {
					ts.Check(messes[how](f))
				}
				ts.Check(f.Save())
			},
			// typed BOOK.xlsx SHEET CELL TEXT…: texts are typed into cells.
			"typed": func(ts *testscript.TestScript, neg bool, args []string) {
				f, err := excelize.OpenFile(ts.MkAbs(args[0]))
				ts.Check(err)
				defer f.Close()
				for i := 2; i+1 < len(args); i += 2 {
					ts.Check(f.SetCellValue(args[1], args[i], args[i+1]))
				}
				ts.Check(f.Save())
			},
			// cells BOOK.xlsx SHEET: what stands in its cells, a line each, with the
			// places that they lead to.
			"cells": func(ts *testscript.TestScript, neg bool, args []string) {
				f, err := excelize.OpenFile(ts.MkAbs(args[0]))
				ts.Check(err)
				defer f.Close()
				ts.Check(printCells(ts.Stdout(), f, args[1]))
			},
			// explained SAID scores.csv KIND,UNIT: the score of every node that an
			// explanation names is the one that was published.
			"explained": func(ts *testscript.TestScript, neg bool, args []string) {
				ts.Check(explainedAsPublished(ts.ReadFile(args[0]), ts.ReadFile(args[1]), args[2]))
			},
			// same A B: two files have the same bytes.
			"same": func(ts *testscript.TestScript, neg bool, args []string) {
				a, err := os.ReadFile(ts.MkAbs(args[0]))
				ts.Check(err)
				b, err := os.ReadFile(ts.MkAbs(args[1]))
				ts.Check(err)
				if (string(a) == string(b)) == neg {
					ts.Fatalf("%s and %s: same bytes is %t", args[0], args[1], !neg)
				}
			},
		},
	})
}

// printCells prints the cells of a sheet that are not empty.
func printCells(w io.Writer, f *excelize.File, sheet string) error {
	rows, err := f.GetRows(sheet)
	for i, row := range rows {
		for k, text := range row {
			if text == "" {
				continue
			}
			at, _ := excelize.CoordinatesToCellName(k+1, i+1)
			linked, to, _ := f.GetCellHyperLink(sheet, at)
			if linked {
				text += " → " + to
			}
			fmt.Fprintln(w, at, text)
		}
	}
	return err
}

// messes are what clerks and their programs do to the first two cards of a form.
var messes = map[string]func(*excelize.File) error{
	"rename-sheets": func(f *excelize.File) error {
		return errors.Join(f.SetSheetName("Практика 1", "Черга"), f.SetSheetName("Партнер", "про нас"))
	},
	"insert-rows": func(f *excelize.File) error { return f.InsertRows("Практика 2", 14, 3) },
	"merge-cells": func(f *excelize.File) error {
		return errors.Join(f.MergeCell("Практика 2", "F17", "G17"), f.MergeCell("Партнер", "A3", "B3"))
	},
	"drop-names": func(f *excelize.File) (err error) {
		for _, n := range f.GetDefinedName() {
			err = errors.Join(err, f.DeleteDefinedName(&excelize.DefinedName{Name: n.Name, Scope: n.Scope}))
		}
		return err
	},
}

// oneByOne runs scripts one after another: a process has one folder and one environment.
type oneByOne struct{ *testing.T }

// Parallel does nothing.
func (oneByOne) Parallel() {}

// Run runs a script.
func (o oneByOne) Run(name string, script func(testscript.T)) {
	o.T.Run(name, func(t *testing.T) { script(oneByOne{t}) })
}

// Verbose tells whether the log of scripts that pass is printed too.
func (oneByOne) Verbose() bool { return testing.Verbose() }

// scriptVariables are the variables of the environment that any script sets, and those
// that tell a program where it may write.
func scriptVariables(t *testing.T) []string {
	t.Helper()
	room, _ := need.Room()
	names := []string{"HOME", "TMPDIR", room}
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		for _, set := range regexp.MustCompile(`(?m)^env (\w+)=`).FindAllStringSubmatch(read(t, file), -1) {
			names = append(names, set[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// atHome gives this process the folder and the variables of a script, and returns what
// gives it its own back.
func atHome(ts *testscript.TestScript, variables []string) (leave func()) {
	own, err := os.Getwd()
	ts.Check(err)
	ts.Check(os.Chdir(ts.MkAbs(".")))
	undo := []func() error{func() error { return os.Chdir(own) }}
	for _, name := range variables {
		was, set := os.LookupEnv(name)
		if set {
			undo = append(undo, func() error { return os.Setenv(name, was) })
		} else {
			undo = append(undo, func() error { return os.Unsetenv(name) })
		}
		ts.Check(os.Setenv(name, ts.Getenv(name)))
	}
	return func() {
		for _, back := range undo {
			ts.Check(back())
		}
	}
}

// fewInputs is a folder with two partners of both periods of the sample, for scripts
// that look at how a run is told and laid down, and not at all that it says.
func fewInputs(t *testing.T) string {
	t.Helper()
	dir, from := filepath.Join(t.TempDir(), "inputs"), filepath.Join(need.Root(t), "inputs")
	for _, file := range []string{"2025-H2/nadberezhansk.xlsx", "2025-H2/verbodolsk.xlsx", "2026-H1/nadberezhansk.xlsx", "2026-H1/verbodolsk.xlsx", "places-extra.csv", "attributes.csv"} {
		copyFile(t, filepath.Join(from, file), filepath.Join(dir, file))
	}
	return dir
}

// explainedAsPublished compares the scores of an explanation with those of scores.csv,
// whose rows begin with unit.
func explainedAsPublished(said, scores, unit string) error {
	rows, err := csv.NewReader(strings.NewReader(scores)).ReadAll()
	if err != nil {
		return err
	}
	n := 0
	for _, row := range rows {
		if row[0]+","+row[1] != unit {
			continue
		}
		value, err := strconv.ParseFloat(row[5], 64)
		line := regexp.MustCompile(`(?m)^ +.*\(` + regexp.QuoteMeta(row[4]) + `\) = ([0-9.]+) `).FindStringSubmatch(said)
		if err != nil || line == nil {
			continue // a theme, which is no node of the tree
		}
		if shown, err := strconv.ParseFloat(line[1], 64); err != nil || shown != value {
			return fmt.Errorf("%s is %s, published %s", row[4], line[1], row[5])
		}
		n++
	}
	if n < 20 {
		return fmt.Errorf("only %d nodes of %s are explained", n, unit)
	}
	return nil
}
