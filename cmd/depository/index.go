package main

import (
	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/scoring"
	"depository.example/depository/pipeline/tell/wording"
)

func newIndexCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "index", Args: shell.NoArgs, RunE: runIndex}
	scoringFlags(cmd.Flags(), "method")
	switches(cmd.Flags(), "uncertainty")
	words(cmd.Flags(), "replay", "pairs", "explain")
	return cmd
}

// An indexCall is what a call of the command asks for.
type indexCall struct {
	scoringCall
	job     indexfile.Job
	explain string
}

func runIndex(cmd *cobra.Command, _ []string) error {
	c, err := indexCallOf(cmd)
	switch {
	case err != nil:
		return err
	case c.Data == "":
		return c.Explain(c.out(), c.explain)
	}
	files, err := c.files(c.Target(c.opts.Method, c.job.Replay), c.job.Out, c.job.Files()...)
	if err != nil {
		return err
	}
	spoilt, err := c.write(files)
	if err := files.End(err); err != nil {
		return err
	}
	files.TellLeft(indexfile.Besides(c.job.Out))
	if spoilt {
		return statusError(statusCorrect)
	}
	return nil
}

func indexCallOf(cmd *cobra.Command) (c indexCall, err error) {
	c.Command = cmd
	c.job = indexfile.Job{Data: c.word("data"), Out: c.word("out"), Replay: c.word("replay"), Pairs: c.word("pairs")}
	c.explain, c.job.Uncertain = c.word("explain"), c.on("uncertainty") || c.job.Pairs != "" || c.job.Replay != ""
	switch {
	case c.job.Data != "" && c.job.Uncertain && c.job.Out == "":
		return c, wording.Fail("index.needs-out")
	case c.job.Data == "" && c.explain == "":
		return c, wording.Fail("period.needs-data")
	case c.job.Data == "":
		for _, name := range []string{"out", "uncertainty", "replay", "pairs"} {
			if cmd.Flags().Changed(name) {
				return c, wording.Fail("period.only-table", "flag", "--"+name)
			}
		}
	}
	if c.explain != "" { // nothing is written
		c.job.Out = ""
	}
	c.scoringCall, err = scoringCallOf(cmd)
	return c, err
}

// write scores the table and writes what is asked for; spoilt tells that a reference
// unit cannot serve.
func (c *indexCall) write(files *publish.Results) (spoilt bool, err error) {
	if c.explain != "" {
		return false, c.Explain(c.out(), c.explain)
	}
	m, err := scoring.TableMethod(c.opts.Method)
	if err != nil {
		return false, err
	}
	return c.job.Write(m, indexfile.Sink{Out: files.Out, Put: files.Put}, c.Teller(c.Data), c.told())
}
