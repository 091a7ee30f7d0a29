// Package search finds documents by their words. It believes that whoever looks for
// «громада» means «громадами» too, that every word asked for has to be there, and
// that a hit is shown in the text as it was written.
//
// The index is FTS5 of SQLite, over the base forms of package lemma: in memory, or in a
// file that is made anew where the documents have changed and may be deleted at any time.
package search

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/ext/fts5"

	"depository.example/depository/pipeline/survey/lemma"
)

// A Document is what can be found.
type Document struct {
	ID    string // unique
	Title string // weighs four times as much as the text
	Text  string
	Latin string // the title in English and in Latin letters, for who asks so; "" none
}

// An Index holds documents; it is for one goroutine at a time.
type Index struct {
	conn  *sqlite3.Conn
	words *lemma.Dictionary
	docs  []Document
}

// New makes an index of documents in memory.
func New(words *lemma.Dictionary, docs []Document) (*Index, error) {
	x, _, err := open(":memory:", words, docs)
	return x, err
}

// Kept opens the index of documents in a file, and makes it anew where it is not there,
// damaged, or of other documents; made says so. Where it cannot be written, the index is
// in memory.
func Kept(path string, words *lemma.Dictionary, docs []Document) (x *Index, made bool, err error) {
	if x, made, err = open(path, words, docs); err == nil {
		return x, made, nil
	}
	if os.Remove(path) == nil { // it may have been damaged
		if x, made, err = open(path, words, docs); err == nil {
			return x, made, nil
		}
	}
	x, err = New(words, docs)
	return x, true, err
}

func open(path string, words *lemma.Dictionary, docs []Document) (x *Index, made bool, err error) {
	conn, err := sqlite3.Open(path)
	if err != nil {
		return nil, false, err
	}
	x = &Index{conn, words, docs}
	if made, err = x.fill(); err != nil {
		return nil, false, errors.Join(err, conn.Close())
	}
	return x, made, nil
}

// layout changes with how documents are indexed.
const layout = "1"

// keyOf tells sets of documents apart.
func keyOf(docs []Document) string {
	h := sha256.New()
	io.WriteString(h, layout)
	for _, d := range docs {
		for _, text := range []string{d.ID, d.Title, d.Text, d.Latin} {
			io.WriteString(h, strconv.Itoa(len(text))+":"+text)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// kept is the key of the documents that the file was made of; "" of none.
func (x *Index) kept() (key string, err error) {
	if err := x.conn.Exec(`CREATE TABLE IF NOT EXISTS made (key TEXT NOT NULL)`); err != nil {
		return "", err
	}
	ask, _, err := x.conn.Prepare(`SELECT key FROM made`)
	if err != nil {
		return "", err
	}
	if ask.Step() {
		key = ask.ColumnText(0)
	}
	return key, errors.Join(ask.Err(), ask.Close())
}

// Close releases what the index holds.
func (x *Index) Close() error { return x.conn.Close() }

// fill writes the documents into the table of words, unless it has them.
func (x *Index) fill() (made bool, err error) {
	err = fts5.RegisterCustom(x.conn, func(api *fts5.API) error {
		return api.CreateTokenizer("lemma", func([]string) (fts5.Tokenizer, error) { return newTokenizer(x.words), nil })
	})
	if err != nil {
		return false, err
	}
	key := keyOf(x.docs)
	if was, err := x.kept(); err != nil || was == key {
		return false, err
	}
	if err := x.conn.Exec(`PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE; DELETE FROM made; DROP TABLE IF EXISTS docs; CREATE VIRTUAL TABLE docs USING fts5(title, body, latin, tokenize = 'lemma'); INSERT INTO made VALUES ('` + key + `')`); err != nil {
		return false, err
	}
	insert, _, err := x.conn.Prepare(`INSERT INTO docs(rowid, title, body, latin) VALUES (?, ?, ?, ?)`)
	if err != nil {
		return false, err
	}
	for i, d := range x.docs {
		err := errors.Join(insert.BindInt(1, i+1), insert.BindText(2, d.Title), insert.BindText(3, d.Text), insert.BindText(4, d.Latin), insert.Exec())
		if err != nil {
			return false, errors.Join(err, insert.Close())
		}
	}
	return true, errors.Join(insert.Close(), x.conn.Exec(`COMMIT`))
}

// A Hit is a document that was found.
type Hit struct {
	Document    int    // its place among the documents
	Title, Text string // the document's, with what was found between Open and Shut
}

// Open and Shut stand about what was found; neither is in a text that was read.
const (
	Open = "\x01"
	Shut = "\x02"
)

// Exact returns the documents that have every word of a query, in whatever forms,
// the best first (BM25, the title weighted; equal ones in the order of documents).
func (x *Index) Exact(query string) ([]Hit, error) {
	var asked []string
	for _, word := range lemma.Words(query) {
		asked = append(asked, quote(word))
	}
	return x.match(strings.Join(asked, " AND "))
}

// quote makes a word a string of FTS5.
func quote(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }

// match asks FTS5; "" finds nothing.
func (x *Index) match(expression string) (hits []Hit, err error) {
	if expression == "" {
		return nil, nil
	}
	ask, _, err := x.conn.Prepare(`SELECT rowid, highlight(docs, 0, ?2, ?3), highlight(docs, 1, ?2, ?3)
		FROM docs WHERE docs MATCH ?1 ORDER BY round(bm25(docs, 4.0, 1.0, 4.0), 9), rowid`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, ask.Close()) }()
	if err := errors.Join(ask.BindText(1, expression), ask.BindText(2, Open), ask.BindText(3, Shut)); err != nil {
		return nil, err
	}
	for ask.Step() {
		hits = append(hits, Hit{ask.ColumnInt(0) - 1, ask.ColumnText(1), ask.ColumnText(2)})
	}
	return hits, ask.Err()
}
