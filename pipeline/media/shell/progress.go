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

// A Progress shows how far a run has come: one bar on a terminal, with the time that is
// left, a plain line a stage elsewhere, nothing when silent.
type Progress struct {
	w        io.Writer
	label    func(stage string, done, total int) string
	span     func(stage string) (from, to float64)
	silent   bool
	terminal bool

	mu    sync.Mutex
	stage string
	at    int // where the bar stands; steps that several do at once are told in any order
	told  int // quarters of the stage that lines have told of
	bar   *progressbar.ProgressBar
}

// NewProgress returns one that shows nothing yet; label calls a stage of so many steps, and
// may say how many of them are done: elsewhere than on a terminal it is then printed at
// each further quarter, else once. span says which part of the whole, 0 to 1, it is by the time that it takes.
func NewProgress(w io.Writer, silent bool, label func(stage string, done, total int) string, span func(stage string) (from, to float64)) *Progress {
	if texts, ok := w.(*legible.Writer); ok { // the bar draws: it is no text
		w = texts.Unwrap()
	}
	f, isFile := w.(*os.File)
	return &Progress{w: w, label: label, span: span, silent: silent, terminal: isFile && term.IsTerminal(int(f.Fd()))}
}

// points is how finely a bar tells.
const points = 1000

// Update shows that so many steps of a stage are done.
func (p *Progress) Update(stage string, done, total int) {
	if p.silent {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	label := p.label(stage, done, total)
	switch quarter := 4 * done / max(total, 1); {
	case stage != p.stage:
		p.begin(stage, label)
		p.told = quarter
	case p.bar != nil:
		p.bar.Describe(label)
	case quarter > p.told && label != p.label(stage, 0, total):
		fmt.Fprintln(p.w, label)
		p.told = quarter
	}
	if p.bar != nil {
		// A bar that cannot be drawn is no reason to stop the run.
		p.at = max(p.at, p.point(stage, done, total))
		_ = p.bar.Set(p.at)
	}
}

// point is where the bar stands.
func (p *Progress) point(stage string, done, total int) int {
	from, to := p.span(stage)
	return int(points * (from + (to-from)*float64(min(done, total))/float64(max(total, 1))))
}

func (p *Progress) begin(stage, label string) {
	p.stage = stage
	switch {
	case !p.terminal:
		fmt.Fprintln(p.w, label)
	case p.bar != nil:
		p.bar.Describe(label)
	default:
		p.bar = progressbar.NewOptions(points, progressbar.OptionSetWriter(p.w),
			progressbar.OptionSetDescription(label), progressbar.OptionSetWidth(24),
			progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish())
	}
}

// End takes the bar away.
func (p *Progress) End() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}
