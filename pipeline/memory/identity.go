package memory

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/identity"
	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/wording"
)

// A Registry knows which practices of all periods are one.
type Registry struct {
	Periods   [][]identity.Practice // ascending
	Decisions []identity.Decision   // of people, as the inputs have them
	Lines     []identity.Line
}

// Identities reads who is who: from the depository, and from the decisions among the
// inputs.
func Identities(db *store.DB, known store.Known, inputs string) (*Registry, error) {
	r := &Registry{}
	var err error
	if r.Decisions, _, err = attributes.ReadDecisions(filepath.Join(inputs, attributes.IdentityFile)); err != nil {
		return nil, err
	}
	periods, err := db.Periods(known)
	if err != nil {
		return nil, err
	}
	for _, period := range periods {
		subs, err := db.Submissions(period, known)
		if err != nil {
			return nil, err
		}
		as, err := db.ReadAs(period, known)
		if err != nil {
			return nil, err
		}
		list := identity.Of(period, subs, func(file string) bool { return as[file] == "form" || as[file] == "" })
		r.Periods = append(r.Periods, list)
	}
	r.Lines = identity.Resolve(r.Periods, r.Decisions)
	return r, nil
}

// earlier returns what a practice (partner/id) of a period was called in an earlier one;
// "" it was not there.
func (r *Registry) earlier(ref, period, earlier string) string {
	for _, l := range r.Lines {
		if slices.ContainsFunc(l.In, func(p identity.Practice) bool { return p.Period == period && p.Ref() == ref }) {
			for _, p := range l.In {
				if p.Period == earlier {
					return p.Ref()
				}
			}
		}
	}
	return ""
}

// Names returns the id that a practice (partner/id, as the last period that has it calls
// it) had in each period; none of one that is not known.
func (r *Registry) Names(ref string) map[string]string {
	for i := len(r.Periods) - 1; i >= 0; i-- {
		for _, p := range r.Periods[i] {
			if p.Ref() != ref {
				continue
			}
			out := map[string]string{}
			for j := range r.Periods {
				if len(r.Periods[j]) == 0 {
					continue
				}
				period := r.Periods[j][0].Period
				if _, id, ok := strings.Cut(r.earlier(ref, p.Period, period), "/"); ok {
					out[period] = id
				}
			}
			return out
		}
	}
	return nil
}

// Proposals lays out, for each two periods that follow one another, which practices may
// be one, as a workbook in which a person fills in decision, who and why.
func (r *Registry) Proposals() (book []byte, n int, err error) {
	header := append(slices.Clone(attributes.DecisionColumns), "score", "reasons", "earlier_title", "later_title")
	var rows [][]string
	for i := range r.Periods[:max(0, len(r.Periods)-1)] {
		for _, p := range identity.Propose(r.Periods[i], r.Periods[i+1], r.Decisions) {
			rows = append(rows, []string{"", p.Earlier.Period, p.Earlier.Ref(), p.Later.Period, p.Later.Ref(), "", "",
				strconv.FormatFloat(p.Score, 'f', 2, 64), strings.Join(p.Reasons, " "), p.Earlier.Title, p.Later.Title})
		}
	}
	var b bytes.Buffer
	err = table.Workbook(&b, "identity", table.Of(header, rows))
	return b.Bytes(), len(rows), err
}

// Decide adds the decisions of a filled-in workbook to those that there are, and returns
// the table of all. One that says otherwise of a practice than an earlier decision is
// refused: what was decided is never overruled.
func (r *Registry) Decide(path string) (csv []byte, added int, problems cell.Problems, err error) {
	if _, err := os.Stat(path); err != nil {
		return nil, 0, nil, err
	}
	fresh, problems, err := attributes.ReadDecisions(path)
	if err != nil {
		return nil, 0, nil, err
	}
	all := slices.Clone(r.Decisions)
	for _, d := range fresh {
		if slices.Contains(all, d) {
			continue
		}
		for _, old := range r.Decisions {
			if old.Period == d.Period && old.Ref == d.Ref && old.Kind != identity.Split && (old.Later == d.Later || old.Kind == identity.Ended || d.Kind == identity.Ended) {
				return nil, 0, problems, wording.Fail("identity.overruled", "ref", d.Period+"/"+d.Ref, "decision", string(old.Kind), "become", old.Become, "who", old.Who)
			}
		}
		all, added = append(all, d), added+1
	}
	var rows [][]string
	for _, d := range all {
		rows = append(rows, []string{string(d.Kind), d.Period, d.Ref, d.Later, d.Become, d.Who, d.Why})
	}
	return table.Of(attributes.DecisionColumns, rows).CSV(), added, problems, nil
}
