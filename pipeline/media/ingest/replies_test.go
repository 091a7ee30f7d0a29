package ingest

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/templates"
)

// What clerks typed into three forms, and what each cell is told.

// told lists problems as «cell code: what was read», in order, of some codes.
func toldOf(problems cell.Problems, codes ...string) (out []string) {
	for _, p := range problems.Sorted() {
		if slices.ContainsFunc(codes, func(c string) bool { return strings.HasPrefix(p.Code, c) }) {
			out = append(out, p.At.Name()+" "+p.Code+": "+p.Read)
		}
	}
	return out
}

// answered returns the answers of the first practice by criterion, as state, number
// and whether it is doubted.
func answered(r Result) map[string]survey.Answer {
	out := map[string]survey.Answer{}
	for _, a := range r.Submissions[0].Practices[0].Answers {
		out[a.Criterion] = a
	}
	return out
}

func TestPerCentsThatMayBeShares(t *testing.T) {
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string][]string{
		"01-messy-form.xlsx":           {"D139 percent-or-share: 0,85"},
		"04-fraction-for-percent.xlsx": {"D75 percent-or-share: 0.995", "D143 percent-or-share: 0.9"},
	} {
		r := wholly(t, sharedForm(t, file), ownQuestions(t))
		got := toldOf(r.Problems, "percent-or-share")
		for i := range got { // the row is the form's
			_, got[i], _ = strings.Cut(got[i], " ")
			_, want[i], _ = strings.Cut(want[i], " ")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
		doubted := 0
		for _, a := range answered(r) {
			if a.Doubted {
				doubted++
			}
			if a.Doubted && (a.State != survey.Given || a.Number <= 0 || a.Number >= 1) {
				t.Errorf("%s: the typed number counts: %+v", file, a)
			}
		}
		if doubted != len(want) {
			t.Errorf("%s: %d answers doubted", file, doubted)
		}
		for _, p := range r.Problems {
			if p.Code != "percent-or-share" {
				continue
			}
			expected, _ := account.Explain(p, texts)
			if p.Severity != cell.Warning || p.Read == "0,85" && !strings.Contains(expected, "0,85 % чи 85 %?") || p.Read == "0.995" && !strings.Contains(expected, "0,995 % чи 99,5 %?") {
				t.Errorf("%s: %s", p.Severity, expected)
			}
		}
	}
	// Shown as a percentage, or typed with the sign, it is no question.
	a := answered(wholly(t, sharedForm(t, "04-fraction-for-percent.xlsx"), ownQuestions(t)))
	if a := a["results.online"]; a.Number != 85 || a.Doubted {
		t.Errorf("a cell that shows 85%%: %+v", a)
	}
}

func TestLevelsAsClerksWriteThem(t *testing.T) {
	r := wholly(t, sharedForm(t, "01-messy-form.xlsx"), ownQuestions(t))
	given := answered(r)
	for id, want := range map[string]float64{"legal.basis": 3, "people.skills": 2, "people.improvement": 3, "security.authorisation": 3, "reach.accessibility": 3, "results.online": 0.85, "finance.cost": 1250.5, "technology.availability": 99.5} {
		if a := given[id]; a.State != survey.Given || a.Number != want {
			t.Errorf("%s: %q is %s %v, want %v", id, a.Raw, a.State, a.Number, want)
		}
	}
	want := []string{"level-in-words: рівень 3", "level-in-words: III"}
	if diff := cmp.Diff(want, codesRead(r.Problems, "level-in-words")); diff != "" {
		t.Error(diff)
	}
	given = answered(wholly(t, sharedForm(t, "04-fraction-for-percent.xlsx"), ownQuestions(t)))
	for id, want := range map[string]survey.State{"legal.procedure": survey.Given, "legal.identification": survey.Given, "people.owner": survey.Unreadable, "people.improvement": survey.Given,
		"technology.exchange": survey.NotApplicable, "reach.channels": survey.Blank, "reach.users": survey.Unreadable, "replicability.documentation": survey.Unreadable, "security.continuity": survey.Unreadable} {
		if a := given[id]; a.State != want || want == survey.Given && a.Number != 3 {
			t.Errorf("%s: %q is %s %v, want %s", id, a.Raw, a.State, a.Number, want)
		}
	}
}

// codesRead lists problems of a code by what was read, in order of cells.
func codesRead(problems cell.Problems, code string) (out []string) {
	rows := slices.Clone(problems)
	slices.SortFunc(rows, func(a, b cell.Problem) int { return a.At.Row - b.At.Row })
	for _, p := range rows {
		if p.Code == code {
			out = append(out, p.Code+": "+p.Read)
		}
	}
	return out
}

func TestEvidenceAndYears(t *testing.T) {
	r := wholly(t, sharedForm(t, "07-evidence-future-date-and-year-1899.xlsx"), ownQuestions(t))
	want := []string{
		"evidence-date: Розпорядження № 9 від 2024", "evidence-later: Рішення № 45 від 12.03.2029", "evidence-missing: ", "evidence-number: Положення про відділ затверджене рішенням сесії від 12.03.2024",
		"evidence-number: Рішення 45-р від 12.03.2024 р.", "evidence-unclear: C:\\docs\\nakaz.docx", "evidence-unclear: http://localhost/x", "evidence-unclear: https://",
		"evidence-unclear: ДСТУ EN 301 549:2022", "evidence-unclear: додається", "year-too-early: 1899",
	}
	got := toldOf(r.Problems, "evidence", "year")
	for i := range got {
		_, got[i], _ = strings.Cut(got[i], " ")
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if p := r.Submissions[0].Practices[0]; p.Started != "" {
		t.Errorf("the year %q is used", p.Started)
	}
	if a := answered(r); a["reach.participation"].Evident || !a["security.authorisation"].Evident {
		t.Error("an act of 2029 is no evidence, and a link without https:// is one")
	}
}

// One rule for the dates of all fields.
func TestDatesOfAllFields(t *testing.T) {
	data := typed(t, writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), map[string]any{
		slot.EvidenceName(1, "legal.basis"): "рішення №45 від 12.03.24р.", slot.FieldName(1, slot.FieldStarted): "01.09.26",
		slot.PlanName(slot.PlanDue): "30.06.26", slot.FieldName(2, slot.FieldStarted): "12.05.1989",
	})
	sub, probs := read(t, data, formQuestions(), "2026-H1")
	if !sub.Practices[0].Answers[0].Evident || sub.Plan[0].Due != "2026-06-30" || sub.Practices[1].Started != "" {
		t.Errorf("%+v %+v", sub.Practices[0].Answers[0], sub.Plan[0])
	}
	for _, want := range []string{`warning start-after-period Практика 1 "01.09.26"`, `warning year-too-early Практика 2 "12.05.1989"`} {
		if !slices.Contains(listed(probs), want) {
			t.Errorf("%s is not told: %q", want, listed(probs))
		}
	}
}

// In a partner's own table a cell is read as in a form.
func TestTablesReadAsForms(t *testing.T) {
	q := ruleQuestions()
	for i := range q.Criteria {
		if q.Criteria[i].ID == "level" {
			q.Criteria[i].NotApplicable = true
		}
	}
	layout, err := foreign.ParseLayout("shares.yaml", []byte("layout: 1\nid: shares\nneeds: 1\ncolumns:\n"+
		"  - {is: id, labels: [код]}\n  - {is: title, labels: [назва]}\n  - {is: criterion, id: share, labels: [частка]}\n  - {is: criterion, id: level, labels: [рівень]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	book := drawn("Вінницька область.xlsx", `# ЦНАП
		Код | Назва | Частка | Рівень
		Вінницька | А | 0,85 | III
		Барська | Б | 1.234,5 | н/з
		Калинівська | В | н/д | 3 (частково)
		Хмільницька | Г | 12 осіб | NA
		Немирівська | Д | 45 % | рівень 2`)
	r := Read(book, nil, Options{Questionnaire: q, Layouts: []foreign.Layout{layout}})
	var got []string
	for _, p := range r.Submissions[0].Practices {
		for _, a := range p.Answers {
			got = append(got, a.State.String()+" "+clean.Plain(a.Number))
		}
	}
	want := []string{"given 0,85", "given 3", "unreadable 0", "not_applicable 0", "blank 0", "unreadable 0", "unreadable 0", "blank 0", "given 45", "given 2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	told := toldOf(r.Problems, "percent", "level", "number", "table", "share")
	wantTold := []string{"C2 percent-or-share: 0,85", "D2 level-in-words: III", "C3 share-over-100: 1.234,5", "D4 table-number-unreadable: 3 (частково)", "C5 number-of-other-unit: 12 осіб", "D6 level-in-words: рівень 2"}
	if diff := cmp.Diff(wantTold, told); diff != "" {
		t.Error(diff)
	}
}
