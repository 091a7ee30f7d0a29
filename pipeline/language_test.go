package pipeline

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
)

// corrected are what editors struck out of both reports as they once were, by language;
// each stands for its kind, and is followed by no word that makes it right.
var corrected = map[string]*regexp.Regexp{
	"uk": regexp.MustCompile(`балу партнера|[Оо]дне одного|від яких різницю|Інтервал каже|на якій варто вчитися|лежить у межах невизначеності: |` +
		`[Зз]а 0 з \d+ вимір|Вище за середнє|Цього немає в|Найрідше є те|Прогалина є в|перевірних|виграш|Розрахунково [+−]|запас для зростання|коротку мить|` +
		`Дати (кожному|мешканцям)|Не лишити жодного|без дзвінка|Почати рахувати|право на код|придатні до повторення|щонайменше одне повторення|` +
		`\PL[Мм]етод(у)?\PL|відбит|\PL[Гг]ілк|ділитися можна|Чого не дали зробити|розрізняють вони|Що вирішує|серед відомого|` +
		`з досягнутих рівн|зрозумілу відповідь|Не кожен рівень|вона бліда|шкала до \d|обласні державні|показу продукту|території бойових дій|Центри надання послуг|` +
		`\p{Cyrillic}[A-Za-z]|[A-Za-z]\p{Cyrillic}`),
	"en": regexp.MustCompile(`highest score is|points less|cannot be told apart|told apart from|runs of places|[Pp]lace \d+ of|inside the uncertainty|Rarest is|` +
		`What there is, what|nothing is known|of which something|Not every level|anybody reached|[Ww]rite passports|one repetition|[Vv]endor|[Pp]ut together|` +
		`with no state register|have no three|Begin to count|What it would bring|Verdict|One page a |is not proved|free of risk|property rights|` +
		`territories of combat|[A-Z][a-z]+ska hromada|walks to a bank|short visit only|ask the centres|is there for \d+ of|\d indicators a practice`),
}

// inBrackets are words of another language, anchors and addresses in printed text.
var inBrackets = regexp.MustCompile(`\[uk(-Latn)?: [^\]]*\]|\{#[^}]*\}|\(#[^)]*\)|https?://\S+`)

// TestCorrectionsOfEditorsAreApplied: neither report says in either language what has
// been struck out.
func TestCorrectionsOfEditorsAreApplied(t *testing.T) {
	for name, period := range periodsToPrint(t) {
		for lang, wrong := range corrected {
			var text strings.Builder
			if err := document.Print(&text, compose.Report(period.composed(), catalogue(t, lang))); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(inBrackets.ReplaceAllString(text.String(), "")) {
				if found := wrong.FindString(line); found != "" {
					t.Errorf("%s, %s: %q in %s", name, lang, found, line)
				}
			}
		}
	}
}

// allOf finds that some of the partners have a gap, out of how many.
var allOf = map[string]*regexp.Regexp{
	"uk": regexp.MustCompile(`Прогалину ма(?:є|ють) (\d+) з (\d+)`),
	"en": regexp.MustCompile(`(\d+) of (\d+) (?:partners?|regions?) ha(?:s|ve) this gap`),
}

// TestWhatAllHaveIsSaidOfAll: «5 з 5» is «усі 5».
func TestWhatAllHaveIsSaidOfAll(t *testing.T) {
	for name, period := range periodsToPrint(t) {
		for lang, some := range allOf {
			var text strings.Builder
			if err := document.Print(&text, compose.Report(period.composed(), catalogue(t, lang))); err != nil {
				t.Fatal(err)
			}
			said := some.FindAllStringSubmatch(text.String(), -1)
			if said == nil {
				t.Errorf("%s, %s: of no recommendation it is said how many have the gap", name, lang)
			}
			for _, m := range said {
				if m[1] == m[2] {
					t.Errorf("%s, %s: %s", name, lang, m[0])
				}
			}
		}
	}
}

// TestListsOfPartnersFollowTheAlphabet: of the tables whose rows are no ranking.
func TestListsOfPartnersFollowTheAlphabet(t *testing.T) {
	for name, period := range periodsToPrint(t) {
		for _, lang := range []string{"uk", "en"} {
			order := alphabet.Of(lang)
			seen := 0
			for _, b := range compose.Report(period.composed(), catalogue(t, lang)).Blocks {
				table, ok := b.(*document.Table)
				if !ok {
					continue
				}
				kind := document.BodyRow
				switch table.ID {
				case "table-plan":
					kind = document.GroupRow
				case "table-files", "table-adoption", "table-freed":
				default:
					continue
				}
				seen++
				before := ""
				for _, row := range table.Rows {
					if row.Kind != kind {
						continue
					}
					partner, _, _ := strings.Cut(row.Cells[0].Spans[0].Text, ":")
					if order(before, partner) > 0 {
						t.Errorf("%s, %s, %s: %s stands before %s", name, lang, table.ID, before, partner)
					}
					before = partner
				}
			}
			if seen == 0 {
				t.Errorf("%s, %s: no such table", name, lang)
			}
		}
	}
}

// TestWhoHasNoScoreIsComparedWithNobody: neither the headline of its figure nor a table
// says what is above the average.
func TestWhoHasNoScoreIsComparedWithNobody(t *testing.T) {
	period, ok := periodsToPrint(t)["real"]
	if !ok {
		need.Missing(t, "the real workbooks are not here")
	}
	in := period.composed()
	unscored := 0
	for i := range in.Comparison.Standings {
		s := &in.Comparison.Standings[i]
		if s.Score.Known {
			continue
		}
		for lang, above := range map[string]string{"uk": "середн", "en": "verage"} {
			for _, b := range compose.Report(period.composed(), catalogue(t, lang)).Blocks {
				switch b := b.(type) {
				case *document.Figure:
					if b.ID == "profile-"+s.Unit.ID {
						unscored++
						if said := fmt.Sprint(b.Message, b.Measure, b.Alt, b.Series, b.Source); strings.Contains(said, above) {
							t.Errorf("%s: %s", s.Unit.ID, said)
						}
					}
				case *document.Table:
					if b.ID == "gaps-"+s.Unit.ID {
						t.Errorf("%s: strengths and gaps of a partner without a score", s.Unit.ID)
					}
				}
			}
		}
	}
	if unscored == 0 {
		t.Error("every partner has a score: nothing was tried")
	}
}
