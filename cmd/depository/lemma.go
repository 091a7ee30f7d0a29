package main

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/workspace"
)

func newLemmaCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "lemma",
		Args: shell.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return printLemmas(cmd.InOrStdin(), cmd.OutOrStdout()) },
	}
}

// printLemmas prints each line read, a tab, and the base forms of the word on it.
func printLemmas(in io.Reader, out io.Writer) error {
	words, err := workspace.Words()
	if err != nil {
		return err
	}
	lines, w := bufio.NewReader(in), bufio.NewWriter(out)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			word := strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
			w.WriteString(word + "\t" + strings.Join(words.Of(word), "|") + "\n")
		}
		if errors.Is(err, io.EOF) {
			return w.Flush()
		}
		if err != nil {
			return err
		}
	}
}
