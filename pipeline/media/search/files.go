package search

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/survey/cell"
)

// longest bounds a line of a file of documents, in bytes.
const longest = 16 << 20

// ReadDocuments reads a file of JSON lines, each an object with id, title and text.
func ReadDocuments(path string) (docs []Document, err error) {
	seen := map[string]bool{}
	err = eachLine(path, func(n int, line string) error {
		var d struct{ ID, Title, Text string }
		if err := json.Unmarshal([]byte(line), &d); err != nil || d.ID == "" {
			return cell.Fail("search.document", "file", path, "line", n)
		}
		if seen[d.ID] {
			return cell.Fail("search.document-twice", "file", path, "line", n, "read", d.ID)
		}
		seen[d.ID] = true
		docs = append(docs, Document{ID: d.ID, Title: d.Title, Text: d.Text})
		return nil
	})
	return docs, err
}

// ReadQueries reads the first field of each line of a table parted by tabs, a line
// that names it «query» left out.
func ReadQueries(path string) (queries []string, err error) {
	err = eachLine(path, func(n int, line string) error {
		query, _, _ := strings.Cut(line, "\t")
		if query = strings.TrimSpace(query); n > 1 || query != "query" {
			queries = append(queries, query)
		}
		return nil
	})
	return queries, err
}

// eachLine visits the lines of a file that are not empty, counted from 1.
func eachLine(path string, visit func(n int, line string) error) error {
	f, err := regular.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := bufio.NewReader(io.LimitReader(f, 1<<30))
	for n := 1; ; n++ {
		line, err := r.ReadString('\n')
		if len(line) > longest {
			return cell.Fail("search.document", "file", path, "line", n)
		}
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			if err := visit(n, line); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
