package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/settings"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

func newAdoptCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "adopt",
		Example: `  depository adopt --check --adoption edem.csv --attributes likeness.csv
  depository adopt --check --adoption edem.csv --attributes likeness.csv --only population --k 7`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return checkAdoption(cmd) },
	}
	f := cmd.Flags()
	addInputFlags(f)
	f.Bool("check", false, "")
	f.String("adoption", "", "")
	f.String("attributes", "", "")
	f.StringSlice("only", nil, "")
	f.Int("k", 15, "")
	cobra.CheckErr(cmd.MarkFlagRequired("check"))
	cobra.CheckErr(cmd.MarkFlagRequired("adoption"))
	return cmd
}

// checkAdoption prints how well likeness would have foretold who adopted what.
func checkAdoption(cmd *cobra.Command) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	flag := flagsOf(cmd)
	k, _ := cmd.Flags().GetInt("k")
	if k < 1 {
		return wording.Fail("peers.k", "read", k)
	}
	w, err := workspace.Open(opts.Sources)
	if err != nil {
		return err
	}
	file := cmp.Or(flag("attributes"), filepath.Join(opts.Inputs, "attributes.csv"))
	table, doubts, err := attributes.Read(file)
	if err != nil {
		return err
	}
	adoption, more, err := attributes.ReadAdoption(flag("adoption"))
	if err != nil {
		return err
	}
	account.Doubts(cmd.ErrOrStderr(), texts, append(doubts, more...))
	only, _ := cmd.Flags().GetStringSlice("only")
	for _, a := range only {
		if _, known := table.Column(a); !known {
			return settings.Unknown("adopt.attribute", a, table.Attributes, "file", file)
		}
	}
	if len(only) > 0 {
		table = table.Only(table.Places, only)
	}
	where := peers.Where{Point: w.Places.PointOf, Oblast: func(code string) string { o, _ := w.Places.OblastOf(code); return o.Code }}
	checks := table.CheckAdoption(adoption.Tools, adoption.Known, w.Method.Peers.Weights, k, where)
	rows := [][]string{{"forecast", "k", "tool", "places", "adopters", "auc"}}
	for _, c := range checks {
		rows = append(rows, checkRow(c, forecastName(only, filepath.Base(file))))
		account.Forecast(cmd.ErrOrStderr(), texts, c)
	}
	return tables.NewWriter(cmd.OutOrStdout()).WriteAll(rows)
}

func checkRow(c peers.Check, likeness string) []string {
	name := map[string]string{"likeness": likeness, "map": "nearest on the map", "oblast": "same oblast"}[c.Forecast]
	k, auc := "", ""
	if c.K > 0 {
		k = strconv.Itoa(c.K)
	}
	if c.AUC == c.AUC { // of no pair there is none
		auc = strconv.FormatFloat(c.AUC, 'f', 6, 64)
	}
	return []string{name, k, c.Tool, strconv.Itoa(c.Places), strconv.Itoa(c.Adopters), auc}
}

// forecastName says by which attributes of which file places are alike.
func forecastName(only []string, file string) string {
	numbers := strings.Fields("no one two three four five six seven eight nine ten eleven twelve")
	switch n := len(only); {
	case n == 0:
		return "all attributes, " + file
	case n == 1:
		return only[0] + " alone, " + file
	case n < len(numbers):
		return numbers[n] + " attributes, " + file
	default:
		return fmt.Sprintf("%d attributes, %s", n, file)
	}
}
