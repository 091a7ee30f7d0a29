package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"depository/pipeline/form"
	"depository/pipeline/ingest"
	"depository/pipeline/survey"
	"depository/pipeline/wording"
)

// all writes a form for each partner of a list. What they share is drawn once;
// a form with answers, or with the places of an oblast, is drawn by itself.
func (o *formOrder) all(cmd *cobra.Command, list string) error {
	partners, err := o.partnersOf(list)
	if err != nil {
		return err
	}
	dir, _ := cmd.Flags().GetString("out")
	dir = cmp.Or(dir, "forms")
	file := func(p survey.Partner) string { return filepath.Join(dir, p.ID+"."+o.opts.Period+".xlsx") }
	for _, p := range partners {
		if _, err := os.Stat(file(p)); !errors.Is(err, fs.ErrNotExist) {
			return wording.Fail("form.all.exists", "file", file(p))
		}
	}
	stamp, err := form.NewStamp(&o.method.Questionnaire, o.blank(), o.texts)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	quiet, _ := cmd.Flags().GetBool("quiet")
	show := newProgress(cmd.ErrOrStderr(), o.texts, quiet)
	defer show.end()
	prefilled := 0
	for i, p := range partners {
		show.update("forms", i, len(partners), "")
		opts, fill := o.forPartner(p)
		if fill != nil {
			prefilled++
		}
		if fill == nil && opts.Raions == nil {
			err = stampForm(file(p), stamp, p)
		} else {
			err = saveForm(file(p), &o.method.Questionnaire, opts, fill, os.O_EXCL)
		}
		if err != nil {
			return err
		}
	}
	show.end()
	fmt.Fprintln(cmd.OutOrStdout(), o.texts.T("form.all.written", "n", len(partners), "dir", dir))
	if o.former != nil {
		fmt.Fprintln(cmd.OutOrStdout(), o.texts.T("form.all.prefilled", "n", prefilled, "period", o.opts.Former))
	}
	return nil
}

// blank gives the options of forms without answers.
func (o *formOrder) blank() form.Options {
	opts := o.opts
	opts.Former = ""
	return opts
}

// partnersOf reads the list; each partner needs an id of its own that can be the
// name of a file.
func (o *formOrder) partnersOf(list string) ([]survey.Partner, error) {
	partners, err := ingest.LoadPartners(list)
	if err != nil {
		return nil, err
	}
	seen := map[string]string{}
	for i := range partners {
		p := &partners[i]
		known := partnerOf(cmp.Or(p.ID, p.Name["uk"]))
		p.ID, p.Place, p.Kind = cmp.Or(p.ID, known.ID), cmp.Or(p.Place, known.Place), cmp.Or(p.Kind, known.Kind)
		if p.Name["en"] == "" && known.Name["en"] != "" {
			p.Name["en"] = known.Name["en"]
		}
		if p.ID == "" || strings.ContainsAny(p.ID, `/\:*?"<>|`) || strings.HasPrefix(p.ID, ".") {
			return nil, wording.Fail("form.all.id", "name", p.Name["uk"], "id", p.ID)
		}
		key := strings.ToLower(p.ID)
		if other, twice := seen[key]; twice {
			return nil, wording.Fail("form.all.twice", "name", p.Name["uk"], "other", other, "id", p.ID)
		}
		seen[key] = p.Name["uk"]
	}
	if len(partners) == 0 {
		return nil, wording.Fail("form.all.none", "file", list)
	}
	return partners, nil
}

// stampForm writes one form; a file that could not be written whole is removed.
func stampForm(file string, stamp *form.Stamp, p survey.Partner) error {
	w, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if err := errors.Join(stamp.Write(w, p), w.Close()); err != nil {
		return errors.Join(err, os.Remove(file))
	}
	return nil
}
