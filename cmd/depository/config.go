package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/yamlfile"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// addInputFlags adds what every command takes that reads workbooks.
func addInputFlags(f *pflag.FlagSet) {
	f.String("config", "", "")
	settingFlags(f, "inputs", "method", "layouts", "places")
}

// readConfig puts together flags, DEPOSITORY_* variables and the configuration
// file, the earlier the stronger. Everything that is wrong with any of them is told
// at once, each with its place. The file is that of --config, or else config.yaml
// of this folder or of the nearest one above it; viper knows it as the file used.
func readConfig(flags *pflag.FlagSet) (*viper.Viper, error) {
	v := viper.New()
	for _, s := range settings {
		v.SetDefault(s.key, s.otherwise)
	}
	return v, errors.Join(readConfigFile(v, flags), readVariables(v, os.Environ()), readFlags(v, flags))
}

// readFlags takes the flags that were given and are settings.
func readFlags(v *viper.Viper, flags *pflag.FlagSet) error {
	var errs []error
	told := map[string]bool{} // a flag of several settings is told once
	for i := range settings {
		s := &settings[i]
		f := flags.Lookup(s.flagName())
		if f == nil || !f.Changed {
			continue
		}
		value, err := s.read("--"+f.Name, f.Value.String())
		if err == nil {
			v.Set(s.key, value)
		} else if !told[f.Name] {
			told[f.Name] = true
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// readVariables takes the DEPOSITORY_ variables; an empty one says nothing, one
// that names no setting is an error.
func readVariables(v *viper.Viper, environ []string) error {
	var errs []error
	known := make([]string, len(settings))
	for i, s := range settings {
		known[i] = s.variable()
	}
	for _, entry := range environ {
		name, text, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "DEPOSITORY_") || text == "" {
			continue
		}
		i := slices.Index(known, name)
		if i < 0 {
			errs = append(errs, unknown("setting.variable", name, known))
			continue
		}
		value, err := settings[i].read(name, text)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		v.Set(settings[i].key, value)
	}
	return errors.Join(errs...)
}

// unknown says that a word is none of those known: the likely one, or all.
func unknown(key, word string, known []string, more ...any) error {
	args := append([]any{"read", word}, more...)
	if like := reply.Meant(word, known); like != "" {
		return wording.Fail(key+".like", append(args, "like", like)...)
	}
	return wording.Fail(key, append(args, "list", strings.Join(known, ", "))...)
}

func readConfigFile(v *viper.Viper, flags *pflag.FlagSet) error {
	file, _ := flags.GetString("config")
	if file == "" {
		if file = configAbove("."); file == "" {
			return nil
		}
		for _, s := range settings { // the defaults too belong to the folder of the file
			if typed, ok := s.otherwise.(string); ok && s.isPath() {
				v.SetDefault(s.key, besideFile(file, typed))
			}
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	v.SetConfigFile(file)
	tree, err := yamlfile.Parse(data)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	found := configReader{file: file, v: v, anchors: map[string]ast.Node{}}
	for _, doc := range tree.Docs {
		if doc.Body != nil {
			found.mapping("", doc.Body)
		}
	}
	return errors.Join(found.errs...)
}

// A configReader takes the values of a configuration file, and notes what is wrong
// with them.
type configReader struct {
	file    string
	v       *viper.Viper
	anchors map[string]ast.Node
	errs    []error
}

// at names a place of the file: config.yaml:12:3.
func (r *configReader) at(n ast.Node) string {
	p := n.GetToken().Position
	return fmt.Sprintf("%s:%d:%d", r.file, p.Line, p.Column)
}

// plain looks through anchors, aliases and tags; an alias of nothing stays one.
func (r *configReader) plain(n ast.Node) ast.Node {
	for range 8 { // an anchor can hold itself
		switch t := n.(type) {
		case *ast.AnchorNode:
			r.anchors[t.Name.GetToken().Value] = t.Value
			n = t.Value
		case *ast.AliasNode:
			value, ok := r.anchors[t.Value.GetToken().Value]
			if !ok {
				return n
			}
			n = value
		case *ast.TagNode:
			n = t.Value
		default:
			return n
		}
	}
	return n
}

// mapping takes the keys below a prefix ("" the whole file).
func (r *configReader) mapping(prefix string, n ast.Node) {
	m, ok := n.(ast.MapNode)
	if !ok {
		if n.Type() != ast.NullType {
			r.errs = append(r.errs, wording.Fail("setting.group", "at", r.at(n), "key", strings.TrimSuffix(prefix, "."), "list", strings.Join(below(prefix), ", ")))
		}
		return
	}
	for i := m.MapRange(); i.Next(); {
		key, value := prefix+i.Key().GetToken().Value, r.plain(i.Value())
		switch s := settingOf(key); {
		case s != nil:
			r.take(s, value)
		case len(below(key+".")) > 0:
			r.mapping(key+".", value)
		default:
			r.errs = append(r.errs, unknown("setting.key", key, keys(), "at", r.at(i.Key())))
		}
	}
}

// below lists the keys below a prefix.
func below(prefix string) []string {
	return slices.DeleteFunc(keys(), func(key string) bool { return !strings.HasPrefix(key, prefix) })
}

// take reads one value.
func (r *configReader) take(s *setting, n ast.Node) {
	text, ok := scalar(n)
	if list, isList := n.(*ast.SequenceNode); isList && s.kind == langs { // reports: [uk, en] says the same as reports: uk,en
		parts := make([]string, len(list.Values))
		ok = true
		for i, one := range list.Values {
			part, sound := scalar(r.plain(one))
			parts[i], ok = part, ok && sound
		}
		text = strings.Join(parts, ",")
	}
	switch {
	case n.Type() == ast.NullType:
		return
	case !ok:
		r.errs = append(r.errs, wording.Fail("setting.single", "at", r.at(n), "key", s.key, "allowed",
			wording.Fail("setting.allowed."+string(s.kind), "most", s.most)))
		return
	}
	value, err := s.read(r.at(n)+": "+s.key, text)
	if err != nil {
		r.errs = append(r.errs, err)
		return
	}
	if typed, isText := value.(string); isText && s.isPath() {
		value = besideFile(r.file, typed)
	}
	r.v.SetDefault(s.key, value)
}

// scalar returns the text of a single value, a number as digits.
func scalar(n ast.Node) (string, bool) {
	switch t := n.(type) {
	case *ast.IntegerNode:
		return fmt.Sprint(t.Value), true
	case *ast.StringNode:
		return t.Value, true
	case *ast.LiteralNode:
		return strings.TrimSpace(t.Value.Value), true
	case ast.ScalarNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// besideFile reads a path of a configuration file: relative to its folder. A
// bare name is left alone (a method of the program's own).
func besideFile(file, path string) string {
	if path == "" || filepath.IsAbs(path) || filepath.Dir(file) == "." || workspace.Embedded(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}

// runOptions turns a configuration into what the pipeline needs.
func runOptions(v *viper.Viper) (pipeline.Options, error) {
	opts := pipeline.Options{
		Sources: sourcesOf(v), Version: version, Outputs: v.GetString("outputs"), Period: v.GetString("period"), Lang: v.GetString("lang"),
		Organisation: byLanguage(v, "organisation."), Title: byLanguage(v, "title."), CoverNote: byLanguage(v, "cover_note."),
		Official: v.GetBool("official"), Draft: v.GetBool("draft"), Factsheets: v.GetBool("factsheets"),
	}
	if v.GetBool("contacts") {
		opts.Contacts = v.GetString("private")
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
		Limits: sheet.Limits{
			FileBytes: v.GetInt64("limits.file_mib") << 20, InflatedBytes: v.GetInt64("limits.inflated_mib") << 20,
			Ratio: v.GetFloat64("limits.ratio"), Cells: v.GetInt("limits.cells"), StringLen: v.GetInt("limits.text"),
			BlankRun: v.GetInt("limits.blank_run"),
		},
	}
}

// placesFile is the codifier that "places import" has taken into the folder of
// inputs.
const placesFile = "places.csv"

// placesOf returns the codifier to use: the one of the settings, else the one that
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
	language := settingOf("lang")
	var err error
	if typed := os.Getenv(language.variable()); typed != "" {
		_, err = language.read(language.variable(), typed)
	}
	if err = errors.Join(err, readFlags(v, cmd.Flags())); err != nil {
		return nil, err
	}
	file, _ := cmd.Flags().GetString("config")
	args := []string{"--lang", v.GetString("lang"), "--config", file}
	return templates.Wording(runLanguage(args, os.Getenv))
}
