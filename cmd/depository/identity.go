package main

import (
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/shell"
	"depository.example/depository/pipeline/memory"
	"depository.example/depository/pipeline/tell/account"
)

func newIdentityCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "identity", Args: shell.NoArgs, RunE: remembering(asked.identity)}
	inputFlags(cmd.Flags(), "outputs")
	cmd.Flags().String("out", "identity.xlsx", "")
	words(cmd.Flags(), "read")
	return cmd
}

// identity writes the workbook in which a person decides which practices are one, or
// reads it back.
func (m asked) identity([]string) error {
	r, err := memory.Identities(m.DB, m.Known, m.opts.Inputs)
	if err != nil {
		return err
	}
	if read := m.word("read"); read != "" {
		return m.decide(r, read)
	}
	book, n, err := r.Proposals()
	if err != nil {
		return err
	}
	out := m.word("out")
	err = m.putBytes(publish.Target{Reads: publish.Reads{m.opts.Inputs, m.opts.Outputs}, Existing: publish.Refuse}, out, book)
	if err == nil {
		m.say("identity.proposed", "file", out, "n", n)
	}
	return err
}

// decide reads it back into the inputs.
func (m asked) decide(r *memory.Registry, read string) error {
	csv, added, doubts, err := r.Decide(read)
	account.Doubts(m.told(), m.texts, doubts)
	if err != nil {
		return err
	}
	place := publish.Target{Reads: publish.Reads{read, m.opts.Settings}, Flag: "--inputs", Existing: publish.Recorded}
	err = publish.Add(place, m.opts.Inputs, m.tell, func(files *publish.Files) error {
		return files.Create(attributes.IdentityFile, func(w io.Writer) error { _, err := w.Write(csv); return err })
	})
	if err == nil {
		m.say("identity.decided", "file", filepath.Join(m.opts.Inputs, attributes.IdentityFile), "n", added)
	}
	return err
}
