// Package method reads a method file: one YAML file that says what is asked, how
// it is scored and how certain the result is. It believes that a method is law:
// what the file does not say is not done, a key it does not know is an error,
// and every fault is told at once with its line and what to write instead.
package method

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"path/filepath"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/yamltree"
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
	Warnings      yamltree.Faults // what a reader of the file should think about; the method can be used
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
	data, err := regular.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(filepath.Base(path), data)
}

// Parse reads a method file; name stands in messages. The error is a Faults
// with all that is wrong.
func Parse(name string, data []byte) (*Method, error) {
	r := &yamltree.Reader{File: name}
	top := r.Open(data)
	if top == nil {
		return nil, r.Err()
	}
	b := newBuilder(r)
	m := b.file(top)
	top.Done()
	if len(r.Faults) == 0 {
		(&checker{b, m}).check()
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	m.Hash = hex.EncodeToString(sum[:])
	m.Questionnaire.Hash = m.Hash
	return m, nil
}

// builder makes a method of the file's values.
type builder struct {
	*yamltree.Reader
	method   *Method
	defaults *yamltree.Mapping
	seen     map[string]bool // ids in use
	places   map[string]yamltree.Value
	warnings yamltree.Faults
	extra    []survey.Criterion        // inputs, asked after the criteria
	bounded  map[string]yamltree.Value // where at_most stands, by the id of the question
	ways     *ways
	weights  *weigher
	who      map[string]survey.Text // of a branch, by its id: who takes the steps of its leaves
}

func newBuilder(r *yamltree.Reader) *builder {
	b := &builder{Reader: r, method: &Method{}, places: map[string]yamltree.Value{}, who: map[string]survey.Text{}, bounded: map[string]yamltree.Value{}, seen: map[string]bool{"rank": true, "coverage": true}}
	b.ways = &ways{r, &b.method.Unit}
	b.weights = &weigher{r, map[string]bool{}, &b.warnings}
	return b
}

func (b *builder) file(top *yamltree.Mapping) *Method {
	m := b.method
	if v, ok := top.Get("method"); !ok || top.Integer("method", 1, 1, 1) != 1 {
		b.FaultAt(top.Pos, "version")
	} else {
		b.places["method"] = v
	}
	m.ID = top.Str("id", "")
	if m.ID == "" {
		b.FaultAt(top.Pos, "method-id")
	}
	m.Version, m.Name = top.Str("version", ""), top.Text("name")
	b.scale(top)
	b.unit(top)
	if v, ok := top.Get("defaults"); ok {
		b.defaults = b.Mapping(v, "defaults")
	}
	b.themes(top)
	b.inputs(top)
	b.tree(top)
	b.meaning(top)
	b.rollup(top)
	b.levels(top)
	drawing{b}.uncertainty(top)
	likeness{b}.peers(top)
	b.sources(top)
	b.checkDefaults()
	b.questionnaire()
	kindReader{b}.read(top)
	return m
}

func (b *builder) scale(top *yamltree.Mapping) {
	s := score.Scale{Min: 0, Max: 100}
	if v, ok := top.Get("scale"); ok {
		if m := b.Mapping(v, "scale"); m != nil {
			s.Min, s.Max = m.Number("min", 0), m.Number("max", 100)
			m.Done()
		}
		if s.Min >= s.Max || math.IsInf(s.Max-s.Min, 0) {
			b.Fault(v, "scale")
		}
	}
	b.method.Model.Scale = s
}

func (b *builder) unit(top *yamltree.Mapping) {
	v, ok := top.Get("unit")
	if !ok {
		return
	}
	if m := b.Mapping(v, "unit"); m != nil {
		b.method.Unit = index.Unit{ID: m.Words("id"), Name: m.Str("name", ""), Groups: m.Words("groups")}
		m.Done()
	}
}

// themes reads {id: weight}, {id: {name, weight}} or a list.
func (b *builder) themes(top *yamltree.Mapping) {
	v, ok := top.Get("themes")
	if !ok {
		return
	}
	if v.IsList() {
		for _, item := range b.Items(v) {
			if m := b.Mapping(item, "a theme"); m != nil {
				b.theme(item, m.Str("id", ""), m)
			}
		}
		return
	}
	all := b.Mapping(v, "themes")
	if all == nil {
		return
	}
	for _, id := range all.Keys {
		item, _ := all.Get(id)
		if item.IsMapping() {
			b.theme(item, id, b.Mapping(item, "a theme"))
			continue
		}
		b.addTheme(item, survey.Theme{ID: id, Name: survey.Text{"uk": id, "en": id}, Weight: b.Number(item, "weight", 1)})
	}
}

func (b *builder) theme(at yamltree.Value, id string, m *yamltree.Mapping) {
	t := survey.Theme{ID: id, Name: m.Text("name"), Weight: m.Number("weight", 1)}
	m.Done()
	b.addTheme(at, t)
}

func (b *builder) addTheme(at yamltree.Value, t survey.Theme) {
	b.claim(at, t.ID)
	if t.Weight < 0 {
		b.Fault(at, "weight")
	}
	b.method.Model.Themes = append(b.method.Model.Themes, t)
}

// claim takes an id, which may stand once.
func (b *builder) claim(at yamltree.Value, id string) {
	switch {
	case id == "":
		b.Fault(at, "id-missing")
	case id == "rank" || id == "coverage":
		b.Fault(at, "id-reserved", "id", id)
	case b.seen[id]:
		b.Fault(at, "id-twice", "id", id)
	}
	b.seen[id] = true
	b.places[id] = at
}

func (b *builder) rollup(top *yamltree.Mapping) {
	for _, v := range top.List("rollup") {
		m := b.Mapping(v, "a step of the roll-up")
		if m == nil {
			continue
		}
		s := score.Step{
			From:   score.UnitKind(m.OneOf("from", "practice", "practice", "place")),
			To:     score.UnitKind(m.OneOf("to", "partner", "place", "partner")),
			By:     score.RollBy(m.OneOf("by", "mean", "mean", "best", "sum", "share", string(score.RollPopulation))),
			Within: score.Within(m.OneOf("within", "", string(score.WithinTheme))),
		}
		s.N = m.Integer("n", 1, 1, 1_000_000)
		m.Done()
		b.step(v, s)
	}
	steps := b.method.Model.Rollup
	if n := len(steps); n > 0 && steps[n-1].To != score.Partner {
		b.FaultAt(top.At["rollup"], "rollup-last")
	}
}

func (b *builder) step(at yamltree.Value, s score.Step) {
	steps := b.method.Model.Rollup
	before := score.Practice
	if n := len(steps); n > 0 {
		before = steps[n-1].To
	}
	switch {
	case s.From != before || s.From == s.To || before == score.Partner:
		b.Fault(at, "rollup-step", "from", s.From, "to", s.To)
		return
	case s.Within == score.WithinTheme && len(b.method.Model.Themes) == 0:
		b.Fault(at, "within-themes")
	case s.Within == score.WithinTheme && s.From != score.Practice:
		b.Fault(at, "within-practice", "from", s.From)
	case s.By == score.RollPopulation && s.From != score.Place:
		b.Fault(at, "population-places")
	case s.By == score.RollPopulation && b.method.Model.Meaning.Population == "":
		b.Fault(at, "population-input")
	}
	b.method.Model.Rollup = append(steps, s)
}

func (b *builder) hasInput(id string) bool {
	for _, in := range b.method.Model.Inputs {
		if in.ID == id && in.Kind.Measured() {
			return true
		}
	}
	return false
}

// levels reads the maturity levels.
func (b *builder) levels(top *yamltree.Mapping) {
	for _, v := range top.List("levels") {
		m := b.Mapping(v, "a maturity level")
		if m == nil {
			continue
		}
		l := score.MaturityLevel{Level: m.Integer("level", 0, 0, 100), From: m.Number("from", 0), Name: m.Text("name")}
		for _, g := range m.List("needs") {
			if gm := b.Mapping(g, "a gate"); gm != nil {
				gate := score.Gate{Node: gm.Str("node", ""), AtLeast: gm.Number("at_least", 0)}
				if !b.seen[gate.Node] {
					b.Fault(g, "no-node", "id", gate.Node)
				}
				gm.Done()
				l.Needs = append(l.Needs, gate)
			}
		}
		m.Done()
		if n := len(b.method.Model.Levels); n > 0 {
			if last := b.method.Model.Levels[n-1]; l.Level <= last.Level || l.From < last.From {
				b.Fault(v, "levels-ascend", "level", l.Level, "from", l.From, "before", last.Level, "start", last.From)
			}
		}
		b.method.Model.Levels = append(b.method.Model.Levels, l)
	}
}

func (b *builder) sources(top *yamltree.Mapping) {
	for _, v := range top.List("sources") {
		if s, ok := v.Scalar(); ok {
			b.method.Sources = append(b.method.Sources, Source{Title: survey.Text{"uk": s, "en": s}})
			continue
		}
		m := b.Mapping(v, "a source")
		if m == nil {
			continue
		}
		s := Source{ID: m.Str("id", ""), Title: m.Text("title"), URL: m.Str("url", ""), Year: m.Str("year", "")}
		if text := m.Text("text"); s.Title == nil {
			s.Title = text
		}
		m.Done()
		if s.Title == nil {
			b.Fault(v, "source-title")
		}
		b.method.Sources = append(b.method.Sources, s)
	}
}

// questionnaire lists what a partner is asked: leaves that are read, then inputs.
func (b *builder) questionnaire() {
	q, m := &b.method.Questionnaire, b.method
	q.Method, q.Version, q.Name, q.Themes = m.ID, m.Version, m.Name, m.Model.Themes
	q.Criteria = append(q.Criteria, b.extra...)
	conditions{b}.bounds()
}
