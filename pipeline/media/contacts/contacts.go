// Package contacts keeps the contact persons of a period, for whoever has to ask a partner:
// private (publish.Circle), and nowhere among what is published.
package contacts

import (
	"errors"
	"io"
	"path/filepath"
	"slices"

	"depository.example/depository/pipeline/media/ingest/forms"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/legible"
)

// The files of a period: for programs, and for people.
const (
	File = "contacts.csv"
	Book = "contacts.xlsx"
)

// A PublishedError says that contacts would lie where results are published.
type PublishedError struct{ Folder, Outputs string }

// Words says where they would lie (wording.Told).
func (e *PublishedError) Words() (key string, args []any) {
	return "command.run.contacts", []any{"folder", e.Folder, "outputs", e.Outputs}
}

// Error names both folders, in English.
func (e *PublishedError) Error() string {
	return e.Folder + " for contact persons lies in " + e.Outputs + ", which is published"
}

// Allowed makes sure that contacts are not kept in a folder among what is published, with
// a *PublishedError where they would be; "" keeps none.
func Allowed(folder, outputs string) error {
	var refused *publish.RefusedError
	if folder == "" {
		return nil
	}
	err := publish.Reads{outputs}.Allow("--private", folder)
	switch {
	case !errors.As(err, &refused):
		return err
	case refused.How == publish.Covers:
		return nil // the folder of the period is looked at when it is opened
	}
	return &PublishedError{folder, outputs}
}

// Open opens <folder>/<period> for the contact persons of the period, if they are
// wanted, before anything is read: what is wrong with it is said while nothing has been
// published yet. Folder and file are private; nil where the folder is "".
func Open(reads publish.Reads, folder, outputs, period string) (*publish.Files, error) {
	if folder == "" {
		return nil, nil
	}
	place := publish.Target{Reads: append(reads, outputs), Flag: "--private", Existing: publish.Recorded, Mode: 0o600, Circle: publish.CircleOf(outputs)}
	files, err := publish.AddTo(place, filepath.Join(folder, period))
	if err != nil {
		return nil, err
	}
	if err := files.Free(File, Book); err != nil {
		return nil, errors.Join(err, files.Close())
	}
	return files, nil
}

// Keep writes contacts.csv and the same as a workbook, which get their names once the
// results are published; nil files keep nothing. Nothing else that a run writes has what
// stands in them.
func Keep(files *publish.Files, persons []forms.Contact) error {
	if files == nil {
		return nil
	}
	all := listed(persons)
	return errors.Join(files.Create(Book, func(w io.Writer) error { return table.Workbook(w, "contacts", all) }), files.Create(File, all.Write))
}

// listed returns contacts.csv.
func listed(persons []forms.Contact) table.Table {
	var rows [][]string
	for _, c := range persons {
		row := []string{c.Partner}
		for _, text := range append(slices.Clone(c.Texts), c.File, c.Sheet) {
			row = append(row, legible.Line(text))
		}
		rows = append(rows, row)
	}
	return table.Of([]string{"partner", "person", "position", "phone", "email", "file", "sheet"}, rows)
}
