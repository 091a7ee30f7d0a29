package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/outcome"
	"depository.example/depository/pipeline/workspace"
)

func newPlacesCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "places", Args: shell.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	cmd.AddCommand(newPlacesImportCommand())
	return cmd
}

func newPlacesImportCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "import", Args: shell.ExactArgs(1), RunE: calling(func(c call, args []string) error { return importPlaces(c, args[0]) })}
	settings.Flags(cmd.Flags(), "inputs")
	words(cmd.Flags(), "config", "koatuu")
	return cmd
}

func importPlaces(c call, file string) error {
	former := c.word("koatuu")
	codifier, old, err := workspace.TakePlaces(c.opts.Inputs, c.opts.Settings, file, former, c.tell)
	if err != nil {
		return err
	}
	return outcome.Places(c.out(), filepath.Join(c.opts.Inputs, workspace.PlacesFile), codifier, len(old), former != "", c.texts)
}
