package ingest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest/forms"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/templates"
)

// blankForm is a form that asks for the partner.
func blankForm(t testing.TB, opts form.Options) []byte {
	t.Helper()
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	opts.Lang = "uk"
	var out bytes.Buffer
	if err := form.Write(&out, formQuestions(), opts, nil, texts); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// anew writes a form again with what stands in it.
func anew(t testing.TB, data []byte) []byte {
	t.Helper()
	return blankForm(t, keptOf(t, data).Options)
}

// keptOf returns what is kept of a form, so that it can be written anew.
func keptOf(t testing.TB, data []byte) *forms.Filled {
	t.Helper()
	kept := Read(bookOf(t, data), nil, Options{Questionnaire: formQuestions(), KeepForms: true}).Files[0].Form
	if kept == nil {
		t.Fatal("not taken for a form of ours")
	}
	return kept
}

func TestFormWrittenAnewHoldsTheSame(t *testing.T) {
	need.Checks(t, 20)
	rapid.Check(t, func(rt *rapid.T) {
		want := survey.Submission{Partner: pilot(), Period: "2026-H1", Illustrative: true}
		q := formQuestions()
		for i := range rapid.IntRange(0, 3).Draw(rt, "practices") {
			p := survey.Practice{ID: string(rune('A' + i)), Title: rapid.StringMatching(`[а-яії«»=&<>"_x0-9D]{1,20}`).Draw(rt, "title")}
			for k := range q.Criteria {
				p.Answers = append(p.Answers, anyAnswer(rt, &q.Criteria[k]))
			}
			want.Practices = append(want.Practices, p)
		}
		first := writtenForm(t, q, "uk", &want)
		a, aProblems := read(t, first, q, "2026-H1")
		b, bProblems := read(t, anew(t, first), q, "2026-H1")
		if diff := cmp.Diff(a, b, withoutPlaces); diff != "" {
			rt.Error(diff)
		}
		if diff := cmp.Diff(listed(aProblems), listed(bProblems)); diff != "" {
			rt.Error(diff)
		}
	})
}

// TestFilledKeepsEveryKindOfValue types what a partner may and looks for it in
// the form written anew; a number stays a number, a per cent a per cent.
func TestFilledKeepsEveryKindOfValue(t *testing.T) {
	share := slot.AnswerName(1, "results.share-online")
	first := typed(t, writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), map[string]any{
		share: 0.45, slot.AnswerName(1, "results.users"): "12 тис.", slot.AnswerName(1, "results.open"): true,
		slot.Contacts[0]: "Олена Коваль", slot.Contacts[2]: "+380 44 000 00 00",
	})
	got := keptOf(t, first).Options.Given
	for name, want := range map[string]workbook.Value{
		share:                               {Text: "0.45", Kind: workbook.NumberValue},
		slot.AnswerName(1, "results.users"): {Text: "12 тис."},
		slot.AnswerName(1, "results.open"):  {Text: "TRUE", Kind: workbook.BoolValue},
		slot.Contacts[0]:                    {Text: "Олена Коваль"},
		slot.Contacts[2]:                    {Text: "+380 44 000 00 00"},
		form.PlanField(slot.PlanDue, 1):     {Text: "2026-06-30", Kind: workbook.DateValue},
		slot.FieldName(2, slot.FieldTitle):  {Text: "=Петиції"},
	} {
		if v := given(got, name); v != want {
			t.Errorf("%s: %+v, want %+v", name, v, want)
		}
	}
	if _, there := got[slot.FieldName(3, slot.FieldCode)]; there {
		t.Error("a card that is not begun is kept")
	}
}

// given finds a value by name in any case.
func given(all form.Given, name string) workbook.Value {
	for n, v := range all {
		if bytes.EqualFold([]byte(n), []byte(name)) {
			return v
		}
	}
	return workbook.Value{}
}

func TestFormOfAnEarlierMethodVersion(t *testing.T) {
	form := writtenForm(t, formQuestions(), "uk", everyAnswer("uk"))
	now := formQuestions()
	now.Version, now.Hash = "9", "changed"
	now.Criteria[1].Levels = slices.Clone(now.Criteria[1].Levels)
	now.Criteria[1].Levels[2].Text = inBoth("Інший опис.", "Other words.")
	gone := now.Criteria[3].ID
	now.Criteria = append(slices.Delete(slices.Clone(now.Criteria), 3, 4),
		survey.Criterion{ID: "fresh", Kind: survey.YesNo, Name: inBoth("Нове", "New")})
	_, probs := read(t, form, now, "2026-H1")
	var got []string
	for _, p := range probs {
		if p.Severity == cell.Note || p.Code == "form-of-other-method-version" {
			got = append(got, p.Code+" "+p.Read)
		}
	}
	want := []string{"form-of-other-method-version 1.2", "form-question-changed " + now.Criteria[1].Name["uk"],
		"form-question-new Нове", "form-question-gone " + gone}
	if diff := cmp.Diff(want, got, cmpopts.SortSlices(func(a, b string) bool { return a < b })); diff != "" {
		t.Error(diff)
	}
}

func TestTypedTerritory(t *testing.T) {
	r := place.NewRegistry([]place.Hromada{{Code: "UA05020010000053508", Name: "Барська"}, {Code: "UA05040010000000001", Name: "Лісова"}, {Code: "UA46040010000000001", Name: "Лісова"}})
	for text, want := range map[string]string{
		"UA05020010000053508": "UA05020010000053508", "Барська громада": "UA05020010000053508",
		"Лісова, Львівська область": "UA46040010000000001", "Вінницька область": "UA05000000000010236",
		"Лісова": "! place-ambiguous", "Нетаківка": "! partner-place-unknown", "UA12": "! place-code-unreadable",
		"UA99999999999999999": "! partner-place-unknown", "": "! partner-place-unknown", // nor is «Хтось» a place
	} {
		data := typed(t, blankForm(t, form.Options{Period: "2026-H1", Cards: 1}),
			map[string]any{slot.PartnerName: "Хтось", slot.PartnerPlace: text, slot.FieldName(1, slot.FieldTitle): "А"})
		sub, probs := readForm(t, bookOf(t, data), Options{Questionnaire: formQuestions(), Places: r})
		got := sub.Partner.Place
		for _, p := range probs {
			if p.At.Sheet == "Партнер" {
				got += "! " + p.Code
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestWhichWorkbookHolds has two workbooks of one partner on the same practice;
// one counts only when it says that it replaces the other.
func TestWhichWorkbookHolds(t *testing.T) {
	a := writtenForm(t, formQuestions(), "uk", everyAnswer("uk"))
	change := map[string]any{slot.AnswerName(1, "results.users"): 7}
	replaces := map[string]any{slot.AnswerName(1, "results.users"): 7, slot.PartnerReplaces: "так"}
	for _, c := range []struct {
		name   string
		files  map[string][]byte
		counts []string
		says   string
	}{
		{"neither says so", map[string][]byte{"a.xlsx": a, "b.xlsx": typed(t, a, change)}, nil, "file-contradicts"},
		{"the later says so", map[string][]byte{"a.xlsx": a, "b.xlsx": typed(t, a, replaces)}, []string{"b.xlsx"}, "file-replaced"},
		{"both say so", map[string][]byte{"a.xlsx": typed(t, a, map[string]any{slot.PartnerReplaces: "так"}), "b.xlsx": typed(t, a, replaces)}, nil, "file-contradicts"},
		{"written to correct it", map[string][]byte{"z.xlsx": a, "b.xlsx": typed(t, anew(t, a), change)}, []string{"b.xlsx"}, "file-replaced"},
		{"the same file twice", map[string][]byte{"a.xlsx": a, "b.xlsx": a}, []string{"a.xlsx"}, "file-twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, data := range c.files {
				if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			got, err := ReadDir(dir, Options{Questionnaire: formQuestions(), Period: "2026-H1"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			var counts []string
			for _, s := range got.Submissions {
				counts = append(counts, s.File)
			}
			if !slices.Equal(counts, c.counts) {
				t.Errorf("%v count", counts)
			}
			if !slices.ContainsFunc(got.Problems, func(p cell.Problem) bool { return p.Code == c.says }) {
				t.Errorf("nothing says %s: %v", c.says, listed(got.Problems))
			}
		})
	}
}
