package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	codes "depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

func newPlacesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "places",
		Args: shell.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newPlacesImportCommand())
	return cmd
}

func newPlacesImportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "import",
		Args: shell.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return importPlaces(cmd, args[0]) },
	}
	f := cmd.Flags()
	f.String("config", "", "")
	settings.Flags(f, "inputs")
	f.String("koatuu", "", "")
	return cmd
}

func importPlaces(cmd *cobra.Command, file string) error {
	v, err := settings.Read(cmd.Flags(), os.Environ(), workspace.Embedded)
	if err != nil {
		return err
	}
	texts, err := templates.Wording(v.GetString("lang"))
	if err != nil {
		return err
	}
	former, _ := cmd.Flags().GetString("koatuu")
	inputs := v.GetString("inputs")
	place := publish.Target{Reads: publish.Reads{file, former, v.ConfigFileUsed()}, Flag: "--inputs", Existing: publish.Recorded}
	files, err := publish.AddTo(place, inputs)
	if err != nil {
		return err
	}
	publish.TellStopped(files.Stopped(), teller(cmd.ErrOrStderr(), texts))
	codifier, old, err := workspace.TakePlaces(files, file, former)
	if err == nil {
		err = files.Publish()
	}
	if err := errors.Join(err, files.Close()); err != nil {
		return err
	}
	out := filepath.Join(inputs, workspace.PlacesFile)
	if err := printPlaces(cmd.OutOrStdout(), out, codifier, texts); err != nil || former == "" {
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), texts.T("command.places.former", "file", lists.FormerCodesOf(out), "n", len(old)))
	return err
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
