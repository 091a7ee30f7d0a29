// Command depository turns the workbooks of regional partners into scored,
// compared and explained practices of e-governance, and into a report of
// recommendations. Run "depository --help" for what it does.
package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/survey/legible"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// version is printed by --version and stands in the manifest of a run.
const version = "0.1.0"

// examples are those of the help of commands.
//
//go:embed examples.txt
var examples string

// Exit statuses of the command. 2 is left to the crashes of Go (a panic, a fatal
// error of the runtime), so that a script can tell them from what was done.
const (
	statusDone    = 0 // done
	statusNotRun  = 1 // could not run
	statusCorrect = 3 // done, but a partner has errors to correct
)

func main() { os.Exit(Main(os.Args[1:], os.Stdout, os.Stderr)) }

// Main is the command as a function of its arguments and writers; it returns
// the exit status. What names of files and texts of workbooks hold reaches no
// terminal but as text.
func Main(args []string, stdout, stderr io.Writer) int {
	seen, told := legible.NewWriter(stdout), legible.NewWriter(stderr)
	status := execute(args, seen, told)
	if err := errors.Join(seen.Flush(), told.Flush()); err != nil && status == statusDone {
		return statusNotRun
	}
	return status
}

// execute runs the command and prints its error.
func execute(args []string, stdout, stderr io.Writer) int {
	args = settings.AtHome(args)
	texts, err := templates.Wording(settings.Language(args, os.Getenv))
	if err != nil { // the program's own texts cannot be read
		fmt.Fprintln(stderr, "depository:", err)
		return statusNotRun
	}
	root := newRootCommand(texts)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err = root.Execute()
	var status statusError
	switch {
	case err == nil:
		return statusDone
	case errors.As(err, &status):
		return int(status)
	}
	fmt.Fprintln(stderr, "depository:", system.Told(texts, err))
	if lacks := lacking(err); lacks != "" && settings.Word(args, "config")+settings.Word(args, lacks) == "" && settings.FileAbove(".") == "" {
		fmt.Fprintln(stderr, texts.T("setting.no-file"))
	}
	return statusNotRun
}

// lacking is the setting by which a folder was found that has nothing in it; "" the error
// is another.
func lacking(err error) string {
	period, nothing := (*workspace.PeriodError)(nil), (*memory.NothingError)(nil)
	switch {
	case errors.As(err, &period):
		return "inputs"
	case errors.As(err, &nothing):
		return "outputs"
	}
	return ""
}

// A statusError ends the command with a status and without another word.
type statusError int

// Error names the status; nobody prints it.
func (s statusError) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// newRootCommand makes the command with all its parts, in the language of texts.
func newRootCommand(texts *wording.Catalogue) *cobra.Command {
	root := &cobra.Command{
		Use:                   "depository",
		Version:               version,
		SilenceUsage:          true,
		SilenceErrors:         true,
		DisableFlagsInUseLine: true,
		Args:                  shell.NoArgs,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE:     shell.RequiredFlags,
	}
	settings.Flags(root.PersistentFlags(), "lang")
	root.AddCommand(newRunCommand(), newMergeCommand(), newWorkerCommand(), newCheckCommand(), newTemplateCommand(), newMethodCommand(), newIndexCommand(), newDiagnoseCommand(),
		newCompareMethodsCommand(), newReviewCommand(), newStatusCommand(), newPlacesCommand(), newVersionCommand(), shell.SettingsTopic(texts))
	root.AddCommand(newLemmaCommand(), newPeersCommand(), newAdoptCommand(), newIdentityCommand(), newSearchCommand(), newExplainCommand(), newVerifyCommand(), newServeCommand())
	root.AddCommand(memoryCommands()...)
	root.SetHelpCommand(shell.HelpCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultVersionFlag()
	root.InitDefaultCompletionCmd("completion")
	for _, c := range root.Commands() { // the library's own tells no slip
		if c.Name() == "completion" {
			c.Args, c.RunE = shell.NoArgs, root.RunE
			for _, of := range c.Commands() {
				of.Args = shell.NoArgs
			}
		}
	}
	root.SetUsageFunc(shell.Usage(texts))
	root.SetFlagErrorFunc(shell.FlagError)
	root.SetVersionTemplate("{{.DisplayName}} {{.Version}}\n")
	completers.Complete(root, completeWords, takesFiles)
	shell.Dress(root, texts, shell.Examples(examples), "correct", strconv.Itoa(statusCorrect), "failed", strconv.Itoa(statusNotRun))
	return root
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "version",
		Args: shell.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), cmd.Root().Name(), version)
			return err
		},
	}
}
