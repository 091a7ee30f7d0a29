package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/tell/wording"
)

func newMergeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "merge",
		Args: shell.SomeArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return run(cmd, args) },
	}
	runFlags(cmd.Flags())
	return cmd
}

// runOrPart runs, or reads only the part of the workbooks that --shard names.
func runOrPart(cmd *cobra.Command) error {
	shard, _ := cmd.Flags().GetString("shard")
	path, _ := cmd.Flags().GetString("partial")
	switch {
	case shard == "" && path == "":
		return run(cmd, nil)
	case shard == "" || path == "":
		return wording.Fail("command.parts.together")
	}
	number, of, ok := shardOf(shard)
	if !ok {
		return wording.Fail("command.parts.shard", "read", shard)
	}
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	quiet, _ := cmd.Flags().GetBool("quiet")
	show := newProgress(cmd.ErrOrStderr(), texts, quiet)
	defer show.End()
	return pipeline.WritePart(opts, number, of, path, show.update)
}

// shardOf reads "2/7": the second part of seven.
func shardOf(text string) (number, of int, ok bool) {
	before, after, cut := strings.Cut(text, "/")
	number, err := strconv.Atoi(before)
	of, failed := strconv.Atoi(after)
	return number, of, cut && err == nil && failed == nil && 1 <= number && number <= of
}
