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

	"depository/pipeline/form"
	"depository/pipeline/method"
	"depository/pipeline/survey"
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
		Short: "Write the workbook that a partner fills in",
		Long: `template writes a blank workbook for one partner and one period, made from the
method: instructions, one card a practice, an overview that shows what is still
missing, and the joint action plan. Send it to the partner; put it into
inputs/<period>/ when it comes back. The name of the file does not matter: who
sent it, for which period and by which method stands inside.

The pilot partners are known by id: kyiv, vinnytsia, mykolaiv, ivano-frankivsk,
slavutych. Any other partner is given by name; its id is made from the name and
has to stay the same from period to period.

A file that exists is never overwritten.`,
		Example: `  depository template --partner vinnytsia --period 2026-H1
  depository template --partner "Львівська область" --period 2026-H1 --cards 20 --out lviv.xlsx
  depository template --partner kyiv --period 2026-H1 --lang en`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return writeTemplate(cmd) },
	}
	f := cmd.Flags()
	f.String("partner", "", "id or name of the partner")
	f.String("period", "", "reporting period, the name of its folder in inputs: 2026-H1")
	f.String("lang", "uk", "language of the form: uk or en")
	f.String("method", "egov-practices", "method file, or the name of a built-in method")
	f.String("out", "", "file to write (default: <partner>.<period>.xlsx here)")
	f.Int("cards", form.DefaultCards, "how many practices fit")
	cobra.CheckErr(errors.Join(cmd.MarkFlagRequired("partner"), cmd.MarkFlagRequired("period")))
	return cmd
}

func writeTemplate(cmd *cobra.Command) error {
	f := cmd.Flags()
	flag := func(name string) string { s, _ := f.GetString(name); return strings.TrimSpace(s) }
	cards, _ := f.GetInt("cards")
	partner := partnerOf(flag("partner"))
	opts := form.Options{Lang: flag("lang"), Partner: partner, Period: flag("period"), Cards: cards}
	switch {
	case partner.ID == "":
		return errors.New("--partner is empty: give the id or the name of the partner")
	case opts.Period == "" || strings.ContainsAny(opts.Period, `/\:*?"<>|`):
		return fmt.Errorf("--period %q cannot be the name of a folder; write it as 2026-H1", opts.Period)
	case !slices.Contains(templates.Languages, opts.Lang):
		return fmt.Errorf("--lang %s: the form exists in %s", opts.Lang, strings.Join(templates.Languages, " and "))
	case cards < 1:
		return fmt.Errorf("--cards %d: at least one practice has to fit", cards)
	}
	m, err := methodOf(flag("method"))
	if err != nil {
		return err
	}
	opts.Model = &m.Model
	out := cmp.Or(flag("out"), partner.ID+"."+opts.Period+".xlsx")
	if err := saveForm(out, &m.Questionnaire, opts, nil, os.O_EXCL); errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists and may hold a partner's answers; name another file with --out", out)
	} else if err != nil {
		return err
	}
	texts, err := templates.Wording(opts.Lang)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), texts.T("form.written", "file", out, "n", cards))
	return err
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
	return survey.Partner{ID: partnerID(given), Name: survey.Text{"uk": given}}
}

// latin is the official romanisation of Ukrainian (Cabinet of Ministers,
// resolution No. 55 of 27 January 2010) for letters within a word; what the
// apostrophe and the soft sign stand for is left out.
var latin = strings.NewReplacer("зг", "zgh", "а", "a", "б", "b", "в", "v", "г", "h", "ґ", "g", "д", "d", "е", "e", "є", "ie", "ж", "zh", "з", "z",
	"и", "y", "і", "i", "ї", "i", "й", "i", "к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u",
	"ф", "f", "х", "kh", "ц", "ts", "ч", "ch", "ш", "sh", "щ", "shch", "ю", "iu", "я", "ia", "ь", "", "’", "", "'", "", "ʼ", "")

// initial is the romanisation of letters that differ at the start of a word.
var initial = map[rune]string{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"}

// partnerID makes an id of a name: «Львівська область» gives lvivska-oblast.
func partnerID(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return strings.ContainsRune(" \t\u00a0-–—_./\\,;:()[]«»\"", r)
	})
	for i, w := range words {
		first := []rune(w)[0]
		if start, ok := initial[first]; ok {
			w = start + string([]rune(w)[1:])
		}
		words[i] = strings.Map(func(r rune) rune {
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
				return r
			}
			return -1
		}, latin.Replace(w))
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), "-")
}
