package shell

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A Completer lists what may stand behind a flag or a command.
type Completer func(cmd *cobra.Command) []cobra.Completion

// Completers are those of flags, by their names.
type Completers map[string]Completer

// Complete teaches the shell what may stand behind the flags of a command and all
// below it, and after each. words tells which completer knows the words after a
// command, nil none; free tells that files may stand there.
func (byName Completers) Complete(c *cobra.Command, words func(*cobra.Command) Completer, free func(*cobra.Command) bool) {
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if list := byName[f.Name]; list != nil {
			cobra.CheckErr(c.RegisterFlagCompletionFunc(f.Name, list.flag))
		}
	})
	switch {
	case words(c) != nil:
		c.ValidArgsFunction = words(c).args
	case c.HasAvailableSubCommands() || free(c):
	case c.ValidArgsFunction == nil && c.Runnable():
		c.ValidArgsFunction = cobra.NoFileCompletions
	}
	for _, sub := range c.Commands() {
		byName.Complete(sub, words, free)
	}
}

// flag and args are the functions that the library asks. Of methods there are files
// beside the names.
func (list Completer) flag(cmd *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return list.args(cmd, nil, begun)
}

func (list Completer) args(cmd *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	found := slices.DeleteFunc(list(cmd), func(c cobra.Completion) bool { return !strings.HasPrefix(strings.ToLower(c), strings.ToLower(begun)) })
	if len(found) == 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}
