package ledger

import (
	"math"
	"strings"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/formula"
)

func compareText(a, b string) int { return strings.Compare(a, b) }

// A storey is a layer of the roll-up with the rows that it has in the ledger.
type storey struct {
	*score.Layer
	page  *page
	rows  []int         // numbers of units in the layer
	units []*score.Unit // as published, by row; nil: of practices whose place nobody knows
}

// layStep says on a sheet of units which of them count in the unit above: up is its
// row there, takes 1 or 0. place orders equals where the best are taken.
func (l *ledger) layStep(p *page, below *score.Layer, rows []int, place []float64) {
	up, _ := rowsAbove(below, rows)
	p.add("up", l.Texts.T("ledger.up"), func(row int) any { return float64(up[row] + 1) })
	first, last := spans(rows, below)
	p.add("first", l.Texts.T("ledger.first"), func(row int) any { return first[row] })
	p.add("last", l.Texts.T("ledger.last"), func(row int) any { return last[row] })
	p.add("may", l.Texts.T("ledger.may"), func(row int) any { return map[bool]float64{true: 1}[below.Counts[rows[row]]] })
	p.add("theme", l.Texts.T("ledger.theme"), func(row int) any {
		if below.Theme == nil {
			return float64(0)
		}
		return float64(below.Theme[rows[row]] + 1)
	})
	if below.People != nil {
		p.add("people", l.Texts.T("ledger.people"), func(row int) any {
			if x := below.People[rows[row]]; !math.IsNaN(x) {
				return x
			}
			return ""
		})
	}
	root := "score:" + l.nodes[len(l.nodes)-1].ID
	if below.Step.By != score.RollBest {
		p.each("takes", l.Texts.T("ledger.takes"), func(row int) any { return p.ref("may", row).Cell() })
		return
	}
	p.add("place", l.Texts.T("ledger.place"), func(row int) any { return place[row] })
	p.each("key", l.Texts.T("ledger.key"), func(row int) any {
		cell := p.ref(root, row).Cell()
		stays := []formula.Bool{formula.IsNumber(cell), formula.Equal(p.ref("may", row).Cell(), num(1))}
		if below.Step.Within != "" {
			stays = append(stays, formula.Number(p.ref("theme", row).Cell()).More(num(0)))
		}
		return formula.If(formula.And(stays...), formula.Round(formula.OrZero(cell), digitsOf(l.Model.Scale)), num(-1e9))
	})
	p.each("takes", l.Texts.T("ledger.takes"), func(row int) any { return p.best(below, row) })
}

// best is 1 for one of the n best of its unit above, and of its theme there.
func (p *page) best(below *score.Layer, row int) formula.Number {
	part := func(name string) formula.Mixed {
		return formula.Part(p.area(name), formula.Number(p.ref("first", row).Cell()), formula.Number(p.ref("last", row).Cell()))
	}
	own := func(name string) formula.Number { return formula.Number(p.ref(name, row).Cell()) }
	same := []formula.Number{formula.Number(formula.Equal(part("up"), own("up")))}
	if below.Step.Within != "" {
		same = append(same, formula.Number(formula.Equal(part("theme"), own("theme"))))
	}
	group := formula.Product(same...)
	higher := formula.Number(formula.Number(part("key")).More(own("key")))
	equal := formula.Number(formula.Equal(part("key"), own("key")))
	before := formula.Number(formula.Number(part("place")).Less(own("place")))
	if len(same) == 1 {
		group = same[0]
	}
	better := formula.Add(formula.SumOf(formula.Product(group, higher)), formula.SumOf(formula.Product(group, equal, before)))
	return formula.If(formula.And(own("key").More(num(-1e8)), better.Less(num(float64(below.Step.N)))), num(1), num(0))
}

// rowsAbove returns for each row the row of the unit above among those that are
// written, and these.
func rowsAbove(below *score.Layer, rows []int) (up []int, next []int) {
	at := map[int]int{}
	for _, u := range rows {
		above := below.Up[u]
		if _, known := at[above]; !known {
			at[above] = len(next)
			next = append(next, above)
		}
		up = append(up, at[above])
	}
	return up, next
}

// spans returns for each row the first and last row of its partner, from 1.
func spans(rows []int, below *score.Layer) (first, last []float64) {
	first, last = make([]float64, len(rows)), make([]float64, len(rows))
	for from := 0; from < len(rows); {
		to := from
		for to+1 < len(rows) && below.Units[rows[to+1]].Partner == below.Units[rows[from]].Partner {
			to++
		}
		for i := from; i <= to; i++ {
			first[i], last[i] = float64(from+1), float64(to+1)
		}
		from = to + 1
	}
	return first, last
}

// layLayers writes places and partners, and beside the partners their themes where the
// method joins themes.
func (l *ledger) layLayers(b *base) {
	below, rows, p := &b.layers[0], b.rows, b.page
	for i := range b.layers[1:] {
		upper := &b.layers[i+1]
		_, next := rowsAbove(below, rows)
		key := "partners"
		if upper.Kind == score.Place {
			key = "places"
		}
		s := storey{Layer: upper, rows: next}
		s.publish(l)
		if below.Step.Within == score.WithinTheme && len(l.themes) > 0 {
			s.page = l.joined(key, &s, below, p, rows)
		} else {
			s.page = l.page(key)
			l.begin(&s)
			l.lift(s.page, &s, below, p, rows, 1)
			l.grow(s.page, func(row, at int) any { return s.published(row, at) })
		}
		l.finish(&s)
		if upper.Up != nil {
			place := make([]float64, len(next))
			for k := range place {
				place[k] = float64(k + 1)
			}
			l.layStep(s.page, upper, next, place)
		}
		below, rows, p = upper, next, s.page
		l.storeys = append(l.storeys, s)
	}
}

// publish finds the units as they are published.
func (s *storey) publish(l *ledger) {
	type key struct{ partner, id string }
	at := map[key]*score.Unit{}
	for _, u := range l.Result.Of(s.Kind) {
		if l.writes(u.Partner) {
			at[key{u.Partner, u.ID}] = u
		}
	}
	for _, u := range s.rows {
		s.units = append(s.units, at[key{s.Units[u].Partner, s.Units[u].ID}])
	}
}

func (s *storey) published(row, at int) any {
	if u := s.units[row]; u != nil && u.Scores[at].Known {
		return u.Scores[at].Value
	}
	return ""
}

// begin writes who the units of a sheet are.
func (l *ledger) begin(s *storey) {
	s.page.rows = len(s.rows)
	s.page.partner = func(row int) string { return s.Units[s.rows[row]].Partner }
	s.page.add("id", l.Texts.T("ledger.unit"), func(row int) any { return s.Units[s.rows[row]].ID }).width = 24
	s.page.add("name", l.Texts.T("ledger.name"), func(row int) any { return s.Units[s.rows[row]].Name }).width = 32
}

// finish adds the level.
func (l *ledger) finish(s *storey) {
	s.page.each("level", l.Texts.T("ledger.level"), func(row int) any { return l.level(s.page, row) })
}

// lift adds the criteria of larger units, from the sheet below: times rows a unit, one
// a theme, or one.
func (l *ledger) lift(p *page, s *storey, below *score.Layer, from *page, rows []int, times int) {
	up, _ := rowsAbove(below, rows)
	firstOf, lastOf := make([]float64, len(s.rows)), make([]float64, len(s.rows))
	first, last := spans(rows, below)
	for r, u := range up {
		firstOf[u], lastOf[u] = first[r], last[r]
	}
	p.add("begin", l.Texts.T("ledger.first"), func(row int) any { return firstOf[row/times] })
	p.add("end", l.Texts.T("ledger.last"), func(row int) any { return lastOf[row/times] })
	p.add("unit", "№", func(row int) any { return float64(row/times + 1) })
	p.add("of-theme", l.Texts.T("ledger.theme"), func(row int) any {
		if times == 1 {
			return float64(0)
		}
		return float64(row%times + 1)
	})
	taken := p.taken(from, times > 1)
	for at := range l.nodes {
		if n := &l.nodes[at]; n.Leaf != nil {
			l.liftLeaf(p, n, below, from, taken)
		}
	}
}

// taken tells which rows of the sheet below count in a row; all criteria of the row ask
// for it.
func (p *page) taken(from *page, themed bool) func(row int) formula.Number {
	var last [2]int // the row before is asked for by turns, where two make a shape
	var kept [2]formula.Number
	return func(row int) formula.Number {
		turn := row % 2
		if last[turn] == row+1 {
			return kept[turn]
		}
		all := []formula.Number{formula.Number(p.part(from, "takes", row)), formula.Number(formula.Equal(p.part(from, "up", row), p.ref("unit", row).Cell()))}
		if themed {
			all = append(all, formula.Number(formula.Equal(p.part(from, "theme", row), p.ref("of-theme", row).Cell())))
		}
		last[turn], kept[turn] = row+1, formula.Once(formula.Product(all...))
		return kept[turn]
	}
}

// part is the part of a column of the sheet below that belongs to a row.
func (p *page) part(from *page, name string, row int) formula.Mixed {
	return formula.Part(from.area(name), formula.Number(p.ref("begin", row).Cell()), formula.Number(p.ref("end", row).Cell()))
}

// liftLeaf adds one criterion of larger units.
func (l *ledger) liftLeaf(p *page, n *node, below *score.Layer, from *page, taken func(row int) formula.Number) {
	part := func(name string, row int) formula.Mixed { return p.part(from, name, row) }
	value, cover := "score:"+n.ID, "cover:"+n.ID
	p.each(value, l.called(n.Node), func(row int) any {
		known := formula.Number(formula.IsNumber(part(value, row)))
		weights := []formula.Number{taken(row), known}
		sum := formula.SumProduct(taken(row), part(value, row))
		switch below.Step.By {
		case score.RollPopulation:
			if below.People != nil {
				weights = append(weights, formula.Number(formula.IsNumber(part("people", row))))
				sum = formula.SumProduct(taken(row), part(value, row), part("people", row))
				return formula.IfError(mixed(sum.Over(formula.SumProduct(formula.Product(weights...), part("people", row)))), nothing)
			}
		case score.RollShare:
			s := l.Model.Scale
			middle := formula.Number(formula.Number(part(value, row)).AtLeast(num((s.Min + s.Max) / 2)))
			yes := formula.SumOf(formula.Product(taken(row), known, middle))
			all := formula.SumOf(formula.Product(weights...))
			return formula.IfError(mixed(formula.Add(num(s.Min), formula.Product(yes.Over(all), num(s.Max-s.Min)))), nothing)
		case score.RollSum:
			return formula.If(formula.Equal(formula.SumOf(formula.Product(weights...)), num(0)), nothing, mixed(sum))
		}
		return formula.IfError(mixed(sum.Over(formula.SumOf(formula.Product(weights...)))), nothing)
	})
	p.each(cover, l.called(n.Node)+" · "+l.Texts.T("ledger.cover"), func(row int) any {
		asked := formula.SumOf(formula.Product(taken(row), formula.Number(formula.IsNumber(part(cover, row)))))
		applies := formula.SumOf(formula.Product(taken(row), formula.Number(formula.Differs(part(value, row), formula.Str("not_applicable")))))
		hole := formula.If(applies.More(num(0)), mixed(formula.Str(unasked)), nothing)
		return formula.If(asked.More(num(0)), mixed(formula.SumProduct(taken(row), part(cover, row)).Over(asked)), hole)
	})
}

// joined writes larger units by theme on a sheet, and joined by the weights of themes
// on another.
func (l *ledger) joined(key string, s *storey, below *score.Layer, from *page, rows []int) *page {
	themes := l.page("themes")
	t := len(l.themes)
	themes.rows = t * len(s.rows)
	themes.partner = func(row int) string { return s.Units[s.rows[row/t]].Partner }
	themes.add("id", l.Texts.T("ledger.unit"), func(row int) any { return s.Units[s.rows[row/t]].ID }).width = 24
	themes.add("theme-id", l.Texts.T("ledger.theme"), func(row int) any { return l.themes[row%t].ID }).width = 20
	l.lift(themes, s, below, from, rows, t)
	l.grow(themes, func(int, int) any { return "" })
	s.page = l.page(key)
	l.begin(s)
	for at := range l.nodes {
		n := &l.nodes[at]
		for _, kind := range []string{"score:", "cover:"} {
			name, title := kind+n.ID, l.called(n.Node)
			if kind == "cover:" {
				title += " · " + l.Texts.T("ledger.cover")
			}
			s.page.each(name, title, func(row int) any { return l.join(themes, name, row) })
		}
	}
	return s.page
}

// join is the mean of the themes that are there, by their weights.
func (l *ledger) join(themes *page, name string, row int) formula.Mixed {
	t := len(l.themes)
	var sum, all []formula.Number
	for k := range l.themes {
		cell := themes.ref(name, row*t+k).Cell()
		w := l.weigh(len(l.nodes) + k)
		there := formula.IsNumber(cell)
		if strings.HasPrefix(name, "cover:") {
			there = formula.Or(there, cell.Is(unasked))
		}
		sum = append(sum, formula.Product(w, formula.OrZero(cell)))
		all = append(all, formula.If(there, w, num(0)))
	}
	return formula.IfError(mixed(formula.Add(sum...).Over(formula.Add(all...))), nothing)
}

// layWeights writes one row a node, then one a theme: weights may be changed.
func (l *ledger) layWeights(p *page) {
	p.rows = len(l.nodes) + len(l.themes)
	theme := func(row int) int { return row - len(l.nodes) }
	p.add("id", l.Texts.T("ledger.node"), func(row int) any {
		if k := theme(row); k >= 0 {
			return l.themes[k].ID
		}
		return l.nodes[row].ID
	}).width = 28
	p.add("name", l.Texts.T("ledger.name"), func(row int) any {
		if k := theme(row); k >= 0 {
			return l.themes[k].Name.In(l.Texts.Lang())
		}
		return l.called(l.nodes[row].Node)
	}).width = 44
	p.add("weight", l.Texts.T("ledger.weight"), func(row int) any {
		if k := theme(row); k >= 0 {
			return l.themes[k].Weight
		}
		return l.nodes[row].weight
	}).look = editable
	p.add("parent", l.Texts.T("ledger.parent"), func(row int) any {
		if theme(row) >= 0 || l.nodes[row].parent < 0 {
			return ""
		}
		return l.nodes[l.nodes[row].parent].ID
	}).width = 28
	p.add("how", l.Texts.T("ledger.how"), func(row int) any {
		if theme(row) >= 0 || l.nodes[row].Leaf != nil {
			return ""
		}
		if l.nodes[row].stands() {
			return l.Texts.T("ledger.as-value.all")
		}
		a := l.nodes[row].Aggregate
		return l.Texts.T("method.aggregate."+string(a.By), "power", a.Power)
	}).width = 40
}

// layRanks writes the order of the partners.
func (l *ledger) layRanks() {
	p := l.page("ranks")
	s := &l.storeys[len(l.storeys)-1]
	root := len(l.nodes) - 1
	name := "score:" + l.nodes[root].ID
	p.rows = len(s.rows)
	p.add("id", l.Texts.T("ledger.unit"), func(row int) any { return s.Units[s.rows[row]].ID }).width = 24
	p.add("name", l.Texts.T("ledger.name"), func(row int) any { return s.Units[s.rows[row]].Name }).width = 32
	p.add("score", l.Texts.T("ledger.score"), func(row int) any { return s.page.ref(name, row).Cell() })
	p.add("key", l.Texts.T("ledger.key"), func(row int) any {
		if s.Units[s.rows[row]].Apart != "" {
			return ""
		}
		cell := p.ref("score", row).Cell()
		return formula.If(formula.IsNumber(cell), mixed(formula.Round(formula.OrZero(cell), digitsOf(l.Model.Scale))), nothing)
	})
	p.add("rank", l.Texts.T("ledger.rank"), func(row int) any {
		if l.Fixed {
			if u := s.units[row]; u != nil && u.Scores[root].Rank > 0 {
				return float64(u.Scores[root].Rank)
			}
			return ""
		}
		key := p.ref("key", row).Cell()
		all := p.area("key")
		higher := formula.SumOf(formula.Product(formula.Number(formula.IsNumber(all)), formula.Number(formula.Number(mixed(all)).More(formula.Number(key)))))
		return formula.If(formula.IsNumber(key), mixed(formula.Add(num(1), higher)), nothing)
	})
	p.add("level", l.Texts.T("ledger.level"), func(row int) any { return s.page.ref("level", row).Cell() })
}
