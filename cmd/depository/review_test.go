package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/trial"
	"github.com/xuri/excelize/v2"
)

// Two reviewers look at the first three levels of one partner: the first at all,
// the second at two. What they find is what run scores.
func TestReviewThereAndBack(t *testing.T) {
	t.Setenv("DEPOSITORY_METHOD", trial.Quick(t))
	dir := t.TempDir()
	inputs := filepath.Join(dir, "inputs")
	copyFile(t, "../../inputs/2026-H1/verbodolsk.xlsx", filepath.Join(inputs, "2026-H1", "verbodolsk.xlsx"))
	book := filepath.Join(dir, "review.xlsx")
	status, out, errs := command("review", "--inputs", inputs, "--out", book, "--reviewer", "Перша")
	if status != 0 || !strings.Contains(out, "Книгу для перевірки записано") || !strings.Contains(out, filepath.Join("2026-H1", "reviews")) {
		t.Fatalf("status %d %s%s", status, out, errs)
	}
	if status, _, errs := command("review", "--inputs", inputs, "--out", book); status != 1 || !strings.Contains(errs, "може містити чиюсь роботу") {
		t.Errorf("overwritten: %d %s", status, errs)
	}
	if status, out, _ := command("review", "--inputs", inputs, "--check"); status != 0 || !strings.Contains(out, "немає перевірених книг") {
		t.Errorf("status %d %s", status, out)
	}
	claimed := fillReview(t, book, filepath.Join(inputs, "2026-H1", "reviews", "first.xlsx"), map[string]any{"I9": "0", "J9": "Акта немає", "I10": "0", "J10": "Теж", "I11": "0", "J11": "І тут"})
	fillReview(t, book, filepath.Join(inputs, "2026-H1", "reviews", "second.xlsx"), map[string]any{"C4": "Другий", "I9": claimed[0], "I10": "сім"})
	status, out, errs = command("review", "--inputs", inputs, "--check", "--lang", "en")
	if status != statusCorrect || !strings.Contains(out, "3 of ") || !strings.Contains(out, "reviews/second.xlsx!Перевірка!I10: level verified not understood") || errs != "" {
		t.Errorf("status %d %s%s", status, out, errs)
	}
	before := partnerScore(t, inputs, filepath.Join(dir, "none"), false)
	after := partnerScore(t, inputs, filepath.Join(dir, "some"), true)
	if before == after || before == "" || after == "" {
		t.Errorf("score %s before the review, %s after", before, after)
	}
	rows := csvFile(t, filepath.Join(dir, "some", "2026-H1", "reviews.csv"))
	if len(rows) != 4 || !slices.Equal(rows[0][4:10], []string{"criterion", "claimed", "verified", "reviewers", "by", "reason"}) {
		t.Errorf("%q", rows)
	}
}

// partnerScore runs the period, with or without its reviews, and returns the
// overall score of the partner.
func partnerScore(t *testing.T, inputs, outputs string, reviews bool) string {
	t.Helper()
	folder := filepath.Join(inputs, "2026-H1", "reviews")
	if !reviews {
		if err := os.Rename(folder, folder+".aside"); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = os.Rename(folder+".aside", folder) }()
	}
	if status, _, errs := command("run", "--inputs", inputs, "--outputs", outputs, "--reports", "en", "--quiet"); status == 1 {
		t.Fatal(errs)
	}
	for _, row := range csvFile(t, filepath.Join(outputs, "2026-H1", "scores.csv")) {
		if row[0] == "partner" && row[4] == "maturity" {
			return row[5]
		}
	}
	return ""
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(to), 0o755)
	}
	if err == nil {
		err = os.WriteFile(to, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// fillReview writes cells into a copy of a workbook for review and returns the
// levels claimed in its first rows.
func fillReview(t *testing.T, from, to string, cells map[string]any) []string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(from)
	if err != nil {
		t.Fatal(err)
	}
	var claimed []string
	for _, at := range []string{"F9", "F10", "F11"} {
		text, _ := f.GetCellValue("Перевірка", at)
		claimed = append(claimed, text)
	}
	for at, v := range cells {
		if err := f.SetCellValue("Перевірка", at, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(to); err != nil {
		t.Fatal(err)
	}
	return claimed
}
