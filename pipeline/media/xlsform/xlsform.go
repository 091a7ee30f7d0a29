// Package xlsform writes a questionnaire as an XLSForm, which KoboToolbox and ODK take
// for a form on telephones and in browsers. It believes that a question is one question
// wherever it is asked: ids, choices, what is asked when and what may be answered are
// those of the workbook, and so is what is read of the answers.
package xlsform

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// Repeat is the name of the group that is repeated for each practice.
const Repeat = "practice"

// notApplicable is the answer that a question does not apply, as exports have it.
const notApplicable = "n/a"

// appliesSuffix follows the id of a number in the name of the question whether it applies.
const appliesSuffix = ".applies"

// numeratorSuffix and denominatorSuffix follow the id of a ratio in the names of its counts.
const (
	numeratorSuffix   = ".numerator"
	denominatorSuffix = ".denominator"
)

// languages are the codes of the languages with the headings that XLSForm has for them.
var languages = [][2]string{{"uk", "Українська (uk)"}, {"en", "English (en)"}}

// Options say for whom the form is.
type Options struct {
	Period  string                        // "" is asked
	Partner survey.Partner                // the zero Partner: asked
	Texts   map[string]*wording.Catalogue // by language code
}

// A writer makes the rows of the sheets.
type writer struct {
	q       *survey.Questionnaire
	opts    Options
	survey  [][]string
	choices [][]string
	lists   map[string]bool
}

// surveyColumns are the columns of the sheet survey: its texts stand once a language.
var surveyColumns = []string{"type", "name", "required", "relevant", "constraint", "calculation", "appearance"}

// A row is a line of the sheet survey.
type row struct {
	kind, name, required, relevant, constraint, calculation, appearance string
	label, hint, message                                                func(lang string) string
}

// Write writes the form. Equal arguments give equal bytes.
func Write(w io.Writer, q *survey.Questionnaire, opts Options) error {
	x := &writer{q: q, opts: opts, lists: map[string]bool{}}
	x.identity()
	x.partner()
	x.practice()
	head := append([]string{}, surveyColumns...)
	for _, text := range []string{"label", "hint", "constraint_message"} {
		for _, l := range languages {
			head = append(head, text+"::"+l[1])
		}
	}
	book := workbook.New("survey", "choices", "settings")
	put := func(sheet string, rows [][]string) {
		s := book.Sheet(sheet)
		for i, row := range rows {
			for j, text := range row {
				s.Block(workbook.Box{Col: j + 1, Row: i + 1, LastCol: j + 1, LastRow: i + 1}, workbook.Format{}, text)
			}
		}
		s.Dimension(len(rows[0]), len(rows))
	}
	put("survey", append([][]string{head}, x.survey...))
	put("choices", append([][]string{{"list_name", "name", "label::" + languages[0][1], "label::" + languages[1][1]}}, x.choices...))
	put("settings", [][]string{{"form_title", "form_id", "version", "default_language"},
		{strings.TrimSpace(q.Name.In("uk") + " " + opts.Period), form.ID + "-" + q.Method, q.Version, languages[0][1]}})
	return book.Write(w)
}

// t is a text of the catalogues in each language.
func (x *writer) t(key string, args ...any) func(string) string {
	return func(lang string) string { return x.opts.Texts[lang].T(key, args...) }
}

func in(t survey.Text) func(string) string { return t.In }

func (x *writer) add(r row) {
	line := []string{r.kind, r.name, r.required, r.relevant, r.constraint, r.calculation, r.appearance}
	for _, text := range []func(string) string{r.label, r.hint, r.message} {
		for _, l := range languages {
			said := ""
			if text != nil {
				said = text(l[0])
			}
			line = append(line, said)
		}
	}
	x.survey = append(x.survey, line)
}

// identity says in every answer what form it answers, as the hidden sheet of the
// workbook does.
func (x *writer) identity() {
	p := x.opts.Partner
	for _, line := range [][2]string{{slot.IdentityForm, form.ID}, {slot.IdentityVersion, form.Version}, {slot.IdentityMethod, x.q.Method},
		{slot.IdentityMethodVersion, x.q.Version}, {slot.IdentityHash, x.q.Hash}, {slot.IdentityPartner, p.ID}, {slot.IdentityNameUK, p.Name["uk"]},
		{slot.IdentityNameEN, p.Name["en"]}, {slot.IdentityPlace, p.Place}, {slot.IdentityKind, string(p.Kind)}, {slot.IdentityPeriod, x.opts.Period}} {
		if line[1] != "" {
			x.add(row{kind: "calculate", name: slot.IdentityName(line[0]), calculation: quoted(line[1])})
		}
	}
}

// quoted is a text in an XPath expression, which has no escape.
func quoted(s string) string {
	if strings.Contains(s, "'") {
		return `"` + strings.ReplaceAll(s, `"`, "”") + `"`
	}
	return "'" + s + "'"
}

// partner asks who answers, where the form does not know.
func (x *writer) partner() {
	x.add(row{kind: "begin_group", name: "who", label: x.t("form.sheet.partner")})
	if x.opts.Partner.ID == "" {
		x.add(row{kind: "text", name: slot.PartnerName, required: "yes", label: x.t("form.partner.name")})
	}
	if x.opts.Partner.Place == "" {
		x.add(row{kind: "text", name: slot.PartnerPlace, label: x.t("form.partner.place"), hint: x.t("form.partner.place.prompt")})
	}
	if x.opts.Period == "" {
		x.add(row{kind: "text", name: slot.PartnerPeriod, required: "yes", label: x.t("form.partner.period"), hint: x.t("form.partner.period.prompt")})
	}
	x.add(row{kind: "note", name: "who.note", label: x.t("form.partner.privacy")})
	x.add(row{kind: "end_group"})
}

// practice asks for practices, each with its questions by group.
func (x *writer) practice() {
	x.add(row{kind: "begin_repeat", name: Repeat, label: x.t("form.overview.practice")})
	for _, id := range append([]string{slot.FieldCode}, fieldIDs()...) {
		r := row{kind: "text", name: fieldName(id), label: x.t("form.field." + id), hint: x.t("form.field." + id + ".hint")}
		switch id {
		case slot.FieldTitle:
			r.required = "yes"
		case slot.FieldTheme:
			if len(x.q.Themes) == 0 {
				continue
			}
			r.kind, r.required = "select_one "+x.themes(), "yes"
		case "problem", "solution", "result", "conditions":
			r.appearance = "multiline"
		}
		x.add(r)
	}
	group := ""
	for i := range x.q.Criteria {
		k := &x.q.Criteria[i]
		if k.Group != group {
			x.close(group)
			group = k.Group
			x.open(group)
		}
		x.question(k)
	}
	x.close(group)
	x.add(row{kind: "end_repeat"})
}

// fieldIDs are the fields of a practice after its code.
func fieldIDs() []string {
	ids := []string{slot.FieldTitle, slot.FieldTheme, slot.FieldPlace}
	for _, t := range new(survey.Practice).Texts() {
		if t.Field != slot.FieldTitle {
			ids = append(ids, t.Field)
		}
	}
	return ids
}

func (x *writer) open(group string) {
	if group == "" {
		return
	}
	name := x.t("form.group.other")
	for _, g := range x.q.Groups {
		if g.ID == group && len(g.Name) > 0 {
			name = in(g.Name)
		}
	}
	x.add(row{kind: "begin_group", name: "group." + group, label: name})
}

func (x *writer) close(group string) {
	if group != "" {
		x.add(row{kind: "end_group"})
	}
}

func (x *writer) themes() string {
	if !x.lists["themes"] {
		x.lists["themes"] = true
		for _, t := range x.q.Themes {
			x.choice("themes", t.ID, in(t.Name))
		}
	}
	return "themes"
}

func (x *writer) choice(list, name string, label func(string) string) {
	x.choices = append(x.choices, []string{list, name, label(languages[0][0]), label(languages[1][0])})
}

// question asks one question with what stands beside its answer.
func (x *writer) question(k *survey.Criterion) {
	r := row{name: k.ID, hint: in(k.Help), relevant: relevant(k.Ask), label: func(lang string) string {
		return strings.TrimSpace(k.Name.In(lang) + ". " + k.Question.In(lang))
	}}
	if k.Required {
		r.required = "yes"
	}
	if r.kind = "select_one " + k.ID; k.Kind.Measured() {
		x.number(k, &r)
	} else {
		x.answers(k)
	}
	x.add(r)
	if e := k.Evidence; e != nil {
		x.add(row{kind: "text", name: k.ID + ".evidence", relevant: "${" + k.ID + "} >= " + strconv.Itoa(e.From), label: x.t("form.head.evidence"), hint: x.t("form.evidence.prompt")})
	}
	about := row{kind: "text", name: k.ID + ".comment", relevant: relevant(k.Ask), label: x.t("form.head.comment")}
	if k.NotApplicable {
		about.hint = func(lang string) string { return x.opts.Texts[lang].T("form.help.na", "na", x.na(lang)) }
	}
	x.add(about)
}

// number asks for a number: whether it applies, the counts that it is a ratio of, and
// itself, of which a list may be typed.
func (x *writer) number(k *survey.Criterion, r *row) {
	r.kind, r.required = "decimal", ""
	if k.NotApplicable {
		x.applies(k)
		r.relevant = both(r.relevant, "${"+k.ID+appliesSuffix+"} = 'yes'")
	}
	alone := *k // here another question asks whether it applies
	alone.NotApplicable = false
	r.constraint, r.message = limits(k), func(lang string) string {
		return said.Expected(said.Speaker{Q: x.q, Texts: x.opts.Texts[lang]}, &alone)
	}
	note := func(string) string { return "" }
	if k.List > 0 {
		r.kind, r.constraint = "text", listOf(k.List)
		if len(k.Help) == 0 {
			note = x.t("form.prompt.list", "n", k.List)
		}
	}
	if k.From != nil {
		r.relevant = both(r.relevant, x.counts(k, r.relevant))
		note = x.t("form.prompt.ratio")
	}
	r.hint = func(lang string) string {
		unit := k.Unit.In(lang)
		if unit != "" {
			unit = x.opts.Texts[lang].T("form.unit") + ": " + strings.TrimRight(unit, ".") + "."
		}
		return strings.Join(strings.Fields(k.Help.In(lang)+" "+unit+" "+note(lang)), " ")
	}
}

// listOf holds of up to n numbers that semicolons part.
func listOf(n int) string {
	const number = `[0-9]+([.,][0-9]+)?`
	return `regex(., '^ *` + number + `( *; *` + number + `){0,` + strconv.Itoa(n-1) + `} *;? *$')`
}

// counts asks for the two counts of a ratio, and returns when the ratio itself is asked:
// where one of them is not known.
func (x *writer) counts(k *survey.Criterion, relevant string) string {
	var missing []string
	for _, of := range []struct {
		suffix, constraint string
		count              survey.Count
	}{{numeratorSuffix, ". >= 0", k.From.Numerator}, {denominatorSuffix, ". > 0", k.From.Denominator}} {
		x.add(row{kind: "decimal", name: k.ID + of.suffix, relevant: relevant, constraint: of.constraint, label: in(of.count.Name), message: x.t("form.prompt.count")})
		missing = append(missing, "${"+k.ID+of.suffix+"} = ''")
	}
	return "(" + strings.Join(missing, " or ") + ")"
}

func (x *writer) na(lang string) string { return x.opts.Texts[lang].T("form.na") }

// applies asks whether a number applies, since a number cannot say that it does not.
func (x *writer) applies(k *survey.Criterion) {
	if !x.lists["applies"] {
		x.lists["applies"] = true
		x.choice("applies", "yes", x.t("form.yes"))
		x.choice("applies", notApplicable, x.na)
	}
	x.add(row{kind: "select_one applies", name: k.ID + appliesSuffix, relevant: relevant(k.Ask), label: func(lang string) string {
		return k.Name.In(lang) + "?"
	}})
}

// answers lists the answers to a closed question.
func (x *writer) answers(k *survey.Criterion) {
	if k.Kind.Graded() {
		for _, l := range k.Levels {
			x.choice(k.ID, strconv.Itoa(l.Level), func(lang string) string {
				return strings.TrimSpace(said.LevelLabel(l, lang) + ". " + l.Text.In(lang))
			})
		}
	}
	for _, o := range k.Options() {
		x.choice(k.ID, o.ID, func(lang string) string { return cmp.Or(o.Name.In(lang), o.ID) })
	}
	if k.NotApplicable {
		x.choice(k.ID, notApplicable, x.na)
	}
}

// relevant is when a question is asked, in XPath.
func relevant(a *survey.Ask) string {
	if a == nil {
		return ""
	}
	var any []string
	for _, terms := range a.Any {
		var all []string
		for _, t := range terms {
			op, to := t.Op, strconv.FormatFloat(t.Number, 'f', -1, 64)
			if t.Word != "" {
				to = quoted(t.Word)
			}
			if op == "==" {
				op = "="
			}
			term := fmt.Sprintf("${%s} %s %s", t.Criterion, op, to)
			if op == "!=" { // of nothing nothing is true
				term = fmt.Sprintf("${%s} != '' and %s", t.Criterion, term)
			}
			all = append(all, term)
		}
		any = append(any, "("+strings.Join(all, " and ")+")")
	}
	return strings.Join(any, " or ")
}

func both(a, b string) string {
	if a == "" {
		return b
	}
	return "(" + a + ") and " + b
}

// limits are the plausible numbers of a question.
func limits(k *survey.Criterion) string {
	var parts []string
	if k.Low != nil {
		parts = append(parts, ". >= "+strconv.FormatFloat(*k.Low, 'f', -1, 64))
	}
	if k.High != nil {
		parts = append(parts, ". <= "+strconv.FormatFloat(*k.High, 'f', -1, 64))
	}
	return strings.Join(parts, " and ")
}

func fieldName(id string) string { return "field." + id }
