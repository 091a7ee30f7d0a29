package main

import (
	"strings"
	"testing"
)

const judgedMethod = `
method: 1
id: judged
version: "3"
name: {uk: Зважена методика, en: Weighed method}
unit: {id: [u], groups: [region]}
inputs: [{id: a1, kind: yesno}, {id: people, kind: number, name: {uk: Населення, en: Population}}]
tree:
  id: r
  weights: {pairwise: {x/y: 3, y/z: 3, x/z: 9}}
  aggregate: {power: 0.5}
  parts:
    - {id: x, rule: [{when: "a1 == 'yes'", points: 2}, {points: 0}], rows: [{take: best}]}
    - {id: y, direction: lower, denominate: {by: people, scale: 1000}, impute: {mean_by: region}, transform: log1p, treat: {}, normalise: {by: goalposts, low: 1.5, high: 9, clip: both}}
    - id: z
      weights: {experts: [{name: A, budget: {p: 3, q: 1}}, {name: B, budget: {p: 1, q: 1}}]}
      parts: [{id: p, normalise: {by: zscore, mean: 10, sd: 2}}, {id: q, kind: choice, choices: [{id: one, points: 1}, {id: two, points: 7.5}]}]
uncertainty: {replications: 22, weights: {noise: 0.25}, aggregate: [arithmetic, max], impute: [none, median], treat: [{winsorise: 1}], answers: {level_error: 0.1}, sensitivity: sobol}
sources: [{title: A source, year: 2020}]
`

func TestMethodDocsInBothLanguages(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": judgedMethod})
	for lang, wants := range map[string][]string{
		"uk": {`<html lang="uk">`, "Зважена методика", "степеневе середнє з показником 0,5", "ваги з парних порівнянь, відношення узгодженості 0,000",
			"ваги — середнє розподілів 2 експертів, найбільша розбіжність часток 17,7", "a1 == &#39;yes&#39;", "в усіх інших випадках", "береться найкращий",
			"множиться на 1000 і ділиться на «Населення»", "між межами 1,5 і 9; поза шкалою — її край", "менше значення краще", "7,5",
			"Оцінювання повторюється 22 рази", "підтягується до 1 крайнє значення", "69,2"},
		"en": {`<html lang="en">`, "Weighed method", "power mean with exponent 0.5", "times 1,000, divided by Population", "Everything is scored 22 times again", "A source, 2020"},
	} {
		status, out, errs := command("method", "docs", at("m.yaml"), "--lang", lang)
		if status != 0 || errs != "" || strings.Contains(out, "⟦") || strings.Contains(out, "{") && strings.Contains(out, "NaN") {
			t.Errorf("%s: status %d %s", lang, status, errs)
		}
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q", lang, want)
			}
		}
	}
	for _, name := range []string{"egov-practices", "local-services"} {
		if status, out, errs := command("method", "docs", name); status != 0 || strings.Contains(out, "⟦") || strings.Count(out, "<h3") < 10 {
			t.Errorf("%s: status %d %s", name, status, errs)
		}
	}
}
