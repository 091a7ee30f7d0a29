package account

import (
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// An Explanation says how a number that is printed came about, down to the cells.
type Explanation struct {
	Now, Before Period // Before: the zero Period where there is no earlier one
	Numbers     map[string]findings.Number
	Text        func(findings.Number) string // as printed
	// Hash returns the SHA-256 of a file of the period or of the one before.
	Hash func(file string, earlier bool) string
}

// Bounds of one explanation: numbers told below one, cells, and how deep it goes.
const (
	mostBelow = 20
	mostCells = 100
	deepest   = 6
)

// Print prints the tree of a number; false where there is no such number.
func (e *Explanation) Print(w io.Writer, t *wording.Catalogue, ref string) (bool, error) {
	n, ok := e.Numbers[ref]
	if !ok {
		return false, nil
	}
	x := explaining{Explanation: e, way: &way{w: w, t: t}, told: map[string]bool{}, files: map[string]string{}}
	x.number(n, 0)
	for _, file := range slices.Sorted(maps.Keys(x.files)) {
		x.line("", "explain.file", "file", file, "hash", x.files[file])
	}
	return true, x.err
}

// An explaining is one explanation at work.
type explaining struct {
	*Explanation
	*way
	told  map[string]bool   // numbers whose tree is printed
	files map[string]string // hashes of the files that were named
}

// number prints a number and what it follows from.
func (x *explaining) number(n findings.Number, depth int) {
	indent := strings.Repeat("  ", depth)
	x.line(indent, "explain.number", "ref", n.Ref, "text", x.Text(n), "value", strconv.FormatFloat(n.X, 'g', -1, 64), "what", x.t.T("explain.kind."+n.Kind()))
	if x.told[n.Ref] || depth >= deepest {
		return
	}
	x.told[n.Ref] = true
	x.way.hash = func(file string) string {
		sum := x.Hash(file, n.Earlier)
		x.files[x.calledFile(file, n.Earlier)] = sum
		return sum[:min(len(sum), 12)]
	}
	switch {
	case n.Of != nil:
		x.unit(n, indent+"  ")
	case n.From != nil:
		x.below(n.From, depth)
	case n.Cells != nil:
		x.cells(n.Cells, indent+"  ")
	default:
		x.cells(x.about(n), indent+"  ")
	}
}

// calledFile names a file, one of the period before with that.
func (x *explaining) calledFile(file string, earlier bool) string {
	if earlier {
		return x.t.T("explain.earlier", "file", file)
	}
	return file
}

// below prints the numbers that one follows from.
func (x *explaining) below(from []string, depth int) {
	for i, ref := range from {
		if i == mostBelow {
			x.line(strings.Repeat("  ", depth+1), "period.portions.more", "n", len(from)-i)
			return
		}
		if n, ok := x.Numbers[ref]; ok {
			x.number(n, depth+1)
		}
	}
}

// unit prints the way of a unit from a node down to the cells.
func (x *explaining) unit(n findings.Number, indent string) {
	p := x.Now
	if n.Earlier {
		p = x.Before
	}
	if p.Model == nil {
		return
	}
	var at *score.Node
	p.Model.Root.Walk(func(node, _ *score.Node) {
		if node.ID == n.Node {
			at = node
		}
	})
	if at == nil { // a theme: its tree is that of the method
		at = p.Model.Root
	}
	way := p.wayOf(x.way, n.Of)
	if n.Of.Kind != score.Practice {
		way.rolled()
	}
	way.node(at, len(indent)/2, way)
}

// cells prints what stands in cells.
func (x *explaining) cells(list []cell.Ref, indent string) {
	for i, at := range list {
		if i == mostCells {
			x.line(indent, "period.portions.more", "n", len(list)-i)
			return
		}
		x.stands(indent, at, x.raw(at))
	}
}

// answers visits the answers of the period with what they belong to.
func (x *explaining) answers(visit func(*survey.Submission, *survey.Practice, *survey.Answer)) {
	for i := range x.Now.Submissions {
		s := &x.Now.Submissions[i]
		for j := range s.Practices {
			for k := range s.Practices[j].Answers {
				visit(s, &s.Practices[j], &s.Practices[j].Answers[k])
			}
		}
	}
}

// raw is what stands in a cell, as far as it is an answer or evidence.
func (x *explaining) raw(at cell.Ref) (text string) {
	x.answers(func(_ *survey.Submission, p *survey.Practice, a *survey.Answer) {
		switch at {
		case a.At:
			text = a.Raw
		case a.EvidenceAt():
			text = a.Evidence()
		case p.At:
			text = p.Title
		}
	})
	return text
}

// about returns the cells of the answers that a number speaks of: of its partner,
// practice, criterion or file.
func (x *explaining) about(n findings.Number) []cell.Ref {
	var out []cell.Ref
	if len(n.About) == 0 {
		return nil
	}
	x.answers(func(s *survey.Submission, p *survey.Practice, a *survey.Answer) {
		mine := []string{s.Partner.ID, p.ID, a.Criterion, s.File}
		if a.State != survey.NotAsked && !slices.ContainsFunc(n.About, func(id string) bool { return id != "" && !slices.Contains(mine, id) && x.counts(id) }) {
			out = append(out, a.At)
		}
	})
	return out
}

// counts reports whether an id narrows answers down: that of a partner, a practice, a
// criterion or a file. A branch, a rule or a source does not.
func (x *explaining) counts(id string) (known bool) {
	x.answers(func(s *survey.Submission, p *survey.Practice, a *survey.Answer) {
		known = known || id == s.Partner.ID || id == p.ID || id == a.Criterion || id == s.File
	})
	return known
}
