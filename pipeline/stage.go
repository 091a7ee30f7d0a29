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

// shareOf is how much of the making of an edition an output is: a report is some hundred
// times a page, and the ledger three times a report, as the processor's time was measured
// of 250 and of 2,000 partners.
func shareOf(o edition.Output) int {
	switch {
	case strings.HasPrefix(o.Name, "ledger"):
		return 300
	case strings.HasPrefix(o.Name, "report."), strings.HasPrefix(o.Name, "numbers."):
		return 100
	case strings.HasSuffix(o.Name, ".xlsx"), strings.HasSuffix(o.Name, ".png"):
		return 10
	}
	return 1
}

// shares adds up.
func shares(outputs []edition.Output) (sum int) {
	for i := range outputs {
		sum += shareOf(outputs[i])
	}
	return sum
}
