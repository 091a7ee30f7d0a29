package main

import (
	"cmp"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

func newPeersCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "peers",
		Args: shell.SomeArgs,
		RunE: runPeers,
	}
	f := cmd.Flags()
	addInputFlags(f)
	f.Int("k", 7, "")
	f.Bool("csv", false, "")
	f.String("direction", "", "")
	f.String("attributes", "", "")
	return cmd
}

func runPeers(cmd *cobra.Command, codes []string) error {
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
	rule := w.Method.Peers
	weights, ok := rule.Toward(flag("direction"))
	if !ok {
		return settings.Unknown("peers.direction", flag("direction"), rule.Names(), "method", w.Method.ID)
	}
	file := cmp.Or(flag("attributes"), filepath.Join(opts.Inputs, "attributes.csv"))
	table, doubts, err := attributes.Read(file)
	if err != nil {
		return err
	}
	account.Doubts(cmd.ErrOrStderr(), texts, doubts)
	for i, code := range codes {
		if codes[i], err = placeIn(table, w, code, file); err != nil {
			return err
		}
	}
	likeness := table.Likeness(weights)
	if csv, _ := cmd.Flags().GetBool("csv"); csv {
		rows := [][]string{{"code", "rank", "peer", "distance", "shared", "largest", "share"}}
		for _, code := range codes {
			rows = append(rows, peerRows(likeness, code, k)...)
		}
		return tables.NewWriter(cmd.OutOrStdout()).WriteAll(rows)
	}
	told := account.Peers{Texts: texts, Places: w.Places, Near: likeness}
	for _, code := range codes {
		if err := told.Of(cmd.OutOrStdout(), code, table.Box(code, rule.Box), k); err != nil {
			return err
		}
	}
	return nil
}

// placeIn finds a place of a table by its code, or by the name that the codifier
// has for it.
func placeIn(table *peers.Table, w *workspace.Workspace, text, file string) (string, error) {
	code := strings.TrimSpace(text)
	if !slices.Contains(table.Places, code) {
		code = w.Places.Match(text, "").Code
	}
	if code == "" || !slices.Contains(table.Places, code) {
		return "", wording.Fail("peers.no-place", "read", text, "file", file)
	}
	return code, nil
}

// peerRows are the rows of one place.
func peerRows(l *peers.Likeness, code string, k int) (rows [][]string) {
	found, _ := l.Nearest(code, k)
	for i, p := range found {
		largest := p.Largest()
		rows = append(rows, []string{code, strconv.Itoa(i + 1), p.Code, strconv.FormatFloat(p.Distance, 'f', 12, 64),
			strconv.Itoa(len(p.Parts)), largest.Attribute, strconv.FormatFloat(largest.Share, 'f', 6, 64)})
	}
	return rows
}
