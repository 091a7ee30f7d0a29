// Package adoption knows which practices partners may have taken over from others,
// and finds the one that is named.
package adoption

import (
	"cmp"
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// cut parts the name of a practice from its title.
const cut = " – "

// mostLike bounds the practices that are not found and for which a like one is
// looked for.
const mostLike = 100

// Find finds the practices that others are said to have been taken over from
// among those that are known: what is typed names one as "partner/id", alone or
// before " – " and its title. Where there is none such, or it is the partner's own,
// a problem says so and From stays "".
func Find(subs []survey.Submission, known [][]survey.Submission, problems *cell.Problems) {
	var refs map[string]string // by how they are compared
	var names []string
	lost := 0
	for i := range subs {
		for j := range subs[i].Practices {
			p := &subs[i].Practices[j]
			if p.Adopted.Raw == "" {
				continue
			}
			if refs == nil {
				refs, names = refsOf(known)
			}
			ref, _, _ := strings.Cut(p.Adopted.Raw, cut)
			from := cmp.Or(refs[reply.Key(p.Adopted.Raw)], refs[reply.Key(ref)])
			at := cmp.Or(p.Where(p.Cells.AdoptedFrom), p.At)
			like := ""
			if from == "" && lost < mostLike {
				lost++
				like = reply.Meant(ref, names)
			}
			switch {
			case from != "" && strings.HasPrefix(from, subs[i].Partner.ID+"/"):
				problems.Add(cell.Warning, "adopted-own", at, p.Adopted.Raw)
			case from != "":
				p.Adopted.From = from
			case like != "":
				problems.Add(cell.Warning, "adopted-like", at, p.Adopted.Raw, "like", like)
			default:
				problems.Add(cell.Warning, "adopted-unknown", at, p.Adopted.Raw)
			}
		}
	}
}

// refsOf returns the practices of several periods by how their names are compared,
// and the names.
func refsOf(known [][]survey.Submission) (refs map[string]string, names []string) {
	refs = map[string]string{}
	for _, subs := range known {
		for i := range subs {
			for j := range subs[i].Practices {
				ref := subs[i].Key(&subs[i].Practices[j]).Ref()
				if key := reply.Key(ref); refs[key] == "" {
					refs[key], names = ref, append(names, ref)
				}
			}
		}
	}
	return refs, names
}

// mostOffered bounds the practices that the list of a form offers.
const mostOffered = 200

// titleLength bounds an item of the list, in letters.
const titleLength = 120

// Offered are the practices of other partners than one as a form offers them,
// «verbodolsk/verb-01 – Електронна черга»: the first of each, the second of each,
// until there are mostOffered.
func Offered(subs []survey.Submission, partner string) (out []string) {
	for n, more := 0, true; more; n++ {
		more = false
		for i := range subs {
			s := &subs[i]
			if s.Partner.ID == partner || n >= len(s.Practices) {
				continue
			}
			if more = true; len(out) == mostOffered {
				return out
			}
			item := []rune(s.Key(&s.Practices[n]).Ref() + cut + s.Practices[n].Title)
			if len(item) > titleLength {
				item = append(item[:titleLength-1], '…')
			}
			out = append(out, string(item))
		}
	}
	return out
}

// Said reports whether a practice of the submissions is said to have been taken over.
func Said(subs []survey.Submission) bool {
	return slices.ContainsFunc(subs, func(s survey.Submission) bool {
		return slices.ContainsFunc(s.Practices, func(p survey.Practice) bool { return p.Adopted.Raw != "" })
	})
}
