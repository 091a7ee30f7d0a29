package pipeline

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository/pipeline/survey/legible"
	"depository/pipeline/table"
)

// These hold the contact persons of a period, for whoever has to ask a partner.
// Only their owner may read them.
const (
	contactsFile = "contacts.csv"
	contactsBook = "contacts.xlsx"
)

// A ContactsError says that contacts would lie where results are published.
type ContactsError struct{ Folder, Outputs string }

func (e *ContactsError) Error() string {
	return e.Folder + " for contact persons lies in " + e.Outputs + ", which is published"
}

// outside makes sure that contacts are not kept among what is published.
func (r *run) outside() error {
	if r.opts.Contacts == "" {
		return nil
	}
	folder, err := filepath.Abs(r.opts.Contacts)
	outputs, err2 := filepath.Abs(r.opts.Outputs)
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	below, err := filepath.Rel(settled(outputs), settled(folder))
	if err == nil && below != ".." && !strings.HasPrefix(below, ".."+string(filepath.Separator)) {
		return &ContactsError{r.opts.Contacts, r.opts.Outputs}
	}
	return nil
}

// settled is a path without symbolic links, as far as it is there.
func settled(path string) string {
	rest := ""
	for dir := path; ; dir = filepath.Dir(dir) {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(real, rest)
		}
		if dir == filepath.Dir(dir) {
			return path
		}
		rest = filepath.Join(filepath.Base(dir), rest)
	}
}

// keepContacts writes the contact persons of the period, if that is wanted, to
// <folder>/<period>/contacts.csv and the same as a workbook: the files for their
// owner alone (0600), and so the folder of the period (0700). Nothing else that a
// run writes has them.
func (r *run) keepContacts() error {
	if r.opts.Contacts == "" {
		return nil
	}
	data := r.contacts()
	book, err := table.Workbook("contacts", data)
	if err != nil {
		return err
	}
	dir := filepath.Join(r.opts.Contacts, r.period)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return err
	}
	return errors.Join(keep(filepath.Join(dir, contactsBook), book), keep(filepath.Join(dir, contactsFile), data))
}

// keep writes a file for its owner alone, whole or not at all.
func keep(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".contacts-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing is there once it has its name
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// contacts returns contacts.csv.
func (r *run) contacts() []byte {
	var rows [][]string
	for _, c := range r.read.Contacts {
		row := []string{c.Partner}
		for _, text := range append(slices.Clone(c.Texts), c.File, c.Sheet) {
			row = append(row, legible.Line(text))
		}
		rows = append(rows, row)
	}
	return table.Plain([]string{"partner", "person", "position", "phone", "email", "file", "sheet"}, rows)
}
