package main

import (
	"slices"
	"time"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/heap"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/media/store"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/tell/wording"
)

// memoryCommands are those that ask the depository, and make it anew.
func memoryCommands() []*cobra.Command {
	history := &cobra.Command{Use: "history", Args: shell.ExactArgs(1), RunE: remembering(func(m asked, args []string) error { return m.History(m.out(), m.opts.Inputs, args[0]) })}
	diff := &cobra.Command{Use: "diff", Args: shell.ExactArgs(2), RunE: remembering(func(m asked, args []string) error { return m.diff(args[0], args[1]) })}
	asof := &cobra.Command{Use: "asof", Args: shell.SomeArgs, RunE: remembering(asked.asOf)}
	dump := &cobra.Command{Use: "dump", Args: shell.NoArgs, RunE: remembering(func(m asked, _ []string) error { return m.DB.Dump(m.out()) })}
	rebuild := &cobra.Command{Use: "rebuild", Args: shell.NoArgs, RunE: calling(rebuild)}
	plan := &cobra.Command{Use: "plan", Args: shell.NoArgs, RunE: remembering(func(m asked, _ []string) error { return m.plan() })}
	switches(plan.Flags(), "overdue", "json")
	words(plan.Flags(), "partner")
	settings.Flags(plan.Flags(), "date")
	words(asof.Flags(), "run", "out")
	all := []*cobra.Command{diff, asof, history, dump, rebuild, plan}
	for i, c := range all {
		inputFlags(c.Flags(), "outputs", "archive", "private")
		if i < 2 {
			words(c.Flags(), "partner")
			switches(c.Flags(), "csv")
		}
	}
	return all
}

// An asked is a call that asks an open depository.
type asked struct {
	call
	memory.Asked
}

// remembering opens the depository for a command, and records first what it lacks.
func remembering(ask func(m asked, args []string) error) func(*cobra.Command, []string) error {
	return calling(func(c call, args []string) error {
		db, err := memory.Open(c.opts, nil)
		if err != nil {
			return err
		}
		defer db.Close()
		return ask(asked{c, memory.Asked{DB: db, Texts: c.texts}}, args)
	})
}

// rebuild makes the depository anew.
func rebuild(c call, _ []string) error {
	heap.Spare()
	periods, err := memory.Rebuild(c.opts, nil)
	if err == nil {
		c.say("memory.rebuilt", "file", pipeline.DepositoryOf(c.opts.Outputs), "n", len(periods), "list", periods)
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
	if err := m.onlyDiffers(args); err != nil {
		return err
	}
	if m.word("run") == "" {
		if err := m.Began(); err != nil {
			return err
		}
	}
	switch period := m.word("run"); {
	case period != "" && len(args) == 1:
		return m.Edition(m.out(), m.opts, period, m.word("out"))
	case period != "":
	case len(args) == 3 && args[1] == "history":
		return m.History(m.out(), m.opts.Inputs, args[2])
	case len(args) == 4 && args[1] == "diff":
		return m.diff(args[2], args[3])
	}
	return wording.Fail("memory.asof", "line", m.UseLine())
}

// onlyDiffers refuses --partner where asof would pass over it: of diff alone it makes a
// choice, an edition and a history are what they are. A name that nobody bears is told
// first, as everywhere.
func (m asked) onlyDiffers(args []string) error {
	partner := m.word("partner")
	if partner == "" || len(args) > 1 && args[1] == "diff" {
		return nil
	}
	if err := m.Knows(partner); err != nil {
		return err
	}
	return wording.Fail("memory.asof.partner", "read", partner)
}

// diff prints what differs between two periods.
func (m asked) diff(one, two string) error {
	return m.Diff(m.out(), m.opts, one, two, m.word("partner"), m.on("csv"))
}

// plan prints the tasks of action plans from period to period.
func (m asked) plan() error {
	tasks, err := memory.Plan(m.DB, m.Known, m.opts.Date)
	if err != nil {
		return err
	}
	if m.on("overdue") {
		tasks = memory.Overdue(tasks)
	}
	if partner := m.word("partner"); partner != "" {
		if err := m.Knows(partner); err != nil {
			return err
		}
		tasks = slices.DeleteFunc(tasks, func(t memory.Task) bool { return t.Partner != partner })
	}
	if m.on("json") {
		return printJSON(m.out(), tasks)
	}
	return tables.NewWriter(m.out()).WriteAll(memory.Rows(tasks))
}
