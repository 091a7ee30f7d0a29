package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/tell/plaintext"
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
		"territories.file", "territories.date", "contacts", "cache", "private")
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
	if parts == nil {
		if opts.Spark, err = engineOf(cmd.Flags()); err != nil {
			return err
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
		tellKept(cmd.ErrOrStderr(), summary, texts)
		err = printSummary(cmd.OutOrStdout(), summary, texts)
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

// tellKept names what others had put into the folder of results or changed there,
// and says that an earlier run was stopped.
func tellKept(w io.Writer, s *pipeline.Summary, texts *wording.Catalogue) {
	if s.Repaired {
		fmt.Fprintln(w, texts.T("write.repaired"))
	}
	for _, k := range s.Kept {
		path, as := filepath.Join(s.Folder, filepath.FromSlash(k.Path)), filepath.Join(s.Folder, filepath.FromSlash(k.As))
		if k.As == "" {
			fmt.Fprintln(w, texts.T("write.kept", "path", path))
		} else {
			fmt.Fprintln(w, texts.T("write.kept.changed", "path", path, "as", as))
		}
	}
}

// printSummary prints one line a partner, what has to be corrected, and where
// the results are.
func printSummary(w io.Writer, s *pipeline.Summary, texts *wording.Catalogue) error {
	t := plaintext.Table{Header: []string{
		texts.T("command.summary.partner"), texts.T("command.summary.practices"), texts.T("command.summary.answers"),
		texts.T("command.summary.score"), texts.T("command.summary.rank"),
		texts.T("command.summary.errors"), texts.T("command.summary.warnings"),
	}}
	inOrder := alphabet.Of(texts.Lang())
	byName := func(a, b pipeline.PartnerSummary) int {
		return inOrder(a.Name.In(texts.Lang()), b.Name.In(texts.Lang()))
	}
	for _, p := range slices.SortedStableFunc(slices.Values(s.Partners), byName) {
		score, rank := texts.T("command.summary.none"), texts.T("command.summary.none")
		if p.Score != nil {
			score = texts.Number(*p.Score, decimals(p, s.Partners))
		}
		if p.Rank > 0 {
			rank = texts.Number(float64(p.Rank), 0)
		}
		t.Rows = append(t.Rows, []string{p.Name[texts.Lang()], texts.Number(float64(p.Practices), 0),
			texts.T("command.summary.of", "n", p.Given, "of", p.Asked), score, rank,
			texts.Number(float64(p.Errors), 0), texts.Number(float64(p.Warnings), 0)})
	}
	if _, err := fmt.Fprint(w, t.String()); err != nil {
		return err
	}
	fmt.Fprintln(w)
	if s.Errors > 0 {
		fmt.Fprintln(w, texts.T("command.summary.correct", "n", s.Errors, "file", filepath.Join(s.Folder, "problems.csv")))
	}
	if r := s.Response; r != nil {
		fmt.Fprintln(w, texts.T("round.rate", "answered", r.Answered, "invited", r.Invited, "share", 100*r.Answered/r.Invited))
	}
	printGaps(w, s, texts)
	for _, title := range s.Reached {
		fmt.Fprintln(w, texts.T("command.summary.reached", "title", title.In(texts.Lang())))
	}
	if len(s.Reports) > 0 {
		fmt.Fprintln(w, texts.T("command.summary.report", "file", filepath.Join(s.Folder, s.Reports[0])))
	}
	_, err := fmt.Fprintln(w, texts.T("command.summary.site", "file", filepath.Join(s.Site, "index.html")))
	return err
}

// decimals returns how many decimals a score needs to print differently from those
// of other ranks.
func decimals(p pipeline.PartnerSummary, all []pipeline.PartnerSummary) int {
	d := 1
	for _, other := range all {
		if other.Score != nil {
			d = max(d, wording.DecimalsApart(*p.Score, *other.Score, 1))
		}
	}
	return d
}

// printGaps names what was not read, and what was read that nobody may expect.
func printGaps(w io.Writer, s *pipeline.Summary, texts *wording.Catalogue) {
	const most = 20 // lines; the others are in problems.csv
	for _, u := range s.Unread[:min(len(s.Unread), most)] {
		fmt.Fprintln(w, "  "+system.Told(texts, u))
	}
	if n := len(s.Unread) - most; n > 0 {
		fmt.Fprintln(w, "  "+texts.T("command.unread.more", "n", n))
	}
	if len(s.Folders) > 0 {
		fmt.Fprintln(w, texts.T("command.summary.folders", "n", len(s.Folders), "folders", texts.Join(s.Folders)))
	}
	if s.Unused > 0 {
		fmt.Fprintln(w, texts.T("command.summary.territories", "n", s.Unused))
	}
	var names []string
	for _, p := range s.Missing {
		names = append(names, p.Name.In(texts.Lang()))
	}
	slices.SortFunc(names, alphabet.Of(texts.Lang()))
	if len(names) > 0 {
		fmt.Fprintln(w, texts.T("command.summary.missing", "n", len(names), "period", s.Previous, "names", texts.Join(names)))
	}
}

// A progress shows how far a run has come.
type progress struct{ *shell.Progress }

func newProgress(w io.Writer, texts *wording.Catalogue, silent bool) progress {
	return progress{shell.NewProgress(w, silent, func(stage string, n int) string { return texts.T("command.stage."+stage, "n", n) })}
}

func (p progress) update(stage pipeline.Stage, done, total int, _ string) {
	p.Update(string(stage), done, total)
}
