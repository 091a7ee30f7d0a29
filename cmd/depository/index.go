package main

import (
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
)

func newIndexCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "index",
		Args: shell.NoArgs,
		RunE: runIndex,
	}
	f := cmd.Flags()
	settings.Flags(f, "method")
	scoringFlags(f)
	f.Bool("uncertainty", false, "")
	f.String("replay", "", "")
	f.String("pairs", "", "")
	f.String("explain", "", "")
	return cmd
}

// An indexCall is what a call of the command asks for.
type indexCall struct {
	scoringCall
	replay, pairs, explain string
	uncertain              bool // with draws, of the method or of a file
}

func runIndex(cmd *cobra.Command, _ []string) error {
	c, err := indexCallOf(cmd)
	switch {
	case err != nil:
		return err
	case c.data == "":
		return c.explainPeriod()
	}
	files, err := openResults(cmd, c.texts, c.target(c.opts.Method, c.replay), c.out, c.files()...)
	if err != nil {
		return err
	}
	spoilt, err := c.write(files)
	if err := files.End(err); err != nil {
		return err
	}
	files.TellLeft(indexfile.Besides(c.out))
	if spoilt {
		return statusError(statusCorrect)
	}
	return nil
}

func indexCallOf(cmd *cobra.Command) (c indexCall, err error) {
	flag := flagsOf(cmd)
	c = indexCall{replay: flag("replay"), pairs: flag("pairs"), explain: flag("explain")}
	uncertain, _ := cmd.Flags().GetBool("uncertainty")
	c.uncertain = uncertain || c.pairs != "" || c.replay != ""
	switch data, out := flag("data"), flag("out"); {
	case data != "" && c.uncertain && out == "":
		return c, wording.Fail("index.needs-out")
	case data == "" && c.explain == "":
		return c, wording.Fail("period.needs-data")
	case data == "":
		for _, name := range []string{"out", "uncertainty", "replay", "pairs"} {
			if cmd.Flags().Changed(name) {
				return c, wording.Fail("period.only-table", "flag", "--"+name)
			}
		}
	}
	if c.scoringCall, err = scoringCallOf(cmd); err != nil {
		return c, err
	}
	if c.explain != "" { // nothing is written
		c.out = ""
	}
	return c, nil
}

// files names what may be written beside the scores, and the file of --pairs.
func (c *indexCall) files() []string {
	switch {
	case c.out == "":
		return nil
	case c.uncertain:
		return append(indexfile.Besides(c.out), c.pairs)
	}
	return []string{indexfile.Beside(c.out, "notes")}
}

// write scores the table and writes what is asked for; spoilt tells that a reference
// unit cannot serve.
func (c *indexCall) write(files *publish.Results) (spoilt bool, err error) {
	m, err := tableMethod(c.opts.Method)
	if err != nil {
		return false, err
	}
	to := indexfile.Sink{Out: files.Out, Put: files.Put}
	if !c.uncertain && c.explain == "" {
		if done, err := indexfile.Stream(m, c.data, to, c.teller(), c.cmd.ErrOrStderr()); done {
			return false, err
		}
	}
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // a large table is held once: room matters more than haste
	x, err := indexfile.Open(m, c.data, c.teller())
	if err != nil {
		return false, err
	}
	if c.explain != "" {
		return false, c.explainRow(x)
	}
	if err := x.Scores(to); err != nil {
		return false, err
	}
	if files.Out != "" && c.uncertain {
		if err := x.Uncertainty(to, c.replay, c.pairs, c.teller()); err != nil {
			return false, err
		}
	}
	return x.Spoilt(), nil
}

// explainRow prints the way of one unit of the table from the score to the cells.
func (c *indexCall) explainRow(x *indexfile.Index) error {
	if unit := x.Unit(c.explain); unit >= 0 {
		return account.Unit(c.cmd.OutOrStdout(), c.texts, x.Result, x.From, unit)
	}
	names := make([]string, len(x.Table.Units))
	for u := range names {
		names[u] = strings.Join(x.Identity(u), ",")
	}
	if like := reply.Meant(c.explain, names); like != "" {
		return wording.Fail("index.no-unit.like", "file", c.data, "read", c.explain, "like", like)
	}
	return wording.Fail("index.no-unit", "file", c.data, "read", c.explain, "n", len(names), "some", strings.Join(names[:min(len(names), 5)], "; "))
}

// explainPeriod prints the way of one partner, place or practice of the period.
func (c *indexCall) explainPeriod() error {
	s, err := c.period(c.opts.Method)
	if err != nil {
		return err
	}
	unit, err := s.Unit(c.explain)
	if err != nil {
		return err
	}
	return s.Account().Unit(c.cmd.OutOrStdout(), c.texts, unit, s.PartnerName(unit.Partner, c.texts.Lang()))
}
