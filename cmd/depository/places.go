package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"depository/pipeline/ingest"
	codes "depository/pipeline/place"
	"depository/pipeline/wording"
	"depository/templates"
)

func newPlacesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "places",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newPlacesImportCommand())
	return cmd
}

func newPlacesImportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "import",
		Example: `  depository places import ~/Downloads/kodyfikator-2024-01-19.xlsx
  depository places import katottg.csv --inputs D:\partners`,
		Args: exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return importPlaces(cmd, args[0]) },
	}
	f := cmd.Flags()
	f.String("config", "", "")
	settingFlags(f, "inputs")
	f.String("koatuu", "", "")
	return cmd
}

func importPlaces(cmd *cobra.Command, file string) error {
	v, err := readConfig(cmd.Flags())
	if err != nil {
		return err
	}
	texts, err := templates.Wording(v.GetString("lang"))
	if err != nil {
		return err
	}
	codifier, err := ingest.LoadCodifier(file)
	if err != nil {
		return explainCodifier(err, file, texts)
	}
	former, _ := cmd.Flags().GetString("koatuu")
	var old map[string]string
	if former != "" {
		if old, err = ingest.LoadFormerCodes(former); err != nil {
			return explainCodifier(err, former, texts)
		}
	}
	out := filepath.Join(v.GetString("inputs"), placesFile)
	if err := keepPlaces(out, codifier); err != nil {
		return err
	}
	if err := printPlaces(cmd.OutOrStdout(), out, codifier, texts); err != nil || former == "" {
		return err
	}
	return keepFormerCodes(cmd.OutOrStdout(), ingest.FormerCodesOf(out), old, texts)
}

// keepFormerCodes writes the old codes beside the codifier, in their order.
func keepFormerCodes(stdout io.Writer, out string, old map[string]string, texts *wording.Catalogue) error {
	rows := [][]string{codes.FormerCodesHeader}
	for _, code := range slices.Sorted(maps.Keys(old)) {
		rows = append(rows, []string{code, old[code]})
	}
	if err := put(out, nil, func(w io.Writer) error { return csv.NewWriter(w).WriteAll(rows) }); err != nil {
		return err
	}
	_, err := fmt.Fprintln(stdout, texts.T("command.places.former", "file", out, "n", len(old)))
	return err
}

// keepPlaces writes the codifier beside its place, reads it as a run will, and
// puts it there.
func keepPlaces(out string, c *codes.Codifier) error {
	fresh := filepath.Join(filepath.Dir(out), ".new-"+filepath.Base(out))
	defer os.Remove(fresh) // nothing is there once it has its name
	if err := put(fresh, nil, func(w io.Writer) error { return csv.NewWriter(w).WriteAll(c.Rows()) }); err != nil {
		return err
	}
	registry, err := ingest.LoadPlaces(fresh)
	if err != nil {
		return err
	}
	if want := c.Count('H') + c.Count('K'); registry.Len() != want {
		return fmt.Errorf("%s: %d hromadas were written, %d are read", out, want, registry.Len())
	}
	return os.Rename(fresh, out)
}

func printPlaces(w io.Writer, out string, c *codes.Codifier, texts *wording.Catalogue) error {
	t := textTable{header: []string{texts.T("command.places.category"), texts.T("command.places.units")}}
	for _, category := range codes.Categories {
		t.rows = append(t.rows, []string{texts.T("command.places.category." + string(category)), texts.Number(float64(c.Count(category)), 0)})
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

// explainCodifier says what is wrong with a file in the language of messages.
func explainCodifier(err error, file string, texts *wording.Catalogue) error {
	var column *codes.ColumnError
	var row *codes.RowError
	switch {
	case errors.As(err, &column):
		quoted := make([]string, len(column.Missing))
		for i, label := range column.Missing {
			quoted[i] = "«" + label + "»"
		}
		return wording.Fail("command.places.no-column", "file", file, "n", len(quoted), "missing", strings.Join(quoted, ", "))
	case errors.As(err, &row):
		return errors.New(texts.T("command.places.row."+row.Code, "file", file, "row", row.Row, "read", row.Detail,
			"known", strings.Join(strings.Split(codes.Categories, ""), ", ")))
	}
	return err
}
