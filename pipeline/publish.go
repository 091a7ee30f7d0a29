package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/report"
)

// SiteFolder holds, below the outputs, a site for each period and the pages over all
// of them.
const SiteFolder = "site"

// An Output is one file of the edition and how it is made.
type Output struct {
	name string
	make func() (made, error)
	site bool // a file of the site
}

// made is the content of an output, and what of its texts could not be printed.
type made struct {
	data     []byte
	replaced []report.Replaced
}

// build makes every file of an edition, as many at once as there are processors, then
// the manifest. It returns the names of the files in order, and the manifest's
// SHA-256.
func build(into *publish.Edition, outputs []Output, m edition.Manifest, tell func(done int, name string)) (names []string, hash string, err error) {
	files, errs := make([]edition.File, len(outputs)), make([]error, len(outputs))
	var done atomic.Int64
	parallel.Each(len(outputs), func(i int) {
		during(outputs[i].part(), func() { files[i], errs[i] = outputs[i].write(into) })
		tell(int(done.Add(int64(outputs[i].share()))), outputs[i].name)
	})
	names = []string{publish.ManifestName}
	for i, f := range files {
		if errs[i] != nil {
			return nil, "", errs[i]
		}
		names = append(names, f.Path)
		m.Outputs = append(m.Outputs, f)
	}
	text, err := m.JSON()
	if err != nil {
		return nil, "", err
	}
	slices.Sort(names)
	return names, edition.Sum(text), into.Write(publish.ManifestName, text)
}

// Publish makes the files of the edition and of the site of its period, each with its
// manifest, and exchanges the edition's folder for the one that is published; the
// site's is ready then, and may follow. It returns the names of the edition's files in
// order.
func Publish(own, pages *publish.Edition, outputs []Output, m edition.Manifest, tell Progress) ([]string, error) {
	folder, sited := splitSite(outputs)
	all, before := shares(folder)+shares(sited), shares(folder)
	tell.Report(Writing, 0, all, "")
	names, hash, err := build(own, folder, m, func(done int, name string) { tell.Report(Writing, done, all, name) })
	if err != nil {
		return nil, err
	}
	if _, _, err := build(pages, sited, m, func(done int, name string) { tell.Report(Writing, before+done, all, name) }); err != nil {
		return nil, err
	}
	if err := pages.Stage(hash); err != nil {
		return nil, err
	}
	tell.Report(Publishing, 0, 1, "")
	if err := own.Publish(); err != nil {
		return nil, err
	}
	tell.Report(Publishing, 1, 1, "")
	return names, nil
}

// write makes one file and says what it is.
func (o Output) write(into *publish.Edition) (edition.File, error) {
	m, err := o.make()
	if err == nil {
		err = into.Write(o.name, m.data)
	}
	f := edition.File{Path: o.name, SHA256: edition.Sum(m.data), Bytes: len(m.data)}
	for _, c := range m.replaced {
		f.Replaced = append(f.Replaced, edition.Replaced{Rune: fmt.Sprintf("U+%04X", c.Rune), With: c.With, Count: c.Count})
	}
	return f, err
}

// splitSite parts the outputs of the edition from the files of the site.
func splitSite(outputs []Output) (folder, pages []Output) {
	for _, o := range outputs {
		if name, ok := strings.CutPrefix(o.name, SiteFolder+"/"); ok {
			pages = append(pages, Output{name: name, make: o.make, site: true})
		} else {
			folder = append(folder, o)
		}
	}
	return folder, pages
}
