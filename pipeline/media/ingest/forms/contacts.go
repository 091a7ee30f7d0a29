package forms

import (
	"strings"

	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/privacy"
	"depository.example/depository/pipeline/survey/latin"
)

// A Contact is whom to ask about the answers of a form. It is personal data: no
// type of the pipeline holds it, and nothing that is published may.
type Contact struct {
	Partner string   // id
	File    string   // base name of the form
	Sheet   string   // where it stands
	Texts   []string // as typed, in the order of form.Contacts
}

// Contacts reads whom the partner page names; nil where it names nobody.
func (r *Form) Contacts() []Contact {
	c := Contact{Partner: r.partner.ID, File: r.book.File}
	for _, name := range slot.Contacts {
		v := r.form.at(r.form.named[strings.ToLower(name)])
		c.Texts = append(c.Texts, v.text)
		if v.text != "" {
			c.Sheet = v.at.Sheet
		}
	}
	if c.Sheet == "" {
		return nil
	}
	return []Contact{c}
}

// Persons returns how the name of a person is looked for: as typed and in Latin
// letters.
func Persons(name string) []privacy.Person {
	return []privacy.Person{{Name: name}, {Name: latin.Of(name)}}
}

// Persons returns whom the partner page names.
func (r *Form) Persons() []privacy.Person {
	return Persons(r.form.at(r.form.named[strings.ToLower(slot.Contacts[0])]).text)
}
