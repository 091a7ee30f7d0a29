package forms

import (
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// Programs drop the names of cells (Numbers, Google Sheets) or write them otherwise
// (card01_answer_legal_basis), and people copy a card into a workbook of its own.
// What is printed stays: the labels of the questions and fields say which cells those
// beside them are.

const (
	labelRows   = 80     // within so many rows of the top stands the first label of a card
	labelCells  = 20_000 // of a sheet that labels are looked for in
	labelsLeast = 3      // questions that make a sheet a card
)

// restore finds the cells whose names are gone or written otherwise.
func (r *Form) restore(own *Own) {
	if r.q == nil || own == nil {
		return
	}
	n := r.form
	n.renamed(r.q)
	n.identitySheet()
	if n.identity(slot.IdentityForm) == form.ListID {
		return
	}
	for _, lang := range templates.Languages {
		texts, err := templates.Wording(lang)
		if err != nil {
			continue
		}
		found := r.cardsByLabels(own.labels[lang]())
		if n.identity(slot.IdentityForm) == form.ID || len(n.cards) > 0 {
			n.partnerByLabels(texts)
			n.planByLabels(texts)
		}
		if found > 0 || len(n.cards) > 0 && n.named[slot.PartnerName].on != "" {
			if n.identity(slot.IdentityForm) == "" {
				n.assume(r.q, lang)
			}
			return
		}
	}
}

// renamed takes names in which dots became underscores for what they were.
func (n *cellNames) renamed(q *survey.Questionnaire) {
	if n.named[strings.ToLower(slot.IdentityName(slot.IdentityForm))].on != "" || len(n.cards) > 0 {
		return
	}
	if !slices.ContainsFunc(n.book.Names, func(name sheet.Name) bool { return strings.Contains(name.Name, "_") }) {
		return
	}
	was := map[string]string{} // by the name with underscores
	put := func(name string) { was[strings.ReplaceAll(strings.ToLower(name), ".", "_")] = strings.ToLower(name) }
	for i := range q.Criteria {
		id := q.Criteria[i].ID
		put(slot.AskedName(id))
		for _, name := range []string{slot.AnswerName(1, id), slot.EvidenceName(1, id), slot.CommentName(1, id), slot.CardName(1, slot.Numerator, id), slot.CardName(1, slot.Denominator, id)} {
			put(name)
		}
	}
	for _, f := range fieldNames() {
		put(slot.FieldName(1, f))
	}
	for _, key := range slot.IdentityKeys {
		put(slot.IdentityName(key))
	}
	for _, name := range append([]string{slot.PartnerName, slot.PartnerPlace, slot.PartnerPeriod, slot.PartnerReplaces, form.BesideName}, slot.Contacts...) {
		put(name)
	}
	for _, column := range planColumnNames {
		put(slot.PlanName(column))
	}
	changed := false
	for i := range n.book.Names {
		name := strings.ToLower(n.book.Names[i].Name)
		card := ""
		if len(name) > len("card01_") && strings.HasPrefix(name, "card") && name[len("card01")] == '_' {
			card, name = name[:len("card01")], "card01"+name[len("card01"):]
		}
		if to := was[name]; to != "" && strings.Contains(name, "_") {
			n.book.Names[i].Name, changed = card+strings.TrimPrefix(to, map[bool]string{true: "card01"}[card != ""]), true
		}
	}
	if changed {
		clear(n.sheets)
		clear(n.named)
		clear(n.cards)
		clear(n.gone)
		n.index()
		n.ways = append(n.ways, cell.Problem{Severity: cell.Note, Code: "form-names-renamed"})
	}
}

// fieldNames are the fields of a card.
func fieldNames() []string {
	fields := []string{slot.FieldCode, slot.FieldTheme, slot.FieldRaion, slot.FieldPlace}
	for _, t := range new(survey.Practice).Texts() {
		fields = append(fields, t.Field)
	}
	return fields
}

// identitySheet reads what the workbook is from its hidden sheet where the names of
// the lines are gone: the key of each stands before it.
func (n *cellNames) identitySheet() {
	i, there := n.sheets[form.IdentitySheet]
	if !there || n.named[strings.ToLower(slot.IdentityName(slot.IdentityForm))].on != "" {
		return
	}
	for _, c := range n.book.Sheets[i].Cells {
		if c.Col == 1 && c.Row < 1000 {
			n.named[strings.ToLower(slot.IdentityName(c.Text))] = span{form.IdentitySheet, sheet.Range{Row: c.Row, Col: 2, LastRow: c.Row, LastCol: 2}}
		}
	}
}

// labels are the texts before the cells of a card, by what the cells are called after
// the card.
type labels struct {
	questions map[string]*survey.Criterion // by their printed beginning, as form.Plain has it
	fields    map[string]string            // by their first line
	counts    map[string]countOf           // of ratios, by what is counted
	heads     map[string]slot.Part         // of the columns
	numbered  map[string]*survey.Criterion // questions by their printed numbers
	dotted    bool                         // all of these have a point
	lang      string
	shortest  int              // bytes of the shortest question
	begins    map[string]bool  // first words of the questions
	starts    []string         // first words of the heads
	first     [everyday]bool   // first letters of all of them
	leads     [everyday]uint64 // and, by these, some bits of the second, in whatever case
}

// everyday ends the characters of Latin and Cyrillic.
const everyday = 0x530

// may passes over nearly all cells of other tables: a text is no label that begins with
// another letter than all labels do.
func (l *labels) may(text string) bool {
	for i, r := range text {
		if !unicode.IsSpace(r) {
			if r >= everyday || !l.first[r] {
				return r >= everyday
			}
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			return next >= everyday || l.leads[r]>>(next%64)&1 != 0 || unicode.IsSpace(next)
		}
	}
	return false
}

// beginAlike says what labels begin with.
func (l *labels) beginAlike() {
	for _, texts := range []iter.Seq[string]{maps.Keys(l.begins), maps.Keys(l.fields), slices.Values(l.starts)} {
		for text := range texts {
			r, size := utf8.DecodeRuneInString(text)
			next, _ := utf8.DecodeRuneInString(text[size:])
			if r < everyday {
				l.first[r] = true
				l.leads[r] |= 1 << (next % 64)
			}
		}
	}
}

// A countOf is one of the counts of a ratio.
type countOf struct {
	part slot.Part
	id   string
}

func newLabels(q *survey.Questionnaire, texts *wording.Catalogue) labels {
	l := labels{lang: texts.Lang(), numbered: map[string]*survey.Criterion{}, questions: map[string]*survey.Criterion{}, fields: map[string]string{}, counts: map[string]countOf{}, heads: map[string]slot.Part{
		texts.T("form.head.answer"): slot.Answer, texts.T("form.head.evidence"): slot.Evidence, texts.T("form.head.comment"): slot.Comment}, shortest: math.MaxInt, begins: map[string]bool{}}
	for head := range l.heads {
		l.starts = append(l.starts, strings.Fields(head)[0])
	}
	numbers := form.Numbers(q)
	l.dotted = true
	for i := range q.Criteria {
		k := &q.Criteria[i]
		l.numbered[numbers[k.ID]] = k
		l.dotted = l.dotted && strings.Contains(numbers[k.ID], ".")
		label := form.Plain(k.Name.In(texts.Lang()) + " " + k.Question.In(texts.Lang()))
		l.questions[label], l.shortest = k, min(l.shortest, len(label))
		l.begins[firstWord(label)] = true
		if k.From != nil {
			l.counts[form.Plain(k.From.Numerator.Name.In(texts.Lang()))] = countOf{slot.Numerator, k.ID}
			l.counts[form.Plain(k.From.Denominator.Name.In(texts.Lang()))] = countOf{slot.Denominator, k.ID}
		}
	}
	for _, f := range fieldNames() {
		if label := form.Plain(texts.T("form.field." + f)); l.fields[label] == "" {
			l.fields[label] = f
		}
	}
	l.beginAlike()
	return l
}

// question returns the question that a text asks; nil it asks none.
func (l *labels) question(text string) *survey.Criterion {
	if len(text) < l.shortest || !l.begins[firstWord(text)] { // nearly all cells of other tables
		return nil
	}
	plain := form.Plain(text)
	for end := len(plain); end >= l.shortest; end = strings.LastIndexByte(plain[:end], ' ') {
		if k := l.questions[plain[:end]]; k != nil {
			return k
		}
	}
	return nil
}

// field returns the field that a text labels, with what it takes behind it: on a line
// of its own in former forms; "" none.
func (l *labels) field(text string) string {
	label, _, ends := strings.Cut(text, form.LabelEnd)
	if !ends {
		label, _, ends = strings.Cut(text, "\n")
	}
	if !ends {
		return ""
	}
	return l.fields[form.Plain(label)]
}

// firstWord returns the first word of a text, as form.Plain has it.
func firstWord(text string) string {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
		return text[:end]
	}
	return text
}

// cardsByLabels finds the cards on sheets that have no names of a card, and returns how
// many it has found.
func (r *Form) cardsByLabels(l labels) (found int) {
	n := r.form
	taken, number := map[string]bool{}, 0
	for c, cells := range n.cards {
		number = max(number, c.number)
		for _, s := range cells {
			taken[s.on] = true
		}
	}
	for i := range r.book.Sheets {
		s := &r.book.Sheets[i]
		if s.Hidden || taken[s.Name] {
			continue
		}
		if cells, changed := l.card(s); cells != nil && number < form.MostCards {
			for _, is := range changed {
				n.reworded[is.k.ID] = true
			}
			number++
			found++
			n.cards[cardID{number, ""}] = cells
			delete(n.gone, s.Name)
			n.ways = append(n.ways, cell.Problem{Severity: cell.Note, Code: "form-by-labels", At: cell.Ref{Sheet: s.Name}})
		}
	}
	return found
}

// beside finds the cell right of a label on a visible sheet.
func (n *cellNames) beside(label string) span {
	for i := range n.book.Sheets {
		s := &n.book.Sheets[i]
		for j, c := range s.Cells {
			if s.Hidden || j > 200 {
				break
			}
			if c.Col == 1 && form.Plain(c.Text) == label {
				return span{s.Name, sheet.Range{Row: c.Row, Col: 2, LastRow: c.Row, LastCol: 2}}
			}
		}
	}
	return span{}
}

// partnerByLabels finds the cells of the partner page whose names are gone.
func (n *cellNames) partnerByLabels(texts *wording.Catalogue) {
	names := append([]string{slot.PartnerReplaces}, slot.Contacts...)
	if n.identity(slot.IdentityPartner) == "" { // else the page says it, and nobody types it
		names = append(names, slot.PartnerName, slot.PartnerPlace)
	}
	if n.identity(slot.IdentityPeriod) == "" {
		names = append(names, slot.PartnerPeriod)
	}
	for _, name := range names {
		if key := strings.ToLower(name); n.named[key].on == "" {
			if at := n.beside(form.Plain(texts.T("form." + name))); at.on != "" {
				n.named[key] = at
			}
		}
	}
}

// planColumnNames are the columns of the plan from the left.
var planColumnNames = []string{slot.PlanStage, slot.PlanTask, slot.PlanResponsible, slot.PlanDue, slot.PlanStatus}

// planByLabels finds the plan by the line of its titles where its names are gone.
func (n *cellNames) planByLabels(texts *wording.Catalogue) {
	if len(n.planColumns()) > 0 {
		return
	}
	titles := map[string]string{}
	for _, column := range planColumnNames {
		titles[form.Plain(texts.T("form.plan."+column))] = column
	}
	for i := range n.book.Sheets {
		s := &n.book.Sheets[i]
		found := map[string]span{}
		for j, c := range s.Cells {
			if s.Hidden || j > 200 {
				break
			}
			if column := titles[form.Plain(c.Text)]; column != "" {
				found[column] = span{s.Name, sheet.Range{Row: c.Row + 1, Col: c.Col, LastRow: c.Row + planRowsAtLeast, LastCol: c.Col}}
			}
		}
		if len(found) == len(planColumnNames) {
			for column, at := range found {
				n.named[slot.PlanName(column)] = at
			}
			return
		}
	}
}

// planRowsAtLeast is how many lines the plan of a form has that nobody made longer.
const planRowsAtLeast = 15

// assume takes a workbook of cards without the hidden sheet for a form of a
// questionnaire.
func (n *cellNames) assume(q *survey.Questionnaire, lang string) {
	n.assumed = map[string]string{slot.IdentityForm: form.ID, slot.IdentityVersion: form.FormerVersions[0], slot.IdentityMethod: q.Method,
		slot.IdentityMethodVersion: q.Version, slot.IdentityLang: lang}
	whole := len(n.reworded) == 0
	for _, cells := range n.cards {
		if _, now := cells[string(slot.Field)+".problem"]; now {
			n.assumed[slot.IdentityVersion] = form.Version
		}
		whole = whole && !slices.ContainsFunc(q.Criteria, func(k survey.Criterion) bool {
			_, rest, _ := slot.CardOf(slot.AnswerName(1, k.ID))
			_, asked := cells[rest]
			return !asked
		})
	}
	if whole {
		n.assumed[slot.IdentityHash] = q.Hash
	}
	n.ways = append(n.ways, cell.Problem{Severity: cell.Note, Code: "form-card-alone"})
}

// tellWays says by which way cells were found whose names are gone.
func (r *Form) tellWays() {
	for _, p := range r.form.ways {
		p.At.File = r.book.File
		r.probs.Add(p.Severity, p.Code, p.At, "")
	}
}
