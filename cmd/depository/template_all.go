package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
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
	files, err := publish.AddTo(publish.Target{Reads: append(o.reads, list), Existing: publish.Recorded, Flag: "--out"}, dir)
	if err != nil {
		return err
	}
	tellStopped(cmd.ErrOrStderr(), o.texts, files.Stopped())
	prefilled, err := o.each(cmd, partners, files)
	if err == nil {
		err = files.Publish()
	}
	if err := errors.Join(err, files.Close()); err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), o.texts.T("form.all.written", "n", len(partners), "dir", dir))
	o.tellPlaces(cmd.OutOrStdout(), partners)
	if o.former != nil {
		fmt.Fprintln(cmd.OutOrStdout(), o.texts.T("form.all.prefilled", "n", prefilled, "period", o.opts.Former))
	}
	return nil
}

// each writes the forms; it returns how many have former answers. Where one of
// them would take the place of somebody's file, none is drawn.
func (o *formOrder) each(cmd *cobra.Command, partners []survey.Partner, files *publish.Files) (prefilled int, err error) {
	file := func(p survey.Partner) string { return p.ID + "." + o.opts.Period + ".xlsx" }
	names := make([]string, len(partners))
	for i, p := range partners {
		names[i] = file(p)
	}
	if err := files.Free(names...); err != nil {
		return 0, err
	}
	stamp, err := form.NewStamp(&o.method.Questionnaire, o.blank(), o.texts)
	if err != nil {
		return 0, err
	}
	quiet, _ := cmd.Flags().GetBool("quiet")
	show := newProgress(cmd.ErrOrStderr(), o.texts, quiet)
	defer show.end()
	for i, p := range partners {
		show.update("forms", i, len(partners), "")
		opts, fill := o.forPartner(p)
		if fill != nil {
			prefilled++
		}
		write := o.writer(opts, fill)
		if fill == nil && opts.Raions == nil {
			write = func(w io.Writer) error { return stamp.Write(w, p) }
		}
		if err := files.Create(file(p), write); err != nil {
			return prefilled, err
		}
	}
	return prefilled, nil
}

// blank returns the options of forms without answers.
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
	var wrong []error // territories that are not sure, all at once
	for i := range partners {
		p := &partners[i]
		known := partnerOf(cmp.Or(p.ID, p.Name["uk"]))
		typed := p.Place
		p.ID, p.Place, p.Kind = cmp.Or(p.ID, known.ID), known.Place, cmp.Or(p.Kind, known.Kind)
		if p.Name["en"] == "" && known.Name["en"] != "" {
			p.Name["en"] = known.Name["en"]
		}
		located, err := o.located(*p, typed)
		if err != nil {
			wrong = append(wrong, err)
		}
		*p = located
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
	return partners, errors.Join(wrong...)
}
