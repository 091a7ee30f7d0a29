package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"depository/pipeline"
	"depository/pipeline/sheet"
	"depository/pipeline/wording"
	"depository/templates"
)

// defaults are all keys of a configuration with the values they have when
// nobody says otherwise. Languages of organisation are keys of their own.
var defaults = map[string]any{
	"method": "egov-practices", "inputs": "inputs", "outputs": "outputs", "layouts": "inputs/layouts",
	"period": "", "date": "", "lang": "uk", "reports": "uk,en",
	"organisation.uk": "", "organisation.en": "",
	"title.uk": "", "title.en": "", "cover_note.uk": "", "cover_note.en": "",
	"official": false, "draft": false, "factsheets": false,
	"contacts": false, "private": "private",
	"places": "", "territories.file": "", "territories.date": "",
	"limits.file_mib": 64, "limits.inflated_mib": 512, "limits.ratio": 200,
	"limits.cells": 5_000_000, "limits.text": 32_767, "limits.blank_run": 10_000,
}

// paths are the keys that name a file or folder. In config.yaml they are
// relative to the folder of that file.
var paths = []string{"private", "method", "inputs", "outputs", "layouts", "places", "territories.file"}

// addInputFlags adds what every command takes that reads workbooks.
func addInputFlags(f *pflag.FlagSet) {
	f.String("config", "", "configuration file (default: config.yaml where there is one)")
	f.String("inputs", "", "folder that holds the periods")
	f.String("method", "", "method file, or the name of a built-in method: egov-practices, local-services")
	f.String("layouts", "", "folder of layout files for tables in a partner's own form")
	f.String("places", "", "official codifier of places (KATOTTG), XLSX or CSV (default: the one that places import took)")
}

// readConfig puts together flags, DEPOSITORY_* variables and the configuration
// file, the earlier the stronger. An unknown key is an error that names it.
func readConfig(flags *pflag.FlagSet) (*viper.Viper, error) {
	v := viper.New()
	for key, value := range defaults {
		v.SetDefault(key, value)
	}
	if err := readConfigFile(v, flags); err != nil {
		return nil, err
	}
	v.SetEnvPrefix("depository")
	v.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))
	v.AutomaticEnv()
	if err := unknownVariable(os.Environ()); err != nil {
		return nil, err
	}
	var err error
	flags.VisitAll(func(f *pflag.Flag) {
		if _, ok := defaults[f.Name]; ok {
			err = errors.Join(err, v.BindPFlag(f.Name, f))
		}
	})
	for flag, key := range map[string]string{"title": "title.", "cover-note": "cover_note."} {
		if f := flags.Lookup(flag); f != nil && f.Changed { // as typed, in every language
			for _, lang := range templates.Languages {
				v.Set(key+lang, f.Value.String())
			}
		}
	}
	return v, err
}

func readConfigFile(v *viper.Viper, flags *pflag.FlagSet) error {
	file, _ := flags.GetString("config")
	if file == "" {
		file = "config.yaml"
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
	}
	own := viper.New()
	own.SetConfigFile(file)
	own.SetConfigType("yaml")
	if err := own.ReadInConfig(); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, key := range own.AllKeys() {
		if _, ok := defaults[key]; !ok {
			return fmt.Errorf("%s: the key %q is not known; known are %s", file, key, strings.Join(known(), ", "))
		}
		value := own.Get(key)
		switch typed := value.(type) {
		case string:
			if slices.Contains(paths, key) {
				value = besideFile(file, typed)
			}
		case []any: // reports: [uk, en] says the same as reports: uk,en
			value = strings.Trim(strings.Join(strings.Fields(fmt.Sprint(typed...)), ","), "[]")
		}
		v.SetDefault(key, value)
	}
	return nil
}

// besideFile reads a path of a configuration file: relative to its folder. A
// bare name is left alone (a method of the program's own).
func besideFile(file, path string) string {
	if path == "" || filepath.IsAbs(path) || filepath.Dir(file) == "." || embedded(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}

// embedded reports whether name is a method that the program carries with it.
func embedded(name string) bool {
	_, err := fs.Stat(templates.Files, "methods/"+name+".yaml")
	return err == nil
}

func known() []string {
	keys := make([]string, 0, len(defaults))
	for key := range defaults {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// unknownVariable finds a DEPOSITORY_ variable that names no key; an empty one
// says nothing.
func unknownVariable(environ []string) error {
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if rest, ours := strings.CutPrefix(name, "DEPOSITORY_"); ours && value != "" &&
			!slices.ContainsFunc(known(), func(key string) bool {
				return strings.ToUpper(strings.ReplaceAll(key, ".", "_")) == rest
			}) {
			return fmt.Errorf("the environment variable %s names no setting; known are %s", name, strings.Join(known(), ", "))
		}
	}
	return nil
}

// runOptions turns a configuration into what the pipeline needs, and says what
// is wrong with a value in the words of whoever typed it.
func runOptions(v *viper.Viper) (pipeline.Options, error) {
	opts := pipeline.Options{
		Version: version,
		Method:  v.GetString("method"), Inputs: v.GetString("inputs"), Outputs: v.GetString("outputs"),
		Layouts: v.GetString("layouts"), Period: v.GetString("period"), Lang: v.GetString("lang"),
		Organisation: byLanguage(v, "organisation."), Title: byLanguage(v, "title."), CoverNote: byLanguage(v, "cover_note."),
		Official: v.GetBool("official"), Draft: v.GetBool("draft"), Factsheets: v.GetBool("factsheets"),
		Places: placesOf(v), Territories: v.GetString("territories.file"),
		TerritoriesDate: v.GetString("territories.date"),
		Limits: sheet.Limits{
			FileBytes: v.GetInt64("limits.file_mib") << 20, InflatedBytes: v.GetInt64("limits.inflated_mib") << 20,
			Ratio: v.GetFloat64("limits.ratio"), Cells: v.GetInt("limits.cells"), StringLen: v.GetInt("limits.text"),
			BlankRun: v.GetInt("limits.blank_run"),
		},
	}
	if v.GetBool("contacts") {
		opts.Contacts = v.GetString("private")
	}
	var err error
	if opts.Lang, err = language("lang", opts.Lang); err != nil {
		return opts, err
	}
	for _, lang := range strings.FieldsFunc(v.GetString("reports"), func(r rune) bool { return r == ',' || r == ' ' }) {
		lang, err := language("reports", lang)
		if err != nil {
			return opts, err
		}
		if !slices.Contains(opts.Reports, lang) {
			opts.Reports = append(opts.Reports, lang)
		}
	}
	if len(opts.Reports) == 0 {
		return opts, fmt.Errorf("reports: name at least one language of %s", strings.Join(templates.Languages, ", "))
	}
	opts.Date, err = day("date", v.GetString("date"))
	if err == nil {
		_, err = day("territories.date", opts.TerritoriesDate)
	}
	return opts, err
}

// placesFile is the codifier that "places import" has taken into the folder of
// inputs.
const placesFile = "places.csv"

// placesOf gives the codifier to use: the one of the settings, else the one that
// was imported, else none.
func placesOf(v *viper.Viper) string {
	if path := v.GetString("places"); path != "" {
		return path
	}
	path := filepath.Join(v.GetString("inputs"), placesFile)
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	return path
}

// settings gives the options of a run and the texts in its language.
func settings(cmd *cobra.Command) (pipeline.Options, *wording.Catalogue, error) {
	v, err := readConfig(cmd.Flags())
	if err != nil {
		return pipeline.Options{}, nil, err
	}
	opts, err := runOptions(v)
	if err != nil {
		return opts, nil, err
	}
	texts, err := templates.Wording(opts.Lang)
	return opts, texts, err
}

// byLanguage reads a text that has a key for each language.
func byLanguage(v *viper.Viper, prefix string) map[string]string {
	out := map[string]string{}
	for _, lang := range templates.Languages {
		out[lang] = v.GetString(prefix + lang)
	}
	return out
}

func language(key, lang string) (string, error) {
	lang = strings.ToLower(strings.TrimSpace(lang))
	if !slices.Contains(templates.Languages, lang) {
		return "", fmt.Errorf("%s: %q is not one of %s", key, lang, strings.Join(templates.Languages, ", "))
	}
	return lang, nil
}

// day reads a date; the empty text is the zero date.
func day(key, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, fmt.Errorf("%s: %q is not a date such as 2026-11-24", key, text)
	}
	return t, nil
}
