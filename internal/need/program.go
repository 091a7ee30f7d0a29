package need

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// deadline is how long a program may take: far more than it does on a machine
// with much else to do.
const deadline = 20 * time.Minute

// Run runs a program and returns what it prints. It and whatever it started end
// with the test at the latest, or at a deadline.
func Run(t testing.TB, path string, args ...string) (string, error) {
	t.Helper()
	limit := deadline
	if own, ok := t.(interface{ Deadline() (time.Time, bool) }); ok {
		if end, ok := own.Deadline(); ok { // a test that is stopped cannot stop what it started
			limit = min(limit, time.Until(end)-10*time.Second)
		}
	}
	return run(t, limit, path, args...)
}

func run(t testing.TB, limit time.Duration, path string, args ...string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	together(cmd)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = 5 * time.Second
	err := cmd.Run()
	end(cmd)
	return out.String(), err
}

// A Book is what the cells of a workbook hold, as it would be typed there: of each sheet
// the rows; a number with all its digits, a share that is shown in per cent as 45%, a truth
// as TRUE or FALSE.
type Book map[string][][]string

// At returns what a cell holds, its column and row counted from 1; "" beyond the rows.
func (b Book) At(sheet string, col, row int) string {
	if rows := b[sheet]; row <= len(rows) && col <= len(rows[row-1]) {
		return rows[row-1][col-1]
	}
	return ""
}

// eachSheet has LibreOffice write every sheet of a workbook as a table in UTF-8, numbers
// as they are and not as they are shown (its help: Filter Options for CSV). It takes half
// as long as a workbook.
const eachSheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"

// Recomputed lets LibreOffice read workbooks of Excel and compute them anew. It
// believes what a file says that its formulas show: so that is taken out before.
func Recomputed(t testing.TB, files ...string) (books []Book) {
	t.Helper()
	dir, bare := t.TempDir(), make([]string, len(files))
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		bare[i] = filepath.Join(dir, fmt.Sprintf("%03d.xlsx", i))
		if err := os.WriteFile(bare[i], withoutValues(t, data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Dir(Converted(t, eachSheet, bare...)[0])
	for i := range bare {
		book, prefix := Book{}, fmt.Sprintf("%03d-", i)
		sheets, err := filepath.Glob(filepath.Join(out, prefix+"*.csv"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range sheets {
			book[strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), prefix), ".csv")] = rowsOf(t, file)
		}
		books = append(books, book)
	}
	return books
}

// rowsOf reads a table; a row of one empty cell, which is an empty line, is a row too.
func rowsOf(t testing.TB, file string) [][]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	within := false
	for i, c := range data {
		if c == '"' {
			within = !within
		}
		if c == '\n' && !within && (i == 0 || data[i-1] == '\n') {
			text.WriteString(`""`)
		}
		text.WriteByte(c)
	}
	table := csv.NewReader(strings.NewReader(text.String()))
	table.FieldsPerRecord = -1
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// shown is what a formula shows, as a file keeps it (ECMA-376-1, 18.3.1.96).
var shown = regexp.MustCompile(`</f><v>[^<]*</v>|</f><v/>`)

// withoutValues takes what formulas show out of a workbook.
func withoutValues(t testing.TB, data []byte) []byte {
	t.Helper()
	return Edited(t, data, func(_, text string) string { return shown.ReplaceAllString(text, "</f>") })
}

// Edited returns an archive, as a workbook is one, with the text of every part changed by
// edit.
func Edited(t testing.TB, data []byte, edit func(part, text string) string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, f := range archive.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		w, err := to.Create(f.Name)
		if err == nil {
			_, err = io.WriteString(w, edit(f.Name, string(text)))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Writer skips where LibreOffice has no part for texts.
func Writer(t testing.TB) {
	t.Helper()
	program, err := filepath.EvalSymlinks(Tool(t, "soffice"))
	if err != nil {
		t.Fatal(err)
	}
	if found, _ := filepath.Glob(filepath.Join(filepath.Dir(program), "libswlo.*")); found == nil {
		Missing(t, "LibreOffice is here without Writer: run make tools")
	}
}

// Converted has LibreOffice save files in a format, named as its command names it,
// all in one call with a profile of its own; it returns the paths of what is saved,
// in the order of the files.
func Converted(t testing.TB, format string, files ...string) []string {
	t.Helper()
	office, dir := Tool(t, "soffice"), t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--norestore",
		"--convert-to", format, "--outdir", filepath.Join(dir, "out")}
	if err := os.Mkdir(filepath.Join(dir, "in"), 0o700); err != nil {
		t.Fatal(err)
	}
	ending, _, _ := strings.Cut(format, ":")
	var saved []string
	for i, file := range files { // by number: files of several folders may share a name
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in := filepath.Join(dir, "in", fmt.Sprintf("%03d%s", i, filepath.Ext(file)))
		if err := os.WriteFile(in, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args, saved = append(args, in), append(saved, filepath.Join(dir, "out", fmt.Sprintf("%03d.%s", i, ending)))
	}
	said, err := Run(t, office, args...)
	if err != nil {
		t.Fatalf("soffice: %v\n%s", err, said)
	}
	for i, path := range saved {
		if found, _ := filepath.Glob(strings.TrimSuffix(path, "."+ending) + `[.\-]*`); found == nil { // a file, or one for each sheet
			t.Fatalf("soffice did not save %s\n%s", files[i], said)
		}
	}
	return saved
}

// Valid has veraPDF, the reference validator, judge a folder of PDF files by both
// standards that they claim, PDF/UA-1 and PDF/A-3A; one call for all, since it
// takes longer to start than to read a file.
func Valid(t testing.TB, folder string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no PDF files in %s: %v", folder, err)
	}
	java := Tool(t, "java")
	jar := veraPDF(t)
	for _, flavour := range []string{"ua1", "3a"} {
		// The program runs for seconds: compiling it well takes longer than it saves.
		out, err := Run(t, java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper", "-f", flavour, "--format", "text", "-v", folder)
		if passed := strings.Count("\n"+out, "\nPASS "); err != nil || passed != len(files) {
			t.Errorf("%s: %d of %d pass (%v)\n%.6000s", flavour, passed, len(files), err, out)
		}
	}
}

// veraPDF returns the jar of the validator: DEPOSITORY_VERAPDF, or the newest of
// the local Maven repository, where make tools puts it.
func veraPDF(t testing.TB) string {
	t.Helper()
	if jar := os.Getenv("DEPOSITORY_VERAPDF"); jar != "" {
		return jar
	}
	home, _ := os.UserHomeDir() // none: nothing is found
	found, _ := filepath.Glob(filepath.Join(home, ".m2/repository/org/verapdf/apps/greenfield-apps/*/greenfield-apps-*.jar"))
	found = slices.DeleteFunc(found, func(jar string) bool { return strings.Contains(jar, "sources") })
	if len(found) == 0 {
		Missing(t, "veraPDF is not here: run make tools, or name its jar in DEPOSITORY_VERAPDF")
	}
	return found[len(found)-1]
}
