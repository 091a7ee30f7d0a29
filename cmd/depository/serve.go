package main

import (
	"fmt"
	"math"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/watch"
)

func newServeCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "serve", Args: shell.NoArgs, RunE: calling(serve)}
	inputFlags(cmd.Flags(), "period", "outputs", "date", "reports", "cache", "archive", "private")
	cmd.Flags().Int("port", 8080, "")
	switches(cmd.Flags(), "watch")
	return cmd
}

// serve shows the site of the outputs on this machine until it is stopped.
func serve(c call, _ []string) error {
	if port := c.number("port"); port < 0 || port > math.MaxUint16 {
		return wording.Fail("serve.port.range", "read", strconv.Itoa(port))
	}
	if err := memory.Resume(c.opts); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(c.Context(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return watch.Serve(ctx, c.opts, c.number("port"), c.on("watch"), func(address string) { c.tell("serve.ready", "address", address) },
		func(s *pipeline.Summary, err error) {
			if err != nil {
				fmt.Fprintln(c.told(), system.Told(c.texts, err))
				return
			}
			c.tell("serve.again", "period", s.Period, "n", s.Errors)
		})
}
