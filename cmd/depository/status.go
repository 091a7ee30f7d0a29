package main

import (
	"io"
	"time"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/office"
)

func newStatusCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "status", Args: shell.NoArgs, RunE: calling(status)}
	inputFlags(cmd.Flags(), "period", "outputs", "private")
	switches(cmd.Flags(), "json", "quiet")
	words(cmd.Flags(), "html", "letters")
	return cmd
}

func status(c call, _ []string) error {
	page := c.word("html")
	files, err := c.files(publish.Target{Reads: c.opts.Reads(nil), Flag: "--html"}, page)
	if err != nil {
		return err
	}
	show := c.show()
	s, err := office.Look(c.opts, time.Now(), show.update)
	show.End()
	if err == nil && page != "" {
		err = files.Put(page, func(w io.Writer) error { return s.HTML(w, c.texts) })
	}
	if err := files.End(err); err != nil {
		return err
	}
	if dir := c.word("letters"); dir != "" {
		n, err := s.Letters(dir, show.update)
		show.End()
		if err != nil {
			return err
		}
		c.tell("round.letters", "n", n, "dir", dir)
	}
	if c.on("json") {
		return s.JSON(c.out())
	}
	return s.Print(c.out(), c.texts)
}
