// Package shell believes that a command line is read as carefully as a form: what a
// command takes is said in the language of whoever typed it, and so is every slip, with
// what was probably meant. It stands on cobra.
package shell

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Width is the width that help is broken to.
const Width = 100

// Dress sets the texts of every command and flag in one language: commands say in code
// what they do and take, and nothing that a user reads. The texts of a command have
// keys under "help." and its names; a flag's stands there too, or under "help.flag.",
// or is that of its setting.
//
// Numbers by name may stand in the descriptions. The examples of commands, which need
// no translation, are given by the paths of the commands.
func Dress(c *cobra.Command, t *wording.Catalogue, examples map[string]string, args ...any) {
	key := HelpKey(c)
	c.Short = t.T(key + ".short")
	c.Long = c.Short
	if t.Has(key + ".long") {
		c.Long = strings.TrimSpace(t.T(key+".long", args...))
	}
	c.Example = examples[c.CommandPath()]
	if t.Has(key + ".args") {
		c.Use = c.Name() + " " + t.T(key+".args")
	}
	c.DisableFlagsInUseLine = true // whose word for flags is English
	c.InitDefaultHelpFlag()
	c.LocalFlags().VisitAll(func(f *pflag.Flag) { f.Usage = t.T(FlagKey(c, f, t)) })
	for _, sub := range c.Commands() {
		Dress(sub, t, examples, args...)
	}
}

// HelpKey is the beginning of a command's texts: help.method.check.
func HelpKey(c *cobra.Command) string {
	return "help." + strings.ReplaceAll(c.CommandPath(), " ", ".")
}

// FlagKey is the key of what a flag is for.
func FlagKey(c *cobra.Command, f *pflag.Flag, t *wording.Catalogue) string {
	if own := HelpKey(c) + ".flag." + f.Name; t.Has(own) {
		return own
	}
	for _, s := range settings.All {
		if s.FlagName() == f.Name && s.Key == f.Name {
			return "setting.for." + s.Key
		}
	}
	return "help.flag." + f.Name
}

// Usage returns the function that prints the lines below a command's description.
func Usage(t *wording.Catalogue) func(*cobra.Command) error { return helper{t}.usage }

// A helper prints how a command is used, in one language.
type helper struct{ t *wording.Catalogue }

// usage prints the lines below a command's description.
func (h helper) usage(c *cobra.Command) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  %s", h.t.T("usage.title"), c.UseLine())
	if c.HasAvailableFlags() {
		b.WriteString(" [" + h.t.T("usage.flags-word") + "]")
	}
	b.WriteString("\n")
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "  %s [%s]\n", c.CommandPath(), h.t.T("usage.command-word"))
	}
	if c.HasExample() {
		fmt.Fprintf(&b, "\n%s\n%s\n", h.t.T("usage.examples"), c.Example)
	}
	h.commands(&b, "usage.commands", c, func(sub *cobra.Command) bool { return sub.IsAvailableCommand() || sub.Name() == "help" })
	h.flags(&b, "usage.flags", c.LocalFlags())
	h.flags(&b, "usage.global-flags", c.InheritedFlags())
	h.commands(&b, "usage.topics", c, (*cobra.Command).IsAdditionalHelpTopicCommand)
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s\n", h.t.T("usage.more", "command", c.CommandPath()+" ["+h.t.T("usage.command-word")+"] --help"))
	}
	_, err := io.WriteString(c.OutOrStderr(), b.String())
	return err
}

// commands lists commands with what they do.
func (h helper) commands(b *strings.Builder, title string, c *cobra.Command, has func(*cobra.Command) bool) {
	var rows [][2]string
	for _, sub := range c.Commands() {
		if has(sub) {
			rows = append(rows, [2]string{"  " + sub.Name(), sub.Short})
		}
	}
	h.list(b, title, rows)
}

// flags lists flags with what they take, what they are for, and their defaults.
func (h helper) flags(b *strings.Builder, title string, flags *pflag.FlagSet) {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, text := h.value(f)
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		rows = append(rows, [2]string{strings.TrimRight(name+" "+value, " "), text})
	})
	h.list(b, title, rows)
}

// value returns what a flag takes ("" nothing) and its text with the default.
func (h helper) value(f *pflag.Flag) (value, text string) {
	value, text = pflag.UnquoteUsage(f)
	normal := f.DefValue
	for _, s := range settings.All {
		if s.FlagName() == f.Name && f.Value.Type() == "string" && !strings.Contains(f.Usage, "`") {
			value, normal = h.t.T("setting.name."+string(s.Kind)), fmt.Sprint(s.Otherwise)
			if f.Annotations[cobra.BashCompOneRequiredFlag] != nil {
				normal = ""
			}
		}
	}
	if f.Value.Type() == "bool" {
		return "", text
	}
	if normal != "" && normal != "false" {
		text += " (" + h.t.T("setting.default", "value", normal) + ")"
	}
	return value, text
}

// list prints two columns below a title; nothing where there are no rows.
func (h helper) list(b *strings.Builder, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	width := 0
	for _, r := range rows {
		width = max(width, utf8.RuneCountInString(r[0]))
	}
	width = min(width, 32)
	fmt.Fprintf(b, "\n%s\n", h.t.T(title))
	for _, r := range rows {
		name, at := r[0], utf8.RuneCountInString(r[0])
		if at > width {
			b.WriteString(name + "\n")
			name, at = "", 0
		}
		for i, line := range plaintext.Wrap(r[1], Width-width-3) {
			if i > 0 {
				name, at = "", 0
			}
			fmt.Fprintln(b, name+strings.Repeat(" ", width-at+3)+line)
		}
	}
}

// Examples reads a list of examples: blocks parted by empty lines, the first line of
// each the path of its command.
func Examples(list string) map[string]string {
	out := map[string]string{}
	for block := range strings.SplitSeq(strings.TrimSpace(list), "\n\n") {
		path, lines, _ := strings.Cut(strings.TrimSpace(block), "\n")
		out[path] = lines
	}
	return out
}
