package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/tell/wording"
	"github.com/spf13/cobra"
)

// openResults is publish.OpenResults for a command, which tells on standard error.
func openResults(cmd *cobra.Command, texts *wording.Catalogue, place publish.Target, main string, others ...string) (*publish.Results, error) {
	return publish.OpenResults(place, cmd.OutOrStdout(), teller(cmd.ErrOrStderr(), texts), main, others...)
}

// teller prints texts by their keys.
func teller(w io.Writer, texts *wording.Catalogue) func(key string, args ...any) {
	return func(key string, args ...any) { fmt.Fprintln(w, texts.T(key, args...)) }
}

// putOne writes one file, or to standard output where its name is "".
func putOne(cmd *cobra.Command, texts *wording.Catalogue, place publish.Target, path string, write func(io.Writer) error) error {
	r, err := openResults(cmd, texts, place, path)
	if err != nil {
		return err
	}
	return r.End(r.Put(path, write))
}

// tableNamed makes sure that a table is not written under a name of another kind
// of file.
func tableNamed(out string) error {
	if kind := strings.ToLower(filepath.Ext(out)); slices.Contains([]string{".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".pdf", ".yaml", ".yml", ".html"}, kind) {
		return wording.Fail("write.kind", "file", out, "kind", kind)
	}
	return nil
}
