package table

import (
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/survey/natural"
	"depository.example/depository/pipeline/survey/survey"
)

// Reviews returns reviews.csv: one row an answer that reviewers looked at, with the
// level claimed, the level verified and by whom (reviewers have numbers, no names), sorted by partner, practice, place and
// criterion.
func Reviews(submissions []survey.Submission) Table {
	var rows [][]string
	for _, s := range submissions {
		for _, p := range s.Practices {
			for _, a := range p.Answers {
				if v := a.Verdict; v != nil {
					rows = append(rows, []string{s.Partner.ID, p.ID, p.Title, p.Place, a.Criterion, number(a.Number), number(v.Level),
						strconv.Itoa(v.Reviewers), v.By, v.Reason, a.At.String(), v.At.String()})
				}
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b []string) int {
		for _, k := range []int{0, 1, 3, 4} {
			if c := natural.Compare(a[k], b[k]); c != 0 {
				return c
			}
		}
		return 0
	})
	return Of(strings.Split("partner,practice,practice_title,place,criterion,claimed,verified,reviewers,by,reason,answer,mark", ","), rows)
}
