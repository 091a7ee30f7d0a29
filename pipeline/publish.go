package pipeline

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/media/publish"
)

// SiteFolder holds, below the outputs, a site for each period and the pages over all
// of them.
const SiteFolder = "site"

// build makes every file of an edition, as many at once as there are processors and what
// takes longest first, then the manifest. It returns the names of the files in order, and the manifest's
// text.
func build(into *publish.Edition, outputs []edition.Output, m edition.Manifest, tell func(done int, name string)) (names []string, manifest []byte, err error) {
	files, errs := make([]edition.File, len(outputs)), make([]error, len(outputs))
	var done atomic.Int64
	parallel.Heaviest(len(outputs), func(i int) int { return shareOf(outputs[i]) }, func(i int) {
		during(partOf(outputs[i]), func() { files[i], errs[i] = outputs[i].In(into) })
		tell(int(done.Add(int64(shareOf(outputs[i])))), outputs[i].Name)
	})
	names = []string{publish.ManifestName}
	for i, f := range files {
		if errs[i] != nil {
			return nil, nil, errs[i]
		}
		names = append(names, f.Path)
		m.Outputs = append(m.Outputs, f)
	}
	text, err := m.JSON()
	if err != nil {
		return nil, nil, err
	}
	slices.Sort(names)
	return names, text, into.Write(publish.ManifestName, text)
}

// Publish makes the files of the edition and of the site of its period, each with its
// manifest, and exchanges the edition's folder for the one that is published; the
// site's is ready then, and may follow. Before the exchange, intend is told the edition's
// manifest. It returns the names of the edition's files in order.
func Publish(own, pages *publish.Edition, outputs []edition.Output, m edition.Manifest, intend func(manifest []byte) error, tell Progress) ([]string, error) {
	folder, sited := splitSite(outputs)
	all, before := shares(folder)+shares(sited), shares(folder)
	tell.Report(Writing, 0, all, "")
	names, manifest, err := build(own, folder, m, func(done int, name string) { tell.Report(Writing, done, all, name) })
	if err != nil {
		return nil, err
	}
	if _, _, err := build(pages, sited, m, func(done int, name string) { tell.Report(Writing, before+done, all, name) }); err != nil {
		return nil, err
	}
	if err := errors.Join(pages.Stage(edition.Sum(manifest)), intend(manifest)); err != nil {
		return nil, err
	}
	tell.Report(Publishing, 0, 1, "")
	if err := own.Publish(); err != nil {
		return nil, err
	}
	tell.Report(Publishing, 1, 1, "")
	return names, nil
}

// splitSite parts the outputs of the edition from the files of the site.
func splitSite(outputs []edition.Output) (folder, pages []edition.Output) {
	for _, o := range outputs {
		if name, ok := strings.CutPrefix(o.Name, SiteFolder+"/"); ok {
			o.Name, o.Site = name, true
			pages = append(pages, o)
		} else {
			folder = append(folder, o)
		}
	}
	return folder, pages
}
