// Package outcome says on a terminal, in the words of the user's language, what came
// of a run and of a check. The errors of its functions are those of the writer.
package outcome

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// Kept names what others had put into the folder of results or changed there, and
// says that nothing had changed, that an earlier run was stopped, or that what was read
// is not in the archive.
func Kept(w io.Writer, s *pipeline.Summary, texts *wording.Catalogue) {
	if s.Same {
		fmt.Fprintln(w, texts.T("command.summary.same", "folder", s.Folder))
	}
	if s.Repaired {
		fmt.Fprintln(w, texts.T("write.repaired"))
	}
	if s.Unarchived != "" {
		fmt.Fprintln(w, texts.T("write.unarchived", "folder", s.Unarchived))
	}
	for _, k := range s.Kept {
		path, as := filepath.Join(s.Folder, filepath.FromSlash(k.Path)), filepath.Join(s.Folder, filepath.FromSlash(k.As))
		if k.As == "" {
			fmt.Fprintln(w, texts.T("write.kept", "path", path))
		} else {
			fmt.Fprintln(w, texts.T("write.kept.changed", "path", path, "as", as))
		}
	}
}

// Summary prints one line a partner, what has to be corrected, and where
// the results are.
func Summary(w io.Writer, s *pipeline.Summary, texts *wording.Catalogue) error {
	t := plaintext.Table{Header: []string{
		texts.T("command.summary.partner"), texts.T("command.summary.practices"), texts.T("command.summary.answers"),
		texts.T("command.summary.score"), texts.T("command.summary.rank"),
		texts.T("command.summary.errors"), texts.T("command.summary.warnings"),
	}}
	inOrder := alphabet.Of(texts.Lang())
	byName := func(a, b pipeline.PartnerSummary) int {
		return inOrder(a.Name.In(texts.Lang()), b.Name.In(texts.Lang()))
	}
	for _, p := range slices.SortedStableFunc(slices.Values(s.Partners), byName) {
		score, rank := texts.T("command.summary.none"), texts.T("command.summary.none")
		if p.Score != nil {
			score = texts.Number(*p.Score, decimals(p, s.Partners))
		}
		if p.Rank > 0 {
			rank = texts.Number(float64(p.Rank), 0)
		}
		t.Rows = append(t.Rows, []string{p.Name[texts.Lang()], texts.Number(float64(p.Practices), 0),
			texts.T("command.summary.of", "n", p.Given, "of", p.Asked), score, rank,
			texts.Number(float64(p.Errors), 0), texts.Number(float64(p.Warnings), 0)})
	}
	if _, err := fmt.Fprint(w, t.String()); err != nil {
		return err
	}
	fmt.Fprintln(w)
	if s.Errors > 0 {
		fmt.Fprintln(w, texts.T("command.summary.correct", "n", s.Errors, "file", filepath.Join(s.Folder, "problems.csv")))
	}
	if r := s.Response; r != nil {
		fmt.Fprintln(w, texts.T("round.rate", "answered", r.Answered, "invited", r.Invited, "share", 100*r.Answered/r.Invited))
	}
	gaps(w, s, texts)
	for _, title := range s.Reached {
		fmt.Fprintln(w, texts.T("command.summary.reached", "title", title.In(texts.Lang())))
	}
	if len(s.Reports) > 0 {
		fmt.Fprintln(w, texts.T("command.summary.report", "file", filepath.Join(s.Folder, s.Reports[0])))
	}
	_, err := fmt.Fprintln(w, texts.T("command.summary.site", "file", filepath.Join(s.Site, "index.html")))
	return err
}

// decimals returns how many decimals a score needs to print differently from those
// of other ranks.
func decimals(p pipeline.PartnerSummary, all []pipeline.PartnerSummary) int {
	d := 1
	for _, other := range all {
		if other.Score != nil {
			d = max(d, wording.DecimalsApart(*p.Score, *other.Score, 1))
		}
	}
	return d
}

// gaps names what was not read, and what was read that nobody may expect.
func gaps(w io.Writer, s *pipeline.Summary, texts *wording.Catalogue) {
	const most = 20 // lines; the others are in problems.csv
	for _, u := range s.Unread[:min(len(s.Unread), most)] {
		fmt.Fprintln(w, "  "+system.Told(texts, u))
	}
	if n := len(s.Unread) - most; n > 0 {
		fmt.Fprintln(w, "  "+texts.T("command.unread.more", "n", n))
	}
	if len(s.Folders) > 0 {
		fmt.Fprintln(w, texts.T("command.summary.folders", "n", len(s.Folders), "folders", texts.Join(s.Folders)))
	}
	if s.Unused > 0 {
		fmt.Fprintln(w, texts.T("command.summary.territories", "n", s.Unused))
	}
	var names []string
	for _, p := range s.Missing {
		names = append(names, p.Name.In(texts.Lang()))
	}
	slices.SortFunc(names, alphabet.Of(texts.Lang()))
	if len(names) > 0 {
		fmt.Fprintln(w, texts.T("command.summary.missing", "n", len(names), "period", s.Previous, "names", texts.Join(names)))
	}
}
