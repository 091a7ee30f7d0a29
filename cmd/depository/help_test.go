package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/templates"
)

// everyCommand visits a command and all below it.
func everyCommand(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, sub := range c.Commands() {
		everyCommand(sub, visit)
	}
}

// TestHelpIsWholeInBothLanguages prints the help of every command, the hidden and
// the library's own too: no text is missing, and none is the library's English.
func TestHelpIsWholeInBothLanguages(t *testing.T) {
	english := regexp.MustCompile(`\b(Usage|Flags|Available|Global|default|string|help for|[Gg]enerate|autocompletion|Use ")\b`)
	for _, lang := range templates.Languages {
		everyCommand(newRootCommand(textsIn(t, lang)), func(c *cobra.Command) {
			var out bytes.Buffer
			c.SetOut(&out)
			c.InitDefaultHelpFlag()
			if err := c.Help(); err != nil {
				t.Fatal(err)
			}
			text := out.String()
			if strings.Contains(text, "⟦") || c.Short == "" || regexp.MustCompile(`\{[a-z]+\}`).MatchString(text) {
				t.Errorf("%s in %s lacks a text:\n%s", c.CommandPath(), lang, text)
			}
			if found := english.FindString(text); lang == "uk" && found != "" {
				t.Errorf("%s in Ukrainian says %q:\n%s", c.CommandPath(), found, text)
			}
			if strings.Contains(text, ">>") || c.CommandPath() == "depository places import" || c.CommandPath() == "depository places" || c.HasExample() {
				return // names that the Ministry writes in Ukrainian, and names in examples
			}
			if found := regexp.MustCompile(`\p{Cyrillic}+`).FindString(text); lang == "en" && found != "" {
				t.Errorf("%s in English says %q", c.CommandPath(), found)
			}
		})
	}
}

// TestNoHelpIsLeftOver finds texts of commands and flags that are gone.
func TestNoHelpIsLeftOver(t *testing.T) {
	texts := textsIn(t, "uk")
	used := map[string]bool{"help.depository.settings.lead": true}
	left := shell.Examples(examples)
	everyCommand(newRootCommand(texts), func(c *cobra.Command) {
		delete(left, c.CommandPath())
		for _, what := range []string{".short", ".long", ".args"} {
			used[shell.HelpKey(c)+what] = true
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) { used[shell.FlagKey(c, f, texts)] = true })
	})
	for path := range left {
		t.Errorf("there are examples of %s, which is no command", path)
	}
	for _, key := range texts.Keys() {
		if strings.HasPrefix(key, "help.") && !used[key] {
			t.Errorf("%s belongs to no command or flag", key)
		}
	}
	for i := range settings.All {
		for _, key := range []string{"setting.for." + settings.All[i].Key, "setting.allowed." + string(settings.All[i].Kind), "setting.name." + string(settings.All[i].Kind)} {
			if !texts.Has(key) {
				t.Errorf("there is no text %s", key)
			}
			used[key] = true
		}
	}
	for _, key := range texts.Keys() {
		if regexp.MustCompile(`^setting\.(for|allowed|name)\.`).MatchString(key) && !used[key] {
			t.Errorf("%s belongs to no setting", key)
		}
	}
}

// TestNothingIsSaidInCode: a command holds no words of its own, so that there is
// nothing that only one language has.
func TestNothingIsSaidInCode(t *testing.T) {
	everyCommand(newRunCommand(), func(c *cobra.Command) {
		if c.Short+c.Long != "" {
			t.Errorf("%s has its text in code", c.Name())
		}
	})
}
