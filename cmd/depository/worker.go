package main

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/tell/wording"
)

// engines are where workbooks can be read.
var engines = []string{"local", "spark"}

// engineOf returns the cluster that reads the workbooks; its Master is "" where this
// machine does.
func engineOf(f *pflag.FlagSet) (pipeline.Spark, error) {
	engine, _ := f.GetString("engine")
	if !slices.Contains(engines, engine) {
		return pipeline.Spark{}, wording.Fail("command.engine", "read", engine, "list", strings.Join(engines, ", "))
	}
	if engine == engines[0] {
		return pipeline.Spark{}, nil
	}
	var s pipeline.Spark
	s.Master, _ = f.GetString("master")
	s.Program, _ = f.GetString("spark-sql")
	own, err := os.Executable()
	s.Worker = []string{own}
	return s, err
}

func newWorkerCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "worker", Args: shell.NoArgs, RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	for _, stage := range []string{pipeline.StageRead, pipeline.StageDraw, pipeline.StagePrint} {
		cmd.AddCommand(&cobra.Command{
			Use:  stage,
			Args: shell.ExactArgs(1),
			RunE: func(c *cobra.Command, args []string) error {
				return pipeline.Work(stage, args[0], c.InOrStdin(), c.OutOrStdout())
			},
		})
	}
	return cmd
}
