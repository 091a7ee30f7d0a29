package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"depository.example/depository/templates"
)

var update = flag.Bool("update", false, "write docs/settings.md anew")

// TestSettingsAreDocumented: docs/settings.md is what "help settings" says, in both
// languages.
func TestSettingsAreDocumented(t *testing.T) {
	text := "# Settings\n\nWritten by `go test ./cmd/depository -run SettingsAreDocumented -update` from the table of settings in the program.\n"
	for _, lang := range templates.Languages {
		text += "\n```\n" + settingsText(textsIn(t, lang)) + "```\n"
	}
	file := filepath.Join("..", "..", "docs", "settings.md")
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got := read(t, file); got != text {
		t.Errorf("%s is not what the program says; write it anew with -update", file)
	}
}

// TestTheFileOfSettingsHasThemAll: config.yaml of the repository shows every key, and
// its values are sound.
func TestTheFileOfSettingsHasThemAll(t *testing.T) {
	file := filepath.Join("..", "..", "config.yaml")
	var tree map[string]any
	if err := yaml.Unmarshal([]byte(read(t, file)), &tree); err != nil {
		t.Fatal(err)
	}
	for _, s := range settings {
		group, rest, nested := strings.Cut(s.key, ".")
		value, ok := tree[group]
		if below, isMap := value.(map[string]any); nested && isMap {
			_, ok = below[rest]
		}
		if !ok {
			t.Errorf("config.yaml does not show %s", s.key)
		}
	}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.String("config", file, "")
	if _, err := readConfig(flags); err != nil {
		t.Errorf("%v", told(textsIn(t, "en"), err))
	}
}

// TestDefaultsAreSound: what a setting is without a word is what it may be.
func TestDefaultsAreSound(t *testing.T) {
	v := viper.New()
	for i := range settings {
		s := &settings[i]
		if text, ok := s.otherwise.(string); ok {
			if _, err := s.read(s.key, text); err != nil {
				t.Errorf("%s: %v", s.key, err)
			}
		} else if n, ok := s.otherwise.(int); ok && (n < 1 || n > s.most) {
			t.Errorf("%s: %d is not from 1 to %d", s.key, n, s.most)
		}
		v.SetDefault(s.key, s.otherwise)
	}
	if _, err := runOptions(v); err != nil {
		t.Error(err)
	}
}

// TestMeaningsAreGuessed: the right value beside what people write for it.
func TestMeaningsAreGuessed(t *testing.T) {
	for _, c := range []struct{ key, typed, like string }{
		{"draft", "yes please", "true"}, {"official", "так", "true"}, {"draft", "Ні", "false"}, {"draft", "off", "false"},
		{"draft", "ture", "true"}, {"draft", "maybe", ""}, {"draft", "\u00abтак\u00bb", "true"},
		{"limits.text", "5 000", "5000"}, {"limits.text", "5_000", "5000"}, {"limits.text", "1e3", "1000"}, {"limits.file_mib", "64 MiB", "64"},
		{"limits.text", "багато", ""}, {"limits.ratio", "99999", "10000"},
		{"date", "24.11.2026", "2026-11-24"}, {"date", "24.11.26", "2026-11-24"}, {"date", "24 листопада 2026", "2026-11-24"}, {"date", "soon", ""},
		{"lang", "ua", "uk"}, {"lang", "English", "en"}, {"lang", "de", ""}, {"reports", "ukr; eng", "uk,en"}, {"reports", "uk,de", ""},
		{"period", "inputs/2026-H1", "2026-H1"},
	} {
		_, like, ok := settingOf(c.key).value(c.typed)
		if ok || like != c.like {
			t.Errorf("%s: %q: %q, %t, want %q", c.key, c.typed, like, ok, c.like)
		}
	}
	for _, c := range []struct {
		key, typed string
		want       any
	}{
		{"draft", "true", true}, {"draft", "False", false}, {"limits.cells", "7", 7}, {"date", "2026-02-28", "2026-02-28"},
		{"lang", "EN", "en"}, {"reports", "en, uk", "en,uk"}, {"period", "2026-H1", "2026-H1"}, {"title.uk", "Звіт", "Звіт"}, {"date", "", ""},
	} {
		if got, _, ok := settingOf(c.key).value(c.typed); !ok || got != c.want {
			t.Errorf("%s: %q: %v, %t, want %v", c.key, c.typed, got, ok, c.want)
		}
	}
}
