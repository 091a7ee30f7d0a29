package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/publish"
	codifier "depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

func newTemplateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "template",
		Example: `  depository template --partner vinnytsia --period 2026-H1
  depository template --partner "Львівська область" --period 2026-H1 --practices 20 --out lviv.xlsx
  depository template --partner "Відділ цифрового розвитку" --place "м. Бар" --period 2026-H1
  depository template --partner kyiv --period 2026-H2 --prefill
  depository template --all partners.csv --period 2026-H2 --out forms`,
		Args: noArgs,
		PreRunE: func(cmd *cobra.Command, _ []string) error {
			one, all := cmd.Flags().Changed("partner"), cmd.Flags().Changed("all")
			if one == all {
				return wording.Fail("form.one-or-all")
			}
			if all && cmd.Flags().Changed("place") {
				return wording.Fail("form.place.all")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return writeTemplate(cmd) },
	}
	f := cmd.Flags()
	addInputFlags(f)
	f.String("partner", "", "")
	f.String("all", "", "")
	f.String("place", "", "")
	settingFlags(f, "period")
	f.String("out", "", "")
	f.Int("practices", form.DefaultCards, "")
	f.Bool("prefill", false, "")
	f.Bool("quiet", false, "")
	f.Bool("new", false, "")
	cobra.CheckErr(cmd.MarkFlagRequired("period"))
	return cmd
}

// A formOrder is what is to be written: the method, what all forms share, and
// what partners answered before.
type formOrder struct {
	method *method.Method
	opts   form.Options
	texts  *wording.Catalogue
	former map[string]survey.Submission
	places *codifier.Registry
	reads  publish.Reads // the files that all this came from
}

func writeTemplate(cmd *cobra.Command) error {
	order, err := orderOf(cmd)
	if err != nil {
		return err
	}
	f := cmd.Flags()
	if list, _ := f.GetString("all"); list != "" {
		return order.all(cmd, list)
	}
	partner, err := order.partner(f)
	if err != nil {
		return err
	}
	typed, _ := f.GetString("place")
	if partner, err = order.located(partner, strings.TrimSpace(typed)); err != nil {
		return err
	}
	out, _ := f.GetString("out")
	out = cmp.Or(out, partner.ID+"."+order.opts.Period+".xlsx")
	opts, fill := order.forPartner(partner)
	// What is there may hold a partner's answers.
	files, err := openResults(cmd, order.texts, publish.Target{Reads: order.reads, Existing: publish.Refuse}, out)
	if err != nil {
		return err
	}
	if err := files.end(files.put(out, order.writer(opts, fill))); err != nil {
		return err
	}
	key := "form.written"
	if order.former != nil && fill == nil {
		key = "form.written.blank"
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), order.texts.T(key, "file", out, "n", max(opts.Cards, len(practicesOf(fill)))))
	order.tellPlace(cmd.OutOrStdout(), partner)
	return err
}

func practicesOf(fill *survey.Submission) []survey.Practice {
	if fill == nil {
		return nil
	}
	return fill.Practices
}

// orderOf reads the flags that one form and many have in common.
func orderOf(cmd *cobra.Command) (*formOrder, error) {
	f := cmd.Flags()
	cards, _ := f.GetInt("practices")
	_, err := (&setting{kind: whole, otherwise: form.DefaultCards, most: form.MostCards}).read("--practices", strconv.Itoa(cards))
	run, texts, optsErr := optionsOf(cmd)
	if err = errors.Join(err, optsErr); err != nil {
		return nil, err
	}
	period := run.Period
	if period == "" {
		return nil, wording.Fail("usage.no-value", "flag", "--period")
	}
	order := &formOrder{opts: form.Options{Lang: run.Lang, Period: period, Cards: cards}, texts: texts}
	w, err := workspace.Open(run.Sources)
	if err != nil {
		return nil, err
	}
	order.method, order.places = w.Method, w.Places
	order.opts.Model = &order.method.Model
	order.reads = run.Reads(order.method)
	if prefill, _ := f.GetBool("prefill"); !prefill {
		order.reads = slices.DeleteFunc(order.reads, func(read string) bool { return read == run.Inputs })
	} else {
		if out, _ := f.GetString("out"); out != "" { // before anything is read
			if err := order.reads.Allow("--out", out); err != nil {
				return nil, err
			}
		}
		quiet, _ := f.GetBool("quiet")
		show := newProgress(cmd.ErrOrStderr(), order.texts, quiet)
		order.former, order.opts.Former, err = pipeline.Former(w, period, show.update)
		show.end()
		if err == nil && order.opts.Former == "" {
			err = wording.Fail("form.no-former", "period", period, "inputs", run.Inputs)
		}
	}
	return order, err
}

// forPartner returns the options of a partner's form, and what it answered before.
func (o *formOrder) forPartner(partner survey.Partner) (form.Options, *survey.Submission) {
	opts := o.opts
	opts.Partner, opts.Raions = partner, ingest.FormRaions(o.places, partner.Place)
	before, known := o.former[partner.ID]
	if !known {
		opts.Former = ""
		return opts, nil
	}
	opts.Cards, opts.Illustrative = max(opts.Cards, len(before.Practices)+1), before.Illustrative
	return opts, &before
}

// writer returns what writes a form.
func (o *formOrder) writer(opts form.Options, fill *survey.Submission) func(io.Writer) error {
	return func(w io.Writer) error { return form.Write(w, &o.method.Questionnaire, opts, fill, o.texts) }
}

// partner finds who --partner names: a partner that is known by id or name, or else
// a new one by its name. A name that is nearly a known one, and an id that nobody
// has, are taken for slips unless --new says otherwise.
func (o *formOrder) partner(f *pflag.FlagSet) (survey.Partner, error) {
	given, _ := f.GetString("partner")
	given = strings.TrimSpace(given)
	known := slices.Clone(pilots())
	for _, s := range o.former {
		known = append(known, s.Partner)
	}
	slices.SortFunc(known, func(a, b survey.Partner) int { return strings.Compare(a.ID, b.ID) })
	found := partnerOf(given)
	if p, ok := partnerAmong(known, given); ok {
		found = p
	}
	isNew, _ := f.GetBool("new")
	switch {
	case given == "" || found.ID == "":
		return found, wording.Fail("usage.no-value", "flag", "--partner")
	case isNew, slices.ContainsFunc(known, func(p survey.Partner) bool { return p.ID == found.ID }), found.Place != "":
		return found, nil
	case reply.Meant(given, namesOf(known)) != "" || !strings.ContainsFunc(given, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }):
		return found, noPartner(known, given, "form.new-partner")
	}
	return found, nil
}

// partnerAmong finds a partner by its id or one of its names, in any case.
func partnerAmong(known []survey.Partner, given string) (survey.Partner, bool) {
	for _, p := range known {
		for _, name := range []string{p.ID, p.Name["uk"], p.Name["en"]} {
			if name != "" && strings.EqualFold(name, strings.TrimSpace(given)) {
				return p, true
			}
		}
	}
	return survey.Partner{}, false
}

// namesOf lists what partners are called: ids, then names.
func namesOf(known []survey.Partner) []string {
	var out []string
	for _, p := range known {
		out = append(out, p.ID)
	}
	for _, p := range known {
		for _, lang := range templates.Languages {
			if name := p.Name[lang]; name != "" {
				out = append(out, name)
			}
		}
	}
	return out
}

// noPartner says that nobody bears a name, and who was probably meant.
func noPartner(known []survey.Partner, given, key string) error {
	if like := reply.Meant(given, namesOf(known)); like != "" {
		return wording.Fail(key+".like", "read", given, "like", like)
	}
	return wording.Fail(key, "read", given, "list", strings.Join(slices.Compact(namesOf(known)[:len(known)]), ", "))
}

// partnerOf finds a pilot by id or name, and makes a partner of any other name.
func partnerOf(given string) survey.Partner {
	for _, p := range pilots() {
		if strings.EqualFold(given, p.ID) || strings.EqualFold(given, p.Name["uk"]) || strings.EqualFold(given, p.Name["en"]) {
			return p
		}
	}
	p := survey.Partner{ID: partnerID(given), Name: survey.Text{"uk": given}}
	if o, ok := codifier.FindOblast(given); ok && !o.City && strings.EqualFold(given, o.UK) {
		p.Place, p.Kind, p.Name = o.Code, survey.KindOblast, survey.Text{"uk": o.UK, "en": o.EN}
	}
	return p
}

// partnerID makes an id of a name: «Львівська область» gives lvivska-oblast.
func partnerID(name string) string {
	words := strings.FieldsFunc(strings.ToLower(codifier.Romanise(name)), func(r rune) bool {
		return strings.ContainsRune(" \t\u00a0-–—_./\\,;:()[]«»\"", r)
	})
	for i, w := range words {
		words[i] = strings.Map(func(r rune) rune {
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
				return r
			}
			return -1
		}, w)
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), "-")
}
