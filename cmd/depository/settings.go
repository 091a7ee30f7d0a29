package main

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// A setting is one key of config.yaml. This table is all that the program knows
// of its settings: what may stand in the file, in a variable and behind a flag, the
// flags themselves, what --help and docs/settings.md say. What a setting is for
// stands in the wording, under "setting.for." and its key.
type setting struct {
	key       string
	kind      kind
	otherwise any    // the value where nobody says another
	most      int    // of a whole number, which is at least 1
	flag      string // "" is the key
}

// A kind is what a value may be. Its name is that of the texts that say so.
type kind string

const (
	words     kind = "words"  // any text on one line
	path      kind = "path"   // of a file or folder; in the file relative to its folder
	period    kind = "period" // the name of a folder of inputs
	day       kind = "day"    // 2026-11-24
	lang      kind = "lang"   // one of the languages
	langs     kind = "langs"  // languages, a list or joined by commas
	onOff     kind = "on-off" // true or false
	whole     kind = "whole"  // a number without a fraction
	methodRef kind = "method" // path of a file, or the name of a method of the program's own
)

// settings are all keys, in the order in which they are explained.
var settings = []setting{
	{key: "method", kind: methodRef, otherwise: "egov-practices"},
	{key: "inputs", kind: path, otherwise: "inputs"},
	{key: "outputs", kind: path, otherwise: "outputs"},
	{key: "layouts", kind: path, otherwise: "inputs/layouts"},
	{key: "period", kind: period, otherwise: ""},
	{key: "date", kind: day, otherwise: ""},
	{key: "lang", kind: lang, otherwise: "uk"},
	{key: "reports", kind: langs, otherwise: "uk,en"},
	{key: "organisation.uk", kind: words, otherwise: ""},
	{key: "organisation.en", kind: words, otherwise: ""},
	{key: "title.uk", kind: words, otherwise: "", flag: "title"},
	{key: "title.en", kind: words, otherwise: "", flag: "title"},
	{key: "cover_note.uk", kind: words, otherwise: "", flag: "cover-note"},
	{key: "cover_note.en", kind: words, otherwise: "", flag: "cover-note"},
	{key: "official", kind: onOff, otherwise: false},
	{key: "draft", kind: onOff, otherwise: false},
	{key: "factsheets", kind: onOff, otherwise: false},
	{key: "contacts", kind: onOff, otherwise: false},
	{key: "private", kind: path, otherwise: "private"},
	{key: "places", kind: path, otherwise: ""},
	{key: "territories.file", kind: path, otherwise: ""},
	{key: "territories.date", kind: day, otherwise: ""},
	{key: "limits.file_mib", kind: whole, otherwise: int(sheet.DefaultLimits.FileBytes >> 20), most: 4096},
	{key: "limits.inflated_mib", kind: whole, otherwise: int(sheet.DefaultLimits.InflatedBytes >> 20), most: 65_536},
	{key: "limits.ratio", kind: whole, otherwise: int(sheet.DefaultLimits.Ratio), most: 10_000},
	{key: "limits.cells", kind: whole, otherwise: sheet.DefaultLimits.Cells, most: 1_000_000_000},
	{key: "limits.text", kind: whole, otherwise: sheet.DefaultLimits.StringLen, most: 10_000_000},
	{key: "limits.blank_run", kind: whole, otherwise: sheet.DefaultLimits.BlankRun, most: 1_048_576},
}

// settingOf finds a setting by its key; nil there is none.
func settingOf(key string) *setting {
	if i := slices.IndexFunc(settings, func(s setting) bool { return s.key == key }); i >= 0 {
		return &settings[i]
	}
	return nil
}

// keys lists what can be set.
func keys() []string {
	out := make([]string, len(settings))
	for i, s := range settings {
		out[i] = s.key
	}
	return out
}

// variable is the environment variable of a setting.
func (s *setting) variable() string {
	return "DEPOSITORY_" + strings.ToUpper(strings.ReplaceAll(s.key, ".", "_"))
}

// flagName is the name of its flag, in commands that have one.
func (s *setting) flagName() string {
	if s.flag != "" {
		return s.flag
	}
	return s.key
}

// isPath reports whether a value of the file names a file.
func (s *setting) isPath() bool { return s.kind == path || s.kind == methodRef }

// settingFlags adds the flags of settings, by the names of the flags. Their
// defaults are those of the table, so the flags have none.
func settingFlags(f *pflag.FlagSet, names ...string) {
	for _, name := range names {
		i := slices.IndexFunc(settings, func(s setting) bool { return s.flagName() == name })
		if settings[i].kind == onOff {
			f.Bool(name, false, "")
		} else {
			f.String(name, "", "")
		}
	}
}

// allowed says what may stand there.
func (s *setting) allowed(t *wording.Catalogue) string {
	return t.T("setting.allowed."+string(s.kind), "most", s.most)
}

// read returns the value of a text, or an error that says what is allowed and,
// where it can be guessed, what was meant. at says where the text stands.
func (s *setting) read(at, text string) (any, error) {
	trimmed := strings.TrimSpace(text)
	value, like, ok := s.value(trimmed)
	if ok {
		return value, nil
	}
	args := []any{"at", at, "read", trimmed, "allowed", wording.Fail("setting.allowed."+string(s.kind), "most", s.most)}
	if like != "" {
		return nil, wording.Fail("setting.bad.like", append(args, "like", like)...)
	}
	return nil, wording.Fail("setting.bad", args...)
}

// value reads a text by the kind of the setting; like is what a text that cannot
// be read probably means, "" that is not known.
func (s *setting) value(text string) (value any, like string, ok bool) {
	if text == "" && s.otherwise == "" {
		return "", "", true
	}
	switch s.kind {
	case onOff:
		return readOnOff(text)
	case whole:
		return s.readWhole(text)
	case day:
		return readDay(text)
	case lang:
		code, like := readLang(text)
		return code, like, code != ""
	case langs:
		return readLangs(text)
	case period:
		if strings.ContainsAny(text, `/\:*?"<>|`) || strings.HasPrefix(text, ".") {
			return nil, strings.Trim(folderOf.FindString(text), `/\`), false
		}
	case path, methodRef:
		return text, "", text != "" && !strings.ContainsRune(text, 0)
	}
	return text, "", !strings.ContainsAny(text, "\x00\r\n")
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

func (s *setting) readWhole(text string) (value any, like string, ok bool) {
	if n, err := strconv.Atoi(text); err == nil {
		if n >= 1 && n <= s.most {
			return n, "", true
		}
		if n > s.most {
			return nil, strconv.Itoa(s.most), false
		}
		return nil, strconv.Itoa(s.otherwise.(int)), false
	}
	digits := strings.TrimRight(notInNumber.Replace(text), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	if x, err := strconv.ParseFloat(strings.Replace(digits, ",", ".", 1), 64); err == nil && x >= 1 && x <= float64(s.most) {
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
