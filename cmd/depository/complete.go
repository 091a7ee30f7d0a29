package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/shell"
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

// completionOptions are the settings as far as they can be read.
func completionOptions(cmd *cobra.Command) (pipeline.Options, bool) {
	opts, _, err := optionsOf(cmd)
	return opts, err == nil
}

func completePeriods(cmd *cobra.Command) []cobra.Completion {
	opts, ok := completionOptions(cmd)
	if !ok {
		return nil
	}
	found, err := workspace.Periods(opts.Inputs)
	if err != nil {
		return nil
	}
	slices.Reverse(found) // the last is asked for most
	return found
}

func completePartners(cmd *cobra.Command) []cobra.Completion {
	var out []cobra.Completion
	seen := map[string]bool{}
	add := func(id, name string) {
		if id != "" && !seen[id] {
			seen[id] = true
			out = append(out, cobra.CompletionWithDesc(id, name))
		}
	}
	opts, ok := completionOptions(cmd)
	if ok {
		if cmd.Name() == "template" {
			opts.Period = "" // the period that forms are written for is not there yet
		}
		if _, in, err := pipeline.ReadPeriod(opts, nil); err == nil {
			for _, s := range in.Submissions {
				add(s.Partner.ID, s.Partner.Name.In(opts.Lang))
			}
		}
	}
	if cmd.Name() == "template" || !ok {
		for _, p := range workspace.Partners() {
			add(p.ID, p.Name.In(opts.Lang))
		}
	}
	return out
}

// completeMethods lists the methods of the program and the files beside the method
// of the settings.
func completeMethods(cmd *cobra.Command) []cobra.Completion {
	out := workspace.Methods()
	opts, ok := completionOptions(cmd)
	if !ok {
		return out
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(opts.Method), "*.yaml"))
	if err != nil || filepath.Dir(opts.Method) == "." {
		return out
	}
	return append(out, files...)
}

func completeLanguages(*cobra.Command) []cobra.Completion { return templates.Languages }

func completeReports(*cobra.Command) []cobra.Completion {
	return append(slices.Clone(templates.Languages), strings.Join(templates.Languages, ","))
}
