// Package forms reads our own form. It believes that its questions are found by the
// names of cells, wherever people have moved them, by what is printed beside them
// where a program has dropped the names, and that nothing typed into a form is lost.
package forms

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/templates"
)

// A cardID is one card: the number in its names, and the sheet that alone
// knows them ("" the whole workbook does). A sheet that somebody copied has the
// same names for itself.
type cardID struct {
	number int
	scope  string
}

// A Form is one form of ours that was read.
type Form struct {
	form     *cellNames
	book     *sheet.Book
	q        *survey.Questionnaire
	hromadas *place.Registry // nil: a place is the partner's own or unknown
	lang     string
	partner  survey.Partner
	sub      survey.Submission
	probs    cell.Problems
	known    reply.Known       // the criteria, ready
	kept     []form.Beside     // what stands beside the form
	own      map[string]bool   // what the form says itself; nil: not known
	facts    map[cell.Ref]bool // cells of the partner page that say for whom the form is

	export bool // a row of an export: nothing is printed, nothing stands beside

	areasOfCards map[string]cardArea // by sheet; nil: not looked at
	printed      map[string]string   // numbers of the questions; nil: not asked for
}

// cellNames are the cells of a form by their names.
type cellNames struct {
	book   *sheet.Book
	sheets map[string]int             // sheets of the book by name
	named  map[string]span            // names of the whole workbook, in lower case
	cards  map[cardID]map[string]span // what follows the card in the name, in lower case
	gone   map[string]bool            // sheets that cards lay on and that are not there
	lost   clean.Losses

	assumed map[string]string // of a workbook without the hidden sheet: what it is taken for
	ways    cell.Problems     // by which cells were found whose names are gone, without the file

	reworded map[string]bool // criteria that only their printed numbers tell
}

// openNames finds the names of a workbook.
func openNames(book *sheet.Book) *cellNames {
	n := &cellNames{book: book, sheets: map[string]int{}, named: map[string]span{}, cards: map[cardID]map[string]span{}, gone: map[string]bool{}, reworded: map[string]bool{}}
	n.index()
	return n
}

// A span is a rectangle of one sheet.
type span struct {
	on string // name of the sheet; "" the cells are gone
	sheet.Range
}

// Options say what is read of forms and how.
type Options struct {
	Period        string // "" any
	Questionnaire *survey.Questionnaire
	Known         reply.Known     // its criteria, ready
	Places        *place.Registry // nil: a place is the partner's own or unknown
	Own           *Own            // what forms say themselves; nil: not known
}

// A Kind tells which of our own workbooks one is.
type Kind uint8

const (
	NotOurs Kind = iota // a partner's own table, or nothing of ours
	IsForm              // whose answers are read
	IsList              // of problems, which goes back to a partner
)

// Read reads a workbook with the problems that opening it gave, if it is a form.
func Read(book *sheet.Book, opened cell.Problems, opts Options) (*Form, Kind) {
	r := open(book, opts)
	switch r.form.identity(slot.IdentityForm) {
	case form.ListID:
		return r, IsList
	case form.ID:
		r.form.lost = clean.LostCells(opened)
		r.sub = r.read(opts)
		return r, IsForm
	}
	return r, NotOurs
}

func open(book *sheet.Book, opts Options) *Form {
	r := &Form{form: openNames(book), book: book, q: opts.Questionnaire, known: opts.Known, hromadas: opts.Places, facts: map[cell.Ref]bool{}}
	r.restore(opts.Own)
	return r
}

// Problems returns what is told of the form, with what opening it has told.
func (r *Form) Problems(opened cell.Problems) cell.Problems {
	for i := range r.probs { // of a cell that the form has lost, the file is left
		r.probs[i].At.File = r.book.File
	}
	return clean.ToldOnce(r.concerns(opened), r.probs, r.form.lost)
}

// Submissions returns what the form says; nothing where it says nothing of a partner.
func (r *Form) Submissions() []survey.Submission {
	if r.sub.Partner.ID == "" || r.sub.Practices == nil {
		return nil
	}
	return []survey.Submission{r.sub}
}

// read reads the form for the period of the options ("" any).
func (r *Form) read(opts Options) (sub survey.Submission) {
	book := r.book
	r.lang = cmp.Or(r.form.identity(slot.IdentityLang), "uk")
	sub = survey.Submission{File: book.File, SHA256: book.SHA256, Period: r.form.period(), Illustrative: r.form.identity(slot.IdentityIllustrative) == "yes"}
	sub.Partner = r.who()
	r.partner = sub.Partner
	if !r.meant(sub, opts) {
		return survey.Submission{Partner: sub.Partner, Period: sub.Period, File: sub.File, SHA256: sub.SHA256}
	}
	if !r.export {
		r.own = r.ownTexts(opts)
		r.differs()
		r.tellGone()
		r.tellWays()
	}
	sub.Practices = r.practices()
	r.tellTerritory(sub.Practices)
	sub.Plan = r.plan()
	if !r.export {
		r.kept = r.beside()
	}
	if len(sub.Practices) == 0 && len(r.form.lost.Ends) == 0 {
		r.probs.Add(cell.Warning, "form-empty", cell.Ref{File: book.File}, "")
	}
	return sub
}

// index sorts the names into those of the workbook and those of its cards.
func (r *cellNames) index() {
	names := map[string]string{} // of sheets, which programs write in other letters
	for i, s := range r.book.Sheets {
		r.sheets[s.Name] = i
		names[strings.ToLower(s.Name)] = s.Name
	}
	for _, n := range r.book.Names {
		number, rest, ok := slot.CardOf(n.Name)
		at := span{n.Sheet, n.Ref}
		if at.on != "" && names[strings.ToLower(at.on)] == "" && ok {
			r.gone[at.on] = true
		}
		if at.on = names[strings.ToLower(at.on)]; at.on == "" {
			at = span{}
		}
		switch c := (cardID{number, n.Scope}); {
		case !ok && n.Scope == "":
			r.named[strings.ToLower(n.Name)] = at
		case ok && r.cards[c] == nil:
			r.cards[c] = map[string]span{rest: at}
		case ok:
			r.cards[c][rest] = at
		}
	}
}

// tellGone names the sheets that cards lay on by their names and that the workbook
// does not have: a program took them away, or called them otherwise.
func (r *Form) tellGone() {
	for _, name := range slices.Sorted(maps.Keys(r.form.gone)) {
		r.probs.Add(cell.Warning, "form-sheet-gone", cell.Ref{File: r.book.File, Sheet: name}, "")
	}
}

// at returns what stands at the first cell of a span.
func (r *cellNames) at(s span) value {
	if s.on == "" {
		return value{}
	}
	v := value{at: cell.Ref{File: r.book.File, Sheet: s.on, Row: s.Row, Col: s.Col}}
	c, filled := r.book.Sheets[r.sheets[s.on]].At(s.Row, s.Col)
	if !filled {
		v.broken = r.lost.Has(v.at)
		return v
	}
	v.computed = c.Formula
	typed := c.Typed(r.book.Date1904)
	v.text, v.kept = strings.Trim(typed.Text, " \t\r\n\u00a0\u200b\ufeff"), typed.Kept
	v.broken = typed.Kept == reply.AsError
	return v
}

func (r *cellNames) identity(key string) string {
	return cmp.Or(r.at(r.named[strings.ToLower(slot.IdentityName(key))]).text, r.assumed[key])
}

// who returns the partner of the hidden sheet, or of a blank form the one typed
// on the partner page.
func (r *Form) who() survey.Partner {
	p := r.form.identified()
	if typed := r.form.at(r.form.named[slot.PartnerName]); p.ID == "" && typed.text != "" {
		p.ID, p.Name, p.At = typed.text, survey.Text{"uk": typed.text}, typed.at
	}
	if p.Place == "" && p.ID != "" {
		p.Place = r.territory(p.Name)
	}
	return p
}

func (r *cellNames) period() string {
	return cmp.Or(r.identity(slot.IdentityPeriod), r.at(r.named[slot.PartnerPeriod]).text)
}

// meant tells whether the form may be read into this period by this method, and
// why not.
func (r *Form) meant(sub survey.Submission, opts Options) bool {
	whole := cell.Ref{File: r.book.File}
	switch method := r.form.identity(slot.IdentityMethod); {
	case sub.Partner.ID == "":
		r.probs.Add(cell.Error, "form-without-partner", r.form.at(r.form.named[slot.PartnerName]).at, "")
		return false
	case method != r.q.Method:
		r.probs.Add(cell.Error, "form-of-other-method", whole, method, "method", r.q.Method)
		return false
	case opts.Period != "" && sub.Period != opts.Period:
		r.probs.Add(cell.Error, "form-of-other-period", whole, sub.Period, "period", opts.Period)
		return false
	}
	switch v := r.form.identity(slot.IdentityVersion); {
	case v == form.Version:
	case slices.Contains(form.FormerVersions, v):
		r.probs.Add(cell.Note, "form-of-former-version", whole, v, "version", form.Version)
	default:
		r.probs.Add(cell.Warning, "form-of-other-version", whole, v, "version", form.Version)
	}
	if v := r.form.identity(slot.IdentityMethodVersion); v != r.q.Version {
		r.probs.Add(cell.Warning, "form-of-other-method-version", whole, v, "version", r.q.Version)
	}
	if r.form.identity(slot.IdentityHash) != r.q.Hash {
		r.changes(opts.Own)
	}
	return true
}

// cardOrder returns the cards by number, a copy after its original.
func (r *cellNames) cardOrder() []cardID {
	return slices.SortedFunc(maps.Keys(r.cards), func(a, b cardID) int {
		return cmp.Or(cmp.Compare(a.number, b.number), strings.Compare(a.scope, b.scope))
	})
}

// practices reads every card that somebody has begun, in the order of their
// numbers, a copy after its original.
func (r *Form) practices() []survey.Practice {
	var out []survey.Practice
	seen, next := map[string]bool{}, map[string]int{}
	for _, id := range r.form.cardOrder() {
		c := &cardReader{r: r, cells: r.form.cards[id], replies: reply.Reader{Known: r.known}}
		p, begun := c.practice()
		if !begun {
			continue
		}
		if seen[p.ID] {
			r.probs.Add(cell.Warning, "practice-code-twice", c.field(slot.FieldCode).at, p.ID)
			p.ID = another(p.ID, seen, next)
		}
		seen[p.ID] = true
		out = append(out, p)
	}
	return out
}

// another returns an id that is not taken: «V-1 (2)». next is where to look on.
func another(id string, taken map[string]bool, next map[string]int) string {
	for n := max(2, next[id]); ; n++ {
		if other := id + " (" + strconv.Itoa(n) + ")"; !taken[other] {
			next[id] = n + 1
			return other
		}
	}
}

// A cardReader reads one card.
type cardReader struct {
	r       *Form
	cells   map[string]span
	replies reply.Reader // as the card speaks
}

func (c *cardReader) cell(part slot.Part, id string) value {
	_, key, _ := slot.CardOf(slot.CardName(1, part, id))
	return c.r.form.at(c.cells[key])
}

func (c *cardReader) field(id string) value { return c.cell(slot.Field, id) }

// practice reads the card; begun is false when nothing stands on it but what
// the form itself filled in.
func (c *cardReader) practice() (p survey.Practice, begun bool) {
	if !c.begun() {
		return p, false
	}
	code, where := c.field(slot.FieldCode), c.field(slot.FieldPlace)
	title := c.field(slot.FieldTitle)
	p = survey.Practice{ID: code.text, PlaceName: where.text, At: title.at}
	p.Cells.ID, p.Cells.Theme, p.Cells.Place = p.Spot(code.at), p.Spot(c.field(slot.FieldTheme).at), p.Spot(where.at)
	for _, t := range p.Texts() {
		v := c.field(t.Field)
		*t.Text, *t.At = v.text, p.Spot(v.at)
	}
	if p.ID == "" {
		p.ID, p.Cells.ID = cmp.Or(p.Title, title.at.String()), p.Spot(title.at)
		c.r.probs.Add(cell.Warning, "practice-without-code", code.at, "")
	}
	if p.Title == "" {
		p.Title, p.Cells.Title = p.ID, p.Cells.ID
		c.r.probs.Add(cell.Warning, "practice-without-title", title.at, "")
	}
	clean.JudgeTime(&c.r.probs, &p, c.r.form.period())
	on := c.field(slot.FieldAdoptedOn)
	if year, err := strconv.Atoi(on.text); err != nil || year < reply.EarliestYear || year > 2100 { // a year alone will do
		p.Adopted.On = c.r.dueDay(on)
	}
	p.Theme = c.theme()
	p.Place = c.place(where, c.field(slot.FieldRaion).text)
	p.Answers = c.answers()
	c.r.q.SettleUnasked(&p)
	c.tellMissing(&p)
	return p, true
}

// proposed are the fields that the form itself fills in.
var proposed = []string{slot.FieldCode, slot.FieldPlace}

// begun tells whether something stands on the card besides.
func (c *cardReader) begun() bool {
	for key, at := range c.cells {
		field, isField := strings.CutPrefix(key, string(slot.Field)+".")
		if !(isField && slices.Contains(proposed, field)) && c.r.form.at(at).text != "" {
			return true
		}
	}
	return false
}

// theme returns the id of the theme typed by name or id; "" and a problem for
// another.
func (c *cardReader) theme() string {
	v := c.field(slot.FieldTheme)
	for _, t := range c.r.q.Themes {
		if v.text != "" && (reply.Same(t.Name, v.text) || reply.Key(t.ID) == reply.Key(v.text)) {
			return t.ID
		}
	}
	if len(c.r.q.Themes) > 0 {
		code := "theme-unknown"
		if v.text == "" {
			code = "theme-missing"
		}
		c.r.probs.Add(cell.Error, code, v.at, v.text, "themes", c.themeNames())
	}
	return ""
}

func (c *cardReader) themeNames() string {
	names := make([]string, len(c.r.q.Themes))
	for i, t := range c.r.q.Themes {
		names[i] = t.Name.In(c.r.lang)
	}
	return strings.Join(names, "; ")
}

// answers reads what the card asks, in the order of the questionnaire; a
// question that the card does not have is not asked.
func (c *cardReader) answers() []survey.Answer {
	for _, k := range c.r.q.Criteria {
		if k.Kind.Truth() {
			c.replies.Hear(c.cell(slot.Answer, k.ID).text)
		}
	}
	var out []survey.Answer
	for i := range c.r.q.Criteria {
		k := &c.r.q.Criteria[i]
		_, key, _ := slot.CardOf(slot.AnswerName(1, k.ID))
		at, asked := c.cells[key]
		switch {
		case !asked:
		case at.on == "":
			c.r.probs.Add(cell.Error, "answer-cell-deleted", cell.Ref{File: c.r.book.File, Sheet: c.field(slot.FieldTitle).at.Sheet}, k.ID)
			out = append(out, survey.Answer{Criterion: k.ID, State: survey.Blank})
		default:
			out = append(out, c.answer(k, c.counted(k, c.r.form.at(at)), c.evidence(k.ID), c.cell(slot.Comment, k.ID)))
		}
	}
	return out
}

// evidence returns what stands at a question as evidence: its own, or that of the
// question to which it refers: «див. 2.3».
func (c *cardReader) evidence(id string) value {
	v := c.cell(slot.Evidence, id)
	number := reply.Referred(v.text)
	if number == "" || reply.NamesEvidence(v.text) {
		return v
	}
	for other, n := range c.r.numbers() {
		if there := c.cell(slot.Evidence, other); n == number && there.text != "" && reply.Referred(there.text) == "" {
			return there
		}
	}
	return v
}

// numbers are the printed numbers of the questions, by their ids.
func (r *Form) numbers() map[string]string {
	if r.printed == nil {
		r.printed = form.Numbers(r.q)
	}
	return r.printed
}

// tellMissing asks for the answers to required questions that are asked and open.
func (c *cardReader) tellMissing(p *survey.Practice) {
	for i := range p.Answers {
		a := &p.Answers[i]
		if k, known := c.r.q.Criterion(a.Criterion); known && k.Required && a.State == survey.Blank && a.At.Row > 0 {
			c.r.probs.Add(cell.Warning, "answer-missing", a.At, a.Raw)
		}
	}
}

// maxTasks bounds the lines of a plan.
const maxTasks = 10_000

// plan reads the action plan: its own lines, and those typed right below.
func (r *Form) plan() []survey.Task {
	columns := r.form.planColumns()
	var out []survey.Task
	for i := range r.form.planLength(columns) {
		if task, blank := r.task(columns, i); !blank {
			out = append(out, task)
		}
	}
	return out
}

// planColumns returns the columns of the plan that are there.
func (r *cellNames) planColumns() map[string]span {
	columns := map[string]span{}
	for _, column := range []string{slot.PlanStage, slot.PlanTask, slot.PlanResponsible, slot.PlanDue, slot.PlanStatus} {
		if s, ok := r.named[slot.PlanName(column)]; ok && s.on != "" {
			columns[column] = s
		}
	}
	return columns
}

// planLength counts the rows of the plan to the first blank one below its own.
func (r *cellNames) planLength(columns map[string]span) int {
	own := 0
	for _, s := range columns {
		own = max(own, s.LastRow-s.Row+1)
	}
	own = min(own, maxTasks)
	for n := own; len(columns) > 0 && n < maxTasks; n++ {
		if r.rowBlank(columns, n) {
			return n
		}
	}
	return own
}

func (r *cellNames) rowBlank(columns map[string]span, row int) bool {
	for _, s := range columns {
		s.Row += row
		if r.at(s).text != "" {
			return false
		}
	}
	return true
}

// statesIn are those that a task may have, in a language.
func statesIn(lang string) string {
	texts, err := templates.Wording(lang)
	if err != nil {
		return strings.Join(said.Statuses, ", ")
	}
	return strings.Join(said.Speaker{Texts: texts}.StatusNames(), ", ")
}

func (r *Form) task(columns map[string]span, i int) (t survey.Task, blank bool) {
	at := func(column string) value {
		s := columns[column]
		s.Row += i
		return r.form.at(s)
	}
	stage, text, who, due, status := at(slot.PlanStage), at(slot.PlanTask), at(slot.PlanResponsible), at(slot.PlanDue), at(slot.PlanStatus)
	t = survey.Task{Stage: stage.text, Text: text.text, Responsible: who.text, Due: due.text, Status: status.text, At: text.at,
		Cells: survey.TaskCells{Stage: stage.at, Text: text.at, Responsible: who.at, Due: due.at, Status: status.at}}
	if t.Stage+t.Text+t.Responsible+t.Due+t.Status == "" {
		return t, true
	}
	t.Due = r.dueDay(due)
	if id := reply.Status(status.text); id != "" {
		t.Status = id
	} else if status.text != "" {
		r.probs.Add(cell.Warning, "status-unreadable", status.at, status.text, "states", statesIn(r.lang))
	}
	return t, false
}
