package method

import (
	"fmt"
	"strings"
	"testing"
)

const conditionMethod = `
method: 1
id: x
unit: {id: [u]}
inputs:
  - {id: a1, kind: yesno}
  - {id: a2, kind: choice, choices: [{id: "yes"}, {id: "no"}, {id: automated}]}
  - {id: a3, kind: yesno}
  - {id: gov}
  - {id: n, kind: number}
  - {id: code}
tree: {id: r, rule: [{when: %q, points: 1}, {points: 0}], normalise: none}
`

// The row holds: a1 yes, a2 automated, a3 blank, gov Central, n 6, code 12.
func TestConditions(t *testing.T) {
	for when, want := range map[string]float64{
		"a1": 1, "!a1": 0, "a3": 0, "a1 && a3": 0, "a1 == true": 1, "a1 != 'yes'": 0, "'yes' == a1": 1,
		"a3 == 'yes'": 0, "a3 != 'yes'": 0, "!(a3 == 'yes')": 1, // blank: the comparison is false
		"a2 in ['Yes', 'AUTOMATED']": 1, "a2 in ['yes']": 0, "a2 == 'Automated'": 1,
		"gov == 'central'": 1, "gov in ['Central', 'Regional']": 1, "gov startsWith 'Cent'": 1, "gov contains 'NTR'": 1,
		"gov endsWith 'tre'": 0, "gov matches '^C.*L$'": 1,
		"n > 5 && n <= 7.5": 1, "n * 2 == 12": 1, "n in 5..7": 1, "n == '6'": 1, "code == '12'": 1, "code == 12": 1, "n / 0 > 1": 0,
		"a1 == 'yes' ? n > 5 : n > 100": 1, "a1 == 'yes' and a2 == 'yes' or n > 100": 0,
	} {
		m := parse(t, fmt.Sprintf(conditionMethod, when))
		_, scored := indexOf(t, m, []string{"u", "a1", "a2", "a3", "gov", "n", "code"}, [][]string{{"A", "YEs", "Automated", "", "Central", "6", "12"}})
		if got := scored.Value[0][0]; got != want {
			t.Errorf("%s gave %v", when, got)
		}
	}
}

func TestConditionsThatAreRefused(t *testing.T) {
	for when, want := range map[string]string{
		"gov":            "gov alone is neither true nor false",
		"a2 in ['zz']":   `"zz" is no answer to a2`,
		"a1 == 'maybe'":  `"maybe" is no answer to a1`,
		"n > > 1":        "at character 5",
		"let x = n; x":   "condition:",
		"os.Exit(1)":     `no input "os"`,
		"n between 1..2": "at character 3",
	} {
		_, err := Parse("x.yaml", []byte(fmt.Sprintf(conditionMethod, when)))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "x.yaml:12:29") {
			t.Errorf("%s: %v, want %s", when, err, want)
		}
	}
}
