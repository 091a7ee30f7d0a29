// Package reviewbook writes the workbook in which a reviewer says which of the
// claimed levels the evidence bears out, and reads it back. It believes that a
// reviewer may sort, filter and hide rows: each row names its own answer.
package reviewbook

import (
	"net/url"
	"strings"

	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/survey/survey"
)

// mark stands in the first cell of the row of column names that machines read;
// the number is that of the layout.
const mark = "depository-review-1"

// The names of columns in that row.
const (
	columnClaimed  = "claimed"
	columnVerified = "verified"
	columnReason   = "reason"
	columnReviewer = "reviewer" // not a column: names the cell behind it
	columnDay      = "reviewed" // the same
)

// names are the columns in their order, the key first.
var names = []string{mark, "partner", "place", "practice", "criterion", columnClaimed, "text", "evidence", columnVerified, columnReason}

// encode makes one text of a key.
func encode(k review.Key) string {
	parts := []string{k.Partner, k.Place, k.ID, k.Criterion}
	for i, p := range parts {
		parts[i] = url.QueryEscape(p)
	}
	return strings.Join(parts, "/")
}

// decode reads a key; ok is false for a text that is none.
func decode(text string) (k review.Key, ok bool) {
	parts := strings.Split(strings.TrimSpace(text), "/")
	if len(parts) != 4 {
		return k, false
	}
	for i, p := range parts {
		plain, err := url.QueryUnescape(p)
		if err != nil {
			return k, false
		}
		parts[i] = plain
	}
	return review.Key{PracticeKey: survey.PracticeKey{Partner: parts[0], Place: parts[1], ID: parts[2]}, Criterion: parts[3]}, true
}
