package pipeline

import (
	"context"
	"runtime/pprof"
	"strings"
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

// part is the part of the run in which an output is made.
func (o *Output) part() string {
	switch {
	case o.site, strings.HasPrefix(o.name, SiteFolder+"."):
		return partSite
	case strings.HasPrefix(o.name, "report"), strings.HasPrefix(o.name, "factsheets/"):
		return partReports
	}
	return partTables
}

// share is how much of the making of an edition an output is: a report is some hundred
// times a page, and the ledger three times a report, as the processor's time was measured
// of 250 and of 2,000 partners.
func (o *Output) share() int {
	switch {
	case strings.HasPrefix(o.name, "ledger"):
		return 300
	case strings.HasPrefix(o.name, "report."), strings.HasPrefix(o.name, "numbers."):
		return 100
	case strings.HasSuffix(o.name, ".xlsx"), strings.HasSuffix(o.name, ".png"):
		return 10
	}
	return 1
}

// shares adds up.
func shares(outputs []Output) (sum int) {
	for i := range outputs {
		sum += outputs[i].share()
	}
	return sum
}
