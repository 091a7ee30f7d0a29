package main

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/office"
	"depository.example/depository/pipeline/tell/wording"
)

func newTemplateCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "template", Args: shell.NoArgs, PreRunE: oneOrAll, RunE: writeTemplate}
	f := cmd.Flags()
	inputFlags(f, "period")
	words(f, "partner", "all", "place", "due", "out")
	switches(f, "blank", "xlsform", "prefill", "quiet", "new")
	f.Int("practices", form.DefaultCards, "")
	cobra.CheckErr(cmd.MarkFlagRequired("period"))
	return cmd
}

// oneOrAll wants either one partner or a list.
func oneOrAll(cmd *cobra.Command, _ []string) error {
	given := cmd.Flags().Changed
	one, all, blank := given("partner"), given("all"), call{Command: cmd}.on("blank")
	switch {
	case blank && (one || all || given("prefill") || given("place")):
		return wording.Fail("form.blank.alone")
	case call{Command: cmd}.on("xlsform"):
		if blank || all || given("prefill") || given("practices") {
			return wording.Fail("form.xlsform.alone")
		}
	case one == all && !blank:
		return wording.Fail("form.one-or-all")
	case all && given("place"):
		return wording.Fail("form.place.all")
	case !all && given("due"):
		return wording.Fail("form.due.all")
	}
	return nil
}

func writeTemplate(cmd *cobra.Command, _ []string) error {
	c, failed := callOf(cmd)
	_, err := (&settings.Setting{Kind: settings.Whole, Otherwise: form.DefaultCards, Most: form.MostCards}).Read("--practices", strconv.Itoa(c.number("practices")))
	if err = errors.Join(err, failed); err != nil {
		return err
	}
	if c.opts.Period == "" {
		return wording.Fail("usage.no-value", "flag", "--period")
	}
	wanted := office.Wanted{Partner: c.word("partner"), Place: c.word("place"), List: c.word("all"), Out: c.word("out"),
		Blank: c.on("blank"), XLSForm: c.on("xlsform"), New: c.on("new")}
	if wanted.Out != "" && c.on("prefill") { // before anything is read
		if err := c.opts.Reads(nil).Allow("--out", wanted.Out); err != nil {
			return err
		}
	}
	show := c.show()
	forms, err := office.OpenForms(c.opts, c.number("practices"), c.on("prefill"), c.texts, show.update)
	show.End()
	if err == nil {
		wanted.Due, err = c.due()
	}
	if err != nil {
		return err
	}
	show = c.show()
	return forms.Make(wanted, office.Sink{Out: c.out(), Say: c.say, Tell: c.tell, Put: c.put, Progress: show.update, Done: show.End})
}

// due is the last day of the round, ISO 8601; "" it is none.
func (c call) due() (string, error) {
	typed := c.word("due")
	if typed == "" {
		return "", nil
	}
	day, err := (&settings.Setting{Kind: settings.Day}).Read("--due", typed)
	if err != nil {
		return "", err
	}
	return day.(string), nil
}
