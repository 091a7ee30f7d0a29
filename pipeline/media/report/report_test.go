package report

import (
	"bytes"
	"testing"

	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// write prints a document and fails the test where that fails.
func write(t testing.TB, doc *document.Document, opts Options) ([]byte, []typeset.Replaced) {
	t.Helper()
	var b bytes.Buffer
	replaced, err := Write(&b, doc, opts)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), replaced
}
