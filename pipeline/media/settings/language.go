package settings

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/templates"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// fileName is the file of settings that is looked for where none is named.
const fileName = "config.yaml"

// Language is the language in which the command speaks before anything else
// is known: of --lang, DEPOSITORY_LANG or the configuration file, the earlier the
// stronger; Ukrainian where none names a language there is. What is wrong with
// any of them is said later, by who reads them in earnest.
func Language(args []string, env func(string) string) string {
	for _, given := range []string{Word(args, "lang"), env("DEPOSITORY_LANG"), languageOfFile(Word(args, "config"))} {
		if lang := strings.ToLower(strings.TrimSpace(given)); slices.Contains(templates.Languages, lang) {
			return lang
		}
	}
	return templates.Languages[0]
}

// Word returns what a flag has on a command line; "" it is not there.
func Word(args []string, name string) string {
	found := ""
	for i, a := range args {
		if a == "--" {
			break
		}
		if value, ok := strings.CutPrefix(a, "--"+name+"="); ok {
			found = value
		} else if a == "--"+name && i+1 < len(args) {
			found = args[i+1]
		}
	}
	return found
}

// AtHome returns arguments in which «~» at the beginning of a flag's value, which no
// shell reads there, is the user's home folder.
func AtHome(args []string) []string {
	args = slices.Clone(args)
	for i, a := range args {
		if a == "--" {
			break
		}
		if flag, value, given := strings.Cut(a, "="); given && strings.HasPrefix(flag, "--") {
			args[i] = flag + "=" + home(value)
		}
	}
	return args
}

// langLine finds the language even in a file that is not sound otherwise.
var langLine = regexp.MustCompile(`(?m)^lang:[ \t]*["']?([A-Za-z]+)`)

func languageOfFile(file string) string {
	if file == "" {
		file = FileAbove(".")
	}
	data, err := regular.ReadFile(file)
	if err != nil {
		return ""
	}
	if found := langLine.FindSubmatch(data); found != nil {
		return string(found[1])
	}
	return ""
}

// FileAbove finds the configuration file of the folder dir or of the nearest
// folder above it; "" there is none.
func FileAbove(dir string) string {
	full, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for at := full; ; at = filepath.Dir(at) {
		if info, err := os.Stat(filepath.Join(at, fileName)); err == nil && info.Mode().IsRegular() {
			if rel, err := filepath.Rel(full, filepath.Join(at, fileName)); err == nil {
				return filepath.Join(dir, rel)
			}
			return filepath.Join(at, fileName)
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// LanguageOf is Language for a command that has no other setting; an error where a
// language is named that is none.
func LanguageOf(flags *pflag.FlagSet, env func(string) string) (string, error) {
	v := viper.New()
	language := of("lang")
	var err error
	if typed := env(language.variable()); typed != "" {
		_, err = language.Read(language.variable(), typed)
	}
	if err = errors.Join(err, readFlags(v, flags)); err != nil {
		return "", err
	}
	file, _ := flags.GetString("config")
	return Language([]string{"--lang", v.GetString("lang"), "--config", file}, env), nil
}
