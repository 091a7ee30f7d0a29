package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/office"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// completers list what may stand behind flags, from the settings and the inputs as
// they are.
var completers = shell.Completers{"period": completePeriods, "partner": completePartners, "explain": completePartners, "method": completeMethods, "lang": completeLanguages, "reports": completeReports}

// completeWords lists what may stand after a command: methods.
func completeWords(c *cobra.Command) shell.Completer {
	if c.Name() == "compare-methods" || c.HasParent() && c.Parent().Name() == "method" {
		return completeMethods
	}
	return nil
}

// takesFiles tells that files may stand after a command.
func takesFiles(c *cobra.Command) bool { return c.Name() == "check" || c.Name() == "import" }

func completePeriods(cmd *cobra.Command) []cobra.Completion {
	c, err := callOf(cmd)
	if err != nil {
		return nil
	}
	found, err := workspace.Periods(c.opts.Inputs)
	if err != nil {
		return nil
	}
	slices.Reverse(found) // the last is asked for most
	return found
}

func completePartners(cmd *cobra.Command) (out []cobra.Completion) {
	known, lang := workspace.Partners(), "uk"
	if c, err := callOf(cmd); err == nil {
		known, lang = office.KnownPartners(c.opts, cmd.Name() == "template"), c.opts.Lang
	}
	seen := map[string]bool{"": true}
	for _, p := range known {
		if !seen[p.ID] {
			seen[p.ID] = true
			out = append(out, cobra.CompletionWithDesc(p.ID, p.Name.In(lang)))
		}
	}
	return out
}

// completeMethods lists the methods of the program and the files beside the method
// of the settings.
func completeMethods(cmd *cobra.Command) []cobra.Completion {
	c, err := callOf(cmd)
	if err != nil {
		return workspace.Methods()
	}
	return workspace.MethodsBeside(c.opts.Method)
}

func completeLanguages(*cobra.Command) []cobra.Completion { return templates.Languages }

func completeReports(*cobra.Command) []cobra.Completion {
	return append(slices.Clone(templates.Languages), strings.Join(templates.Languages, ","))
}
