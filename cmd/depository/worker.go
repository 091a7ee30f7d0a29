package main

import (
	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/workspace"
)

func newWorkerCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "worker", Args: shell.NoArgs, RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	for _, stage := range pipeline.Stages {
		cmd.AddCommand(&cobra.Command{Use: stage, Args: shell.ExactArgs(1), RunE: func(c *cobra.Command, args []string) error {
			return pipeline.Work(stage, args[0], c.InOrStdin(), c.OutOrStdout())
		}})
	}
	return cmd
}

func newLemmaCommand() *cobra.Command {
	return &cobra.Command{Use: "lemma", Args: shell.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		return workspace.PrintLemmas(c.InOrStdin(), c.OutOrStdout())
	}}
}
