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

// build makes every file of an edition and of its site, each in its room, as many at once
// as there are processors, what takes longest first, and of what takes as long last what
// is made of other files. It returns what they are, in their order.
func build(outputs []edition.Output, share sharing, room func(edition.Output) *publish.Edition, tell func(done int, name string)) ([]edition.File, error) {
	files, errs := make([]edition.File, len(outputs)), make([]error, len(outputs))
	var done atomic.Int64
	parallel.Heaviest(len(outputs), func(i int) int { return 2*share.of(outputs[i]) - waits(outputs[i]) }, func(i int) {
		during(partOf(outputs[i]), func() { files[i], errs[i] = outputs[i].In(room(outputs[i])) })
		tell(int(done.Add(int64(share.of(outputs[i])))), outputs[i].Name)
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// waits is 1 of a file of the site that is, or tells of, files of the edition.
func waits(o edition.Output) int {
	if o.Site && (strings.HasPrefix(o.Name, "data/") || strings.HasSuffix(o.Name, "/data/index.html")) {
		return 1
	}
	return 0
}

// list writes the manifest that lists files. It returns their names in order, and the
// manifest's text.
func list(into *publish.Edition, files []edition.File, m edition.Manifest) (names []string, manifest []byte, err error) {
	names = []string{publish.ManifestName}
	for _, f := range files {
		names = append(names, f.Path)
	}
	m.Outputs = files
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
	both := slices.Concat(folder, sited)
	share := shared(both)
	tell.Report(Writing, 0, share.all, "")
	files, err := build(both, share, func(o edition.Output) *publish.Edition {
		if o.Site {
			return pages
		}
		return own
	}, func(done int, name string) { tell.Report(Writing, done, share.all, name) })
	if err != nil {
		return nil, err
	}
	names, manifest, err := list(own, files[:len(folder)], m)
	if err != nil {
		return nil, err
	}
	if _, _, err := list(pages, files[len(folder):], m); err != nil {
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
