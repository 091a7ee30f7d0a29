package main

import (
	"cmp"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/office"
	"depository.example/depository/pipeline/survey/survey"
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

// A formCall is what a call of the command asks for.
type formCall struct {
	call
	*office.Forms
}

func writeTemplate(cmd *cobra.Command, _ []string) error {
	c, err := formCallOf(cmd)
	switch {
	case err != nil:
		return err
	case c.word("all") != "":
		return c.all(c.word("all"))
	case c.on("blank"): // who fills it in types name and place
		return c.form(survey.Partner{}, c.Period+".xlsx")
	}
	var partner survey.Partner
	if c.word("partner") != "" || !c.on("xlsform") {
		if partner, err = c.Partner(c.word("partner"), c.on("new")); err == nil {
			partner, err = c.Located(partner, strings.TrimSpace(c.word("place")))
		}
	}
	switch {
	case err != nil:
		return err
	case c.on("xlsform"):
		return c.xlsForm(partner)
	}
	if err := c.form(partner, c.File(partner)); err != nil {
		return err
	}
	if place := c.Place(partner); place != "" {
		_, err = io.WriteString(c.out(), place+"\n")
	}
	return err
}

// formCallOf reads the flags that one form and many have in common.
func formCallOf(cmd *cobra.Command) (c formCall, err error) {
	settled, failed := callOf(cmd)
	c.call = settled
	c.Command = cmd
	cards := c.number("practices")
	_, err = (&settings.Setting{Kind: settings.Whole, Otherwise: form.DefaultCards, Most: form.MostCards}).Read("--practices", strconv.Itoa(cards))
	if err = errors.Join(err, failed); err != nil {
		return c, err
	}
	if c.opts.Period == "" {
		return c, wording.Fail("usage.no-value", "flag", "--period")
	}
	if out := c.word("out"); out != "" && c.on("prefill") { // before anything is read
		if err := c.opts.Reads(nil).Allow("--out", out); err != nil {
			return c, err
		}
	}
	show := c.show()
	c.Forms, err = office.OpenForms(c.opts, cards, c.on("prefill"), c.texts, show.update)
	show.End()
	return c, err
}

// xlsForm writes the questionnaire for KoboToolbox and ODK, for one partner or, without
// a name, for anybody.
func (c *formCall) xlsForm(p survey.Partner) error {
	out := cmp.Or(c.word("out"), strings.TrimPrefix(p.ID+"."+c.Period+".xlsform.xlsx", "."))
	err := c.add(out, func(w io.Writer) error { return c.XLSForm(w, p) })
	if err == nil {
		c.say("form.xlsform.written", "file", out)
	}
	return err
}

// add writes one file. What is there may hold a partner's answers.
func (c *formCall) add(out string, write func(io.Writer) error) error {
	return c.put(publish.Target{Reads: c.Reads, Existing: publish.Refuse}, out, write)
}

// form writes the form of a partner, or of anybody, and says what it is.
func (c *formCall) form(p survey.Partner, name string) error {
	out := cmp.Or(c.word("out"), name)
	if err := c.add(out, func(w io.Writer) error { return c.Write(w, p) }); err != nil {
		return err
	}
	cards, filled := c.Cards(p)
	key := "form.written"
	if c.Former != "" && !filled {
		key = "form.written.blank"
	}
	c.say(key, "file", out, "n", cards)
	return nil
}

// all writes a form for each partner of a list.
func (c *formCall) all(list string) error {
	due, err := c.due()
	if err != nil {
		return err
	}
	invited, err := c.Invited(list, due)
	if err != nil {
		return err
	}
	dir, partners := cmp.Or(c.word("out"), "forms"), lists.Partners(invited)
	show := c.show()
	filled, err := c.AddAll(dir, list, partners, c.tell, show.update)
	show.End()
	if err != nil {
		return err
	}
	c.sayAll(dir, partners, filled)
	if due == "" {
		return nil
	}
	kept, err := office.Invite(c.Forms, list, invited, time.Now())
	if err == nil {
		c.say("round.kept", "file", kept, "n", len(invited))
	}
	return err
}

// due is the last day of the round, ISO 8601; "" it is none.
func (c *formCall) due() (string, error) {
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

// sayAll says what was written, and whose forms ask for their territory.
func (c *formCall) sayAll(dir string, partners []survey.Partner, filled int) {
	c.say("form.all.written", "n", len(partners), "dir", dir)
	var asked []string
	for _, p := range partners {
		if p.Place == "" {
			asked = append(asked, p.Name["uk"])
		}
	}
	if len(asked) > 0 {
		c.say("form.all.asked", "n", len(asked), "names", c.texts.Join(asked))
	}
	if c.Former != "" {
		c.say("form.all.prefilled", "n", filled, "period", c.Former)
	}
}
