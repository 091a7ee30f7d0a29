package main

import (
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/tell/wording"
)

func newSearchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "search",
		RunE: func(cmd *cobra.Command, words []string) error {
			flag := flagsOf(cmd)
			switch {
			case flag("documents") != "" && flag("queries") != "" && len(words) == 0:
				exact, _ := cmd.Flags().GetBool("exact")
				return memory.SearchFile(cmd.OutOrStdout(), flag("documents"), flag("queries"), exact)
			case flag("documents")+flag("queries") != "" || len(words) == 0:
				return wording.Fail("search.usage", "line", cmd.UseLine())
			}
			return remembering(searchDepository)(cmd, words)
		},
	}
	f := cmd.Flags()
	addInputFlags(f)
	settings.Flags(f, "outputs")
	f.String("documents", "", "")
	f.String("queries", "", "")
	f.Bool("exact", false, "")
	f.String("theme", "", "")
	f.Int("level", 0, "")
	f.String("oblast", "", "")
	f.String("criterion", "", "")
	f.Bool("json", false, "")
	return cmd
}

// searchDepository prints the practices of the depository that some words find.
func searchDepository(m asked, words []string) error {
	flag := flagsOf(m.cmd)
	q := memory.Query{Words: strings.Join(words, " "), Theme: flag("theme"), Criterion: flag("criterion"), Oblast: flag("oblast")}
	q.Exact, _ = m.cmd.Flags().GetBool("exact")
	q.Level, _ = m.cmd.Flags().GetInt("level")
	found, err := m.Search(&q, m.opts.Sources, memory.SearchIndexOf(m.opts.Outputs))
	if err != nil {
		return err
	}
	if asJSON, _ := m.cmd.Flags().GetBool("json"); asJSON {
		return found.JSON(m.cmd.OutOrStdout())
	}
	return found.Tell(m.cmd.OutOrStdout(), m.Asked)
}
