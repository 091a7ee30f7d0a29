package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"depository/pipeline"
	"depository/pipeline/publish"
	"depository/pipeline/wording"
)

func newRunCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Read the workbooks of a period, score, compare and publish",
		Long: `run reads every workbook of inputs/<period>/, reports every problem with its file,
sheet and cell, scores and compares the practices, derives recommendations, and
publishes outputs/<period>/ whole or not at all:

  report.uk.pdf, report.en.pdf   the report
  factsheets/                    one page a partner, with --factsheets
  site/index.html                the dashboard; opens from disk
  answers.csv                    every answer with the cell it came from
  scores.csv                     every score of practices, places and partners
  problems.csv                   what partners have to correct, and how
  answers.xlsx, scores.xlsx, problems.xlsx   the same tables for Excel
  manifest.json                  SHA-256 of everything that went in and came out

Exit status: 0 done; 3 done, but a partner has errors to correct; 1 could not run.`,
		Example: `  depository run
  depository run --period 2026-H1 --reports uk --date 2026-11-24
  depository run --inputs D:\partners --outputs D:\results --method local-services`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return run(cmd) },
	}
	f := cmd.Flags()
	addInputFlags(f)
	f.String("period", "", "folder of inputs to read (default: the last in order); the one before it is compared")
	f.String("outputs", "", "folder where results appear")
	f.String("date", "", "date on the cover, as 2026-11-24 (default: the last day of the period)")
	f.String("lang", "", "language of messages and of problems.csv: uk or en")
	f.String("reports", "", "languages of the reports: uk,en")
	f.String("title", "", "title on the cover of the reports (default: the method's name and the period)")
	f.String("cover-note", "", "remark on the cover of the reports")
	f.Bool("official", false, "set the reports in 12 points with lines half as far again, as papers of the Government")
	f.Bool("draft", false, "mark every page of the reports as a draft")
	f.Bool("factsheets", false, "write each partner's page also as a file of its own, in factsheets/")
	f.String("territories.file", "", "dated list of occupied territories and territories of combat, CSV")
	f.String("territories.date", "", "date of that list which counts, as 2022-10-10")
	f.Bool("contacts", false, "keep the contact persons of the partner pages in private/<period>/contacts.csv, which only you can read")
	f.String("private", "", "folder of that file; it has to lie outside of outputs")
	f.Bool("quiet", false, "print nothing but errors")
	f.Bool("json", false, "print the summary as JSON")
	return cmd
}

func run(cmd *cobra.Command) error {
	opts, texts, err := settings(cmd)
	if err != nil {
		return err
	}
	quiet, _ := cmd.Flags().GetBool("quiet")
	asJSON, _ := cmd.Flags().GetBool("json")
	show := newProgress(cmd.ErrOrStderr(), texts, quiet || asJSON)
	summary, err := pipeline.Run(opts, show.update)
	show.end()
	if err != nil {
		return explain(err, texts)
	}
	switch {
	case asJSON:
		err = printJSON(cmd.OutOrStdout(), summary)
	case !quiet:
		err = printSummary(cmd.OutOrStdout(), summary, texts)
	}
	if err == nil && summary.Errors > 0 {
		err = statusError(statusCorrect)
	}
	return err
}

// explain gives an error of the run in the language of messages where the user
// can do something about it.
func explain(err error, texts *wording.Catalogue) error {
	var held *publish.HeldError
	var period *pipeline.PeriodError
	var contacts *pipeline.ContactsError
	switch {
	case errors.As(err, &held) && held.Lock != "":
		return errors.New(texts.T("command.run.locked", "file", held.File, "lock", held.Lock))
	case errors.As(err, &held):
		return errors.New(texts.T("command.run.held", "file", held.File))
	case errors.As(err, &contacts):
		return errors.New(texts.T("command.run.contacts", "folder", contacts.Folder, "outputs", contacts.Outputs))
	case errors.Is(err, publish.ErrBusy):
		return errors.New(texts.T("command.run.busy"))
	case errors.As(err, &period) && period.Period != "":
		return errors.New(texts.T("command.run.no-period", "period", period.Period, "inputs", period.Inputs, "found", texts.Join(period.Found)))
	case errors.As(err, &period):
		return errors.New(texts.T("command.run.no-periods", "inputs", period.Inputs))
	}
	return inWords(texts, err)
}

func printJSON(w io.Writer, s *pipeline.Summary) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(s)
}

// printSummary prints one line a partner, what has to be corrected, and where
// the results are.
func printSummary(w io.Writer, s *pipeline.Summary, texts *wording.Catalogue) error {
	t := textTable{header: []string{
		texts.T("command.summary.partner"), texts.T("command.summary.practices"), texts.T("command.summary.answers"),
		texts.T("command.summary.score"), texts.T("command.summary.rank"),
		texts.T("command.summary.errors"), texts.T("command.summary.warnings"),
	}}
	for _, p := range s.Partners {
		score, rank := texts.T("command.summary.none"), texts.T("command.summary.none")
		if p.Score != nil {
			score = texts.Number(*p.Score, 1)
		}
		if p.Rank > 0 {
			rank = texts.Number(float64(p.Rank), 0)
		}
		t.rows = append(t.rows, []string{p.Name[texts.Lang()], texts.Number(float64(p.Practices), 0),
			texts.T("command.summary.of", "n", p.Given, "of", p.Asked), score, rank,
			texts.Number(float64(p.Errors), 0), texts.Number(float64(p.Warnings), 0)})
	}
	if _, err := fmt.Fprint(w, t.String()); err != nil {
		return err
	}
	fmt.Fprintln(w)
	if s.Errors > 0 {
		fmt.Fprintln(w, texts.T("command.summary.correct", "n", s.Errors, "file", filepath.Join(s.Folder, "problems.csv")))
		for _, name := range s.Unread {
			fmt.Fprintln(w, "  "+texts.T("command.summary.unread", "file", name))
		}
	}
	if len(s.Reports) > 0 {
		fmt.Fprintln(w, texts.T("command.summary.report", "file", filepath.Join(s.Folder, s.Reports[0])))
	}
	_, err := fmt.Fprintln(w, texts.T("command.summary.site", "file", filepath.Join(s.Folder, "site", "index.html")))
	return err
}

// A progress shows how far a run has come: one bar on a terminal, a plain line
// a stage elsewhere, nothing when silent.
type progress struct {
	w        io.Writer
	texts    *wording.Catalogue
	silent   bool
	terminal bool

	mu    sync.Mutex
	stage pipeline.Stage
	bar   *progressbar.ProgressBar
}

func newProgress(w io.Writer, texts *wording.Catalogue, silent bool) *progress {
	f, isFile := w.(*os.File)
	return &progress{w: w, texts: texts, silent: silent, terminal: isFile && term.IsTerminal(int(f.Fd()))}
}

func (p *progress) update(stage pipeline.Stage, done, total int, _ string) {
	if p.silent {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if stage != p.stage {
		p.begin(stage, total)
	}
	if p.bar != nil {
		// A bar that cannot be drawn is no reason to stop the run.
		_ = p.bar.Set(done)
	}
}

func (p *progress) begin(stage pipeline.Stage, total int) {
	p.finish()
	p.stage = stage
	label := p.texts.T("command.stage."+string(stage), "n", total)
	if !p.terminal {
		fmt.Fprintln(p.w, label)
		return
	}
	p.bar = progressbar.NewOptions(max(total, 1), progressbar.OptionSetWriter(p.w),
		progressbar.OptionSetDescription(label), progressbar.OptionSetWidth(24),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}

func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finish()
}
