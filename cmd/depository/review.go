package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"depository/pipeline"
	"depository/pipeline/cell"
	"depository/pipeline/review"
	tables "depository/pipeline/table"
	"depository/pipeline/verdict"
	"depository/pipeline/wording"
)

func newReviewCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "review",
		Short: "Write the workbook in which a reviewer verifies claimed levels, or sum up what came back",
		Long: `review writes a workbook with one row for each level that partners claim in a
period: the level, what it means, the evidence, and room for the level that the
evidence bears out and for a reason. Put the reviewed workbooks into
inputs/<period>/reviews/: run then scores verified levels in place of claimed
ones, keeps both, and prints the share verified. Several reviewers of one answer
settle on the highest level that more than half of them bear out.

With --check it reads that folder and says how much is verified, how far the
reviewers of each criterion agree, and what is wrong with their workbooks.

Exit status: 0 done; 3 done, but a reviewer has something to correct; 1 could not run.`,
		Example: `  depository review --period 2026-H1 --reviewer "Олена Коваль"
  depository review --period 2026-H1 --partner vinnytsia --out vinnytsia.review.xlsx
  depository review --period 2026-H1 --check`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runReview(cmd) },
	}
	f := cmd.Flags()
	f.String("config", "", "configuration file (default: config.yaml here, if it exists)")
	f.String("period", "", "reporting period (default: the latest folder of inputs)")
	f.String("inputs", "inputs", "folder with one folder a period")
	f.String("method", "egov-practices", "method file, or the name of a built-in method")
	f.String("lang", "uk", "language of the workbook and of messages: uk or en")
	f.String("partner", "", "id of the partner to review (default: all)")
	f.String("reviewer", "", "who reviews; can be written into the workbook as well")
	f.String("out", "", "workbook to write (default: <period>.review.xlsx here); one that exists is not overwritten")
	f.Bool("check", false, "sum up the reviewed workbooks of the period")
	return cmd
}

func runReview(cmd *cobra.Command) error {
	opts, texts, err := settings(cmd)
	if err != nil {
		return err
	}
	period, err := pipeline.ReadPeriod(opts)
	if err != nil {
		return explain(err, texts)
	}
	if check, _ := cmd.Flags().GetBool("check"); check {
		return checkReviews(cmd.OutOrStdout(), period, texts)
	}
	flag := func(name string) string { s, _ := cmd.Flags().GetString(name); return s }
	out := cmp.Or(flag("out"), period.Name+".review.xlsx")
	return writeReview(cmd.OutOrStdout(), out, period, review.Options{Period: period.Name, Reviewer: flag("reviewer"), Partner: flag("partner")}, texts)
}

// writeReview writes the workbook; one that exists may hold a reviewer's work.
func writeReview(stdout io.Writer, out string, p *pipeline.Period, opts review.Options, texts *wording.Catalogue) error {
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s exists and may hold a reviewer's work; name another file with --out", out)
	}
	n := 0
	err := put(out, stdout, func(w io.Writer) (err error) {
		n, err = review.Write(w, &p.Method.Questionnaire, p.Submissions, opts, texts)
		return err
	})
	if err == nil && n == 0 {
		fmt.Fprintln(stdout, texts.T("review.nothing"))
		return os.Remove(out)
	}
	if err == nil {
		_, err = fmt.Fprintln(stdout, texts.T("review.written", "file", out, "n", n, "folder", p.Reviews+string(filepath.Separator)))
	}
	return err
}

// checkReviews sums up what the reviewers found.
func checkReviews(w io.Writer, p *pipeline.Period, texts *wording.Catalogue) error {
	problems := reviewProblems(p.Problems)
	if p.Marks == 0 && len(problems) == 0 {
		_, err := fmt.Fprintln(w, texts.T("review.none", "folder", p.Reviews))
		return err
	}
	s := p.Verified
	fmt.Fprintln(w, texts.T("review.share", "verified", s.Verified, "claims", s.Claims, "share", texts.Percent(s.Share(), 0),
		"confirmed", s.Confirmed, "lowered", s.Lowered, "raised", s.Raised))
	if len(s.Agreement) > 0 {
		fmt.Fprintf(w, "\n%s\n\n", texts.T("review.agreement"))
	}
	for _, a := range s.Agreement {
		line := a.Criterion + "  " + alphaText(a, texts) + "  " + texts.T("review.answers", "n", a.Answers)
		if a.Alpha < verdict.Reliable {
			line += "  " + texts.T("review.agreement.low", "least", texts.Number(verdict.Reliable, 3))
		}
		fmt.Fprintln(w, line)
	}
	for i, problem := range problems {
		if i == 0 {
			fmt.Fprintln(w)
		}
		expected, remedy := tables.Explain(problem, texts)
		fmt.Fprintf(w, "%s: %s. %s %s\n", problem.At, texts.T("problem."+problem.Code+".title"), expected, remedy)
	}
	if problems.Count(cell.Error) > 0 {
		return statusError(statusCorrect)
	}
	return nil
}

func alphaText(a verdict.Agreement, texts *wording.Catalogue) string {
	if math.IsNaN(a.Alpha) {
		return texts.T("review.agreement.alike")
	}
	return texts.Number(a.Alpha, 3)
}

// reviewProblems are those of reviewers' workbooks.
func reviewProblems(all cell.Problems) cell.Problems {
	var out cell.Problems
	for _, p := range all.Sorted() {
		if len(p.Code) > 7 && p.Code[:7] == "review-" {
			out = append(out, p)
		}
	}
	return out
}
