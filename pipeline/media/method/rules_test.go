package method

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/survey/survey"
)

// rulesOf reads a method and its rules from the templates.
func rulesOf(t *testing.T, id string) (*Method, []recommend.Rule) {
	t.Helper()
	m, err := Load("../../../templates/methods/" + id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../../templates/rules/" + id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := ParseRules(id+".yaml", data, m)
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
	const head = "rules: 1\nmethod: local-services\nbodies:\n  a: {uk: А, en: A}\nlist:\n"
	const texts = "    title: {uk: т, en: t}\n    action: {uk: т, en: t}\n    why: {uk: т, en: t}\n    result: {uk: т, en: t}\n    bodies: [a]\n    months: 3\n"
	for _, c := range []struct{ name, yaml, want string }{
		{"unknown node", head + "  - id: X-1\n    when: mean(\"no.such\") < 3\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts,
			"r.yaml:7:16: condition: the method has no node or criterion \"no.such\""},
		{"syntax", head + "  - id: X-1\n    when: mean( < 3\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts, "r.yaml:7:"},
		{"not a condition", head + "  - id: X-1\n    when: partners + 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts, "r.yaml:7:"},
		{"unknown criterion", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.gold, answer: \"yes\"}]\n" + texts,
			"r.yaml:8:14: the method has no criterion \"payment.gold\""},
		{"wrong target", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, at_least: 3}]\n" + texts, "closed by answer"},
		{"unknown body", head + "  - id: X-1\n    when: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + strings.Replace(texts, "[a]", "[b]", 1),
			"r.yaml:13:14: no body \"b\""},
		{"unknown key", head + "  - id: X-1\n    wen: partners > 1\n    close: [{criterion: payment.pay_card, answer: \"yes\"}]\n" + texts, "did you mean \"when\"?"},
		{"another method", strings.Replace(head, "local-services", "other", 1), "r.yaml:2:1: these rules are of the method"},
	} {
		_, err := ParseRules("r.yaml", []byte(c.yaml), m)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

var inText = regexp.MustCompile(`\{([a-z.]+)(\|[^}]*)?\}`)

// known are the names that a rule's texts may use; see recommend.Number.
var known = regexp.MustCompile(`^(partners|concerned|short|given|unknown|asked|coverage|gain|raised|names|criterion|[a-e]\.(given|unknown|unproved|yes|no|share\.yes|share\.no|mean|lowest|highest))$`)

// TestTextsOfRules: both languages give the same numbers, all of which exist,
// and the Ukrainian is typed as an editor wants it.
func TestTextsOfRules(t *testing.T) {
	marks := regexp.MustCompile(`["“”]|\p{Cyrillic}['ʼ]\p{Cyrillic}|\s-\s|\p{Cyrillic}[a-zA-Z]|[a-zA-Z]\p{Cyrillic}|  |[ыэёъЫЭЁЪ]| [,.;:!?](\s|$)`)
	for _, id := range []string{"egov-practices", "local-services"} {
		_, rules := rulesOf(t, id)
		for _, r := range rules {
			for what, text := range map[string]survey.Text{"title": r.Title, "action": r.Action, "why": r.Why, "result": r.Result} {
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

// namesIn lists the names that a text uses, each once.
func namesIn(text string) []string {
	var out []string
	for _, m := range inText.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
