package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	codes "depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
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
	out := filepath.Join(c.opts.Inputs, workspace.PlacesFile)
	if err := printPlaces(c.out(), out, codifier, c.texts); err != nil || former == "" {
		return err
	}
	c.say("command.places.former", "file", lists.FormerCodesOf(out), "n", len(old))
	return nil
}

func printPlaces(w io.Writer, out string, c *codes.Codifier, texts *wording.Catalogue) error {
	t := plaintext.Table{Header: []string{texts.T("command.places.category"), texts.T("command.places.units")}}
	for _, category := range codes.Categories {
		t.Rows = append(t.Rows, []string{texts.T("command.places.category." + string(category)), texts.Number(float64(c.Count(category)), 0)})
	}
	fmt.Fprint(w, t.String())
	if n := c.Regions(); n < len(codes.Oblasts) {
		fmt.Fprintln(w, texts.T("command.places.partial", "n", n, "of", len(codes.Oblasts)))
	}
	if c.Orphans > 0 {
		fmt.Fprintln(w, texts.T("command.places.orphans", "n", c.Orphans))
	}
	_, err := fmt.Fprintln(w, texts.T("command.places.done", "file", out, "n", len(c.Units)))
	return err
}
