package main

import (
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/tell/wording"
)

func newSearchCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "search", RunE: runSearch}
	f := cmd.Flags()
	inputFlags(f, "outputs")
	words(f, "documents", "queries", "theme", "oblast", "criterion")
	switches(f, "exact", "json")
	f.Int("level", 0, "")
	return cmd
}

func runSearch(cmd *cobra.Command, looked []string) error {
	switch c := (call{Command: cmd}); {
	case c.word("documents") != "" && c.word("queries") != "" && len(looked) == 0 && c.word("theme")+c.word("oblast")+c.word("criterion") == "" && c.number("level") == 0:
		return memory.SearchFile(c.out(), c.word("documents"), c.word("queries"), c.on("exact"))
	case c.word("documents")+c.word("queries") != "" || strings.TrimSpace(strings.Join(looked, "")) == "":
		return wording.Fail("search.usage", "line", cmd.UseLine())
	}
	return remembering(asked.search)(cmd, looked)
}

// search prints the practices of the depository that some words find.
func (m asked) search(looked []string) error {
	q := memory.Query{Words: strings.Join(looked, " "), Theme: m.word("theme"), Criterion: m.word("criterion"), Oblast: m.word("oblast"),
		Exact: m.on("exact"), Level: m.number("level"), Most: memory.MostHits}
	if m.on("json") {
		q.Most = 0
	}
	found, err := m.Search(&q, m.opts.Inputs, memory.SearchIndexOf(m.opts.Outputs))
	switch {
	case err != nil:
		return err
	case m.on("json"):
		return found.JSON(m.out())
	}
	return found.Tell(m.out(), m.Asked)
}
