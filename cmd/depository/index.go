package main

import (
	"errors"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

func newIndexCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "index",
		Example: `  depository index --method hdi.yaml --data hdi.csv --out result.csv
  depository index --method asem.yaml --data asem.csv --out result.csv --uncertainty
  depository index --method hdi.yaml --data hdi.csv --explain "UKR,2022"`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runIndex(cmd) },
	}
	f := cmd.Flags()
	settingFlags(f, "method")
	f.String("data", "", "")
	f.String("out", "", "")
	f.Bool("uncertainty", false, "")
	f.String("replay", "", "")
	f.String("pairs", "", "")
	f.String("explain", "", "")
	cobra.CheckErr(errors.Join(cmd.MarkFlagRequired("method"), cmd.MarkFlagRequired("data")))
	return cmd
}

// An indexCall is what a call of the command asks for.
type indexCall struct {
	cmd                                       *cobra.Command
	texts                                     *wording.Catalogue
	method, data, out, replay, pairs, explain string
	uncertain                                 bool // with draws, of the method or of a file
}

func indexCallOf(cmd *cobra.Command) (c indexCall, err error) {
	flag := flagsOf(cmd)
	c = indexCall{cmd: cmd, method: flag("method"), data: flag("data"), out: flag("out"), replay: flag("replay"), pairs: flag("pairs"), explain: flag("explain")}
	c.uncertain, _ = cmd.Flags().GetBool("uncertainty")
	c.uncertain = c.uncertain || c.pairs != "" || c.replay != ""
	if c.uncertain && c.out == "" {
		return c, wording.Fail("index.needs-out")
	}
	if c.texts, err = textsOf(cmd); err != nil {
		return c, err
	}
	if err := tableNamed(c.texts, c.out); err != nil {
		return c, err
	}
	if c.explain != "" { // nothing is written
		c.out = ""
	}
	return c, nil
}

// flagsOf returns the words behind the flags of a call.
func flagsOf(cmd *cobra.Command) func(name string) string {
	return func(name string) string { s, _ := cmd.Flags().GetString(name); return s }
}

func runIndex(cmd *cobra.Command) error {
	c, err := indexCallOf(cmd)
	if err != nil {
		return err
	}
	target := publish.Target{Reads: publish.Reads{c.method, c.data, c.replay}}
	files, err := openResults(cmd, c.texts, target, c.out, c.files()...)
	if err != nil {
		return err
	}
	spoilt, err := c.write(files)
	if err := files.end(err); err != nil {
		return err
	}
	if spoilt {
		return statusError(statusCorrect)
	}
	return nil
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
func (c *indexCall) write(files *results) (spoilt bool, err error) {
	m, _, err := workspace.OpenMethod(c.method)
	if err != nil {
		return false, err
	}
	to := indexfile.Sink{Out: files.out, Put: files.put}
	tell := account.NewTeller(c.cmd.ErrOrStderr(), c.data, c.texts)
	if !c.uncertain && c.explain == "" {
		if done, err := indexfile.Stream(m, c.data, to, tell, c.cmd.ErrOrStderr()); done {
			return false, err
		}
	}
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // a large table is held once: room matters more than haste
	x, err := indexfile.Open(m, c.data, tell)
	if err != nil {
		return false, err
	}
	if c.explain != "" {
		return false, c.explained(x)
	}
	if err := x.Scores(to); err != nil {
		return false, err
	}
	if files.out != "" && c.uncertain {
		if err := x.Uncertainty(to, c.replay, c.pairs, tell); err != nil {
			return false, err
		}
	}
	return x.Spoilt(), nil
}

// explained prints one unit's way from the score to the cells.
func (c *indexCall) explained(x *indexfile.Index) error {
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

// indexOf scores a table by a method. What could not be read or done is told on
// stderr.
func indexOf(cmd *cobra.Command, methodName, data string, texts *wording.Catalogue) (*indexfile.Index, error) {
	m, _, err := workspace.OpenMethod(methodName)
	if err != nil {
		return nil, err
	}
	return indexfile.Open(m, data, account.NewTeller(cmd.ErrOrStderr(), data, texts))
}

// label names a method, with its version where two bear one id.
func label(m, other *method.Method) string {
	if m.ID == other.ID {
		return m.ID + " " + m.Version
	}
	return m.ID
}
