package workspace

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/tell/wording"
)

// PlacesFile is the codifier that TakePlaces writes, in the folder of inputs.
const PlacesFile = "places.csv"

// TakePlaces reads the codifier and the old codes, which may be none, and writes
// them into the inputs as they will be read. The file of settings is none of them.
func TakePlaces(inputs, settings, file, former string, tell func(key string, args ...any)) (c *place.Codifier, old map[string]string, err error) {
	to := publish.Target{Reads: publish.Reads{file, former, settings}, Flag: "--inputs", Existing: publish.Recorded}
	err = publish.Add(to, inputs, tell, func(files *publish.Files) (failed error) {
		c, old, failed = takePlaces(files, file, former)
		return failed
	})
	return c, old, err
}

func takePlaces(files *publish.Files, file, former string) (c *place.Codifier, old map[string]string, err error) {
	if c, err = lists.LoadCodifier(file); err != nil {
		return nil, nil, explainCodifier(err, file)
	}
	if err := files.Create(PlacesFile, func(w io.Writer) error { return table.NewWriter(w).WriteAll(c.Rows()) }); err != nil {
		return nil, nil, err
	}
	if former == "" {
		return c, nil, nil
	}
	if old, err = lists.LoadFormerCodes(former); err != nil {
		return nil, nil, explainCodifier(err, former)
	}
	rows := [][]string{place.FormerCodesHeader}
	for _, code := range slices.Sorted(maps.Keys(old)) {
		rows = append(rows, []string{code, old[code]})
	}
	name := lists.FormerCodesOf(PlacesFile)
	return c, old, files.Create(name, func(w io.Writer) error { return table.NewWriter(w).WriteAll(rows) })
}

// explainCodifier says what is wrong with a file.
func explainCodifier(err error, file string) error {
	var column *place.ColumnError
	var row *place.RowError
	switch {
	case errors.As(err, &column):
		quoted := make([]string, len(column.Missing))
		for i, label := range column.Missing {
			quoted[i] = "«" + label + "»"
		}
		return wording.Fail("command.places.no-column", "file", file, "n", len(quoted), "missing", strings.Join(quoted, ", "))
	case errors.As(err, &row):
		return wording.Fail("command.places.row."+row.Code, "file", file, "row", row.Row, "read", row.Detail,
			"known", strings.Join(strings.Split(place.Categories, ""), ", "))
	}
	return err
}
