package shell

import (
	"errors"
	"fmt"

	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/tell/wording"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// HelpCommand explains a command; one that there is not is an error.
func HelpCommand() *cobra.Command {
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

// NoArgs refuses words after a command: of one with parts they are no command.
func NoArgs(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case c.HasAvailableSubCommands():
		return unknownCommand(c, args[0])
	}
	return wording.Fail("usage.no-words", "command", c.CommandPath(), "read", args[0])
}

// ExactArgs wants a number of words after a command, as its Use shows them.
func ExactArgs(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return wording.Fail("usage.words", "command", c.CommandPath(), "n", n, "found", len(args), "line", c.UseLine())
	}
}

// SomeArgs lets a command take one word or more.
func SomeArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return wording.Fail("usage.some", "command", c.CommandPath(), "line", c.UseLine())
}

// FlagError says what is wrong with a flag.
func FlagError(c *cobra.Command, err error) error {
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
		// How large it may be only its command knows.
		return wording.Fail("usage.no-number", "flag", "--"+value.GetFlag().Name, "read", value.GetValue())
	case errors.As(err, &syntax):
		return wording.Fail("usage.bad-flag", "read", syntax.GetSpecifiedFlag())
	}
	return err
}

// RequiredFlags names the flags that a command cannot do without.
func RequiredFlags(c *cobra.Command, _ []string) error {
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

// SettingsTopic explains all settings: depository help settings.
func SettingsTopic(t *wording.Catalogue) *cobra.Command {
	topic := &cobra.Command{Use: "settings"}
	topic.SetHelpFunc(func(c *cobra.Command, _ []string) {
		fmt.Fprint(c.OutOrStdout(), settings.Explained(t, Width))
	})
	return topic
}
