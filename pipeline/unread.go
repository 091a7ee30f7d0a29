package pipeline

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// Words says why a file does not count.
func (u Unread) Words() (key string, args []any) {
	key = "command.unread"
	if u.Partly {
		key = "command.unread.partly"
	}
	return key, []any{"file", u.File, "what", title(u.problem)}
}

// Error names the file and the problem’s code.
func (u Unread) Error() string { return u.File + ": " + u.Code }

// title is a problem in a few words.
func title(p cell.Problem) error {
	return wording.Fail("problem."+p.Code+".title", p.Values()...)
}

// unread lists the files of which nothing counts, or not all.
func unread(read *ingest.Result) []Unread {
	out := []Unread{}
	counts := map[string]bool{}
	for _, s := range read.Single {
		counts[s.File] = true
	}
	for _, p := range read.Unread() {
		out = append(out, Unread{File: p.At.File, Code: p.Code, Partly: p.Ends() && counts[p.At.File], problem: p})
	}
	return out
}

// missing lists, in order of their ids, the partners who were read in the period
// before and of whom now no file was read, not even one that does not count.
func missing(earlier []survey.Submission, read *ingest.Result) []PartnerName {
	here := map[string]bool{}
	for _, list := range [][]survey.Submission{read.Submissions, read.Single} {
		for _, s := range list {
			here[s.Partner.ID] = true
		}
	}
	var out []PartnerName
	for _, s := range earlier {
		if !here[s.Partner.ID] {
			out = append(out, PartnerName{s.Partner.ID, s.Partner.Name})
		}
	}
	slices.SortFunc(out, func(a, b PartnerName) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// An EmptyError says why no partner was read: there is no workbook, there are
// only such as nobody reads, or none of them could be read.
type EmptyError struct {
	Folder string
	Unread []Unread // why each file was not read
	Hidden []string // workbooks in hidden folders
	Apart  []string // workbooks in folders with a meaning of their own
	books  int      // workbooks that were opened
}

// nothingRead says why nothing was read of a folder.
func nothingRead(folder string, read *ingest.Result) error {
	return &EmptyError{folder, unread(read), read.Listing.Hidden, read.Listing.Apart, len(read.Files)}
}

// Error names the folder and what was passed over in it, in English.
func (e *EmptyError) Error() string {
	return "no partner was read in " + e.Folder + ": " + strings.Join(append(e.Hidden, e.Apart...), ", ")
}

// mostNamed is how many files an error names one by one.
const mostNamed = 20

// Words says the reason first, then the files.
func (e *EmptyError) Words() (key string, args []any) {
	key = "command.empty.none"
	var lines []error
	for _, u := range e.Unread[:min(len(e.Unread), mostNamed)] {
		lines = append(lines, u)
	}
	if n := len(e.Unread) - mostNamed; n > 0 {
		lines = append(lines, wording.Fail("command.unread.more", "n", n))
	}
	elsewhere := slices.Concat(e.Apart, e.Hidden)
	elsewhere = elsewhere[:min(len(elsewhere), mostNamed)]
	switch {
	case e.books > 0:
		key = "command.empty.unread"
	case len(elsewhere) > 0:
		key = "command.empty.apart"
	case len(lines) > 0:
		key = "command.empty.others"
	}
	return key, []any{"folder", e.Folder, "n", e.books, "found", elsewhere, "list", errors.Join(lines...)}
}
