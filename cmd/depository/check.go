package main

import (
	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/checking"
	"depository.example/depository/pipeline/media/heap"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/outcome"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/legible"
)

func newCheckCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "check", RunE: calling(check)}
	inputFlags(cmd.Flags(), "period")
	words(cmd.Flags(), "return")
	switches(cmd.Flags(), "quiet", "json")
	return cmd
}

func check(c call, names []string) error {
	heap.Ample()
	c.opts.Return = c.word("return")
	show := c.show()
	found, err := checking.Check(c.opts, names, show.update)
	show.End()
	if err == nil && c.opts.Return != "" {
		err = sendBack(c, found)
	}
	switch {
	case err != nil:
	case c.on("json"):
		err = found.JSON(c.out(), c.texts)
	default:
		err = outcome.Check(c.out(), found, c.texts)
	}
	if err == nil && found.Count(cell.Error) > 0 {
		err = statusError(statusCorrect)
	}
	return err
}

// sendBack writes what goes back to partners and says what it is.
func sendBack(c call, found *checking.Checking) error {
	written, err := found.Return(c.opts.Return, c.texts)
	publish.TellStopped(found.Stopped, c.tell)
	if err != nil {
		return err
	}
	tellReturned(c, written, "command.check.returned.form", "command.check.returned.list")
	return nil
}

// tellReturned says what goes back, by the texts for a workbook with its problems marked
// and for a list of them.
func tellReturned(c call, written []checking.Returned, whole, list string) {
	for _, r := range written {
		what := list
		if r.Form {
			what = whole
		}
		c.tell(what, "file", legible.Line(r.Path))
	}
	if len(written) == 0 {
		c.tell("command.check.returned.none")
	}
}
