package download

import (
	"io"
	"reflect"
	"testing"
)

// A file to download is read once to be told of.
func TestDownloadsAreToldOf(t *testing.T) {
	read := 0
	all := Tell([]File{{"a.csv", func(w io.Writer) (int64, error) {
		read++
		n, err := io.WriteString(w, "abc")
		return int64(n), err
	}}})
	want := Told{"a.csv", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", []string{"abc"}} // of "abc", from FIPS 180-2
	for range 2 {
		if got, err := all(); err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], want) {
			t.Errorf("%v, %v", got, err)
		}
	}
	if read != 1 {
		t.Errorf("read %d times", read)
	}
}
