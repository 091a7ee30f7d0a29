package chart

import (
	"encoding/json"
	"strings"
	"testing"
)

// Options are data alone: scales as given, a tooltip that is drawn, the series that
// the script fills, and no line of program.
func TestOptionsAreData(t *testing.T) {
	for name, data := range map[string]json.RawMessage{"plane": Plane(-5, 10), "sides": Sides(-5, 10)} {
		var o struct {
			XAxis   []struct{ Min, Max float64 }
			YAxis   []struct{ Type string }
			Series  []struct{ Type string }
			Tooltip struct{ RenderMode string }
		}
		if err := json.Unmarshal(data, &o); err != nil {
			t.Fatal(err)
		}
		if len(o.XAxis) != 1 || o.XAxis[0].Min != -5 || o.XAxis[0].Max != 10 || o.Tooltip.RenderMode != "richText" || strings.Contains(string(data), "function") {
			t.Errorf("%s: %s", name, data)
		}
		if want := map[string]int{"plane": 2, "sides": 0}[name]; len(o.Series) != want {
			t.Errorf("%s: %d series, want %d", name, len(o.Series), want)
		}
	}
}
