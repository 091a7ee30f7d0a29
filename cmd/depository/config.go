package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/tell/writing"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// addInputFlags adds what every command takes that reads workbooks.
func addInputFlags(f *pflag.FlagSet) {
	f.String("config", "", "")
	settings.Flags(f, "inputs", "method", "layouts", "places")
}

// runOptions turns a configuration into what the pipeline needs.
func runOptions(v *viper.Viper) (pipeline.Options, error) {
	opts := pipeline.Options{
		Sources: sourcesOf(v), Version: version, Outputs: v.GetString("outputs"), Period: v.GetString("period"), Lang: v.GetString("lang"),
		Organisation: byLanguage(v, "organisation."), Title: byLanguage(v, "title."), CoverNote: byLanguage(v, "cover_note."), Imprint: imprintOf(v),
		Official: v.GetBool("official"), Draft: v.GetBool("draft"), Factsheets: v.GetBool("factsheets"), Docx: v.GetBool("docx"), SingleFile: v.GetBool("single_file"), SiteAddress: v.GetString("site_address"),
		Private: v.GetString("private"), PublishFrom: v.GetFloat64("publish_from"),
	}
	if v.GetBool("cache") {
		opts.Cache = filepath.Join(v.GetString("private"), "cache")
	}
	if v.GetBool("archive") {
		opts.Archive = filepath.Join(v.GetString("private"), "archive")
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

// imprintOf is what the settings say of the publication, by part and language; what they
// do not say is not in it.
func imprintOf(v *viper.Viper) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, part := range writing.ImprintParts {
		texts := byLanguage(v, "imprint."+part+".")
		for lang, text := range texts {
			if text == "" {
				delete(texts, lang)
			}
		}
		if len(texts) > 0 {
			out[part] = texts
		}
	}
	return out
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
	v, err := settings.Read(cmd.Flags(), os.Environ(), workspace.Embedded)
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
	lang, err := settings.LanguageOf(cmd.Flags(), os.Getenv)
	if err != nil {
		return nil, err
	}
	return templates.Wording(lang)
}
