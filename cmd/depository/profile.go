package main

import (
	"cmp"
	"io"
	"runtime/pprof"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/tell/wording"
)

// profiled does something and writes to the file of --profile, where one is named,
// where the processor's time went, as go tool pprof reads it. The file is written
// whatever came of it.
func profiled(cmd *cobra.Command, texts *wording.Catalogue, reads publish.Reads, do func() error) error {
	file, _ := cmd.Flags().GetString("profile")
	if file == "" {
		return do()
	}
	var done error
	err := putOne(cmd, texts, publish.Target{Flag: "--profile", Reads: reads}, file, func(w io.Writer) error {
		if err := pprof.StartCPUProfile(w); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
		done = do()
		return nil
	})
	return cmp.Or(done, err)
}
