package main

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/office"
)

func newStatusCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "status",
		Args: shell.NoArgs,
		RunE: status,
	}
	f := cmd.Flags()
	addInputFlags(f)
	settings.Flags(f, "period", "outputs", "private")
	f.Bool("json", false, "")
	f.Bool("quiet", false, "")
	f.String("html", "", "")
	f.String("letters", "", "")
	return cmd
}

func status(cmd *cobra.Command, _ []string) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	flag := flagsOf(cmd)
	asJSON, _ := cmd.Flags().GetBool("json")
	quiet, _ := cmd.Flags().GetBool("quiet")
	page := flag("html")
	files, err := openResults(cmd, texts, publish.Target{Reads: opts.Reads(nil), Flag: "--html"}, page)
	if err != nil {
		return err
	}
	show := newProgress(cmd.ErrOrStderr(), texts, quiet || asJSON)
	s, err := office.Look(opts, time.Now(), show.update)
	show.End()
	if err == nil && page != "" {
		err = files.Put(page, func(w io.Writer) error { return s.HTML(w, texts) })
	}
	if err := files.End(err); err != nil {
		return err
	}
	if dir := flag("letters"); dir != "" {
		n, err := s.Letters(dir, show.update)
		show.End()
		if err != nil {
			return err
		}
		fmt.Fprintln(cmd.ErrOrStderr(), texts.T("round.letters", "n", n, "dir", dir))
	}
	if asJSON {
		return s.JSON(cmd.OutOrStdout())
	}
	return s.Print(cmd.OutOrStdout(), texts)
}
