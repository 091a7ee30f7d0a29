package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/statement"
	"depository.example/depository/pipeline/survey/survey"
)

// A Snapshot is what a run knows of a period. Partners and scores are laid out in rows as
// they are recorded, group by group: the rows of all of them at once would take many
// times the memory of what they say.
type Snapshot struct {
	Period, Program string
	Root            string // the node of overall scores
	Method          Method
	*rows           // of tables that are recorded whole
	subs            []*survey.Submission
	scores          *score.Result
	recorded        func(*survey.Submission)
	last            func()
}

// A Method is the text by which scores were computed.
type Method struct{ Hash, ID, Version, Text string }

// rows are facts of a period by table: keys, then values.
type rows struct {
	period any
	of     map[string][][]any
	room   []any // that rows stand in
}

func newRows(period string) *rows { return &rows{period: period, of: map[string][][]any{}} }

// add enters a row of a table behind its period.
func (r *rows) add(table string, fields ...any) { r.put(table, []any{r.period}, fields...) }

// put enters a row of a table: keys that it has in common with others, the period first,
// and the rest.
func (r *rows) put(table string, keys []any, fields ...any) {
	from := len(r.room)
	if from+len(keys)+len(fields) > cap(r.room) { // the rows that are there keep the room that they are in
		r.room, from = make([]any, 0, max(len(keys)+len(fields), min(2*cap(r.room), mostRoom))), 0
	}
	r.room = append(append(r.room, keys...), fields...)
	r.of[table] = append(r.of[table], r.room[from:len(r.room):len(r.room)])
}

// mostRoom bounds the fields for which room is made ahead.
const mostRoom = 1 << 14

// forget makes the room of all rows free for others: nobody looks at them any more.
func (r *rows) forget() {
	for table, list := range r.of {
		r.of[table] = list[:0]
	}
	r.room = r.room[:0]
}

// Record writes what has changed since the period was recorded last, in one
// transaction; changed is false where nothing has, and nothing is written then. The
// moment stands in the column recorded and nowhere else. What the Snapshot was given is
// read now.
func (d *DB) Record(s *Snapshot, now time.Time) (changed bool, err error) {
	txn, err := d.conn.BeginImmediate()
	if err != nil {
		return false, err
	}
	defer txn.End(&err)
	r := recording{d: d, s: s, now: now, puts: map[form]*insert{}, seen: map[string]map[string]bool{}}
	defer func() { err = errors.Join(err, r.close()) }()
	if err = d.each(`SELECT 1 FROM recording WHERE period = ? LIMIT 1`, []any{s.Period}, func([]any) { r.later = true }); err == nil {
		err = s.each(r.group)
	}
	if err == nil {
		err = r.rest()
	}
	return r.id != 0, err
}

// each visits the rows of a snapshot in groups of a table: all rows that there are whose
// first keys are those of within.
func (s *Snapshot) each(visit func(t table, within []any, group [][]any) error) error {
	own := newRows(s.Period)
	for _, sub := range s.subs {
		own.forget()
		own.submission(sub)
		for _, t := range tables {
			if t.by != ofPartner {
				continue
			}
			if err := visit(t, []any{s.Period, sub.Partner.ID}, own.of[t.name]); err != nil {
				return err
			}
		}
		if s.recorded != nil {
			s.recorded(sub)
		}
	}
	if s.last != nil {
		s.last()
	}
	for _, t := range tables {
		if t.by == 0 {
			if err := visit(t, []any{s.Period}, s.of[t.name]); err != nil {
				return err
			}
		}
	}
	return s.eachScored(func(within []any, group [][]any) error { return visit(tableOf("score"), within, group) })
}

// A recording writes rows of a snapshot, within a transaction.
type recording struct {
	d     *DB
	s     *Snapshot
	now   time.Time
	later bool  // the period was recorded before
	id    int64 // of its row; 0: nothing has changed yet
	puts  map[form]*insert
	seen  map[string]map[string]bool // groups by table
}

// group writes what has changed of a group of rows.
func (r *recording) group(t table, within []any, group [][]any) error {
	known := map[string][]any{}
	if r.later {
		if err := r.d.walk(t, within, Known{}, func(key string, row []any) { known[key] = row }); err != nil {
			return err
		}
		if r.seen[t.name] == nil {
			r.seen[t.name] = map[string]bool{}
		}
		r.seen[t.name][keyOf(within)] = true
	}
	if err := r.write(t, news(t, known, group)); err != nil {
		return fmt.Errorf("%s: %w", t.name, err)
	}
	return nil
}

// rest writes that groups are gone which the period had and the snapshot has not.
func (r *recording) rest() error {
	if !r.later {
		return nil
	}
	for _, t := range tables {
		var gone [][]any
		within := list(t.keys[:1+t.by])
		if err := r.d.each(`SELECT DISTINCT `+within+` FROM `+t.name+` WHERE period = ? ORDER BY `+within, []any{r.s.Period}, func(row []any) {
			if !r.seen[t.name][keyOf(row)] {
				gone = append(gone, row)
			}
		}); err != nil {
			return err
		}
		for _, row := range gone {
			if err := r.group(t, row, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// begin enters the method and the recording.
func (r *recording) begin() error {
	s, m := r.s, r.s.Method
	if err := r.d.run(`INSERT INTO method(hash, id, version, text) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, m.Hash, m.ID, m.Version, m.Text); err != nil {
		return err
	}
	err := r.d.run(`INSERT INTO recording(period, program, root, method, recorded) VALUES (?, ?, ?, ?, ?)`,
		s.Period, s.Program, s.Root, m.Hash, r.now.UTC().Format(time.RFC3339))
	r.id = r.d.conn.LastInsertRowID()
	return err
}

// run executes one statement.
func (d *DB) run(do string, args ...any) error {
	return statement.Run(d.conn, do, slices.Values([][]any{args}))
}

// A change is a row that is new, another than it was, or gone.
type change struct {
	key  string
	row  []any // keys, values
	gone bool
}

// news lists the rows of a group that differ from what is known of it, in the order of
// their keys. Of rows with the same keys the first counts.
func news(t table, known map[string][]any, group [][]any) []change {
	ordered := func(a, b change) int { return strings.Compare(a.key, b.key) }
	all := make([]change, len(group))
	for i, row := range group {
		all[i] = change{keyOf(row[1:len(t.keys)]), row, false}
	}
	slices.SortStableFunc(all, ordered)
	all = slices.CompactFunc(all, func(a, b change) bool { return a.key == b.key })
	var gone []change
	for key, row := range known {
		if _, is := slices.BinarySearchFunc(all, change{key: key}, ordered); !is {
			gone = append(gone, change{key, slices.Concat(row[:len(t.keys)], make([]any, len(t.values))), true})
		}
	}
	all = slices.DeleteFunc(all, func(c change) bool {
		before, was := known[c.key]
		return was && slices.Equal(before, c.row)
	})
	if gone == nil {
		return all
	}
	all = append(all, gone...)
	slices.SortFunc(all, ordered)
	return all
}

// keyOf joins keys.
func keyOf(keys []any) string {
	key := make([]byte, 0, 128)
	for i, k := range keys {
		if i > 0 {
			key = append(key, 0)
		}
		if text, is := k.(string); is {
			key = append(key, text...)
		} else {
			key = fmt.Append(key, k)
		}
	}
	return string(key)
}

// write inserts rows; the first of them begins the recording.
func (r *recording) write(t table, changes []change) error {
	if len(changes) == 0 {
		return nil
	}
	if r.id == 0 {
		if err := r.begin(); err != nil {
			return err
		}
	}
	for len(changes) > 0 {
		n := 1
		if len(changes) >= together {
			n = together
		}
		put, err := r.insert(t, n)
		if err == nil {
			err = put.rows(changes[:n])
		}
		if err != nil {
			return err
		}
		changes = changes[n:]
	}
	return nil
}

// together is how many rows are entered at once, where there are as many: SQLite, which
// looks for the place of the first, has that of the next, since they come in order.
const together = 16

// A form tells the statements apart that enter rows.
type form struct {
	table string
	rows  int
}

// An insert enters rows of a table. Most fields of a row are those of the row that was
// entered in its place before, which SQLite still has.
type insert struct {
	*sqlite3.Stmt
	last         []any // as bound, row by row
	keys, fields int
}

// insert returns the statement that enters so many rows.
func (r *recording) insert(t table, rows int) (*insert, error) {
	if put := r.puts[form{t.name, rows}]; put != nil {
		return put, nil
	}
	n := len(t.keys) + 2 + len(t.values)
	marks := "(" + strings.TrimSuffix(strings.Repeat("?, ", n), ", ") + ")"
	do, _, err := r.d.conn.Prepare(`INSERT OR FAIL INTO ` + t.name + `(` + list(t.keys) + `, recording, gone, ` + list(t.values) + `) VALUES ` +
		strings.TrimSuffix(strings.Repeat(marks+", ", rows), ", ")) // what fails ends the transaction: no statement is taken back alone
	if err != nil {
		return nil, err
	}
	put := &insert{do, make([]any, rows*n), len(t.keys), n}
	for i := range rows {
		err = errors.Join(err, put.set(i*n+put.keys, r.id))
	}
	r.puts[form{t.name, rows}] = put
	return put, err
}

// rows enters rows.
func (in *insert) rows(list []change) error {
	for k, c := range list {
		from := k * in.fields
		if err := in.set(from+in.keys+1, whether(c.gone)); err != nil {
			return err
		}
		for i, field := range c.row {
			if i >= in.keys {
				i += 2 // behind recording and gone
			}
			if err := in.set(from+i, field); err != nil {
				return err
			}
		}
	}
	return in.Exec()
}

// set binds a field where it is another than before; nothing is bound at first, which is
// NULL.
func (in *insert) set(i int, field any) error {
	if in.last[i] == field {
		return nil
	}
	in.last[i] = field
	return statement.Bind(in.Stmt, i+1, field)
}

// close lets go of the statements.
func (r *recording) close() (err error) {
	for _, put := range r.puts {
		err = errors.Join(err, put.Close())
	}
	return err
}
