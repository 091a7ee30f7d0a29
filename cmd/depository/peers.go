package main

import (
	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/shell"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/office"
	"depository.example/depository/pipeline/tell/account"
)

func newPeersCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "peers", Args: shell.SomeArgs, RunE: calling(runPeers)}
	inputFlags(cmd.Flags())
	cmd.Flags().Int("k", 7, "")
	switches(cmd.Flags(), "csv")
	words(cmd.Flags(), "direction", "attributes")
	return cmd
}

func runPeers(c call, called []string) error {
	k, err := neighbours(c, 7)
	if err != nil {
		return err
	}
	n, err := office.OpenNeighbourhood(c.opts, c.word("attributes"), c.word("direction"))
	if err != nil {
		return err
	}
	account.Doubts(c.told(), c.texts, n.Doubts)
	codes, err := n.Places(called)
	switch {
	case err != nil:
		return err
	case c.on("csv"):
		return tables.NewWriter(c.out()).WriteAll(n.Rows(codes, k))
	}
	return n.Tell(c.out(), c.texts, codes, k)
}
