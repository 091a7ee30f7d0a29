package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/office"
)

func newReviewCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "review", Args: shell.NoArgs, RunE: calling(runReview)}
	inputFlags(cmd.Flags(), "period")
	words(cmd.Flags(), "partner", "reviewer", "out", "return")
	switches(cmd.Flags(), "check")
	return cmd
}

func runReview(c call, _ []string) error {
	for _, flag := range []string{"out", "return"} { // before anything is read
		if place := c.word(flag); place != "" {
			if err := c.opts.Reads(nil).Allow("--"+flag, place); err != nil {
				return err
			}
		}
	}
	r, err := office.OpenReviewing(c.opts)
	if err != nil {
		return err
	}
	if c.on("check") || c.word("return") != "" {
		return checkReviews(c, r)
	}
	partner, err := r.Partner(c.word("partner"))
	if err != nil {
		return err
	}
	// What is there may hold a reviewer's work.
	files, err := c.files(publish.Target{Reads: r.Reads, Existing: publish.Refuse}, cmp.Or(c.word("out"), r.Period+".review.xlsx"))
	if err != nil {
		return err
	}
	n, err := r.Write(files, c.word("reviewer"), partner, c.texts)
	if err := files.End(err); err != nil {
		return err
	}
	if n == 0 {
		c.say("review.nothing")
	} else {
		c.say("review.written", "file", files.Out, "n", n, "folder", r.Folder())
	}
	return nil
}

// checkReviews sums up what the reviewers found, and writes what goes back to them.
func checkReviews(c call, r *office.Reviewing) error {
	if dir := c.word("return"); dir != "" {
		written, stopped, err := r.Return(dir, c.texts)
		publish.TellStopped(stopped, c.tell)
		if err != nil {
			return err
		}
		tellReturned(c, written, "review.returned", "review.returned.list")
	}
	wrong, err := r.Tell(c.out(), c.texts)
	if err == nil && wrong {
		err = statusError(statusCorrect)
	}
	return err
}
