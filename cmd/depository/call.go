package main

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/configured"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/outcome"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// inputFlags adds what every command takes that reads workbooks, and settings by the
// names of their flags.
func inputFlags(f *pflag.FlagSet, more ...string) {
	f.String("config", "", "")
	settings.Flags(f, append([]string{"inputs", "method", "layouts", "places"}, more...)...)
}

// words adds flags that are followed by a word.
func words(f *pflag.FlagSet, names ...string) {
	for _, name := range names {
		f.String(name, "", "")
	}
}

// switches adds flags that stand alone.
func switches(f *pflag.FlagSet, names ...string) {
	for _, name := range names {
		f.Bool(name, false, "")
	}
}

// A call is one call of a command: its flags, the settings, and the texts it answers in.
type call struct {
	*cobra.Command
	opts  pipeline.Options
	texts *wording.Catalogue
}

// calling reads the settings and does what a command is for.
func calling(do func(c call, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		c, err := callOf(cmd)
		if err != nil {
			return err
		}
		return do(c, args)
	}
}

func callOf(cmd *cobra.Command) (call, error) {
	c := call{Command: cmd}
	v, err := settings.Read(cmd.Flags(), os.Environ(), workspace.Embedded)
	if err == nil {
		c.opts, err = configured.Options(v, version)
	}
	if err == nil {
		c.texts, err = templates.Wording(c.opts.Lang)
	}
	return c, err
}

// word is what stands behind a flag.
func (c call) word(flag string) string { s, _ := c.Flags().GetString(flag); return s }

// on reports that a flag is given.
func (c call) on(flag string) bool { is, _ := c.Flags().GetBool(flag); return is }

// number is the number behind a flag.
func (c call) number(flag string) int { n, _ := c.Flags().GetInt(flag); return n }

// out and told are where results and remarks go.
func (c call) out() io.Writer  { return c.OutOrStdout() }
func (c call) told() io.Writer { return c.ErrOrStderr() }

// say prints a text, tell a remark.
func (c call) say(key string, args ...any)  { fmt.Fprintln(c.out(), c.texts.T(key, args...)) }
func (c call) tell(key string, args ...any) { fmt.Fprintln(c.told(), c.texts.T(key, args...)) }

// files announces the files that the call may write, the main one first; "" is
// standard output.
func (c call) files(place publish.Target, main string, others ...string) (*publish.Results, error) {
	return publish.OpenResults(place, c.out(), c.tell, main, others...)
}

// put writes one file, or to standard output where its name is "".
func (c call) put(place publish.Target, path string, write func(io.Writer) error) error {
	r, err := c.files(place, path)
	if err != nil {
		return err
	}
	return r.End(r.Put(path, write))
}

// putBytes writes a file that is made already.
func (c call) putBytes(place publish.Target, path string, data []byte) error {
	return c.put(place, path, func(w io.Writer) error { _, err := w.Write(data); return err })
}

// A progress shows how far a run has come.
type progress struct {
	*shell.Progress
	books *atomic.Int64 // how many are read; nil: it makes no difference
}

// show shows it unless the call is to be quiet; the command goes through one stage.
func (c call) show() progress {
	return c.showing(func(string) (from, to float64) { return 0, 1 })
}

// showRun shows a run through all its stages.
func (c call) showRun() progress {
	var books atomic.Int64
	p := c.showing(func(stage string) (from, to float64) { return outcome.Span(pipeline.Stage(stage), int(books.Load())) })
	p.books = &books
	return p
}

func (c call) showing(span func(stage string) (from, to float64)) progress {
	label := func(stage string, done, n int) string { return c.texts.T("command.stage."+stage, "done", done, "n", n) }
	return progress{Progress: shell.NewProgress(c.told(), c.on("quiet") || c.on("json"), label, span)}
}

func (p progress) update(stage pipeline.Stage, done, total int, _ string) {
	if p.books != nil && stage == pipeline.Reading {
		p.books.Store(int64(total))
	}
	p.Update(string(stage), done, total)
}

// textsOf returns the texts in the language of the run, for commands that have no
// other setting; an error where a language is named that is none.
func textsOf(cmd *cobra.Command) (*wording.Catalogue, error) {
	lang, err := settings.LanguageOf(cmd.Flags(), os.Getenv)
	if err != nil {
		return nil, err
	}
	return templates.Wording(lang)
}
