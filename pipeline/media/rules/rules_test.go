package rules

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/goccy/go-yaml"

	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/survey"
)

// rulesOf reads a method and its rules from the templates.
func rulesOf(t *testing.T, id string) (*method.Method, []recommend.Rule) {
	t.Helper()
	m, err := method.Load("../../../templates/methods/" + id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../../templates/rules/" + id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := Parse(id+".yaml", data, m)
	if err != nil {
		t.Fatal(err)
	}
	return m, rules
}

func TestThereAreEnoughRules(t *testing.T) {
	for id, least := range map[string]int{"egov-practices": 15, "local-services": 8} {
		if _, rules := rulesOf(t, id); len(rules) < least {
			t.Errorf("%s has %d rules, want at least %d", id, len(rules), least)
		}
	}
}

// A ruleCase is a set of facts and whether a rule's condition holds on them.
type ruleCase struct {
	Rule     string `yaml:"rule"`
	Because  string `yaml:"because"`
	Fires    bool   `yaml:"fires"`
	Partners int    `yaml:"partners"`
	Scores   map[string][]float64
	Answers  map[string]struct {
		Yes, No, Given, Unknown int
	}
}

func (c ruleCase) facts() recommend.Facts {
	f := recommend.Facts{Partners: c.Partners, Periods: 1, Nodes: map[string]recommend.NodeFact{}, Answers: map[string]recommend.AnswerFact{}}
	for id, s := range c.Scores {
		f.Nodes[id] = recommend.NodeFact{Scores: s}
	}
	for id, a := range c.Answers {
		f.Answers[id] = recommend.AnswerFact{
			Given: a.Yes + a.No + a.Given, Unknown: a.Unknown, Choices: map[string]int{"yes": a.Yes, "no": a.No},
		}
	}
	return f
}

// TestRulesAgainstTheirCases judges every rule on the cases beside it; each rule
// has one case that fires and one that does not.
func TestRulesAgainstTheirCases(t *testing.T) {
	for _, id := range []string{"egov-practices", "local-services"} {
		_, rules := rulesOf(t, id)
		data, err := os.ReadFile(filepath.Join("../../../testdata/rules", id+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		var cases []ruleCase
		if err := yaml.UnmarshalWithOptions(data, &cases, yaml.Strict()); err != nil {
			t.Fatal(err)
		}
		by := map[string]recommend.Rule{}
		for _, r := range rules {
			by[r.ID] = r
		}
		seen := map[string]map[bool]bool{}
		for _, c := range cases {
			r, ok := by[c.Rule]
			if !ok {
				t.Errorf("%s: a case for %q, which is no rule", id, c.Rule)
				continue
			}
			if got := r.When.Holds(c.facts()); got != c.Fires {
				t.Errorf("%s %s (%s): %v, want %v", id, c.Rule, c.Because, got, c.Fires)
			}
			if seen[c.Rule] == nil {
				seen[c.Rule] = map[bool]bool{}
			}
			seen[c.Rule][c.Fires] = true
		}
		for _, r := range rules {
			if !seen[r.ID][true] || !seen[r.ID][false] {
				t.Errorf("%s %s lacks a case that fires or one that does not", id, r.ID)
			}
		}
	}
}

// TestNoRuleFiresOnNothing asks every condition about empty facts.
func TestNoRuleFiresOnNothing(t *testing.T) {
	for _, id := range []string{"egov-practices", "local-services"} {
		_, rules := rulesOf(t, id)
		for _, r := range rules {
			if r.When.Holds(recommend.Facts{Partners: 5}) {
				t.Errorf("%s %s fires on nothing", id, r.Name())
			}
		}
	}
}

func TestFaultsOfRulesHaveAPlace(t *testing.T) {
	m, _ := rulesOf(t, "local-services")
	const head = "rules: 1\nmethod: local-services\nbodies:\n  a: {uk: А, en: A, tasked: true}\n  c: {uk: В, en: C}\nlist:\n"
	const texts = "    title: {uk: т, en: t}\n    action: {uk: т, en: t}\n    why: {uk: '{short} {denial}', en: '{short} {denial}'}\n    result: {uk: т, en: t}\n    to: [a]\n    months: 3\n    denies: {criterion: payment.pay_card}\n"
	for _, c := range []struct{ name, yaml, want string }{
		{"unknown node", head + "  - id: X-1\n    when: mean(\"no.such\") < 3\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts,
			"r.yaml:8:16: condition: the method has no node or criterion \"no.such\""},
		{"syntax", head + "  - id: X-1\n    when: mean( < 3\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts, "r.yaml:8:"},
		{"not a condition", head + "  - id: X-1\n    when: partners + 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts, "r.yaml:8:"},
		{"unknown criterion", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.gold, answer: \"yes\"}]\n" + texts,
			"r.yaml:9:14: the method has no criterion \"payment.gold\""},
		{"wrong target", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, at_least: 3}]\n" + texts, "closed by answer"},
		{"unknown body", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + strings.Replace(texts, "[a]", "[b]", 1),
			"r.yaml:14:10: no body \"b\""},
		{"unknown key", head + "  - id: X-1\n    wen: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts, "did you mean \"when\"?"},
		{"a ground without what the rubric says", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + strings.Replace(texts, "uk: '{short} {denial}'", "uk: '{short} з них'", 1),
			"the ground (why, uk) has to hold the placeholders {short} and denial"},
		{"a rule that denies nothing", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + strings.Replace(texts, "    denies: {criterion: payment.pay_card}\n", "", 1),
			"rule X-1 has to say what it denies"},
		{"a rule that denies something else", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + strings.Replace(texts, "denies: {criterion: payment.pay_card}", "denies: {criterion: payment.bank_branc}", 1),
			"denies names the same gap as close"},
		{"a task for whom nobody can task", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + strings.Replace(texts, "to: [a]", "to: [c]", 1),
			"the Government cannot task \"c\""},
		{"a form that is not its own", strings.Replace(head, "tasked: true", "tasked: true, forms: [letter]", 1) + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n    decision: order\n" + texts,
			"a decision of the form order is not for \"a\""},
		{"a form that there is not", strings.Replace(head, "tasked: true", "tasked: true, forms: [wish]", 1) + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts,
			"unknown form of decision \"wish\""},
		{"an act without its address", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts + "    amends: {act: {uk: Закон, en: Law}, number: '1', date: 01.01.2020}\n",
			"an act is named in full"},
		{"a target without its numbers", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts + "    target: {measure: share, of: payment.pay_card, at_least: 0.8}\n",
			"the result (uk) has to hold the placeholders {now} and {target}"},
		{"a share above one", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts + "    target: {measure: share, of: payment.pay_card, at_least: 80}\n",
			"a share is from 0 to 1"},
		{"another method", strings.Replace(head, "local-services", "other", 1), "r.yaml:2:1: these rules are of the method"},
	} {
		_, err := Parse("r.yaml", []byte(c.yaml), m)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

var inText = regexp.MustCompile(`\{([a-z.]+)(\|[^}]*)?\}`)

// known are the names that a rule's texts may use; see recommend.Number.
var known = regexp.MustCompile(`^(denial|gap|need|now|target|partners|concerned|short|given|unknown|asked|coverage|gain|raised|names|criterion|[a-e]\.(given|unknown|unproved|yes|no|share\.yes|share\.no|mean|lowest|highest))$`)

// TestTextsOfRules: both languages give the same numbers, all of which exist,
// and the Ukrainian is typed as an editor wants it.
func TestTextsOfRules(t *testing.T) {
	marks := regexp.MustCompile(`["“”]|\p{Cyrillic}['ʼ]\p{Cyrillic}|\s-\s|\p{Cyrillic}[a-zA-Z]|[a-zA-Z]\p{Cyrillic}|  |[ыэёъЫЭЁЪ]| [,.;:!?](\s|$)`)
	for _, id := range []string{"egov-practices", "local-services"} {
		_, rules := rulesOf(t, id)
		for _, r := range rules {
			for what, text := range map[string]survey.Text{"title": r.Title, "action": r.Action, "why": r.Why, "result": r.Result, "risk": r.Risk} {
				uk, en := namesIn(text["uk"]), namesIn(text["en"])
				if !slices.Equal(uk, en) {
					t.Errorf("%s %s: Ukrainian uses %v, English %v", r.ID, what, uk, en)
				}
				for _, name := range uk {
					if !known.MatchString(name) {
						t.Errorf("%s %s uses {%s}, which no recommendation has", r.ID, what, name)
					}
				}
				if bad := marks.FindString(inText.ReplaceAllString(text["uk"], "5")); bad != "" {
					t.Errorf("%s %s: %q", r.ID, what, bad)
				}
			}
		}
	}
}

// TestEveryBuiltInRuleIsADecision judges each rule of the program: it tasks or advises
// somebody, has a target that its result names, a risk, and says of the answers that it
// counts what the rubric says of them and nothing else; its title promises no more than
// its target.
func TestEveryBuiltInRuleIsADecision(t *testing.T) {
	promise := map[string]*regexp.Regexp{"uk": regexp.MustCompile(`(?i)кожн|жодн|всі[хм ]|усі[хм ]`), "en": regexp.MustCompile(`(?i)\b(every|all|no one|none)\b`)}
	counts := regexp.MustCompile(`\{(a|b)\.(yes|no)\}`)
	for _, id := range []string{"egov-practices", "local-services"} {
		m, rules := rulesOf(t, id)
		for _, r := range rules {
			if r.Target == nil || len(r.Risk) == 0 {
				t.Errorf("%s lacks a target or a risk", r.ID)
				continue
			}
			for _, b := range r.To {
				if len(b.Forms) == 0 {
					t.Errorf("%s: any form of decision can be asked of %s", r.ID, b.ID)
				}
			}
			if len(r.To) > 0 && r.Decision == "" {
				t.Errorf("%s tasks somebody and does not say in what form", r.ID)
			}
			for lang, all := range promise {
				if r.Target.AtLeast < 1 && all.MatchString(r.Title[lang]) {
					t.Errorf("%s: the title promises all, the target is %v: %s", r.ID, r.Target.AtLeast, r.Title[lang])
				}
				if counts.MatchString(r.Why[lang]) {
					t.Errorf("%s: the ground counts other answers than those that fall short: %s", r.ID, r.Why[lang])
				}
			}
			if r.Data {
				continue
			}
			k, _ := m.Questionnaire.Criterion(r.Close[0].Criterion)
			if k.Kind == survey.Number {
				continue
			}
			if r.Denies == nil || r.Denies.Criterion != k.ID {
				t.Errorf("%s denies %+v", r.ID, r.Denies)
			} else if text, ok := k.Denies(r.Denies.Level); !ok || text["uk"] == "" || text["en"] == "" {
				t.Errorf("%s: the rubric of %s denies nothing at level %d", r.ID, k.ID, r.Denies.Level)
			}
		}
	}
}

// TestEveryLevelDenies: each level above the lowest of each built-in rubric, and each
// closed question, says in a clause what is true of an answer below it.
func TestEveryLevelDenies(t *testing.T) {
	for _, id := range []string{"egov-practices", "local-services"} {
		m, _ := rulesOf(t, id)
		seen := map[string]string{}
		for _, c := range m.Questionnaire.Criteria {
			denials := []survey.Text{c.Denial}
			if c.Kind == survey.Level {
				denials = nil
				for _, l := range c.Levels[1:] {
					denials = append(denials, l.Denial)
				}
			} else if c.Kind == survey.Number {
				continue
			}
			for i, d := range denials {
				for _, lang := range []string{"uk", "en"} {
					text := d[lang]
					if text == "" || strings.HasSuffix(text, ".") || unicode.IsUpper([]rune(text)[0]) {
						t.Errorf("%s, denial %d in %s is no clause: %q", c.ID, i+1, lang, text)
					}
					if other := seen[lang+text]; other != "" {
						t.Errorf("%s and %s deny the same: %q", c.ID, other, text)
					}
					seen[lang+text] = c.ID
				}
			}
		}
	}
}

// namesIn lists the names that a text uses, each once.
func namesIn(text string) []string {
	var out []string
	for _, m := range inText.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestEveryStepHasWho: each criterion of a built-in method says who in a hromada takes
// its next step, in both languages.
func TestEveryStepHasWho(t *testing.T) {
	for _, id := range []string{"egov-practices", "local-services"} {
		m, rules := rulesOf(t, id)
		for _, r := range rules {
			k, ok := m.Questionnaire.Criterion(r.Close[0].Criterion)
			if !ok || k.Who["uk"] == "" || k.Who["en"] == "" {
				t.Errorf("%s: nobody takes the steps of %s", r.ID, r.Close[0].Criterion)
			}
		}
	}
}
