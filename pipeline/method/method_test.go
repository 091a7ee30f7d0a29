package method

import (
	"os"
	"testing"
)

func TestShippedMethodsParse(t *testing.T) {
	for _, name := range []string{"egov-practices", "local-services"} {
		data, err := os.ReadFile("../../templates/methods/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		m, err := Parse(name+".yaml", data)
		if err != nil {
			t.Fatalf("%s:\n%v", name, err)
		}
		t.Logf("%s: %d criteria, %d groups, %d themes, %d levels, %d sources, warnings %v, plan %+v", m.ID, len(m.Questionnaire.Criteria),
			len(m.Questionnaire.Groups), len(m.Questionnaire.Themes), len(m.Model.Levels), len(m.Sources), m.Warnings, m.Uncertainty)
	}
}
