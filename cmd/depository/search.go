package main

import (
	"bufio"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/search"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

func newSearchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "search",
		Example: `  depository search --documents goals.jsonl --queries queries.tsv --exact >found.tsv`,
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return searchDocuments(cmd) },
	}
	f := cmd.Flags()
	f.String("documents", "", "")
	f.String("queries", "", "")
	f.Bool("exact", false, "")
	cobra.CheckErr(cmd.MarkFlagRequired("documents"))
	cobra.CheckErr(cmd.MarkFlagRequired("queries"))
	return cmd
}

// searchDocuments prints for each query of a file the documents of another that it
// finds.
func searchDocuments(cmd *cobra.Command) error {
	flag := flagsOf(cmd)
	exact, _ := cmd.Flags().GetBool("exact")
	docs, err := search.ReadDocuments(flag("documents"))
	if err != nil {
		return err
	}
	queries, err := search.ReadQueries(flag("queries"))
	if err != nil {
		return err
	}
	index, synonyms, err := workspace.Index(docs)
	if err != nil {
		return err
	}
	defer index.Close()
	w := bufio.NewWriter(cmd.OutOrStdout())
	for _, query := range queries {
		var found search.Found
		if exact {
			found.Hits, err = index.Exact(query)
		} else {
			found, err = index.Find(query, synonyms)
		}
		if err != nil {
			return wording.Fail("search.failed", "query", query, "text", err)
		}
		ids := make([]string, len(found.Hits))
		for i, h := range found.Hits {
			ids[i] = docs[h.Document].ID
		}
		w.WriteString(query + "\t" + strings.Join(ids, " ") + "\n")
	}
	return w.Flush()
}
