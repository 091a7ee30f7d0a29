package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/reviewbook"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

func newReviewCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "review",
		Args: shell.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runReview(cmd) },
	}
	f := cmd.Flags()
	addInputFlags(f)
	settings.Flags(f, "period")
	f.String("partner", "", "")
	f.String("reviewer", "", "")
	f.String("out", "", "")
	f.Bool("check", false, "")
	return cmd
}

func runReview(cmd *cobra.Command) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	flag := func(name string) string { s, _ := cmd.Flags().GetString(name); return s }
	if out := flag("out"); out != "" { // before anything is read
		if err := opts.Reads(nil).Allow("--out", out); err != nil {
			return err
		}
	}
	job, intake, err := pipeline.ReadPeriod(opts, nil)
	if err != nil {
		return err
	}
	if check, _ := cmd.Flags().GetBool("check"); check {
		return checkReviews(cmd.OutOrStdout(), job, intake, texts)
	}
	partner := flag("partner")
	if partner != "" {
		var known []survey.Partner
		for _, s := range intake.Submissions {
			known = append(known, s.Partner)
		}
		p, ok := workspace.PartnerAmong(known, partner)
		if !ok {
			return workspace.NoPartner(known, partner, "review.no-partner")
		}
		partner = p.ID
	}
	out := cmp.Or(flag("out"), job.Period+".review.xlsx")
	// What is there may hold a reviewer's work.
	files, err := openResults(cmd, texts, publish.Target{Reads: opts.Reads(job.Workspace.Method), Existing: publish.Refuse}, out)
	if err != nil {
		return err
	}
	return files.End(writeReview(cmd.OutOrStdout(), files, job, intake, reviewbook.Options{Period: job.Period, Reviewer: flag("reviewer"), Partner: partner}, texts))
}

// writeReview writes the workbook where there is anything to review.
func writeReview(stdout io.Writer, files *publish.Results, job *pipeline.Job, intake *pipeline.Intake, opts reviewbook.Options, texts *wording.Catalogue) error {
	var book bytes.Buffer
	n, err := reviewbook.Write(&book, &job.Workspace.Method.Questionnaire, intake.Submissions, opts, texts)
	if err != nil {
		return err
	}
	if n == 0 {
		_, err := fmt.Fprintln(stdout, texts.T("review.nothing"))
		return err
	}
	if err := files.Put(files.Out, func(w io.Writer) error { _, err := book.WriteTo(w); return err }); err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, texts.T("review.written", "file", files.Out, "n", n, "folder", job.ReviewsFolder()+string(filepath.Separator)))
	return err
}

// checkReviews sums up what the reviewers found.
func checkReviews(w io.Writer, job *pipeline.Job, intake *pipeline.Intake, texts *wording.Catalogue) error {
	problems := intake.ReviewProblems()
	if intake.Marks == 0 && len(problems) == 0 {
		_, err := fmt.Fprintln(w, texts.T("review.none", "folder", job.ReviewsFolder()))
		return err
	}
	if err := account.Reviews(w, texts, intake.Evidence.Verified, problems); err != nil {
		return err
	}
	if problems.Count(cell.Error) > 0 {
		return statusError(statusCorrect)
	}
	return nil
}
