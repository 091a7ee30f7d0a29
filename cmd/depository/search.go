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
		Use: "search",
		Example: `  depository search електронна черга
  depository search послуги --level 2 --oblast Вінницька --json
  depository search --documents goals.jsonl --queries queries.tsv --exact >found.tsv`,
		RunE: func(cmd *cobra.Command, words []string) error {
			flag := flagsOf(cmd)
			switch {
			case flag("documents") != "" && flag("queries") != "" && len(words) == 0:
				return searchDocuments(cmd)
			case flag("documents")+flag("queries") != "" || len(words) == 0:
				return wording.Fail("search.usage", "line", cmd.UseLine())
			}
			return remembering(searchDepository)(cmd, words)
		},
	}
	f := cmd.Flags()
	addInputFlags(f)
	settingFlags(f, "outputs")
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
