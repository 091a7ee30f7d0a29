// Command depository turns the workbooks of regional partners into scored,
// compared and explained practices of e-governance, and into a report of
// recommendations. Run "depository --help" for what it does.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"depository/templates"
)

// version is printed by --version and stands in the manifest of a run.
const version = "0.1.0"

// Exit statuses of the command. 2 is left to the crashes of Go (a panic, a fatal
// error of the runtime), so that a script can tell them from what was done.
const (
	statusDone    = 0 // done
	statusNotRun  = 1 // could not run
	statusCorrect = 3 // done, but a partner has errors to correct
)

func main() { os.Exit(Main(os.Args[1:], os.Stdout, os.Stderr)) }

// Main is the command as a function of its arguments and writers; it returns
// the exit status.
func Main(args []string, stdout, stderr io.Writer) int {
	root := newRootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	var status statusError
	switch {
	case err == nil:
		return statusDone
	case errors.As(err, &status):
		return int(status)
	}
	texts, textsErr := templates.Wording(runLanguage(args, os.Getenv))
	if textsErr != nil { // the program's own texts cannot be read
		fmt.Fprintln(stderr, "depository:", errors.Join(err, textsErr))
		return statusNotRun
	}
	fmt.Fprintln(stderr, "depository:", told(texts, err))
	return statusNotRun
}

// A statusError ends the command with a status and without another word.
type statusError int

func (s statusError) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "depository",
		Short: "From partner workbooks to scored practices and a report for the Government",
		Long: `depository reads the Excel workbooks that regional partners send each period,
tells every partner which cells to correct, scores the practices of e-governance
by a maturity method, compares partners and periods, and publishes a report (PDF),
a dashboard (HTML) and tables (CSV).

A period is a folder of workbooks: inputs/2026-H1/*.xlsx. The usual round:

  depository template --partner vinnytsia --period 2026-H1   a blank workbook for a partner
  depository check inputs/2026-H1                            what partners have to correct
  depository run --period 2026-H1                            read, score, compare, publish
  depository method show templates/methods/egov-practices.yaml

Settings stand in config.yaml; DEPOSITORY_* variables are stronger than the file
and flags are stronger than both.

Exit status: 0 done; 3 done, but somebody has errors to correct; 1 could not run.`,
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.AddCommand(newRunCommand(), newCheckCommand(), newTemplateCommand(), newMethodCommand(), newIndexCommand(), newDiagnoseCommand(), newCompareMethodsCommand(), newReviewCommand(), newPlacesCommand(), newSampleCommand())
	return root
}
