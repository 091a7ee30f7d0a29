package shell

import (
	"fmt"
	"io"
	"os"
	"sync"

	"depository.example/depository/pipeline/survey/legible"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A Progress shows how far a run has come: one bar on a terminal, a plain line
// a stage elsewhere, nothing when silent.
type Progress struct {
	w        io.Writer
	label    func(stage string, total int) string
	silent   bool
	terminal bool

	mu    sync.Mutex
	stage string
	bar   *progressbar.ProgressBar
}

// NewProgress returns one that shows nothing yet; label calls a stage of so many steps.
func NewProgress(w io.Writer, silent bool, label func(stage string, total int) string) *Progress {
	if texts, ok := w.(*legible.Writer); ok { // the bar draws: it is no text
		w = texts.Unwrap()
	}
	f, isFile := w.(*os.File)
	return &Progress{w: w, label: label, silent: silent, terminal: isFile && term.IsTerminal(int(f.Fd()))}
}

// Update shows that so many steps of a stage are done.
func (p *Progress) Update(stage string, done, total int) {
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

func (p *Progress) begin(stage string, total int) {
	p.finish()
	p.stage = stage
	label := p.label(stage, total)
	if !p.terminal {
		fmt.Fprintln(p.w, label)
		return
	}
	p.bar = progressbar.NewOptions(max(total, 1), progressbar.OptionSetWriter(p.w),
		progressbar.OptionSetDescription(label), progressbar.OptionSetWidth(24),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
}

func (p *Progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}

// End takes the bar away.
func (p *Progress) End() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finish()
}
