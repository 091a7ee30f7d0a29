package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/deflate"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
)

// A ledger is packed in stretches: the rows of a few partners on a sheet. Where everything
// that these rows depend on is as it was in the run before, so are their bytes, and they
// are taken from there. What they depend on is told here, once for all sheets:
//
//   - the layout: the period, the weights, how many rows each sheet has, and where the
//     stretch lies;
//   - the partners: their practices and answers, and what is published of them.
//
// For the method, the language and the program the Keeper answers. Nothing else may be asked in a row that a stretch keeps. Ranks are: so the rows of ranks
// are made anew each time, from the few cells that they ask for.

// leastPractices is how many practices the partners of a stretch have together, or more:
// a shorter one would be packed less well.
const leastPractices = 8

// A Keeper keeps texts by two names. Who makes one answers for it that the method, the
// language and the program by which a ledger is written are the same. It may forget at any
// time, and is asked by several goroutines at once.
type Keeper interface {
	Kept(name, sum string) []byte
	Keep(name, sum string, text []byte)
}

type sum = [sha256.Size]byte

// A group is the partners of a stretch.
type group struct {
	sum   sum
	units []int // rows of the last storey
}

// A stretcher parts a ledger into stretches.
type stretcher struct {
	in     *ledger
	layout sum
	of     map[string]int // the number of the group of each partner
	groups []group
	kept   *packed // nil: nothing is
}

// grouped parts the partners, in their order.
func (l *stretcher) grouped() {
	l.of = map[string]int{}
	practices := leastPractices
	for row := range l.in.base.rows {
		partner := l.in.base.subs[row].Partner.ID
		if _, known := l.of[partner]; !known {
			if practices >= leastPractices {
				l.groups, practices = append(l.groups, group{}), 0
			}
			l.of[partner] = len(l.groups) - 1
		}
		practices++
	}
	last := &l.in.storeys[len(l.in.storeys)-1]
	for row, u := range last.rows {
		if g, known := l.of[last.Units[u].Partner]; known {
			l.groups[g].units = append(l.groups[g].units, row)
		}
	}
}

// A digest is a hash of values, each with its kind and length, so that no two lists of
// values are one text.
type digest struct {
	hash hash.Hash
	text []byte // that is not hashed yet
}

func newDigest() *digest { return &digest{hash: sha256.New()} }

func (d *digest) add(values ...any) {
	b := d.text
	for _, v := range values {
		switch v := v.(type) {
		case string:
			b = append(binary.AppendUvarint(append(b, 's'), uint64(len(v))), v...)
		case float64:
			b = binary.LittleEndian.AppendUint64(append(b, 'f'), math.Float64bits(v))
		case int:
			b = binary.AppendVarint(append(b, 'i'), int64(v))
		case bool:
			b = append(b, 'n')
			if v {
				b[len(b)-1] = 'y'
			}
		case nil:
			b = append(b, '0')
		default: // named, the values would not stay where they are made
			panic("ledger: what is no value of a cell is told of a stretch") // a fault of the program
		}
	}
	if len(b) >= hashed {
		d.hash.Write(b)
		b = b[:0]
	}
	d.text = b
}

// hashed is how many bytes are hashed at once.
const hashed = 1 << 12

func (d *digest) sum() (out sum) {
	d.hash.Write(d.text)
	d.text = nil
	return sum(d.hash.Sum(nil))
}

// laid is what all rows depend on.
func (l *stretcher) laid() sum {
	d := newDigest()
	d.add(l.in.Period, l.in.Fixed, len(l.in.nodes), len(l.in.base.leaves))
	for i := range l.in.nodes {
		d.add(l.in.nodes[i].ID, l.in.nodes[i].weight)
	}
	for _, p := range l.in.pages {
		d.add(p.name, p.rows, len(p.columns))
	}
	return d.sum()
}

// fill says what the rows of each group depend on.
func (l *stretcher) fill() {
	digests := make([]*digest, len(l.groups))
	for i := range digests {
		digests[i] = newDigest()
	}
	b := l.in.base
	first, last := spans(b.rows, &b.layers[0])
	for row, u := range b.rows {
		d := digests[l.of[b.subs[row].Partner.ID]]
		d.add(b.subs[row].Partner.ID, b.practices[row].ID, first[row], last[row])
		d.layer(&b.layers[0], u)
		d.published(b.units[row])
		d.step(b.page, row)
		for i := range b.practices[row].Answers {
			d.answer(&b.practices[row].Answers[i])
		}
		for k := range b.leaves {
			if leaf := &b.leaves[k]; leaf.value {
				d.add(b.before(l.in, leaf, row), b.cover(leaf, row))
			}
		}
	}
	for i := range l.in.storeys {
		s := &l.in.storeys[i]
		for row, u := range s.rows {
			if g, known := l.of[s.Units[u].Partner]; known {
				digests[g].layer(s.Layer, u)
				digests[g].published(s.units[row])
				digests[g].step(s.page, row)
			}
		}
	}
	for i := range digests {
		l.groups[i].sum = digests[i].sum()
	}
}

// layer tells of a unit of the roll-up.
func (d *digest) layer(l *score.Layer, u int) {
	unit := &l.Units[u]
	d.add(string(unit.Kind), unit.ID, unit.Name, unit.Partner, unit.Place, unit.Apart)
	if l.Counts != nil {
		d.add(l.Counts[u])
	}
	if l.Theme != nil {
		d.add(l.Theme[u])
	}
	if l.People != nil {
		d.add(l.People[u])
	}
}

// step tells where a unit lies among those of the ledger: the row of the unit above it,
// its place among equals.
func (d *digest) step(p *page, row int) {
	for _, name := range []string{"up", "first", "last", "may", "theme", "people", "place", "begin", "end"} {
		if at := p.at[name]; at > 0 {
			d.add(p.columns[at-1].cell(row))
		}
	}
}

// published tells what is published of a unit, but for ranks.
func (d *digest) published(u *score.Unit) {
	if u == nil {
		d.add(nil)
		return
	}
	for i := range u.Scores {
		s := &u.Scores[i]
		d.add(s.Known, s.Value, s.Coverage, s.Level, s.Held().Why)
	}
}

func (d *digest) answer(a *survey.Answer) {
	d.add(a.Criterion, a.State.String(), a.Dropped, a.Number, a.Choice, a.Raw, a.Claims(), a.Proved(), a.At.File, a.At.Sheet, a.At.Row, a.At.Col)
}

// alone reports whether the values of a partner's rows depend on no other partner's.
func (l *stretcher) alone() bool {
	for k := range l.in.base.leaves {
		if leaf := &l.in.base.leaves[k]; leaf.Leaf.Normalise.Learns() && !l.in.whole(leaf) {
			return false
		}
	}
	return true
}

// stretch finds which stretches of the sheets were packed before, and returns what writes
// down those of this run.
func (l *ledger) stretch() (done func()) {
	s := &stretcher{in: l}
	s.grouped()
	s.layout = s.laid()
	name := "ledger " + l.Name
	if l.Kept != nil && s.alone() {
		s.kept = unpack(l.Kept.Kept(name, ""))
		s.fill()
	}
	for _, p := range l.pages {
		p.stretches = s.parted(p)
	}
	if s.kept == nil {
		return func() {}
	}
	for i := range s.groups {
		s.recall(&s.groups[i])
	}
	return func() {
		for i := range s.groups {
			s.retain(&s.groups[i])
		}
		if text := s.kept.pack(); text != nil {
			l.Kept.Keep(name, "", text)
		}
	}
}

// key is of what depends on the layout, on a group, and on where it lies.
func (l *stretcher) key(g *group, where ...any) sum {
	d := newDigest()
	d.add(string(l.layout[:]), string(g.sum[:]))
	d.add(where...)
	return d.sum()
}

// parted parts the rows of a sheet into stretches and finds those that are kept.
func (l *stretcher) parted(p *page) (out []workbook.Stretch) {
	if p.partner == nil {
		return nil
	}
	number := func(row int) int {
		if g, known := l.of[p.partner(row)]; known {
			return g
		}
		return -1
	}
	for from := 0; from < p.rows; {
		to, g := from+1, number(from)
		for to < p.rows && number(to) == g {
			to++
		}
		s := workbook.Stretch{To: to}
		if g >= 0 && l.kept != nil {
			key := l.key(&l.groups[g], p.name, from, to)
			s.Packed, s.Kept = l.kept.piece(key), func(piece deflate.Piece) { l.kept.now.pieces[key] = piece }
		}
		out, from = append(out, s), to
	}
	return out
}

// asked visits the cells of a group that rows ask for which are made anew: the overall
// score and the level of a partner.
func (l *stretcher) asked(g *group, visit func(p *page, col, row int)) {
	s := &l.in.storeys[len(l.in.storeys)-1]
	for _, name := range []string{"score:" + l.in.nodes[len(l.in.nodes)-1].ID, "level"} {
		for _, row := range g.units {
			visit(s.page, s.page.at[name]-1, row)
		}
	}
}

// recall enters the values of these cells where they are kept.
func (l *stretcher) recall(g *group) {
	values := l.kept.before.values[l.values(g)]
	if values == nil {
		return
	}
	l.asked(g, func(p *page, col, row int) {
		c := p.columns[col]
		c.begin()
		c.shown[row], values = values[0], values[1:]
	})
}

// retain keeps the values of these cells.
func (l *stretcher) retain(g *group) {
	var values []formula.Value
	l.asked(g, func(p *page, col, row int) { values = append(values, p.columns[col].value(row)) })
	l.kept.now.values[l.values(g)] = values
}

// values is the key of these values.
func (l *stretcher) values(g *group) sum {
	where := []any{"values"}
	for _, row := range g.units {
		where = append(where, row)
	}
	return l.key(g, where...)
}
