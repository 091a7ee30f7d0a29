package workspace

import (
	"os"
	"path/filepath"
	"testing"
)

// The office's list beside the periods makes places known to every command; its
// rows that are not understood are told, and it is among the references.
func TestExtraPlacesAreOpened(t *testing.T) {
	inputs := t.TempDir()
	list := "code,name,oblast,lat,lon\nZZ01,Яснодольська,Вінницька область,48.9,28.5\nZZ02,,Вінницька область,,\n"
	if err := os.WriteFile(filepath.Join(inputs, extraPlacesFile), []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	w, err := Open(Sources{Method: "egov-practices", Inputs: inputs})
	if err != nil {
		t.Fatal(err)
	}
	if m := w.Places.Match("Яснодольська громада", ""); m.Code != "ZZ01" {
		t.Errorf("found %+v", m)
	}
	if len(w.Doubted) != 1 || w.Doubted[0].Code != "extra-place-name" || w.Doubted[0].At.Row != 3 {
		t.Errorf("told %v", w.Doubted)
	}
	if len(w.References) != 1 || w.References[0].Name != extraPlacesFile {
		t.Errorf("references %v", w.References)
	}
	if err := os.Remove(filepath.Join(inputs, extraPlacesFile)); err != nil {
		t.Fatal(err)
	}
	if w, err = Open(Sources{Method: "egov-practices", Inputs: inputs}); err != nil || w.Places.Match("Яснодольська громада", "").Code != "" {
		t.Errorf("without the list: %v", err)
	}
}
