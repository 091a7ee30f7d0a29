package ingest

import (
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"

	"depository.example/depository/internal/need"
)

// A memory keeps readings while a test runs, and counts.
type memory struct {
	sync.Mutex
	kept        map[string][]byte
	found, read int
}

func (m *memory) Kept(name, sum string) []byte {
	m.Lock()
	defer m.Unlock()
	data := m.kept[name+"\x00"+sum]
	if data != nil {
		m.found++
	}
	return data
}

func (m *memory) Keep(name, sum string, data []byte) {
	m.Lock()
	defer m.Unlock()
	m.kept[name+"\x00"+sum] = data
	m.read++
}

func (m *memory) Sum(_ string, hash func() string) string { return hash() }

// What was kept is what is read: every workbook of the sample and of the cases, and
// what their reading depends on, comes back as it was; a file that has changed is read.
func TestKeptReadingsAreReadings(t *testing.T) {
	dir := t.TempDir()
	sources := []string{filepath.Join(need.Root(t), "inputs", "2026-H1")}
	if cases, ok := need.More(t, "cases/forms"); ok {
		sources = append(sources, cases)
	}
	n := 0
	for _, from := range sources {
		files, err := filepath.Glob(filepath.Join(from, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if data, err := os.ReadFile(file); err == nil {
				if err := os.WriteFile(filepath.Join(dir, filepath.Base(file)), data, 0o600); err != nil {
					t.Fatal(err)
				}
				n++
			}
		}
	}
	if n < 5 {
		t.Fatalf("%d files", n)
	}
	opts := egovOptions(t)
	want, err := ReadDir(dir, opts, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := &memory{kept: map[string][]byte{}}
	opts.Keeper = m
	for round := range 2 {
		got, err := ReadDir(dir, opts, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("round %d: what was kept is not what was read", round)
		}
	}
	if m.found != m.read || m.read < 5 {
		t.Errorf("%d read, %d found", m.read, m.found)
	}
	ahead, asked := &memory{kept: map[string][]byte{}}, opts
	asked.Keeper, asked.Ahead = ahead, true
	for range 2 {
		if got, err := ReadDir(dir, asked, nil); err != nil || len(got.Files)+len(got.Submissions)+len(got.Single) > 0 {
			t.Errorf("what is read ahead is told: %d files, %v", len(got.Files), err)
		}
	}
	asked.Ahead = false
	if got, err := ReadDir(dir, asked, nil); err != nil || !reflect.DeepEqual(got, want) || ahead.read != m.read || ahead.found != 2*ahead.read {
		t.Errorf("read ahead: %d read, %d found, %v", ahead.read, ahead.found, err)
	}
	first := want.Files[0].Name
	data, err := os.ReadFile(filepath.Join(dir, first))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, first), append(data, 0), 0o600); err != nil {
		t.Fatal(err)
	}
	before := m.read
	if _, err := ReadDir(dir, opts, nil); err != nil || m.read != before+1 {
		t.Errorf("%d read after one file has changed, %v", m.read-before, err)
	}
	for key := range m.kept { // damage
		m.kept[key] = m.kept[key][:len(m.kept[key])/2]
	}
	if err := os.WriteFile(filepath.Join(dir, first), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadDir(dir, opts, nil); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("what was kept is damaged: read otherwise, %v", err)
	}
}
