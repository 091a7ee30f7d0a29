package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/scoring"
	"depository.example/depository/pipeline/tell/wording"
)

// scoringFlags adds what every command takes that scores a table or a period.
func scoringFlags(f *pflag.FlagSet, more ...string) {
	settings.Flags(f, append([]string{"inputs", "layouts", "places", "period"}, more...)...)
	words(f, "config", "data", "out")
	switches(f, "quiet")
}

// A scoringCall is a call of a command that scores a table, where --data names one, or
// else a period as run does.
type scoringCall struct {
	call
	scoring.Source
	output string
}

func scoringCallOf(cmd *cobra.Command) (s scoringCall, err error) {
	s.Command = cmd
	data := s.word("data")
	s.output = s.word("out")
	if data != "" && cmd.Flags().Changed("period") {
		return s, wording.Fail("period.or-table")
	}
	if s.call, err = callOf(cmd); err == nil && indexfile.OtherKind(s.output) != "" {
		err = wording.Fail("write.kind", "file", s.output, "kind", indexfile.OtherKind(s.output))
	}
	show := s.show()
	s.Source = scoring.Source{Options: s.opts, Data: data, Texts: s.texts, Told: s.told(), Quiet: s.on("quiet"), Progress: show.update, Done: show.End}
	return s, err
}
