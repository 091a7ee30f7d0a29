package main

import (
	"math"
	"strconv"

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
	cmd := &cobra.Command{Use: "adopt", Args: cobra.ArbitraryArgs, RunE: runAdopt}
	f := cmd.Flags()
	inputFlags(f, "outputs")
	switches(f, "check", "pairs", "pdf", "json")
	words(f, "practice", "adoption", "attributes", "out")
	f.StringSlice("only", nil, "")
	f.Int("k", 0, "")
	f.Int("capacity", 2, "")
	return cmd
}

func runAdopt(cmd *cobra.Command, codes []string) error {
	switch c := (call{Command: cmd}); {
	case len(codes) == 0 && c.on("check") && c.word("adoption") != "":
		return calling(checkAdoption)(cmd, nil)
	case len(codes) == 1 == (c.on("check") || c.on("pairs")) || len(codes) > 1 || c.on("check") && c.on("pairs"):
		return wording.Fail("adopt.usage", "line", cmd.UseLine())
	}
	return remembering(asked.adopt)(cmd, codes)
}

// adopt prints what a place could take over, or the pairs of givers and takers.
func (m asked) adopt(codes []string) error {
	k, err := neighbours(m.call, 7)
	if err != nil {
		return err
	}
	only, _ := m.Flags().GetStringSlice("only")
	a, err := memory.Advise(m.opts, m.DB, m.word("attributes"), only, k)
	if err != nil {
		return err
	}
	account.Doubts(m.told(), m.texts, a.Doubts)
	switch {
	case m.on("pairs"):
		if _, err := (&settings.Setting{Kind: settings.Whole, Otherwise: 2, Most: 10_000}).Read("--capacity", strconv.Itoa(m.number("capacity"))); err != nil {
			return err
		}
		return tables.NewWriter(m.out()).WriteAll(counsel.Pairs(a.Pairs(m.number("capacity"))))
	case m.on("check"):
		return putChecks(m.call, a.Rates(), a.Likeness)
	case m.on("json"):
		a.Most = math.MaxInt
	}
	code, err := a.Place(codes[0])
	if err != nil {
		return err
	}
	told, err := a.Counsel(code, m.word("practice"), m.texts)
	switch {
	case err != nil:
		return err
	case m.on("pdf"):
		return m.page(a, told)
	case m.on("json"):
		return printJSON(m.out(), told.Told())
	}
	return plaintext.Document(m.out(), told.Words())
}

// neighbours is how many of the most similar places are asked.
func neighbours(c call, otherwise int) (int, error) {
	k := c.number("k")
	if !c.Flags().Changed("k") {
		k = otherwise
	}
	if k < 1 {
		return 0, wording.Fail("peers.k", "read", k)
	}
	return k, nil
}

// page writes one page for a council's session.
func (m asked) page(a *memory.Adviser, told *counsel.Counsel) error {
	data, err := memory.Page(told)
	if err != nil {
		return err
	}
	out := m.word("out")
	if out == "" {
		out = "adopt-" + told.Advice.Code + ".pdf"
	}
	err = m.putBytes(publish.Target{Reads: append(a.Job.Reads(a.Job.Workspace.Method), m.opts.Outputs)}, out, data)
	if err == nil {
		m.tell("adopt.written", "file", out)
	}
	return err
}

// checkAdoption prints how well likeness would have foretold who adopted what.
func checkAdoption(c call, _ []string) error {
	k, err := neighbours(c, 15)
	if err != nil {
		return err
	}
	only, _ := c.Flags().GetStringSlice("only")
	checked, err := memory.CheckAdoption(c.opts, c.word("adoption"), c.word("attributes"), only, k)
	if err != nil {
		return err
	}
	account.Doubts(c.told(), c.texts, checked.Doubts)
	return putChecks(c, checked.Checks, checked.Likeness)
}

// putChecks prints forecasts as a table, and in words beside it.
func putChecks(c call, checks []memory.Check, likeness string) error {
	for _, one := range checks {
		account.Forecast(c.told(), c.texts, one)
	}
	return tables.NewWriter(c.out()).WriteAll(memory.CheckRows(checks, likeness))
}
