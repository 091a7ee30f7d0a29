package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/tell/account"
)

func newIdentityCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "identity", Args: shell.NoArgs}
	cmd.RunE = remembering(func(m asked, _ []string) error {
		r, err := memory.Identities(m.DB, m.Known, m.opts.Inputs)
		if err != nil {
			return err
		}
		if read := flagsOf(cmd)("read"); read != "" {
			return m.decide(r, read)
		}
		return m.propose(r)
	})
	addInputFlags(cmd.Flags())
	settings.Flags(cmd.Flags(), "outputs")
	cmd.Flags().String("out", "identity.xlsx", "")
	cmd.Flags().String("read", "", "")
	return cmd
}

// propose writes the workbook in which a person decides.
func (m asked) propose(r *memory.Registry) error {
	book, n, err := r.Proposals()
	if err != nil {
		return err
	}
	out := flagsOf(m.cmd)("out")
	place := publish.Target{Reads: publish.Reads{m.opts.Inputs, m.opts.Outputs}, Existing: publish.Refuse}
	err = putOne(m.cmd, m.Texts, place, out, func(w io.Writer) error { _, err := w.Write(book); return err })
	if err == nil {
		_, err = fmt.Fprintln(m.cmd.OutOrStdout(), m.Texts.T("identity.proposed", "file", out, "n", n))
	}
	return err
}

// decide reads it back into the inputs.
func (m asked) decide(r *memory.Registry, read string) error {
	csv, added, doubts, err := r.Decide(read)
	account.Doubts(m.cmd.ErrOrStderr(), m.Texts, doubts)
	if err != nil {
		return err
	}
	place := publish.Target{Reads: publish.Reads{read, m.opts.Settings}, Flag: "--inputs", Existing: publish.Recorded}
	files, err := publish.AddTo(place, m.opts.Inputs)
	if err != nil {
		return err
	}
	err = files.Create(attributes.IdentityFile, func(w io.Writer) error { _, err := w.Write(csv); return err })
	if err == nil {
		err = files.Publish()
	}
	if err := errors.Join(err, files.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintln(m.cmd.OutOrStdout(), m.Texts.T("identity.decided", "file", filepath.Join(m.opts.Inputs, attributes.IdentityFile), "n", added))
	return err
}
