package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/scoring"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/account"
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
	data, output string
}

func scoringCallOf(cmd *cobra.Command) (s scoringCall, err error) {
	s.Command = cmd
	s.data, s.output = s.word("data"), s.word("out")
	if s.data != "" && cmd.Flags().Changed("period") {
		return s, wording.Fail("period.or-table")
	}
	if s.call, err = callOf(cmd); err == nil && indexfile.OtherKind(s.output) != "" {
		err = wording.Fail("write.kind", "file", s.output, "kind", indexfile.OtherKind(s.output))
	}
	return s, err
}

// target is where results may be written: to nothing that is read.
func (s *scoringCall) target(reads ...string) publish.Target {
	if s.data != "" {
		return publish.Target{Reads: append(publish.Reads{s.opts.Settings, s.data}, reads...)}
	}
	return publish.Target{Reads: append(s.opts.Reads(nil), reads...)}
}

// table scores the table by a method. What could not be read or done is told.
func (s *scoringCall) table(methodName string) (*indexfile.Index, error) {
	m, err := scoring.TableMethod(methodName)
	if err != nil {
		return nil, err
	}
	return indexfile.Open(m, s.data, s.teller(s.data))
}

func (s *scoringCall) teller(of string) account.Teller {
	return account.NewTeller(s.told(), of, s.texts)
}

// period scores the period by a method, and tells what was read and what to doubt.
func (s *scoringCall) period(methodName string) (*scoring.Scored, error) {
	opts := s.opts
	opts.Method = methodName
	show := s.show()
	found, err := scoring.Period(opts, show.update)
	show.End()
	if err != nil {
		return nil, err
	}
	if !s.on("quiet") {
		s.tell("period.read", "period", found.Job.Period, "partners", len(found.Intake.Submissions), "practices", len(found.Result.Of(score.Practice)))
		if n := found.Intake.Problems.Count(cell.Error); n > 0 {
			s.tell("period.errors", "n", n)
		}
	}
	s.teller(found.Job.Period).Doubts(found.Result.Doubts)
	return found, nil
}
