package main

import (
	"cmp"
	"io"
	"runtime/pprof"

	"depository.example/depository/pipeline/media/publish"
)

// profiled does something and writes to the file of --profile, where one is named,
// where the processor's time went, as go tool pprof reads it. The file is written
// whatever came of it.
func profiled(c call, reads publish.Reads, do func() error) error {
	file := c.word("profile")
	if file == "" {
		return do()
	}
	var done error
	err := c.put(publish.Target{Flag: "--profile", Reads: reads}, file, func(w io.Writer) error {
		if err := pprof.StartCPUProfile(w); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
		done = do()
		return nil
	})
	return cmp.Or(done, err)
}
