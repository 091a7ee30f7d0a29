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

// build makes every file of an edition, as many at once as there are processors, then
// the manifest. It returns the names of the files in order, and the manifest's
// SHA-256.
func build(edition *publish.Edition, outputs []Output, m manifest, tell func(done int, name string)) (names []string, hash string, err error) {
	files, errs := make([]manifestFile, len(outputs)), make([]error, len(outputs))
	var done atomic.Int64
	parallel.Each(len(outputs), func(i int) {
		files[i], errs[i] = outputs[i].write(edition)
		tell(int(done.Add(1)), outputs[i].name)
	})
	names = []string{publish.ManifestName}
	for i, f := range files {
		if errs[i] != nil {
			return nil, "", errs[i]
		}
		names = append(names, f.Path)
		m.Outputs = append(m.Outputs, f)
	}
	text, err := m.json()
	if err != nil {
		return nil, "", err
	}
	slices.Sort(names)
	return names, sum(text), edition.Write(publish.ManifestName, text)
}

// Publish makes the files of the edition and of the site of its period, each with its
// manifest, and exchanges the edition's folder for the one that is published; the
// site's is ready then, and may follow. It returns the names of the edition's files in
// order.
func Publish(edition, pages *publish.Edition, outputs []Output, m manifest, tell Progress) ([]string, error) {
	own, sited := splitSite(outputs)
	tell.Report(Writing, 0, len(outputs), "")
	names, hash, err := build(edition, own, m, func(done int, name string) { tell.Report(Writing, done, len(outputs), name) })
	if err != nil {
		return nil, err
	}
	if _, _, err := build(pages, sited, m, func(done int, name string) { tell.Report(Writing, len(own)+done, len(outputs), name) }); err != nil {
		return nil, err
	}
	if err := pages.Stage(hash); err != nil {
		return nil, err
	}
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
