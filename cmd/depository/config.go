package main

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// addInputFlags adds what every command takes that reads workbooks.
func addInputFlags(f *pflag.FlagSet) {
	f.String("config", "", "")
	settingFlags(f, "inputs", "method", "layouts", "places")
}

// settingFlags adds the flags of settings, by the names of the flags. Their defaults
// are those of the table, so the flags have none.
func settingFlags(f *pflag.FlagSet, names ...string) {
	for _, name := range names {
		i := slices.IndexFunc(settings.All, func(s settings.Setting) bool { return s.FlagName() == name })
		if settings.All[i].Kind == settings.OnOff {
			f.Bool(name, false, "")
		} else {
			f.String(name, "", "")
		}
	}
}

// readConfig puts together flags, DEPOSITORY_* variables and the configuration
// file, the earlier the stronger. Everything that is wrong with any of them is told
// at once, each with its place. The file is that of --config, or else config.yaml
// of this folder or of the nearest one above it; viper knows it as the file used.
func readConfig(flags *pflag.FlagSet) (*viper.Viper, error) {
	v := viper.New()
	for _, s := range settings.All {
		v.SetDefault(s.Key, s.Otherwise)
	}
	return v, errors.Join(readConfigFile(v, flags), readVariables(v, os.Environ()), readFlags(v, flags))
}

// readFlags takes the flags that were given and are settings.
func readFlags(v *viper.Viper, flags *pflag.FlagSet) error {
	var errs []error
	told := map[string]bool{} // a flag of several settings is told once
	for i := range settings.All {
		s := &settings.All[i]
		f := flags.Lookup(s.FlagName())
		if f == nil || !f.Changed {
			continue
		}
		value, err := s.Read("--"+f.Name, f.Value.String())
		if err == nil {
			v.Set(s.Key, value)
		} else if !told[f.Name] {
			told[f.Name] = true
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// readVariables takes the DEPOSITORY_ variables.
func readVariables(v *viper.Viper, environ []string) error {
	found, err := settings.Variables(environ)
	for _, one := range found {
		v.Set(one.Key, one.Value)
	}
	return err
}

func readConfigFile(v *viper.Viper, flags *pflag.FlagSet) error {
	file, _ := flags.GetString("config")
	if file == "" {
		if file = configAbove("."); file == "" {
			return nil
		}
		for _, s := range settings.All { // the defaults too belong to the folder of the file
			if typed, ok := s.Otherwise.(string); ok && s.IsPath() {
				v.SetDefault(s.Key, settings.Beside(file, typed, workspace.Embedded))
			}
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	v.SetConfigFile(file)
	found, err := settings.File(file, data, workspace.Embedded)
	for _, one := range found {
		v.SetDefault(one.Key, one.Value)
	}
	return err
}

// runOptions turns a configuration into what the pipeline needs.
func runOptions(v *viper.Viper) (pipeline.Options, error) {
	opts := pipeline.Options{
		Sources: sourcesOf(v), Version: version, Outputs: v.GetString("outputs"), Period: v.GetString("period"), Lang: v.GetString("lang"),
		Organisation: byLanguage(v, "organisation."), Title: byLanguage(v, "title."), CoverNote: byLanguage(v, "cover_note."),
		Official: v.GetBool("official"), Draft: v.GetBool("draft"), Factsheets: v.GetBool("factsheets"), Docx: v.GetBool("docx"),
		Private: v.GetString("private"), PublishFrom: v.GetFloat64("publish_from"),
	}
	if v.GetBool("cache") {
		opts.Cache = filepath.Join(v.GetString("private"), "cache")
	}
	if v.GetBool("contacts") {
		opts.Contacts = opts.Private
	}
	opts.Reports = strings.Split(v.GetString("reports"), ",")
	var err error
	if date := v.GetString("date"); date != "" {
		opts.Date, err = time.Parse(time.DateOnly, date)
	}
	return opts, err
}

// sourcesOf says where everything lies that is read.
func sourcesOf(v *viper.Viper) workspace.Sources {
	return workspace.Sources{
		Settings: v.ConfigFileUsed(), Method: v.GetString("method"), Inputs: v.GetString("inputs"), Layouts: v.GetString("layouts"),
		Places: placesOf(v), Territories: v.GetString("territories.file"), TerritoriesDate: v.GetString("territories.date"),
		TerritoriesTitle: said(byLanguage(v, "territories.title.")), TerritoriesPublisher: said(byLanguage(v, "territories.publisher.")),
		Limits: sheet.Limits{
			FileBytes: v.GetInt64("limits.file_mib") << 20, InflatedBytes: v.GetInt64("limits.inflated_mib") << 20,
			Ratio: v.GetFloat64("limits.ratio"), Cells: v.GetInt("limits.cells"), StringLen: v.GetInt("limits.text"),
			BlankRun: v.GetInt("limits.blank_run"),
		},
	}
}

// placesOf returns the codifier to use: the one of the settings, else the one that
// was imported, else none.
func placesOf(v *viper.Viper) string {
	if path := v.GetString("places"); path != "" {
		return path
	}
	path := filepath.Join(v.GetString("inputs"), workspace.PlacesFile)
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	return path
}

// optionsOf returns the options of a run and the texts in its language.
func optionsOf(cmd *cobra.Command) (pipeline.Options, *wording.Catalogue, error) {
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

// said returns the languages in which a text says anything.
func said(text map[string]string) map[string]string {
	maps.DeleteFunc(text, func(_, words string) bool { return words == "" })
	return text
}

// byLanguage reads a text that has a key for each language.
func byLanguage(v *viper.Viper, prefix string) map[string]string {
	out := map[string]string{}
	for _, lang := range templates.Languages {
		out[lang] = v.GetString(prefix + lang)
	}
	return out
}

// textsOf returns the texts in the language of the run, for commands that have no
// other setting; an error where a language is named that is none.
func textsOf(cmd *cobra.Command) (*wording.Catalogue, error) {
	v := viper.New()
	language := settings.Of("lang")
	var err error
	if typed := os.Getenv(language.Variable()); typed != "" {
		_, err = language.Read(language.Variable(), typed)
	}
	if err = errors.Join(err, readFlags(v, cmd.Flags())); err != nil {
		return nil, err
	}
	file, _ := cmd.Flags().GetString("config")
	args := []string{"--lang", v.GetString("lang"), "--config", file}
	return templates.Wording(runLanguage(args, os.Getenv))
}
