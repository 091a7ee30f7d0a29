package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/office"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

func newTemplateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "template",
		Args:    shell.NoArgs,
		PreRunE: oneOrAll,
		RunE:    writeTemplate,
	}
	f := cmd.Flags()
	addInputFlags(f)
	f.String("partner", "", "")
	f.String("all", "", "")
	f.String("place", "", "")
	f.String("due", "", "")
	f.Bool("blank", false, "")
	f.Bool("xlsform", false, "")
	settings.Flags(f, "period")
	f.String("out", "", "")
	f.Int("practices", form.DefaultCards, "")
	f.Bool("prefill", false, "")
	f.Bool("quiet", false, "")
	f.Bool("new", false, "")
	cobra.CheckErr(cmd.MarkFlagRequired("period"))
	return cmd
}

// oneOrAll wants either one partner or a list.
func oneOrAll(cmd *cobra.Command, _ []string) error {
	one, all := cmd.Flags().Changed("partner"), cmd.Flags().Changed("all")
	blank, _ := cmd.Flags().GetBool("blank")
	if blank && (one || all || cmd.Flags().Changed("prefill") || cmd.Flags().Changed("place")) {
		return wording.Fail("form.blank.alone")
	}
	if isXLSForm, _ := cmd.Flags().GetBool("xlsform"); isXLSForm {
		if blank || all || cmd.Flags().Changed("prefill") || cmd.Flags().Changed("practices") {
			return wording.Fail("form.xlsform.alone")
		}
		return nil
	}
	if one == all && !blank {
		return wording.Fail("form.one-or-all")
	}
	if all && cmd.Flags().Changed("place") {
		return wording.Fail("form.place.all")
	}
	if !all && cmd.Flags().Changed("due") {
		return wording.Fail("form.due.all")
	}
	return nil
}

// A formCall is what a call of the command asks for.
type formCall struct {
	*office.Forms
	cmd   *cobra.Command
	texts *wording.Catalogue
	flag  func(name string) string
	show  progress
}

func writeTemplate(cmd *cobra.Command, _ []string) error {
	c, err := formCallOf(cmd)
	if err != nil {
		return err
	}
	if list := c.flag("all"); list != "" {
		return c.all(list)
	}
	if blank, _ := cmd.Flags().GetBool("blank"); blank {
		return c.blank()
	}
	if isXLSForm, _ := cmd.Flags().GetBool("xlsform"); isXLSForm {
		return c.xlsForm()
	}
	return c.one()
}

// xlsForm writes the questionnaire for KoboToolbox and ODK, for one partner or, without
// a name, for anybody.
func (c *formCall) xlsForm() error {
	var partner survey.Partner
	if name := c.flag("partner"); name != "" {
		isNew, _ := c.cmd.Flags().GetBool("new")
		var err error
		if partner, err = c.Partner(name, isNew); err != nil {
			return err
		}
		if partner, err = c.Located(partner, strings.TrimSpace(c.flag("place"))); err != nil {
			return err
		}
	}
	out := cmp.Or(c.flag("out"), strings.TrimPrefix(partner.ID+"."+c.Period+".xlsform.xlsx", "."))
	if err := c.put(out, func(w io.Writer) error { return c.XLSForm(w, partner) }); err != nil {
		return err
	}
	_, err := fmt.Fprintln(c.cmd.OutOrStdout(), c.texts.T("form.xlsform.written", "file", out))
	return err
}

// blank writes the form that is for anybody: who fills it in types name and place.
func (c *formCall) blank() error {
	out := cmp.Or(c.flag("out"), c.Period+".xlsx")
	if err := c.put(out, func(w io.Writer) error { return c.Write(w, survey.Partner{}) }); err != nil {
		return err
	}
	cards, _ := c.Cards(survey.Partner{})
	_, err := fmt.Fprintln(c.cmd.OutOrStdout(), c.texts.T("form.written", "file", out, "n", cards))
	return err
}

// formCallOf reads the flags that one form and many have in common.
func formCallOf(cmd *cobra.Command) (*formCall, error) {
	f := cmd.Flags()
	cards, _ := f.GetInt("practices")
	_, err := (&settings.Setting{Kind: settings.Whole, Otherwise: form.DefaultCards, Most: form.MostCards}).Read("--practices", strconv.Itoa(cards))
	opts, texts, optsErr := optionsOf(cmd)
	if err = errors.Join(err, optsErr); err != nil {
		return nil, err
	}
	if opts.Period == "" {
		return nil, wording.Fail("usage.no-value", "flag", "--period")
	}
	quiet, _ := f.GetBool("quiet")
	prefill, _ := f.GetBool("prefill")
	c := &formCall{cmd: cmd, texts: texts, flag: flagsOf(cmd), show: newProgress(cmd.ErrOrStderr(), texts, quiet)}
	if out := c.flag("out"); out != "" && prefill { // before anything is read
		if err := opts.Reads(nil).Allow("--out", out); err != nil {
			return nil, err
		}
	}
	c.Forms, err = office.OpenForms(opts, cards, prefill, texts, c.show.update)
	c.show.End()
	return c, err
}

// put writes one file. What is there may hold a partner's answers.
func (c *formCall) put(out string, write func(io.Writer) error) error {
	files, err := openResults(c.cmd, c.texts, publish.Target{Reads: c.Reads, Existing: publish.Refuse}, out)
	if err != nil {
		return err
	}
	return files.End(files.Put(out, write))
}

// one writes the form of one partner and says what it is.
func (c *formCall) one() error {
	isNew, _ := c.cmd.Flags().GetBool("new")
	partner, err := c.Partner(c.flag("partner"), isNew)
	if err != nil {
		return err
	}
	if partner, err = c.Located(partner, strings.TrimSpace(c.flag("place"))); err != nil {
		return err
	}
	out := cmp.Or(c.flag("out"), c.File(partner))
	if err := c.put(out, func(w io.Writer) error { return c.Write(w, partner) }); err != nil {
		return err
	}
	key := "form.written"
	cards, filled := c.Cards(partner)
	if c.Former != "" && !filled {
		key = "form.written.blank"
	}
	if _, err := fmt.Fprintln(c.cmd.OutOrStdout(), c.texts.T(key, "file", out, "n", cards)); err != nil {
		return err
	}
	if place := c.Place(partner); place != "" {
		_, err = fmt.Fprintln(c.cmd.OutOrStdout(), place)
	}
	return err
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
	partners := make([]survey.Partner, len(invited))
	for i := range invited {
		partners[i] = invited[i].Partner
	}
	dir := cmp.Or(c.flag("out"), "forms")
	files, err := publish.AddTo(publish.Target{Reads: append(c.Reads, list), Existing: publish.Recorded, Flag: "--out"}, dir)
	if err != nil {
		return err
	}
	publish.TellStopped(files.Stopped(), teller(c.cmd.ErrOrStderr(), c.texts))
	filled, err := c.WriteAll(files, partners, c.show.update)
	c.show.End()
	if err == nil {
		err = files.Publish()
	}
	if err := errors.Join(err, files.Close()); err != nil {
		return err
	}
	c.tellAll(dir, partners, filled)
	if due == "" {
		return nil
	}
	kept, err := office.Invite(c.Forms, list, invited, time.Now())
	if err == nil {
		fmt.Fprintln(c.cmd.OutOrStdout(), c.texts.T("round.kept", "file", kept, "n", len(invited)))
	}
	return err
}

// due is the last day of the round, ISO 8601; "" it is none.
func (c *formCall) due() (string, error) {
	typed := c.flag("due")
	if typed == "" {
		return "", nil
	}
	day, err := (&settings.Setting{Kind: settings.Day}).Read("--due", typed)
	if err != nil {
		return "", err
	}
	return day.(string), nil
}

// tellAll says what was written, and whose forms ask for their territory.
func (c *formCall) tellAll(dir string, partners []survey.Partner, filled int) {
	w := c.cmd.OutOrStdout()
	fmt.Fprintln(w, c.texts.T("form.all.written", "n", len(partners), "dir", dir))
	var asked []string
	for _, p := range partners {
		if p.Place == "" {
			asked = append(asked, p.Name["uk"])
		}
	}
	if len(asked) > 0 {
		fmt.Fprintln(w, c.texts.T("form.all.asked", "n", len(asked), "names", c.texts.Join(asked)))
	}
	if c.Former != "" {
		fmt.Fprintln(w, c.texts.T("form.all.prefilled", "n", filled, "period", c.Former))
	}
}
