package pipeline

import (
	"fmt"
	"slices"
	"sync/atomic"

	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/report"
)

// An Output is one file of the edition and how it is made.
type Output struct {
	name string
	make func() (made, error)
}

// made is the content of an output, and what of its texts could not be printed.
type made struct {
	data     []byte
	replaced []report.Replaced
}

// Publish makes every file of the edition, as many at once as there are
// processors, then the manifest, and exchanges the folder for the one that is
// published. It returns the names of the files in order.
func Publish(edition *publish.Edition, outputs []Output, m manifest, tell Progress) ([]string, error) {
	files, errs := make([]manifestFile, len(outputs)), make([]error, len(outputs))
	var done atomic.Int64
	tell.Report(Writing, 0, len(outputs), "")
	parallel.Each(len(outputs), func(i int) {
		files[i], errs[i] = outputs[i].write(edition)
		tell.Report(Writing, int(done.Add(1)), len(outputs), outputs[i].name)
	})
	names := []string{"manifest.json"}
	for i, f := range files {
		if errs[i] != nil {
			return nil, errs[i]
		}
		names = append(names, f.Path)
		m.Outputs = append(m.Outputs, f)
	}
	text, err := m.json()
	if err != nil {
		return nil, err
	}
	if err := edition.Write("manifest.json", text); err != nil {
		return nil, err
	}
	slices.Sort(names)
	tell.Report(Publishing, 0, 1, "")
	if err := edition.Publish(); err != nil {
		return nil, err
	}
	tell.Report(Publishing, 1, 1, "")
	return names, nil
}

// write makes one file and says what it is.
func (o Output) write(edition *publish.Edition) (manifestFile, error) {
	m, err := o.make()
	if err == nil {
		err = edition.Write(o.name, m.data)
	}
	f := manifestFile{Path: o.name, SHA256: sum(m.data), Bytes: len(m.data)}
	for _, c := range m.replaced {
		f.Replaced = append(f.Replaced, replacedRune{Rune: fmt.Sprintf("U+%04X", c.Rune), With: c.With, Count: c.Count})
	}
	return f, err
}
