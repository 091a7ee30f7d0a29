package pipeline

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

// These hold the contact persons of a period, for whoever has to ask a partner.
// They are private (publish.Circle).
const (
	contactsFile = "contacts.csv"
	contactsBook = "contacts.xlsx"
)

// A ContactsError says that contacts would lie where results are published.
type ContactsError struct{ Folder, Outputs string }

// Words says where they would lie (wording.Told).
func (e *ContactsError) Words() (key string, args []any) {
	return "command.run.contacts", []any{"folder", e.Folder, "outputs", e.Outputs}
}

// Error names both folders, in English.
func (e *ContactsError) Error() string {
	return e.Folder + " for contact persons lies in " + e.Outputs + ", which is published"
}

// outside makes sure that contacts are not kept among what is published.
func outside(opts *Options) error {
	var refused *publish.RefusedError
	if opts.Contacts == "" {
		return nil
	}
	err := publish.Reads{opts.Outputs}.Allow("--private", opts.Contacts)
	switch {
	case !errors.As(err, &refused):
		return err
	case refused.How == publish.Covers:
		return nil // the folder of the period is looked at when it is opened
	}
	return &ContactsError{opts.Contacts, opts.Outputs}
}

// placeForContacts opens <folder>/<period> for the contact persons of the period,
// if they are wanted, before anything is read: what is wrong with it is said
// while nothing has been published yet. Folder and file are private (publish.Circle).
func (j *Job) placeForContacts() (*publish.Files, error) {
	if j.Contacts == "" {
		return nil, nil
	}
	place := publish.Target{Reads: append(j.Reads(j.Workspace.Method), j.Outputs), Flag: "--private", Existing: publish.Recorded, Mode: 0o600, Circle: publish.CircleOf(j.Outputs)}
	files, err := publish.AddTo(place, filepath.Join(j.Contacts, j.Period))
	if err != nil {
		return nil, err
	}
	if err := files.Free(contactsFile, contactsBook); err != nil {
		return nil, errors.Join(err, files.Close())
	}
	return files, nil
}

// keepContacts writes contacts.csv and the same as a workbook, which get their
// names once the results are published. Nothing else that a run writes has what
// stands in them.
func keepContacts(files *publish.Files, persons []forms.Contact) error {
	if files == nil {
		return nil
	}
	data := contacts(persons)
	book, err := table.Workbook("contacts", data)
	if err != nil {
		return err
	}
	return errors.Join(keep(files, contactsBook, book), keep(files, contactsFile, data))
}

func keep(files *publish.Files, name string, data []byte) error {
	return files.Create(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// contacts returns contacts.csv.
func contacts(persons []forms.Contact) []byte {
	var rows [][]string
	for _, c := range persons {
		row := []string{c.Partner}
		for _, text := range append(slices.Clone(c.Texts), c.File, c.Sheet) {
			row = append(row, legible.Line(text))
		}
		rows = append(rows, row)
	}
	return table.Plain([]string{"partner", "person", "position", "phone", "email", "file", "sheet"}, rows)
}
