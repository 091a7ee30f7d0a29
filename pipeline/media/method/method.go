// Package method reads a method file: one YAML file that says what is asked, how
// it is scored and how certain the result is. It believes that a method is law:
// what the file does not say is not done, a key it does not know is an error,
// and every fault is told at once with its line and what to write instead.
package method

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"os"
	"path/filepath"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// A Method is a method file, read and checked.
type Method struct {
	ID, Version   string
	Hash          string // SHA-256 of the file, hexadecimal
	Name          survey.Text
	Questionnaire survey.Questionnaire
	Model         score.Model
	Uncertainty   uncertainty.Plan
	Sources       []Source
	Unit          index.Unit
	Peers         peers.Rule
	Warnings      Faults // what a reader of the file should think about; the method can be used
}

// A Source is a work that the method rests on.
type Source struct {
	ID    string
	Title survey.Text
	URL   string // "" none
	Year  string // "" none
}

// Asked returns what a table of units and indicators is read by.
func (m *Method) Asked() *index.Asked {
	return &index.Asked{Questionnaire: &m.Questionnaire, Model: &m.Model, Unit: m.Unit}
}

// Load reads a method file from disk.
func Load(path string) (*Method, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(filepath.Base(path), data)
}

// Parse reads a method file; name stands in messages. The error is a Faults
// with all that is wrong.
func Parse(name string, data []byte) (*Method, error) {
	r := &reader{file: name}
	top := r.open(data)
	if top == nil {
		return nil, r.err()
	}
	b := newBuilder(r)
	m := b.file(top)
	top.done()
	if len(r.faults) == 0 {
		(&checker{b, m}).check()
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	m.Hash = hex.EncodeToString(sum[:])
	m.Questionnaire.Hash = m.Hash
	return m, nil
}

// builder makes a method of the file's values.
type builder struct {
	*reader
	method   *Method
	defaults *mapping
	seen     map[string]bool // ids in use
	places   map[string]value
	warnings Faults
	extra    []survey.Criterion // inputs, asked after the criteria
	ways     *ways
	weights  *weigher
}

func newBuilder(r *reader) *builder {
	b := &builder{reader: r, method: &Method{}, places: map[string]value{}, seen: map[string]bool{"rank": true, "coverage": true}}
	b.ways = &ways{r, &b.method.Unit}
	b.weights = &weigher{r, map[string]bool{}, &b.warnings}
	return b
}

func (b *builder) file(top *mapping) *Method {
	m := b.method
	if v, ok := top.get("method"); !ok || top.integer("method", 1, 1, 1) != 1 {
		b.faultAt(top.pos, "version")
	} else {
		b.places["method"] = v
	}
	m.ID = top.str("id", "")
	if m.ID == "" {
		b.faultAt(top.pos, "method-id")
	}
	m.Version, m.Name = top.str("version", ""), top.text("name")
	b.scale(top)
	b.unit(top)
	if v, ok := top.get("defaults"); ok {
		b.defaults = b.mapping(v, "defaults")
	}
	b.themes(top)
	b.inputs(top)
	b.tree(top)
	b.rollup(top)
	b.levels(top)
	drawing{b}.uncertainty(top)
	likeness{b}.peers(top)
	b.sources(top)
	b.checkDefaults()
	b.questionnaire()
	return m
}

func (b *builder) scale(top *mapping) {
	s := score.Scale{Min: 0, Max: 100}
	if v, ok := top.get("scale"); ok {
		if m := b.mapping(v, "scale"); m != nil {
			s.Min, s.Max = m.number("min", 0), m.number("max", 100)
			m.done()
		}
		if s.Min >= s.Max || math.IsInf(s.Max-s.Min, 0) {
			b.fault(v, "scale")
		}
	}
	b.method.Model.Scale = s
}

func (b *builder) unit(top *mapping) {
	v, ok := top.get("unit")
	if !ok {
		return
	}
	if m := b.mapping(v, "unit"); m != nil {
		b.method.Unit = index.Unit{ID: m.words("id"), Name: m.str("name", ""), Groups: m.words("groups")}
		m.done()
	}
}

// themes reads {id: weight}, {id: {name, weight}} or a list.
func (b *builder) themes(top *mapping) {
	v, ok := top.get("themes")
	if !ok {
		return
	}
	if v.isList() {
		for _, item := range b.items(v) {
			if m := b.mapping(item, "a theme"); m != nil {
				b.theme(item, m.str("id", ""), m)
			}
		}
		return
	}
	all := b.mapping(v, "themes")
	if all == nil {
		return
	}
	for _, id := range all.keys {
		item, _ := all.get(id)
		if item.isMapping() {
			b.theme(item, id, b.mapping(item, "a theme"))
			continue
		}
		b.addTheme(item, survey.Theme{ID: id, Name: survey.Text{"uk": id, "en": id}, Weight: b.number(item, "weight", 1)})
	}
}

func (b *builder) theme(at value, id string, m *mapping) {
	t := survey.Theme{ID: id, Name: m.text("name"), Weight: m.number("weight", 1)}
	m.done()
	b.addTheme(at, t)
}

func (b *builder) addTheme(at value, t survey.Theme) {
	b.claim(at, t.ID)
	if t.Weight < 0 {
		b.fault(at, "weight")
	}
	b.method.Model.Themes = append(b.method.Model.Themes, t)
}

// claim takes an id, which may stand once.
func (b *builder) claim(at value, id string) {
	switch {
	case id == "":
		b.fault(at, "id-missing")
	case id == "rank" || id == "coverage":
		b.fault(at, "id-reserved", "id", id)
	case b.seen[id]:
		b.fault(at, "id-twice", "id", id)
	}
	b.seen[id] = true
	b.places[id] = at
}

func (b *builder) rollup(top *mapping) {
	for _, v := range top.list("rollup") {
		m := b.mapping(v, "a step of the roll-up")
		if m == nil {
			continue
		}
		s := score.Step{
			From:   score.UnitKind(m.oneOf("from", "practice", "practice", "place")),
			To:     score.UnitKind(m.oneOf("to", "partner", "place", "partner")),
			By:     score.RollBy(m.oneOf("by", "mean", "mean", "best", "sum", "share", string(score.RollPopulation))),
			Within: m.oneOf("within", "", score.WithinTheme),
		}
		s.N = m.integer("n", 1, 1, 1_000_000)
		m.done()
		b.step(v, s)
	}
	steps := b.method.Model.Rollup
	if n := len(steps); n > 0 && steps[n-1].To != score.Partner {
		b.faultAt(top.at["rollup"], "rollup-last")
	}
}

func (b *builder) step(at value, s score.Step) {
	steps := b.method.Model.Rollup
	before := score.Practice
	if n := len(steps); n > 0 {
		before = steps[n-1].To
	}
	switch {
	case s.From != before || s.From == s.To || before == score.Partner:
		b.fault(at, "rollup-step", "from", s.From, "to", s.To)
		return
	case s.Within == score.WithinTheme && len(b.method.Model.Themes) == 0:
		b.fault(at, "within-themes")
	case s.Within == score.WithinTheme && s.From != score.Practice:
		b.fault(at, "within-practice", "from", s.From)
	case s.By == score.RollPopulation && s.From != score.Place:
		b.fault(at, "population-places")
	case s.By == score.RollPopulation && !b.hasInput(score.Population):
		b.fault(at, "population-input")
	}
	b.method.Model.Rollup = append(steps, s)
}

func (b *builder) hasInput(id string) bool {
	for _, in := range b.method.Model.Inputs {
		if in.ID == id && in.Kind == survey.Number {
			return true
		}
	}
	return false
}

// levels reads the maturity levels.
func (b *builder) levels(top *mapping) {
	for _, v := range top.list("levels") {
		m := b.mapping(v, "a maturity level")
		if m == nil {
			continue
		}
		l := score.MaturityLevel{Level: m.integer("level", 0, 0, 100), From: m.number("from", 0), Name: m.text("name")}
		for _, g := range m.list("needs") {
			if gm := b.mapping(g, "a gate"); gm != nil {
				gate := score.Gate{Node: gm.str("node", ""), AtLeast: gm.number("at_least", 0)}
				if !b.seen[gate.Node] {
					b.fault(g, "no-node", "id", gate.Node)
				}
				gm.done()
				l.Needs = append(l.Needs, gate)
			}
		}
		m.done()
		if n := len(b.method.Model.Levels); n > 0 {
			if last := b.method.Model.Levels[n-1]; l.Level <= last.Level || l.From < last.From {
				b.fault(v, "levels-ascend", "level", l.Level, "from", l.From, "before", last.Level, "start", last.From)
			}
		}
		b.method.Model.Levels = append(b.method.Model.Levels, l)
	}
}

func (b *builder) sources(top *mapping) {
	for _, v := range top.list("sources") {
		if s, ok := v.scalar(); ok {
			b.method.Sources = append(b.method.Sources, Source{Title: survey.Text{"uk": s, "en": s}})
			continue
		}
		m := b.mapping(v, "a source")
		if m == nil {
			continue
		}
		s := Source{ID: m.str("id", ""), Title: m.text("title"), URL: m.str("url", ""), Year: m.str("year", "")}
		if text := m.text("text"); s.Title == nil {
			s.Title = text
		}
		m.done()
		if s.Title == nil {
			b.fault(v, "source-title")
		}
		b.method.Sources = append(b.method.Sources, s)
	}
}

// questionnaire lists what a partner is asked: leaves that are read, then inputs.
func (b *builder) questionnaire() {
	q, m := &b.method.Questionnaire, b.method
	q.Method, q.Version, q.Name, q.Themes = m.ID, m.Version, m.Name, m.Model.Themes
	q.Criteria = append(q.Criteria, b.extra...)
}
