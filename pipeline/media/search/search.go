// Package search finds documents by their words. It believes that whoever looks for
// «громада» means «громадами» too, that every word asked for has to be there, and
// that a hit is shown in the text as it was written.
//
// The index is FTS5 of SQLite, over the base forms of package lemma: in memory, or in a
// file that is made anew where the documents have changed and may be deleted at any time.
// It holds all that a hit is shown with, so that a question reads no document that it does
// not find.
package search

import (
	"encoding/binary"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/ext/fts5"

	"depository.example/depository/pipeline/media/statement"
	"depository.example/depository/pipeline/survey/lemma"
)

// A Document is what can be found.
type Document struct {
	ID      string // unique
	Title   string // weighs four times as much as the text
	Text    string
	English string   // the title in English; "" none
	Roman   string   // the title in Latin letters, for who asks so; "" none
	Facets  []string // what a query may ask for besides words
	About   string   // what a hit is shown with, as the caller has it
}

// An Index holds documents; it is for one goroutine at a time.
type Index struct {
	conn  *sqlite3.Conn
	words *lemma.Dictionary

	lengths []uint32            // how many words each document has
	whole   map[string][]string // base forms of words that were looked for
	having  map[string]int      // how many documents have a phrase that was looked for
	walk    *ranking            // of the question on its way
}

// New makes an index of documents in memory.
func New(words *lemma.Dictionary, docs []Document) (*Index, error) {
	x, _, err := open(":memory:", "", words, func() ([]Document, error) { return docs, nil })
	return x, err
}

// Kept opens the index in a file. Where it is not there, damaged, or was made under
// another key than that of the documents as they are now, they are read and it is made
// anew; made says so. Where it cannot be written, the index is in memory.
func Kept(path, key string, words *lemma.Dictionary, read func() ([]Document, error)) (x *Index, made bool, err error) {
	if x, made, err = open(path, key, words, read); err == nil {
		return x, made, nil
	}
	if os.Remove(path) == nil { // it may have been damaged
		if x, made, err = open(path, key, words, read); err == nil {
			return x, made, nil
		}
	}
	x, _, err = open(":memory:", key, words, read)
	return x, true, err
}

func open(path, key string, words *lemma.Dictionary, read func() ([]Document, error)) (x *Index, made bool, err error) {
	conn, err := sqlite3.Open(path)
	if err != nil {
		return nil, false, err
	}
	x = &Index{conn: conn, words: words, whole: map[string][]string{}, having: map[string]int{}}
	if err = x.tokenize(); err == nil {
		made, err = x.fill(layout+key, read)
	}
	if err != nil {
		return nil, false, errors.Join(err, conn.Close())
	}
	return x, made, nil
}

// layout changes with how documents are indexed.
const layout = "4 "

// tokenize has FTS5 part texts into base forms, and show what it finds to weigh.
func (x *Index) tokenize() error {
	return errors.Join(x.conn.Exec(`PRAGMA busy_timeout = 10000`), fts5.RegisterCustom(x.conn, func(api *fts5.API) error {
		return errors.Join(api.CreateFunction("weigh", x.weigh),
			api.CreateTokenizer("lemma", func([]string) (fts5.Tokenizer, error) { return newTokenizer(x.words), nil }))
	}))
}

// kept is the key of the documents that the file was made of, and how long they are; "" of
// none, or of another layout.
func (x *Index) kept() (key string, lengths []byte, err error) {
	if err := x.conn.Exec(`CREATE TABLE IF NOT EXISTS made (key TEXT NOT NULL, lengths BLOB NOT NULL)`); err != nil {
		return "", nil, err
	}
	err = x.each(`SELECT * FROM made`, nil, func(row *sqlite3.Stmt) { key, lengths = row.ColumnText(0), row.ColumnBlob(1, nil) })
	return key, lengths, err
}

// Close releases what the index holds.
func (x *Index) Close() error { return x.conn.Close() }

// Size is how many documents the index has.
func (x *Index) Size() int { return len(x.lengths) }

// fill writes the documents into the tables, unless they have them.
func (x *Index) fill(key string, read func() ([]Document, error)) (made bool, err error) {
	was, lengths, err := x.kept()
	if err != nil || was == key {
		for ; len(lengths) >= 4; lengths = lengths[4:] {
			x.lengths = append(x.lengths, binary.LittleEndian.Uint32(lengths))
		}
		return false, err
	}
	docs, err := read()
	if err != nil {
		return false, err
	}
	lengths = nil
	txn, err := x.conn.BeginImmediate()
	if err != nil {
		return false, err
	}
	defer txn.End(&err)
	for i := range docs {
		x.lengths = append(x.lengths, docs[i].words())
		lengths = binary.LittleEndian.AppendUint32(lengths, x.lengths[i])
	}
	err = x.conn.Exec(`DROP TABLE made; CREATE TABLE made (key TEXT NOT NULL, lengths BLOB NOT NULL); DROP TABLE IF EXISTS docs; DROP TABLE IF EXISTS facet; DROP TABLE IF EXISTS word;
		CREATE TABLE facet (name TEXT PRIMARY KEY, docs BLOB NOT NULL) WITHOUT ROWID;
		CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, body, english, roman, about UNINDEXED, tokenize = 'lemma', columnsize = 0, prefix = '1 2 3 4')`)
	if err == nil {
		err = errors.Join(x.put(`INSERT INTO made VALUES (?, ?)`, []any{key, lengths}), x.enter(docs), x.enterFacets(docs), x.enterWords())
	}
	return true, err
}

// words is how many words a document has.
func (d *Document) words() (n uint32) {
	for _, text := range []string{d.Title, d.Text, d.English, d.Roman} {
		for range lemma.Words(unmarked.Replace(text)) {
			n++
		}
	}
	return n
}

// unmarked takes out the marks that a hit is shown with.
var unmarked = strings.NewReplacer(Open, "", Shut, "")

// enter writes the documents, the first with the number 1.
func (x *Index) enter(docs []Document) error {
	rows := func(yield func([]any) bool) {
		for i := range docs {
			d := &docs[i]
			if !yield([]any{i + 1, d.ID, unmarked.Replace(d.Title), unmarked.Replace(d.Text), unmarked.Replace(d.English), d.Roman, d.About}) {
				return
			}
		}
	}
	return statement.Run(x.conn, `INSERT INTO docs(rowid, id, title, body, english, roman, about) VALUES (?, ?, ?, ?, ?, ?, ?)`, rows)
}

// enterFacets writes which documents have what, each as a set.
func (x *Index) enterFacets(docs []Document) error {
	by := map[string]set{}
	for i := range docs {
		for _, name := range docs[i].Facets {
			by[name] = by[name].with(i + 1)
		}
	}
	rows := func(yield func([]any) bool) {
		for _, name := range slices.Sorted(maps.Keys(by)) {
			if !yield([]any{name, []byte(by[name])}) {
				return
			}
		}
	}
	return statement.Run(x.conn, `INSERT INTO facet VALUES (?, ?)`, rows)
}

// enterWords writes the base forms that documents have by how many letters they have.
func (x *Index) enterWords() error {
	return x.conn.Exec(`CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'docs', 'row');
		CREATE TABLE word (letters INTEGER, term TEXT, docs INTEGER, PRIMARY KEY (letters, term)) WITHOUT ROWID;
		INSERT INTO word SELECT length(term), term, doc FROM temp.vocabulary;
		DROP TABLE temp.vocabulary`)
}
