package main

import (
	"fmt"
	"io"
	"math"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/counsel"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

func newAdoptCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "adopt",
		Args: cobra.ArbitraryArgs,
		RunE: runAdopt,
	}
	f := cmd.Flags()
	addInputFlags(f)
	settings.Flags(f, "outputs")
	f.Bool("check", false, "")
	f.Bool("pairs", false, "")
	f.Bool("pdf", false, "")
	f.Bool("json", false, "")
	f.String("practice", "", "")
	f.String("adoption", "", "")
	f.String("attributes", "", "")
	f.String("out", "", "")
	f.StringSlice("only", nil, "")
	f.Int("k", 0, "")
	f.Int("capacity", 2, "")
	return cmd
}

func runAdopt(cmd *cobra.Command, codes []string) error {
	on := func(name string) bool { v, _ := cmd.Flags().GetBool(name); return v }
	switch {
	case len(codes) == 0 && on("check") && flagsOf(cmd)("adoption") != "":
		return checkAdoption(cmd)
	case len(codes)+count(on("check"), on("pairs")) != 1:
		return wording.Fail("adopt.usage", "line", cmd.UseLine())
	}
	return remembering(func(m asked, _ []string) error {
		k, err := neighbours(cmd, 7)
		if err != nil {
			return err
		}
		a, err := memory.Advise(m.opts, m.DB, flagsOf(cmd)("attributes"), k)
		if err != nil {
			return err
		}
		account.Doubts(cmd.ErrOrStderr(), m.Texts, a.Doubts)
		switch {
		case on("pairs"):
			capacity, _ := cmd.Flags().GetInt("capacity")
			return tables.NewWriter(cmd.OutOrStdout()).WriteAll(counsel.Pairs(a.Pairs(capacity)))
		case on("check"):
			return putChecks(cmd, m.Texts, a.Rates(), memory.LikenessName)
		}
		return m.advise(a, codes[0])
	})(cmd, codes)
}

func count(list ...bool) (n int) {
	for _, b := range list {
		if b {
			n++
		}
	}
	return n
}

// neighbours is how many of the most similar places are asked.
func neighbours(cmd *cobra.Command, otherwise int) (int, error) {
	k, _ := cmd.Flags().GetInt("k")
	if !cmd.Flags().Changed("k") {
		k = otherwise
	}
	if k < 1 {
		return 0, wording.Fail("peers.k", "read", k)
	}
	return k, nil
}

// advise prints what a place could take over, or writes its page.
func (m asked) advise(a *memory.Adviser, called string) error {
	asJSON, _ := m.cmd.Flags().GetBool("json")
	if asJSON {
		a.Most = math.MaxInt
	}
	code, err := a.Place(called)
	if err != nil {
		return err
	}
	c, err := a.Counsel(code, flagsOf(m.cmd)("practice"), m.Texts)
	if err != nil {
		return err
	}
	if pdf, _ := m.cmd.Flags().GetBool("pdf"); pdf {
		return m.advisePage(a, c)
	}
	if asJSON {
		return printJSON(m.cmd.OutOrStdout(), c.Told())
	}
	return plaintext.Document(m.cmd.OutOrStdout(), c.Words())
}

// advisePage writes one page for a council's session.
func (m asked) advisePage(a *memory.Adviser, c *counsel.Counsel) error {
	data, err := memory.Page(c)
	if err != nil {
		return err
	}
	out := flagsOf(m.cmd)("out")
	if out == "" {
		out = "adopt-" + c.Advice.Code + ".pdf"
	}
	place := publish.Target{Reads: append(a.Job.Reads(a.Job.Workspace.Method), m.opts.Outputs)}
	err = putOne(m.cmd, m.Texts, place, out, func(w io.Writer) error { _, err := w.Write(data); return err })
	if err == nil {
		fmt.Fprintln(m.cmd.ErrOrStderr(), m.Texts.T("adopt.written", "file", out))
	}
	return err
}

// checkAdoption prints how well likeness would have foretold who adopted what.
func checkAdoption(cmd *cobra.Command) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	k, err := neighbours(cmd, 15)
	if err != nil {
		return err
	}
	only, _ := cmd.Flags().GetStringSlice("only")
	checked, err := memory.CheckAdoption(opts, flagsOf(cmd)("adoption"), flagsOf(cmd)("attributes"), only, k)
	if err != nil {
		return err
	}
	account.Doubts(cmd.ErrOrStderr(), texts, checked.Doubts)
	return putChecks(cmd, texts, checked.Checks, checked.Likeness)
}

// putChecks prints forecasts as a table, and in words beside it.
func putChecks(cmd *cobra.Command, texts *wording.Catalogue, checks []memory.Check, likeness string) error {
	rows := [][]string{{"forecast", "k", "tool", "places", "adopters", "auc"}}
	for _, c := range checks {
		rows = append(rows, memory.CheckRow(c, likeness))
		account.Forecast(cmd.ErrOrStderr(), texts, c)
	}
	return tables.NewWriter(cmd.OutOrStdout()).WriteAll(rows)
}
