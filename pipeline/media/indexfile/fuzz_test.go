package indexfile

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/internal/trial"
)

const fuzzMethod = `
method: 1
id: small
unit: {id: [name, year]}
tree:
  id: total
  parts:
    - {id: x, normalise: {by: minmax}}
    - {id: y, weight: 3, direction: lower, normalise: {by: goalposts, low: 0, high: 10}}
`

// No table makes the reader or the scoring panic, or print what is no number.
func FuzzTable(f *testing.F) {
	trial.Seed(f, "name,year,x,y\nA,1,2,3\n")
	trial.Seed(f, "\ufeffname;year;x;y\r\nA;1;2,5;\"3\n\"\r\n;;;\r\n")
	trial.Seed(f, "name\tyear\tx\ty\nA\t1\t1e308\t-1e308\nB\t1\t-1e308\t1e308\n")
	trial.Seed(f, "name,year,x,x,y\nA,1,2%,3%,4\n")
	m, tell := methodOf(f, fuzzMethod), teller(f, io.Discard)
	data := filepath.Join(f.TempDir(), "t.csv")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(data, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		x, err := Open(m, data, tell)
		if err == nil {
			err = x.writeScores(into(&out))
		}
		if printed := out.String(); (err == nil) != strings.HasPrefix(printed, "name,year,x,y,total,rank,coverage\n") || strings.Contains(printed, "NaN,") || strings.Contains(printed, "Inf,") && !strings.Contains(text, "Inf") {
			t.Errorf("%v\n%s", err, printed)
		}
	})
}
