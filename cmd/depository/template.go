package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"depository/pipeline"
	"depository/pipeline/form"
	"depository/pipeline/ingest"
	"depository/pipeline/method"
	codifier "depository/pipeline/place"
	"depository/pipeline/survey"
	"depository/pipeline/wording"
	"depository/templates"
)

// pilots are the partners that the program knows by id or name, with their
// KATOTTG codes.
var pilots = []survey.Partner{
	{ID: "kyiv", Name: survey.Text{"uk": "Київ", "en": "Kyiv"}, Kind: "city", Place: "UA80000000000093317"},
	{ID: "vinnytsia", Name: survey.Text{"uk": "Вінниця", "en": "Vinnytsia"}, Kind: "city", Place: "UA05020030000031457"},
	{ID: "mykolaiv", Name: survey.Text{"uk": "Миколаїв", "en": "Mykolaiv"}, Kind: "city", Place: "UA48060150000071713"},
	{ID: "ivano-frankivsk", Name: survey.Text{"uk": "Івано-Франківськ", "en": "Ivano-Frankivsk"}, Kind: "city", Place: "UA26040190000081578"},
	{ID: "slavutych", Name: survey.Text{"uk": "Славутич", "en": "Slavutych"}, Kind: "city", Place: "UA32100130000093505"},
}

func newTemplateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "template",
		Short: "Write the workbooks that partners fill in",
		Long: `template writes the workbook for one partner and one period, made from the
method: instructions, one card a practice, an overview that shows what is still
missing and which level the answers give, and the joint action plan. With the
codifier of places an oblast's cards offer its raions and hromadas. Send it to
the partner; put it into inputs/<period>/ when it comes back. The name of the file
does not matter: who sent it, for which period and by which method stands inside.

The pilot partners are known by id: kyiv, vinnytsia, mykolaiv, ivano-frankivsk,
slavutych. Any other partner is given by name; its id is made from the name and
has to stay the same from period to period.

With --all it writes one workbook for each partner of a list, XLSX or CSV, with
the columns name and, if there are any, id, name_en, place (KATOTTG), kind.

With --prefill the answers of the last period stand in the cells already, marked
as such until they are changed; the prompt of each level says what would raise it.

A file that exists is never overwritten.`,
		Example: `  depository template --partner vinnytsia --period 2026-H1
  depository template --partner "Львівська область" --period 2026-H1 --practices 20 --out lviv.xlsx
  depository template --partner kyiv --period 2026-H2 --prefill
  depository template --all partners.csv --period 2026-H2 --out forms`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return writeTemplate(cmd) },
	}
	f := cmd.Flags()
	addInputFlags(f)
	f.String("partner", "", "id or name of the partner")
	f.String("all", "", "list of partners, XLSX or CSV: a workbook for each")
	f.String("period", "", "reporting period, the name of its folder in inputs: 2026-H1")
	f.String("lang", "uk", "language of the form: uk or en")
	f.String("out", "", "file to write (default: <partner>.<period>.xlsx here); with --all the folder (default: forms)")
	f.Int("practices", form.DefaultCards, "how many practices fit; a partner can copy a card for more")
	f.Bool("prefill", false, "fill in the answers of the last period")
	f.Bool("quiet", false, "show no progress")
	cobra.CheckErr(cmd.MarkFlagRequired("period"))
	cmd.MarkFlagsOneRequired("partner", "all")
	cmd.MarkFlagsMutuallyExclusive("partner", "all")
	return cmd
}

// A formOrder is what is to be written: the method, what all forms share, and
// what partners answered before.
type formOrder struct {
	method *method.Method
	opts   form.Options
	texts  *wording.Catalogue
	former map[string]survey.Submission
	places *codifier.Registry // nil: no codifier is known
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
	given, _ := f.GetString("partner")
	partner := partnerOf(strings.TrimSpace(given))
	if partner.ID == "" {
		return errors.New("--partner is empty: give the id or the name of the partner")
	}
	out, _ := f.GetString("out")
	out = cmp.Or(out, partner.ID+"."+order.opts.Period+".xlsx")
	opts, fill := order.forPartner(partner)
	if err := saveForm(out, &order.method.Questionnaire, opts, fill, os.O_EXCL); errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists and may hold a partner's answers; name another file with --out", out)
	} else if err != nil {
		return err
	}
	key := "form.written"
	if order.former != nil && fill == nil {
		key = "form.written.blank"
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), order.texts.T(key, "file", out, "n", max(opts.Cards, len(practicesOf(fill)))))
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
	period, _ := f.GetString("period")
	cards, _ := f.GetInt("practices")
	period = strings.TrimSpace(period)
	switch {
	case period == "" || strings.ContainsAny(period, `/\:*?"<>|`):
		return nil, fmt.Errorf("--period %q cannot be the name of a folder; write it as 2026-H1", period)
	case cards < 1:
		return nil, fmt.Errorf("--practices %d: at least one practice has to fit", cards)
	}
	v, err := readConfig(f)
	if err != nil {
		return nil, err
	}
	run, err := runOptions(v)
	if err != nil {
		return nil, err
	}
	order := &formOrder{opts: form.Options{Lang: run.Lang, Period: period, Cards: cards}}
	if order.method, err = methodOf(run.Method); err != nil {
		return nil, err
	}
	order.opts.Model = &order.method.Model
	if order.texts, err = templates.Wording(run.Lang); err != nil {
		return nil, err
	}
	if run.Places != "" {
		if order.places, err = ingest.LoadPlaces(run.Places); err != nil {
			return nil, err
		}
	}
	if prefill, _ := f.GetBool("prefill"); prefill {
		quiet, _ := f.GetBool("quiet")
		show := newProgress(cmd.ErrOrStderr(), order.texts, quiet)
		order.former, order.opts.Former, err = pipeline.Former(run, period, show.update)
		show.end()
		if err == nil && order.opts.Former == "" {
			err = errors.New(order.texts.T("form.no-former", "period", period, "inputs", run.Inputs))
		}
	}
	return order, err
}

// forPartner gives the options of a partner's form, and what it answered before.
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

// saveForm writes a form to a file. how is os.O_EXCL to refuse a file that
// exists, os.O_TRUNC to replace it; a form that could not be written whole is
// removed.
func saveForm(file string, q *survey.Questionnaire, opts form.Options, fill *survey.Submission, how int) error {
	texts, err := templates.Wording(opts.Lang)
	if err != nil {
		return err
	}
	w, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|how, 0o644)
	if err != nil {
		return err
	}
	err = errors.Join(form.Write(w, q, opts, fill, texts), w.Close())
	if err != nil {
		return errors.Join(err, os.Remove(file))
	}
	return nil
}

// methodOf reads a method: a file, or one that the program carries.
func methodOf(name string) (*method.Method, error) {
	if data, err := templates.Files.ReadFile("methods/" + name + ".yaml"); err == nil {
		return method.Parse(name+".yaml", data)
	}
	return method.Load(name)
}

// partnerOf finds a pilot by id or name, and makes a partner of any other name.
func partnerOf(given string) survey.Partner {
	for _, p := range pilots {
		if strings.EqualFold(given, p.ID) || strings.EqualFold(given, p.Name["uk"]) || strings.EqualFold(given, p.Name["en"]) {
			return p
		}
	}
	p := survey.Partner{ID: partnerID(given), Name: survey.Text{"uk": given}}
	if o, ok := codifier.FindOblast(given); ok && !o.City && strings.EqualFold(given, o.UK) {
		p.Place, p.Kind, p.Name = o.Code, "oblast", survey.Text{"uk": o.UK, "en": o.EN}
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
