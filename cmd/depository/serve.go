package main

import (
	"fmt"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/watch"
)

func newServeCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "serve", Args: shell.NoArgs, RunE: serve}
	addInputFlags(cmd.Flags())
	settings.Flags(cmd.Flags(), "period", "outputs", "date", "reports", "cache", "archive", "private")
	cmd.Flags().Int("port", 8080, "")
	cmd.Flags().Bool("watch", false, "")
	return cmd
}

// serve shows the site of the outputs on this machine until it is stopped.
func serve(cmd *cobra.Command, _ []string) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	port, _ := cmd.Flags().GetInt("port")
	again, _ := cmd.Flags().GetBool("watch")
	ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	w := cmd.ErrOrStderr()
	return watch.Serve(ctx, opts, port, again, func(address string) { fmt.Fprintln(w, texts.T("serve.ready", "address", address)) },
		func(s *pipeline.Summary, err error) {
			if err != nil {
				fmt.Fprintln(w, system.Told(texts, err))
				return
			}
			fmt.Fprintln(w, texts.T("serve.again", "period", s.Period, "n", s.Errors))
		})
}
