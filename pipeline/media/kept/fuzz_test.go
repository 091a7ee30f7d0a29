package kept

import (
	"bytes"
	"testing"

	"depository.example/depository/internal/trial"
)

// Whatever a file holds, it is a part that is written as it was read, or none.
func FuzzPart(f *testing.F) {
	var b bytes.Buffer
	if err := (&Part{Number: 1, Of: 2, By: map[string]string{"p": "k"}, Readings: []Reading{{"p", "n", "s", []byte("t"), []byte("s")}}}).Write(&b); err != nil {
		f.Fatal(err)
	}
	trial.Seed(f, b.Bytes())
	trial.Seed(f, []byte("{}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ReadPart(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := p.Write(&out); err != nil {
			t.Fatal(err)
		}
		if again, err := ReadPart(&out); err != nil || again.Number != p.Number || len(again.Readings) != len(p.Readings) {
			t.Fatal(err)
		}
	})
}
