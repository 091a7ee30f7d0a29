// Package settings knows every key of config.yaml: what may stand there, in the file,
// in a variable of the environment or behind a flag. It believes that a value which
// is nearly right deserves the right one beside it, and that everything that is wrong
// is told at once, each with its place.
package settings

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// A Setting is one key of config.yaml, or whatever else is read like one. What it is
// for stands in the wording, under "setting.for." and its key.
type Setting struct {
	Key       string
	Kind      Kind
	Otherwise any // the value where nobody says another
	Most      int // of a Whole number, which is at least 1

	flag string // "" is the key
}

// A Kind is what a value may be. Its name is that of the texts that say so.
type Kind string

const (
	Words   Kind = "words"   // any text on one line
	Path    Kind = "path"    // of a file or folder; in the file relative to its folder
	Period  Kind = "period"  // the name of a folder of inputs
	Day     Kind = "day"     // 2026-11-24
	Lang    Kind = "lang"    // one of the languages
	langs   Kind = "langs"   // languages, a list or joined by commas
	OnOff   Kind = "on-off"  // true or false
	Whole   Kind = "whole"   // a number without a fraction
	Address Kind = "address" // of a folder on the public web
	Share   Kind = "share"   // a number from 0 to 1
	Method  Kind = "method"  // path of a file, or the name of a method of the program's own
)

// All is this table: all that the program knows of its settings, in the order in which
// they are explained.
var All = []Setting{
	{Key: "method", Kind: Method, Otherwise: "egov-practices"},
	{Key: "inputs", Kind: Path, Otherwise: "inputs"},
	{Key: "outputs", Kind: Path, Otherwise: "outputs"},
	{Key: "layouts", Kind: Path, Otherwise: "inputs/layouts"},
	{Key: "period", Kind: Period, Otherwise: ""},
	{Key: "date", Kind: Day, Otherwise: ""},
	{Key: "lang", Kind: Lang, Otherwise: "uk"},
	{Key: "reports", Kind: langs, Otherwise: "uk,en"},
	{Key: "organisation.uk", Kind: Words, Otherwise: ""},
	{Key: "organisation.en", Kind: Words, Otherwise: ""},
	{Key: "title.uk", Kind: Words, Otherwise: "", flag: "title"},
	{Key: "title.en", Kind: Words, Otherwise: "", flag: "title"},
	{Key: "cover_note.uk", Kind: Words, Otherwise: "", flag: "cover-note"},
	{Key: "cover_note.en", Kind: Words, Otherwise: "", flag: "cover-note"},
	{Key: "imprint.publisher.uk", Kind: Words, Otherwise: ""},
	{Key: "imprint.publisher.en", Kind: Words, Otherwise: ""},
	{Key: "imprint.edition.uk", Kind: Words, Otherwise: ""},
	{Key: "imprint.edition.en", Kind: Words, Otherwise: ""},
	{Key: "imprint.licence.uk", Kind: Words, Otherwise: ""},
	{Key: "imprint.licence.en", Kind: Words, Otherwise: ""},
	{Key: "imprint.cite.uk", Kind: Words, Otherwise: ""},
	{Key: "imprint.cite.en", Kind: Words, Otherwise: ""},
	{Key: "imprint.contact.uk", Kind: Words, Otherwise: ""},
	{Key: "imprint.contact.en", Kind: Words, Otherwise: ""},
	{Key: "official", Kind: OnOff, Otherwise: false},
	{Key: "draft", Kind: OnOff, Otherwise: false},
	{Key: "factsheets", Kind: OnOff, Otherwise: false},
	{Key: "docx", Kind: OnOff, Otherwise: false},
	{Key: "single_file", Kind: OnOff, Otherwise: false, flag: "single-file"},
	{Key: "site_address", Kind: Address, Otherwise: "", flag: "site-address"},
	{Key: "contacts", Kind: OnOff, Otherwise: false},
	{Key: "cache", Kind: OnOff, Otherwise: true},
	{Key: "archive", Kind: OnOff, Otherwise: true},
	{Key: "private", Kind: Path, Otherwise: "private"},
	{Key: "publish_from", Kind: Share, Otherwise: 0.0},
	{Key: "places", Kind: Path, Otherwise: ""},
	{Key: "territories.file", Kind: Path, Otherwise: ""},
	{Key: "territories.date", Kind: Day, Otherwise: ""},
	{Key: "territories.title.uk", Kind: Words, Otherwise: ""},
	{Key: "territories.title.en", Kind: Words, Otherwise: ""},
	{Key: "territories.publisher.uk", Kind: Words, Otherwise: ""},
	{Key: "territories.publisher.en", Kind: Words, Otherwise: ""},
	{Key: "limits.file_mib", Kind: Whole, Otherwise: int(sheet.DefaultLimits.FileBytes >> 20), Most: 4096},
	{Key: "limits.inflated_mib", Kind: Whole, Otherwise: int(sheet.DefaultLimits.InflatedBytes >> 20), Most: 65_536},
	{Key: "limits.ratio", Kind: Whole, Otherwise: int(sheet.DefaultLimits.Ratio), Most: 10_000},
	{Key: "limits.cells", Kind: Whole, Otherwise: sheet.DefaultLimits.Cells, Most: 1_000_000_000},
	{Key: "limits.text", Kind: Whole, Otherwise: sheet.DefaultLimits.StringLen, Most: 10_000_000},
	{Key: "limits.blank_run", Kind: Whole, Otherwise: sheet.DefaultLimits.BlankRun, Most: 1_048_576},
}

// of finds a setting by its key; nil there is none.
func of(key string) *Setting {
	if i := slices.IndexFunc(All, func(s Setting) bool { return s.Key == key }); i >= 0 {
		return &All[i]
	}
	return nil
}

// keys lists what can be set.
func keys() []string {
	out := make([]string, len(All))
	for i, s := range All {
		out[i] = s.Key
	}
	return out
}

// variable is the environment variable of a setting.
func (s *Setting) variable() string {
	return "DEPOSITORY_" + strings.ToUpper(strings.ReplaceAll(s.Key, ".", "_"))
}

// FlagName is the name of its flag, in commands that have one.
func (s *Setting) FlagName() string {
	if s.flag != "" {
		return s.flag
	}
	return s.Key
}

// isPath reports whether a value of the file names a file.
func (s *Setting) isPath() bool { return s.Kind == Path || s.Kind == Method }

// allowed says what may stand there.
func (s *Setting) allowed(t *wording.Catalogue) string {
	return t.T("setting.allowed."+string(s.Kind), "most", s.Most)
}

// Read returns the value of a text, or an error that says what is allowed and,
// where it can be guessed, what was meant. at says where the text stands.
func (s *Setting) Read(at, text string) (any, error) {
	trimmed := strings.TrimSpace(text)
	value, like, ok := s.value(trimmed)
	if ok {
		return value, nil
	}
	args := []any{"at", at, "read", trimmed, "allowed", wording.Fail("setting.allowed."+string(s.Kind), "most", s.Most)}
	if like != "" {
		return nil, wording.Fail("setting.bad.like", append(args, "like", like)...)
	}
	return nil, wording.Fail("setting.bad", args...)
}

// value reads a text by the kind of the setting; like is what a text that cannot
// be read probably means, "" that is not known.
func (s *Setting) value(text string) (value any, like string, ok bool) {
	if text == "" && s.Otherwise == "" {
		return "", "", true
	}
	switch s.Kind {
	case OnOff:
		return readOnOff(text)
	case Whole:
		return s.readWhole(text)
	case Share:
		return readShare(text)
	case Day:
		return readDay(text)
	case Lang:
		code, like := readLang(text)
		return code, like, code != ""
	case langs:
		return readLangs(text)
	case Period:
		if strings.ContainsAny(text, `/\:*?"<>|`) || strings.HasPrefix(text, ".") {
			return nil, strings.Trim(folderOf.FindString(text), `/\`), false
		}
	case Address:
		return readAddress(text)
	case Path, Method:
		return home(text), "", text != "" && !strings.ContainsRune(text, 0)
	}
	return text, "", !strings.ContainsAny(text, "\x00\r\n")
}

// readAddress reads the address of a folder on the web; without a slash at its end it
// is meant to have one.
func readAddress(text string) (value any, like string, ok bool) {
	if !document.Follows(text) && document.Follows("https://"+text) {
		return nil, "https://" + strings.TrimSuffix(text, "/") + "/", false
	}
	if !document.Follows(text) || strings.ContainsAny(text, "?#") {
		return nil, "", false
	}
	return strings.TrimSuffix(text, "/") + "/", "", true
}

// folderOf finds the last part of a path.
var folderOf = regexp.MustCompile(`[^/\\:*?"<>|.][^/\\:*?"<>|]*[/\\]*$`)

// yesWords and noWords are what people write for true and false.
var (
	yesWords = []string{"так", "да", "yes", "y", "on", "1", "+", "істина", "правда", "увімкнено", "ввімкнено", "true"}
	noWords  = []string{"ні", "нет", "no", "n", "not", "off", "0", "-", "хибність", "неправда", "вимкнено", "false"}
)

func readOnOff(text string) (value any, like string, ok bool) {
	switch low := strings.ToLower(text); low {
	case "true", "1":
		return true, "", true
	case "false", "0":
		return false, "", true
	default:
		first, _, _ := strings.Cut(strings.Trim(low, "«»\"'.,! "), " ")
		switch {
		case slices.Contains(yesWords, first):
			return nil, "true", false
		case slices.Contains(noWords, first):
			return nil, "false", false
		}
		return nil, reply.Meant(low, []string{"true", "false"}), false
	}
}

// notInNumber is what people put between digits.
var notInNumber = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "_", "", "'", "", "’", "")

// readShare reads a share; one that is typed in per cent is taken for its hundredth
// part to be meant.
func readShare(text string) (value any, like string, ok bool) {
	text, percent := strings.CutSuffix(notInNumber.Replace(strings.Replace(text, ",", ".", 1)), "%")
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || math.IsNaN(x) || x < 0 || x > 100:
		return nil, "", false
	case percent || x > 1:
		return nil, strconv.FormatFloat(x/100, 'f', -1, 64), false
	}
	return x, "", true
}

func (s *Setting) readWhole(text string) (value any, like string, ok bool) {
	if n, err := strconv.Atoi(text); err == nil {
		if n >= 1 && n <= s.Most {
			return n, "", true
		}
		if n > s.Most {
			return nil, strconv.Itoa(s.Most), false
		}
		return nil, strconv.Itoa(s.Otherwise.(int)), false
	}
	digits := strings.TrimRight(notInNumber.Replace(text), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	if x, err := strconv.ParseFloat(strings.Replace(digits, ",", ".", 1), 64); err == nil && x >= 1 && x <= float64(s.Most) {
		return nil, strconv.Itoa(int(math.Round(x))), false
	}
	return nil, "", false
}

// readDay wants a day as 2026-11-24; any other way to write one is offered so.
func readDay(text string) (value any, like string, ok bool) {
	if _, err := time.Parse(time.DateOnly, text); err == nil {
		return text, "", true
	}
	if t, ok := reply.Day(text); ok {
		return nil, t.Format(time.DateOnly), false
	}
	return nil, "", false
}

// langWords are what people write for a language.
var langWords = map[string]string{"ua": "uk", "ukr": "uk", "укр": "uk", "українська": "uk", "українською": "uk", "ukrainian": "uk", "uk-ua": "uk", "uk_ua": "uk",
	"eng": "en", "англ": "en", "англійська": "en", "англійською": "en", "english": "en", "en-us": "en", "en-gb": "en", "gb": "en"}

// readLang returns one of the languages, or what was probably meant.
func readLang(text string) (code, like string) {
	low := strings.ToLower(strings.TrimSpace(text))
	if slices.Contains(templates.Languages, low) {
		return low, ""
	}
	return "", langWords[strings.Trim(low, ".")]
}

func readLangs(text string) (value any, like string, ok bool) {
	var codes []string
	sound := true
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		code, like := readLang(one)
		sound = sound && code != ""
		if code = cmp.Or(code, like); code == "" {
			return nil, "", false
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	list := strings.Join(codes, ",")
	if !sound || list == "" {
		return nil, list, false
	}
	return list, "", true
}
