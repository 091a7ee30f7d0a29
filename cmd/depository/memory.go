package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/store"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// memoryCommands are those that ask the depository, and make it anew.
func memoryCommands() []*cobra.Command {
	history := &cobra.Command{Use: "history", Example: "  depository history vinnytsia\n  depository history vinnytsia/p1", Args: exactArgs(1)}
	diff := &cobra.Command{Use: "diff", Example: "  depository diff 2025-H2 2026-H1 --partner vinnytsia\n  depository diff 2025-H2 2026-H1 --csv >changes.csv", Args: exactArgs(2)}
	asof := &cobra.Command{Use: "asof", Example: "  depository asof 2026-07-31 history vinnytsia\n  depository asof 2026-07-31 diff 2025-H2 2026-H1", Args: someArgs}
	dump := &cobra.Command{Use: "dump", Example: "  depository dump >depository.csv", Args: noArgs}
	rebuild := &cobra.Command{Use: "rebuild", Args: noArgs}
	history.RunE = remembering(func(m asked, args []string) error { return m.history(args[0]) })
	diff.RunE = remembering(func(m asked, args []string) error { return m.diff(args[0], args[1]) })
	asof.RunE = remembering(asked.asOf)
	dump.RunE = remembering(func(m asked, _ []string) error { return m.db.Dump(m.cmd.OutOrStdout()) })
	rebuild.RunE = func(cmd *cobra.Command, _ []string) error { return rebuildDepository(cmd) }
	for _, c := range []*cobra.Command{diff, asof} {
		c.Flags().String("partner", "", "")
		c.Flags().Bool("csv", false, "")
	}
	all := []*cobra.Command{history, diff, asof, dump, rebuild}
	for _, c := range all {
		addInputFlags(c.Flags())
		settingFlags(c.Flags(), "outputs")
	}
	return all
}

// An asked is an open depository, and how a command asks it.
type asked struct {
	cmd   *cobra.Command
	db    *store.DB
	texts *wording.Catalogue
	known store.Known
	opts  pipeline.Options
}

// remembering opens the depository for a command, and records first what it lacks.
func remembering(ask func(m asked, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		opts, texts, err := optionsOf(cmd)
		if err != nil {
			return err
		}
		db, err := memory.Open(opts, nil)
		if err != nil {
			return err
		}
		defer db.Close()
		return ask(asked{cmd: cmd, db: db, texts: texts, opts: opts}, args)
	}
}

// rebuildDepository makes the depository anew.
func rebuildDepository(cmd *cobra.Command) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	periods, err := memory.Rebuild(opts, nil)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), texts.T("memory.rebuilt", "file", pipeline.DepositoryOf(opts.Outputs), "n", len(periods), "list", periods))
	return err
}

// asOf answers history and diff as was known at the end of a day.
func (m asked) asOf(args []string) error {
	day, err := time.Parse(time.DateOnly, args[0])
	if err != nil {
		return wording.Fail("memory.day", "read", args[0])
	}
	m.known = store.Known{Day: day.Format(time.DateOnly)}
	switch {
	case len(args) == 3 && args[1] == "history":
		return m.history(args[2])
	case len(args) == 4 && args[1] == "diff":
		return m.diff(args[2], args[3])
	}
	return wording.Fail("memory.asof", "line", m.cmd.UseLine())
}

// history prints the periods of a partner or a practice.
func (m asked) history(ref string) error {
	partner, practice, _ := strings.Cut(ref, "/")
	moments, err := m.db.History(partner, practice, m.known)
	if err != nil {
		return err
	}
	if len(moments) == 0 {
		return wording.Fail("memory.unknown", "read", ref)
	}
	t := plaintext.Table{Header: []string{m.texts.T("memory.period"), m.texts.T("memory.title"), m.texts.T("memory.practices"), m.texts.T("memory.score"), m.texts.T("memory.level"), m.texts.T("memory.rank"), m.texts.T("memory.corrected")}}
	for _, x := range moments {
		t.Rows = append(t.Rows, []string{x.Period, x.Title, strconv.Itoa(x.Practices), m.points(x.Score), cmp.Or(x.Level, "–"), cmp.Or(x.Rank, "–"), cmp.Or(x.Corrected, "–")})
	}
	_, err = io.WriteString(m.cmd.OutOrStdout(), t.String())
	return err
}

// points prints a score as reports do.
func (m asked) points(text string) string {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return cmp.Or(text, "–")
	}
	return m.texts.Number(x, 1)
}

// word calls a kind of nothing by its name, and leaves anything else as it is.
func (m asked) word(text string) string {
	if key := "memory.state." + text; m.texts.Has(key) {
		return m.texts.T(key)
	}
	return text
}

// diff prints what differs between two periods.
func (m asked) diff(one, two string) error {
	recorded, err := m.db.Periods(m.known)
	if err != nil {
		return err
	}
	for _, p := range []string{one, two} {
		if !slices.Contains(recorded, p) {
			return settings.Unknown("memory.no-period", p, recorded)
		}
	}
	partner, _ := m.cmd.Flags().GetString("partner")
	changes, err := m.db.Diff(one, two, partner, m.known)
	if err != nil {
		return err
	}
	if asCSV, _ := m.cmd.Flags().GetBool("csv"); asCSV {
		return tables.NewWriter(m.cmd.OutOrStdout()).WriteAll(changeRows(changes))
	}
	return m.tell(changes, one, two)
}

// changeRows are the rows of --csv.
func changeRows(changes []store.Change) [][]string {
	rows := [][]string{{"kind", "partner", "practice", "item", "before", "after", "cell1", "cell2"}}
	for _, c := range changes {
		rows = append(rows, []string{c.Kind, c.Partner, c.Practice, c.Item, c.Before, c.After, c.Cell1, c.Cell2})
	}
	return rows
}

// tell prints changes in words, under their partners.
func (m asked) tell(changes []store.Change, one, two string) error {
	w := m.cmd.OutOrStdout()
	fmt.Fprintln(w, m.texts.T("memory.diff", "one", one, "two", two, "n", len(changes)))
	partner := ""
	for _, c := range changes {
		if c.Partner != partner {
			partner = c.Partner
			fmt.Fprintln(w, "\n"+partner)
		}
		key := "memory.change." + c.Kind
		switch {
		case c.Kind == "practice" && !c.BeforeKnown:
			key = "memory.change.came"
		case c.Kind == "practice" && !c.AfterKnown:
			key = "memory.change.went"
		case c.Kind == "score" && c.BeforeMethod != c.AfterMethod:
			key = "memory.change.score-method"
		}
		before, after := c.Before, c.After
		if c.Kind == "score" {
			before, after = m.points(before), m.points(after)
		}
		before, after = m.word(before), m.word(after)
		text := m.texts.T(key, "practice", cmp.Or(c.Practice, m.texts.T("memory.whole")), "item", c.Item, "before", cmp.Or(before, "–"), "after", cmp.Or(after, "–"), "cell", cmp.Or(c.Cell2, c.Cell1))
		for _, line := range plaintext.Wrap(text, 94) {
			fmt.Fprintln(w, "  "+line)
		}
	}
	return nil
}
