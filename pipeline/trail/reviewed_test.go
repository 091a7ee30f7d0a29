package trail_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/reviewbook"
	"depository.example/depository/templates"
)

// reviewed adds workbooks of two reviewers who agree on some answers of the sample and
// not on others: each row has from the first what is claimed or one level less, from the
// second, on two rows of three, the level at its place in a list.
func reviewed(t *testing.T, opts pipeline.Options) {
	t.Helper()
	job, in, err := pipeline.ReadPeriod(opts, nil)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(opts.Inputs, "2026-H1", "reviews")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for n, who := range []string{"Перша", "Друга"} {
		var out bytes.Buffer
		if _, err := reviewbook.Write(&out, &job.Workspace.Method.Questionnaire, in.Submissions, reviewbook.Options{Period: job.Period, Reviewer: who}, texts); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		sheet := book.GetSheetName(0)
		for row := 9; row < 40; row++ {
			claimed, err := book.GetCellValue(sheet, "F"+strconv.Itoa(row))
			level, wrong := strconv.Atoi(strings.TrimSpace(strings.SplitN(claimed, " ", 2)[0]))
			if err != nil || wrong != nil || n == 1 && row%3 == 0 {
				continue
			}
			if err := book.SetCellInt(sheet, "I"+strconv.Itoa(row), int64(max(0, level-(row+n)%(2+n)))); err != nil {
				t.Fatal(err)
			}
		}
		if err := book.SaveAs(filepath.Join(folder, who+".xlsx")); err != nil {
			t.Fatal(err)
		}
	}
}

// What reviewers found, how far they agree, how well scores are borne out and how many
// tasks are planned follows from the tables of an edition: a number that says something
// else, and a table that does, are named.
func TestVerifyWorksOutReviewsAndPlans(t *testing.T) {
	opts := options(t)
	reviewed(t, opts)
	opts.Outputs = filepath.Join(t.TempDir(), "outputs")
	if _, err := pipeline.Run(opts, nil); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(opts.Outputs, "2026-H1")
	if faults := faultsOf(t, opts, folder); faults != nil {
		t.Fatalf("a new edition: %q", faults)
	}
	for _, c := range []struct{ file, from, to string }{
		{"numbers.csv", `\nagreement/([a-z.]+),[^,]+,`, "\nagreement/$1,0.5,"},
		{"numbers.csv", `\nverified/lowered,[1-9]\d*,`, "\nverified/lowered,1000,"},
		{"numbers.csv", `\nverified/confirmed,[1-9]\d*,`, "\nverified/confirmed,1000,"},
		{"numbers.csv", `\nplan/tasks,[1-9]\d*,`, "\nplan/tasks,1000,"},
		{"numbers.csv", `\nborne/(\S+)/2,0\.\d+,`, "\nborne/$1/2,0.9999,"},
		{"basis.csv", `\nplan,[^\n]+`, ""},
		{"basis.csv", `,2,(\d),\d \d,`, ",2,$1,0 5,"},
	} {
		was, err := os.ReadFile(filepath.Join(folder, c.file))
		if err != nil {
			t.Fatal(err)
		}
		pattern := regexp.MustCompile(c.from)
		at := pattern.FindSubmatchIndex(was)
		if at == nil {
			t.Errorf("%s has no %s", c.file, c.from)
			continue
		}
		is := slices.Concat(was[:at[0]], pattern.Expand(nil, []byte(c.to), was, at), was[at[1]:])
		forge(t, folder, c.file, is)
		if faults := faultsOf(t, opts, folder); !slices.ContainsFunc(faults, func(f string) bool { return strings.HasPrefix(f, "numbers.csv: verify.differs") }) {
			t.Errorf("%s with %s as %q: %q", c.file, was[at[0]:at[1]], c.to, faults)
		}
		forge(t, folder, c.file, was)
	}
}
