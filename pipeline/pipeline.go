// Package pipeline is the order of the stages. It believes that one run is one
// function from files to a folder, that a stage is a function from values to
// values, and that everything between reading and writing knows no file:
//
//  1. Open: the workspace (method, rules, layouts, places) and the period;
//  2. publish.Begin: lock the outputs and prepare a folder beside them;
//  3. Read: the workbooks of the period and of the one before become submissions
//     and problems, which pass the door;
//  4. analysis.Analyse: score, test how certain the scores are, compare, recommend;
//  5. Compose: the document in each language as PDF and as a page, the tables;
//  6. Publish: make the files and the manifest, and exchange the folder whole;
//  7. store: record what is known of the period in the depository, on which nothing
//     that is published depends.
//
// Run does all seven.
package pipeline

import (
	"time"

	"depository.example/depository/pipeline/survey/period"
)

// LastDay returns the last day of a period, or the day of publication where the name of
// the period tells no day.
func LastDay(name string, published time.Time) time.Time {
	if day, ok := period.Parse(name).LastDay(); ok {
		return day
	}
	return published
}
