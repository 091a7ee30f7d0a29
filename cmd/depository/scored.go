package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/scoring"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// scoringFlags adds what every command takes that scores a table or a period.
func scoringFlags(f *pflag.FlagSet) {
	f.String("config", "", "")
	settings.Flags(f, "inputs", "layouts", "places", "period")
	f.String("data", "", "")
	f.String("out", "", "")
	f.Bool("quiet", false, "")
}

// A scoringCall is a call of a command that scores a table, where --data names one, or
// else a period as run does.
type scoringCall struct {
	cmd       *cobra.Command
	texts     *wording.Catalogue
	opts      pipeline.Options
	flag      func(name string) string
	data, out string
}

func scoringCallOf(cmd *cobra.Command) (c scoringCall, err error) {
	flag := flagsOf(cmd)
	c = scoringCall{cmd: cmd, flag: flag, data: flag("data"), out: flag("out")}
	if c.data != "" && cmd.Flags().Changed("period") {
		return c, wording.Fail("period.or-table")
	}
	if c.opts, c.texts, err = optionsOf(cmd); err != nil {
		return c, err
	}
	return c, tableNamed(c.out)
}

// flagsOf returns the words behind the flags of a call.
func flagsOf(cmd *cobra.Command) func(name string) string {
	return func(name string) string { s, _ := cmd.Flags().GetString(name); return s }
}

// target is where results may be written: to nothing that is read.
func (c *scoringCall) target(reads ...string) publish.Target {
	if c.data != "" {
		return publish.Target{Reads: append(publish.Reads{c.opts.Settings, c.data}, reads...)}
	}
	return publish.Target{Reads: append(c.opts.Reads(nil), reads...)}
}

// table scores the table by a method. What could not be read or done is told.
func (c *scoringCall) table(methodName string) (*indexfile.Index, error) {
	m, err := tableMethod(methodName)
	if err != nil {
		return nil, err
	}
	return indexfile.Open(m, c.data, c.teller())
}

func (c *scoringCall) teller() account.Teller {
	return account.NewTeller(c.cmd.ErrOrStderr(), c.data, c.texts)
}

// period scores the period by a method, and tells what was read and what to doubt.
func (c *scoringCall) period(methodName string) (*scoring.Scored, error) {
	opts := c.opts
	opts.Method = methodName
	quiet, _ := c.cmd.Flags().GetBool("quiet")
	show := newProgress(c.cmd.ErrOrStderr(), c.texts, quiet)
	s, err := scoring.Period(opts, show.update)
	show.End()
	if err != nil {
		return nil, err
	}
	if !quiet {
		c.tellRead(c.cmd.ErrOrStderr(), s)
	}
	account.NewTeller(c.cmd.ErrOrStderr(), s.Job.Period, c.texts).Doubts(s.Result.Doubts)
	return s, nil
}

// tellRead says what a period holds, and that its workbooks have errors.
func (c *scoringCall) tellRead(w io.Writer, s *scoring.Scored) {
	fmt.Fprintln(w, c.texts.T("period.read", "period", s.Job.Period, "partners", len(s.Intake.Submissions), "practices", len(s.Result.Of(score.Practice))))
	if n := s.Intake.Problems.Count(cell.Error); n > 0 {
		fmt.Fprintln(w, c.texts.T("period.errors", "n", n))
	}
}

// tableMethod opens a method that says which columns of a table name its units.
func tableMethod(name string) (*method.Method, error) {
	m, _, err := workspace.OpenMethod(name)
	if err == nil && len(m.Unit.ID) == 0 {
		return nil, wording.Fail("period.needs-method", "method", name)
	}
	return m, err
}
