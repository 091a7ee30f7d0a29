package main

import (
	"encoding/json"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/configured"
	"depository.example/depository/pipeline/media/heap"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/outcome"
	"depository.example/depository/pipeline/tell/wording"
)

func newRunCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "run", Args: shell.NoArgs, RunE: calling(func(c call, _ []string) error { return runOrPart(c) })}
	runFlags(cmd.Flags())
	words(cmd.Flags(), "shard", "partial")
	cmd.Flags().String("engine", configured.Engines[0], "")
	cmd.Flags().String("master", "local[2]", "")
	cmd.Flags().String("spark-sql", "spark-sql", "")
	cmd.Flags().Int("tasks", 0, "")
	return cmd
}

func newMergeCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "merge", Args: shell.SomeArgs, RunE: calling(run)}
	runFlags(cmd.Flags())
	return cmd
}

func runFlags(f *pflag.FlagSet) {
	inputFlags(f, "period", "outputs", "date", "reports", "title", "cover-note", "official", "draft", "factsheets", "docx", "single-file",
		"territories.file", "territories.date", "contacts", "cache", "archive", "private")
	switches(f, "anew", "quiet", "json")
	words(f, "profile")
}

// runOrPart runs, or reads only the part of the workbooks that --shard names.
func runOrPart(c call) error {
	shard, path := c.word("shard"), c.word("partial")
	switch {
	case shard == "" && path == "":
		var err error
		if c.opts.Spark, err = configured.SparkOf(c.word("engine"), c.word("master"), c.word("spark-sql"), c.number("tasks")); err != nil {
			return err
		}
		return run(c, nil)
	case shard == "" || path == "":
		return wording.Fail("command.parts.together")
	}
	number, of, err := configured.ShardOf(shard)
	if err != nil {
		return err
	}
	show := c.show()
	defer show.End()
	return pipeline.WritePart(c.opts, number, of, path, show.update)
}

// run publishes a period; parts are files of run --partial that hold what is read.
func run(c call, parts []string) error {
	c.opts.Parts, c.opts.Anew = parts, c.on("anew")
	if c.opts.Spark.Master != "" { // Ctrl-C ends the job of the cluster too, and what it has written goes
		ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		c.opts.Spark.Context = ctx
	}
	return profiled(c, append(append(c.opts.Reads(nil), c.opts.Outputs), parts...), func() error { return publishPeriod(c) })
}

// publishPeriod runs and tells what came of it.
func publishPeriod(c call) error {
	heap.Wide()
	show := c.showRun()
	summary, err := pipeline.Run(c.opts, show.update)
	show.End()
	if err != nil {
		return err
	}
	switch {
	case c.on("json"):
		err = printJSON(c.out(), summary)
	case !c.on("quiet"):
		outcome.Kept(c.told(), summary, c.texts)
		err = outcome.Summary(c.out(), summary, c.texts)
	}
	if err == nil && summary.Errors > 0 {
		err = statusError(statusCorrect)
	}
	return err
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
