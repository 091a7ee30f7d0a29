package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/media/store"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/tell/wording"
)

// memoryCommands are those that ask the depository, and make it anew.
func memoryCommands() []*cobra.Command {
	history := &cobra.Command{Use: "history", Args: shell.ExactArgs(1)}
	diff := &cobra.Command{Use: "diff", Args: shell.ExactArgs(2)}
	asof := &cobra.Command{Use: "asof", Args: shell.SomeArgs}
	dump := &cobra.Command{Use: "dump", Args: shell.NoArgs}
	rebuild := &cobra.Command{Use: "rebuild", Args: shell.NoArgs}
	plan := &cobra.Command{Use: "plan", Args: shell.NoArgs}
	history.RunE = remembering(func(m asked, args []string) error { return m.History(m.cmd.OutOrStdout(), m.opts.Inputs, args[0]) })
	diff.RunE = remembering(func(m asked, args []string) error { return m.diff(args[0], args[1]) })
	asof.RunE = remembering(asked.asOf)
	plan.RunE = remembering(func(m asked, _ []string) error { return m.plan() })
	plan.Flags().Bool("overdue", false, "")
	plan.Flags().Bool("json", false, "")
	settings.Flags(plan.Flags(), "date")
	dump.RunE = remembering(func(m asked, _ []string) error { return m.DB.Dump(m.cmd.OutOrStdout()) })
	rebuild.RunE = func(cmd *cobra.Command, _ []string) error { return rebuildDepository(cmd) }
	for _, c := range []*cobra.Command{diff, asof} {
		c.Flags().String("partner", "", "")
		c.Flags().Bool("csv", false, "")
	}
	asof.Flags().String("run", "", "")
	asof.Flags().String("out", "", "")
	all := []*cobra.Command{history, diff, asof, dump, rebuild, plan}
	for _, c := range all {
		addInputFlags(c.Flags())
		settings.Flags(c.Flags(), "outputs", "archive", "private")
	}
	return all
}

// An asked is an open depository, and how a command asks it.
type asked struct {
	cmd *cobra.Command
	memory.Asked
	opts pipeline.Options
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
		return ask(asked{cmd, memory.Asked{DB: db, Texts: texts}, opts}, args)
	}
}

// rebuildDepository makes the depository anew.
func rebuildDepository(cmd *cobra.Command) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	periods, err := memory.Rebuild(opts, nil)
	if err == nil {
		_, err = fmt.Fprintln(cmd.OutOrStdout(), texts.T("memory.rebuilt", "file", pipeline.DepositoryOf(opts.Outputs), "n", len(periods), "list", periods))
	}
	return err
}

// asOf answers history and diff as was known at the end of a day.
func (m asked) asOf(args []string) error {
	day, err := time.Parse(time.DateOnly, args[0])
	if err != nil {
		return wording.Fail("memory.day", "read", args[0])
	}
	m.Known = store.Known{Day: day.Format(time.DateOnly)}
	switch period := flagsOf(m.cmd)("run"); {
	case period != "" && len(args) == 1:
		return m.Edition(m.cmd.OutOrStdout(), m.opts, period, flagsOf(m.cmd)("out"))
	case period != "":
	case len(args) == 3 && args[1] == "history":
		return m.History(m.cmd.OutOrStdout(), m.opts.Inputs, args[2])
	case len(args) == 4 && args[1] == "diff":
		return m.diff(args[2], args[3])
	}
	return wording.Fail("memory.asof", "line", m.cmd.UseLine())
}

// diff prints what differs between two periods.
func (m asked) diff(one, two string) error {
	asCSV, _ := m.cmd.Flags().GetBool("csv")
	return m.Diff(m.cmd.OutOrStdout(), m.opts, one, two, flagsOf(m.cmd)("partner"), asCSV)
}

// plan prints the tasks of action plans from period to period.
func (m asked) plan() error {
	tasks, err := memory.Plan(m.DB, m.Known, m.opts.Date)
	if err != nil {
		return err
	}
	if late, _ := m.cmd.Flags().GetBool("overdue"); late {
		tasks = memory.Overdue(tasks)
	}
	if asJSON, _ := m.cmd.Flags().GetBool("json"); asJSON {
		return printJSON(m.cmd.OutOrStdout(), tasks)
	}
	return tables.NewWriter(m.cmd.OutOrStdout()).WriteAll(memory.Rows(tasks))
}
