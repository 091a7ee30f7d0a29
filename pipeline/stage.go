package pipeline

import (
	"context"
	"runtime/pprof"
	"strings"

	"depository.example/depository/pipeline/edition"
)

// The parts of a run by which a profile tells where the processor's time went (the
// label stage of its samples). What no part has is the management of memory.
const (
	partReading  = "reading"
	partScoring  = "scoring"
	partSite     = "site"
	partTables   = "ledger and tables"
	partReports  = "reports"
	partDatabase = "database"
)

// during does something as a part of the run; what it starts at once belongs to it too.
func during(part string, do func()) {
	pprof.Do(context.Background(), pprof.Labels("stage", part), func(context.Context) { do() })
}

// partOf is the part of the run in which an output is made.
func partOf(o edition.Output) string {
	switch {
	case o.Site, strings.HasPrefix(o.Name, SiteFolder+"."):
		return partSite
	case strings.HasPrefix(o.Name, "report"), strings.HasPrefix(o.Name, "factsheets/"):
		return partReports
	}
	return partTables
}

// A sharing says how much of the making of an edition each output is, and all are.
type sharing struct{ pages, ledgers, all int }

// shared counts the outputs of an edition and of its site, and adds their shares up.
func shared(outputs []edition.Output) (s sharing) {
	for _, o := range outputs {
		if o.Site {
			s.pages++
		} else if strings.HasPrefix(o.Name, "ledger") {
			s.ledgers++
		}
	}
	for _, o := range outputs {
		s.all += s.of(o)
	}
	return s
}

// of is the share of an output, in files of the site of medium size. By the processor's time
// of 13, 250 and 2,000 workbooks the ledgers are 0.4 to 0.9 of the site, the numbers 0.25 to
// 0.7, a workbook of a table 0.05 to 0.17, and a report 500 to 700 files.
func (s sharing) of(o edition.Output) (share int) {
	switch name := o.Name; {
	case o.Site && strings.HasSuffix(name, ".png"):
		share = 70
	case o.Site:
	case strings.HasPrefix(name, "ledger"):
		share = s.pages * 3 / 5 / s.ledgers
	case name == "numbers.csv":
		share = s.pages * 2 / 5
	case name == siteArchive:
		share = s.pages
	case name == "scores.xlsx", name == "answers.xlsx":
		share = s.pages / 12
	case strings.HasSuffix(name, ".parquet"):
		share = s.pages / 40
	case strings.HasPrefix(name, "report."):
		share = 600
	case strings.HasPrefix(name, "factsheets/"):
		share = 10
	}
	return max(share, 1)
}
