package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// helpWidth is the width that help is broken to.
const helpWidth = 100

// dress returns every command and flag its texts in one language: commands say in code
// what they do and take, and nothing that a user reads. The texts of a command have
// keys under "help." and its names; a flag's stands there too, or under "help.flag.",
// or is that of its setting.
func dress(c *cobra.Command, t *wording.Catalogue) {
	key := helpKey(c)
	c.Short = t.T(key + ".short")
	c.Long = c.Short
	if t.Has(key + ".long") {
		c.Long = strings.TrimSpace(t.T(key+".long", "correct", strconv.Itoa(statusCorrect), "failed", strconv.Itoa(statusNotRun)))
	}
	if t.Has(key + ".args") {
		c.Use = c.Name() + " " + t.T(key+".args")
	}
	c.DisableFlagsInUseLine = true // whose word for flags is English
	c.InitDefaultHelpFlag()
	c.LocalFlags().VisitAll(func(f *pflag.Flag) { f.Usage = t.T(flagKey(c, f, t)) })
	for _, sub := range c.Commands() {
		dress(sub, t)
	}
}

// helpKey is the beginning of a command's texts: help.method.check.
func helpKey(c *cobra.Command) string {
	return "help." + strings.ReplaceAll(c.CommandPath(), " ", ".")
}

// flagKey is the key of what a flag is for.
func flagKey(c *cobra.Command, f *pflag.Flag, t *wording.Catalogue) string {
	if own := helpKey(c) + ".flag." + f.Name; t.Has(own) {
		return own
	}
	for _, s := range settings.All {
		if s.FlagName() == f.Name && s.Key == f.Name {
			return "setting.for." + s.Key
		}
	}
	return "help.flag." + f.Name
}

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
		for i, line := range plaintext.Wrap(r[1], helpWidth-width-3) {
			if i > 0 {
				name, at = "", 0
			}
			fmt.Fprintln(b, name+strings.Repeat(" ", width-at+3)+line)
		}
	}
}

// newHelpCommand explains a command; one that there is not is an error.
func newHelpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help",
		RunE: func(cmd *cobra.Command, args []string) error {
			sub, rest, err := cmd.Root().Find(args)
			if err != nil || sub == nil || len(rest) > 0 && len(args) > 0 && sub == cmd.Root() {
				return unknownCommand(cmd.Root(), args[0])
			}
			sub.InitDefaultHelpFlag()
			return sub.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			sub, _, err := cmd.Root().Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []cobra.Completion
			for _, c := range sub.Commands() {
				if !c.Hidden {
					names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// unknownCommand says that a word is no command, and which was probably meant.
func unknownCommand(c *cobra.Command, word string) error {
	var names []string
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	return settings.Unknown("usage.no-command", word, names, "command", c.CommandPath())
}

// noArgs refuses words after a command: of one with parts they are no command.
func noArgs(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case c.HasAvailableSubCommands():
		return unknownCommand(c, args[0])
	}
	return wording.Fail("usage.no-words", "command", c.CommandPath(), "read", args[0])
}

// exactArgs wants a number of words after a command, as its Use shows them.
func exactArgs(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return wording.Fail("usage.words", "command", c.CommandPath(), "n", n, "found", len(args), "line", c.UseLine())
	}
}

// someArgs lets a command take one word or more.
func someArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return wording.Fail("usage.some", "command", c.CommandPath(), "line", c.UseLine())
}

// flagError says what is wrong with a flag.
func flagError(c *cobra.Command, err error) error {
	var none *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var value *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &none) && none.GetSpecifiedShortnames() != "":
		return wording.Fail("usage.no-flag-short", "read", "-"+none.GetSpecifiedShortnames(), "command", c.CommandPath())
	case errors.As(err, &none):
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return settings.Unknown("usage.no-flag", "--"+none.GetSpecifiedName(), names, "command", c.CommandPath())
	case errors.As(err, &empty):
		return wording.Fail("usage.no-value", "flag", "--"+empty.GetFlag().Name)
	case errors.As(err, &value) && value.GetFlag().Value.Type() == "bool":
		s := &settings.Setting{Key: value.GetFlag().Name, Kind: settings.OnOff, Otherwise: false}
		_, err := s.Read("--"+s.Key, value.GetValue())
		return err
	case errors.As(err, &value):
		s := &settings.Setting{Key: value.GetFlag().Name, Kind: settings.Whole, Otherwise: 1, Most: 10_000}
		_, err := s.Read("--"+s.Key, value.GetValue())
		return err
	case errors.As(err, &syntax):
		return wording.Fail("usage.bad-flag", "read", syntax.GetSpecifiedFlag())
	}
	return err
}

// requiredFlags names the flags that a command cannot do without.
func requiredFlags(c *cobra.Command, _ []string) error {
	var missing []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Annotations[cobra.BashCompOneRequiredFlag] != nil && !f.Changed {
			missing = append(missing, "--"+f.Name)
		}
	})
	if len(missing) == 0 {
		return nil
	}
	return wording.Fail("usage.required", "n", len(missing), "list", missing, "command", c.CommandPath())
}

// newSettingsTopic explains all settings: depository help settings.
func newSettingsTopic(t *wording.Catalogue) *cobra.Command {
	topic := &cobra.Command{Use: "settings"}
	topic.SetHelpFunc(func(c *cobra.Command, _ []string) {
		fmt.Fprint(c.OutOrStdout(), settings.Explained(t, helpWidth))
	})
	return topic
}
