package scoring

import (
	"io"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/indexfile"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
)

// A Source is where scores are taken from: a table where Data names one, or else the
// period of the options, as Run reads it. What was read and what to doubt is told.
type Source struct {
	pipeline.Options
	Data     string // a file; "" the period
	Texts    *wording.Catalogue
	Told     io.Writer // of remarks
	Quiet    bool      // nothing is said of what a period has
	Progress pipeline.Progress
	Done     func() // ends what Progress shows
}

// Target is where results may be written: to nothing that is read, of which methods
// and the like are told.
func (s *Source) Target(reads ...string) publish.Target {
	if s.Data != "" {
		return publish.Target{Reads: append(publish.Reads{s.Settings, s.Data}, reads...)}
	}
	return publish.Target{Reads: append(s.Options.Reads(nil), reads...)}
}

// Teller tells of a table or a period.
func (s *Source) Teller(of string) account.Teller { return account.NewTeller(s.Told, of, s.Texts) }

// table scores the table by a method.
func (s *Source) table(method string) (*indexfile.Index, error) {
	m, err := TableMethod(method)
	if err != nil {
		return nil, err
	}
	return indexfile.Open(m, s.Data, s.Teller(s.Data))
}

// period scores the period by a method.
func (s *Source) period(method string) (*scored, error) {
	opts := s.Options
	opts.Method = method
	found, err := period(opts, s.Progress)
	s.Done()
	if err != nil {
		return nil, err
	}
	told := s.Teller(found.Job.Period)
	if !s.Quiet {
		told.Read(len(found.Intake.Submissions), len(found.Result.Of(score.Practice)), found.Intake.Problems.Count(cell.Error))
	}
	told.Doubts(found.Result.Doubts)
	return found, nil
}

// Compare scores by two methods, and sets the results against each other.
func (s *Source) Compare(methods []string) (*Methods, error) {
	var tables [2]*indexfile.Index
	var periods [2]*scored
	for i, name := range methods {
		var err error
		if s.Data != "" {
			tables[i], err = s.table(name)
		} else {
			periods[i], err = s.period(name)
		}
		if err != nil {
			return nil, err
		}
	}
	if s.Data != "" {
		return compareTables(tables[0], tables[1])
	}
	return comparePeriods(periods[0], periods[1], s.Texts.Lang()), nil
}

// Diagnose looks at the data by the method of the options.
func (s *Source) Diagnose() (*items.Report, error) {
	if s.Data != "" {
		x, err := s.table(s.Method)
		if err != nil {
			return nil, err
		}
		return items.Table(x.Table), nil
	}
	found, err := s.period(s.Method)
	if err != nil {
		return nil, err
	}
	return found.diagnosis(), nil
}

// Explain writes the way of one unit from the score to the cells: of a row of the
// table, or of a partner, place or practice of the period, by the name that is asked.
func (s *Source) Explain(w io.Writer, asked string) error {
	if s.Data == "" {
		return s.explainPeriod(w, asked)
	}
	x, err := s.table(s.Method)
	if err != nil {
		return err
	}
	unit, err := x.Find(asked, s.Data)
	if err != nil {
		return err
	}
	return account.Unit(w, s.Texts, x.Result, x.From, unit)
}

func (s *Source) explainPeriod(w io.Writer, asked string) error {
	found, err := s.period(s.Method)
	if err != nil {
		return err
	}
	unit, err := found.unit(asked)
	if err != nil {
		return err
	}
	return found.account().Unit(w, s.Texts, unit, found.partnerName(unit.Partner, s.Texts.Lang()))
}
