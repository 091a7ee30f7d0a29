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

	"depository.example/depository/pipeline/configured"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

var update = flag.Bool("update", false, "write docs/settings.md anew")

// TestSettingsAreDocumented: docs/settings.md is what "help settings" says, in both
// languages.
func TestSettingsAreDocumented(t *testing.T) {
	text := "# Settings\n\nWritten by `go test ./cmd/depository -run SettingsAreDocumented -update` from the table of settings in the program.\n"
	for _, lang := range templates.Languages {
		text += "\n```\n" + settings.Explained(textsIn(t, lang), shell.Width) + "```\n"
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
	for _, s := range settings.All {
		at, ok := any(tree), true
		for part := range strings.SplitSeq(s.Key, ".") {
			below, isMap := at.(map[string]any)
			if !isMap {
				ok = false
				break
			}
			if at, ok = below[part]; !ok {
				break
			}
		}
		if !ok {
			t.Errorf("config.yaml does not show %s", s.Key)
		}
	}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.String("config", file, "")
	if _, err := settings.Read(flags, nil, workspace.Embedded); err != nil {
		t.Errorf("%v", system.Told(textsIn(t, "en"), err))
	}
}

// TestDefaultsAreSound: what a setting is without a word is what it may be.
func TestDefaultsAreSound(t *testing.T) {
	v := viper.New()
	for i := range settings.All {
		s := &settings.All[i]
		if text, ok := s.Otherwise.(string); ok {
			if _, err := s.Read(s.Key, text); err != nil {
				t.Errorf("%s: %v", s.Key, err)
			}
		} else if n, ok := s.Otherwise.(int); ok && (n < 1 || n > s.Most) {
			t.Errorf("%s: %d is not from 1 to %d", s.Key, n, s.Most)
		}
		v.SetDefault(s.Key, s.Otherwise)
	}
	if _, err := configured.Options(v, version); err != nil {
		t.Error(err)
	}
}
