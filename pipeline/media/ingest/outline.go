package ingest

import (
	"hash/maphash"
	"slices"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/media/ingest/records"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// Whoever reads files apart needs of the practices of a table how many there are, and
// what files say of one another. They are most of what is read, and made some at a time.

// An outline is what the files of a period are compared by, of the practices of one
// submission.
type outline struct {
	ids  []id
	rows []clean.Row
}

// An id tells a practice from the others of a partner.
type id struct{ place, id string }

// take takes a practice in; own makes copies of its texts, nil they may be kept.
func (o *outline) take(p *survey.Practice, own *clean.Copies) {
	this := id{p.Place, p.ID}
	if own != nil {
		this.id = own.Copy(this.id)
		if n := len(o.ids); n > 0 && o.ids[n-1].place == this.place {
			this.place = o.ids[n-1].place
		} else {
			this.place = own.Copy(this.place)
		}
	}
	if row, may := clean.RowOf(p); may {
		row.Place, row.Name = this.place, this.id
		o.rows = append(o.rows, row)
	}
	o.ids = append(o.ids, this)
}

// record takes in a record of a table.
func (o *outline) record(r *records.Record, own *clean.Copies) {
	if r.Place != "" && r.Title == r.ID {
		o.take(&survey.Practice{ID: r.ID, Title: r.Title, Theme: r.Of.Theme, Place: r.Place, At: r.Where()}, own)
		return
	}
	o.take(&survey.Practice{ID: r.ID, Place: r.Place, Title: r.Title}, own)
}

// A judging judges what was read of one file, in parts.
type judging struct {
	rules    *clean.Rules
	table    bool
	withhold clean.Withholding
	told     cell.Problems

	of     *records.Table // whose records are looked at
	bounds bool           // one of its columns cannot exceed another
}

// part judges the practices of submissions, and returns how many bytes they take.
func (j *judging) part(subs []survey.Submission) (size int64) {
	j.rules.Contradictions(subs, &j.told, j.table) // a form has told of its evidence
	j.withhold.Of(subs)
	return sizeOf(subs)
}

// plain reports whether there is nothing to be told of a record of a table: as of nearly
// all.
func (j *judging) plain(r *records.Record) bool {
	if !r.Alone() || !j.withhold.Passes(r.PlaceName) || !j.withhold.Passes(r.Title) || !j.withhold.Passes(r.ID) {
		return false
	}
	if r.Of != j.of {
		j.of, j.bounds = r.Of, slices.ContainsFunc(r.Of.Asked, func(c records.Column) bool { return j.rules.Bounds(c.Criterion) })
	}
	for i, is := range r.Replies {
		if !is.Judged {
			is.Judged, is.Plain = true, j.rules.Alone(r.Of.Asked[i].Criterion, is.State, is.Number) && j.withhold.Passes(is.Raw)
		}
		if !is.Plain {
			return false
		}
	}
	return !j.bounds
}

// sizeOf returns the bytes that the practice of a record would take, and counts its texts.
func (j *judging) sizeOf(r *records.Record) int64 {
	texts := len(r.PlaceName) + len(r.Title) + len(r.ID)
	for _, is := range r.Replies {
		texts += len(is.Raw)
	}
	j.withhold.Own.Size += int64(texts)
	return sizeOfPractice(len(r.Replies))
}

// judge judges the submissions of a file. Of tables that are read apart the practices are
// counted and not kept; what is judged of forms and exports keeps its practices.
func (r *Result) judge(j *judging, tables *foreign.Tables, apart bool) {
	r.own = j.withhold.Own
	if tables == nil || len(r.Submissions) == 0 || !apart {
		if tables != nil && len(r.Submissions) > 0 {
			r.Submissions[0].Practices = tables.Records().Practices()
		}
		r.own.Counts = false // they are kept
		r.size = j.part(r.Submissions)
		if apart {
			r.tally()
		}
		return
	}
	of := outline{ids: make([]id, 0, len(tables.Records().Records))}
	var n Tally
	some := slices.Clone(r.Submissions)
	for few, plain := range tables.Records().Some(j.plain) {
		if plain != nil {
			n.add(plain.Answered())
			of.record(plain, r.own)
			r.size += j.sizeOf(plain)
			continue
		}
		some[0].Practices = few
		r.size += j.part(some)
		for i := range few {
			n.add(few[i].Answered())
			of.take(&few[i], r.own)
		}
	}
	r.outline, r.Tallies = []outline{of}, []Tally{n}
}

// tally counts the answers and lets go of them: they are most of what a file says, and
// nothing that files say of one another goes by them.
func (r *Result) tally() {
	r.Tallies, r.outline = make([]Tally, len(r.Submissions)), make([]outline, len(r.Submissions))
	for i := range r.Submissions {
		for j := range r.Submissions[i].Practices {
			p := &r.Submissions[i].Practices[j]
			r.Tallies[i].add(p.Answered())
			r.outline[i].take(p, nil)
			p.Answers = nil
		}
	}
}

func (n *Tally) add(asked, given int) {
	n.Practices, n.Asked, n.Given = n.Practices+1, n.Asked+asked, n.Given+given
}

// A single is a submission as its file has it, with its outline.
type single struct {
	*survey.Submission
	outline *outline
}

func (r *Result) singles() []single {
	if len(r.outline) != len(r.Single) {
		r.outline = make([]outline, len(r.Single))
		for i := range r.Single {
			for j := range r.Single[i].Practices {
				r.outline[i].take(&r.Single[i].Practices[j], nil)
			}
		}
	}
	out := make([]single, len(r.Single))
	for i := range out {
		out[i] = single{&r.Single[i], &r.outline[i]}
	}
	return out
}

func named(of [][]single) [][]clean.Named {
	out := make([][]clean.Named, len(of))
	for i, list := range of {
		for _, s := range list {
			out[i] = append(out[i], clean.Named{Submission: s.Submission, Rows: s.outline.rows})
		}
	}
	return out
}

// Known returns the submissions of single files with nothing of their practices but the
// ids and places.
func (r *Result) Known() []survey.Submission {
	out := slices.Clone(r.Single)
	for i := range out {
		if i < len(r.outline) {
			out[i].Practices = make([]survey.Practice, len(r.outline[i].ids))
			for j, of := range r.outline[i].ids {
				out[i].Practices[j].ID, out[i].Practices[j].Place = of.id, of.place
			}
		}
	}
	return out
}

// clash reports whether two files among those of one partner speak of the same practice.
// Nearly all practices are told apart by some bits of a hash; only the others are compared.
func clash(list []single) bool {
	n := 0
	for _, s := range list {
		n += len(s.outline.ids)
	}
	const apart = 16 // bits for each
	once, twice := make([]uint64, n*apart/64+1), make([]uint64, n*apart/64+1)
	seed := maphash.MakeSeed()
	bitOf := func(of id) (word int, bit uint64) {
		h := maphash.String(seed, of.id) ^ 3*maphash.String(seed, of.place)
		at := h % uint64(64*len(once))
		return int(at / 64), 1 << (at % 64)
	}
	for _, s := range list {
		for _, of := range s.outline.ids {
			word, bit := bitOf(of)
			twice[word] |= once[word] & bit
			once[word] |= bit
		}
	}
	file := map[id]string{}
	for _, s := range list {
		for _, of := range s.outline.ids {
			if word, bit := bitOf(of); twice[word]&bit == 0 {
				continue
			}
			if other, known := file[of]; known && other != s.File {
				return true
			}
			file[of] = s.File
		}
	}
	return false
}
