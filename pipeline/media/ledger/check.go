package ledger

import (
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/formula"
)

// A claim is a published number and the cell that works it out.
type claim struct {
	partner          string // "" of a claim that rests on others too
	kind, unit, node string
	published        any
	in               *claimed
	row              int
}

// A claimed column works claimed numbers out.
type claimed struct {
	top   formula.Ref // its first cell
	shape *formula.Shape
}

// claimed is a column of a sheet by what it holds.
func (p *page) claimed(name string) *claimed { return &claimed{top: p.ref(name, 0)} }

// scores are the columns of the scores of nodes.
func (p *page) scores(nodes []node) (out []*claimed) {
	for at := range nodes {
		out = append(out, p.claimed("score:"+nodes[at].ID))
	}
	return out
}

// layCheck puts what is published beside what the formulas give.
func (l *ledger) layCheck() {
	var all []claim
	for i := range l.storeys {
		all = l.storeys[i].claims(all, l.nodes)
	}
	all = append(all, l.ranksClaimed()...)
	b := l.base
	scores := b.page.scores(l.nodes)
	all = slices.Grow(all, len(b.rows)*len(l.nodes))
	for row := range b.rows {
		partner, unit := b.subs[row].Partner.ID, b.subs[row].Key(b.practices[row]).Ref()
		for at := range l.nodes {
			all = append(all, claim{partner, string(score.Practice), unit, l.nodes[at].ID, b.published(row, at), scores[at], row})
		}
	}
	p := l.page("check")
	p.rows = len(all)
	p.partner = func(row int) string { return all[row].partner }
	p.add("kind", l.Texts.T("ledger.kind"), func(row int) any { return all[row].kind })
	p.add("unit", l.Texts.T("ledger.unit"), func(row int) any { return all[row].unit }).width = 32
	p.add("node", l.Texts.T("ledger.node"), func(row int) any { return all[row].node }).width = 28
	p.add("published", l.Texts.T("ledger.published"), func(row int) any { return all[row].published }).width = 18
	anew := p.add("anew", l.Texts.T("ledger.anew"), func(row int) any { return all[row].in.anew(all[row].row) })
	anew.width, anew.other = 18, l.elsewhere(all)
	p.each("difference", l.Texts.T("ledger.difference"), func(row int) any {
		was, is := p.ref("published", row).Cell(), p.ref("anew", row).Cell()
		both := formula.And(formula.IsNumber(was), formula.IsNumber(is))
		none := formula.And(formula.Not(formula.IsNumber(was)), formula.Not(formula.IsNumber(is)))
		apart := formula.Abs(formula.OrZero(is).Minus(formula.OrZero(was)))
		return formula.If(both, apart, formula.If(none, num(0), num(1)))
	}).width = 14
}

// anew is what the formulas give in a row of the column.
func (c *claimed) anew(row int) formula.Mixed {
	at := c.top
	at.Row += row
	cell := at.Cell()
	return formula.If(formula.IsNumber(cell), cell, nothing)
}

// elsewhere returns the shapes of what the formulas give: one for each column that claims
// rest on.
func (l *ledger) elsewhere(all []claim) func(row int) (*formula.Shape, int) {
	return func(row int) (*formula.Shape, int) {
		c := &all[row]
		if c.in.shape == nil {
			c.in.shape, _ = l.shaper.Shape(c.in.anew(0), c.in.anew(1))
		}
		return c.in.shape, c.row
	}
}

// claims appends the scores of larger units.
func (s *storey) claims(all []claim, nodes []node) []claim {
	scores := s.page.scores(nodes)
	all = slices.Grow(all, len(s.units)*len(nodes))
	for row, u := range s.units {
		if u == nil {
			continue
		}
		for at := range nodes {
			all = append(all, claim{u.Partner, string(s.Kind), u.ID, nodes[at].ID, s.published(row, at), scores[at], row})
		}
	}
	return all
}

// ranksClaimed are the ranks and levels of the partners.
func (l *ledger) ranksClaimed() (out []claim) {
	p, s, root := l.by["ranks"], &l.storeys[len(l.storeys)-1], len(l.nodes)-1
	ranks, levels := p.claimed("rank"), p.claimed("level")
	for row, u := range s.units {
		if u == nil {
			continue
		}
		var rank, level any = "", ""
		if r := u.Scores[root].Rank; r > 0 {
			rank = float64(r)
		}
		if v := u.Scores[root].Level; u.Scores[root].Known && v >= 0 {
			level = float64(v)
		}
		out = append(out, claim{"", "rank", u.ID, l.nodes[root].ID, rank, ranks, row}, claim{"", "level", u.ID, l.nodes[root].ID, level, levels, row})
	}
	return out
}
