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
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/outcome"
	"depository.example/depository/pipeline/tell/wording"
)

func newRunCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "run",
		Args: shell.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runOrPart(cmd) },
	}
	runFlags(cmd.Flags())
	cmd.Flags().String("shard", "", "")
	cmd.Flags().String("partial", "", "")
	cmd.Flags().String("engine", engines[0], "")
	cmd.Flags().String("master", "local[2]", "")
	cmd.Flags().String("spark-sql", "spark-sql", "")
	return cmd
}

func runFlags(f *pflag.FlagSet) {
	addInputFlags(f)
	settings.Flags(f, "period", "outputs", "date", "reports", "title", "cover-note", "official", "draft", "factsheets", "docx", "single-file",
		"territories.file", "territories.date", "contacts", "cache", "archive", "private")
	f.Bool("anew", false, "")
	f.Bool("quiet", false, "")
	f.Bool("json", false, "")
	f.String("profile", "", "")
}

// run publishes a period; parts are files of run --partial that hold what is read.
func run(cmd *cobra.Command, parts []string) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	opts.Parts = parts
	opts.Anew, _ = cmd.Flags().GetBool("anew")
	if parts == nil {
		if opts.Spark, err = engineOf(cmd.Flags()); err != nil {
			return err
		}
		if opts.Spark.Master != "" { // Ctrl-C ends the job of the cluster too, and what it has written goes
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			opts.Spark.Context = ctx
		}
	}
	return profiled(cmd, texts, append(opts.Reads(nil), parts...), func() error { return publishPeriod(cmd, opts, texts) })
}

// publishPeriod runs and tells what came of it.
func publishPeriod(cmd *cobra.Command, opts pipeline.Options, texts *wording.Catalogue) error {
	quiet, _ := cmd.Flags().GetBool("quiet")
	asJSON, _ := cmd.Flags().GetBool("json")
	show := newProgress(cmd.ErrOrStderr(), texts, quiet || asJSON)
	summary, err := pipeline.Run(opts, show.update)
	show.End()
	if err != nil {
		return err
	}
	switch {
	case asJSON:
		err = printJSON(cmd.OutOrStdout(), summary)
	case !quiet:
		outcome.Kept(cmd.ErrOrStderr(), summary, texts)
		err = outcome.Summary(cmd.OutOrStdout(), summary, texts)
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

// A progress shows how far a run has come.
type progress struct{ *shell.Progress }

func newProgress(w io.Writer, texts *wording.Catalogue, silent bool) progress {
	return progress{shell.NewProgress(w, silent, func(stage string, n int) string { return texts.T("command.stage."+stage, "n", n) })}
}

func (p progress) update(stage pipeline.Stage, done, total int, _ string) {
	p.Update(string(stage), done, total)
}
