// Package authored reads the texts that an office writes itself for a report: a
// foreword, a text for a chapter or for a partner. It believes that such a text is
// plain (paragraphs, emphasis, lists), short, and as hostile as a workbook until it has
// been read.
package authored

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/privacy"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/legible"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// Folder is where the texts lie below a period.
const Folder = "texts"

// Most is how many characters a text has at most; mostBytes bounds what is read of a
// file.
const (
	Most      = 3000
	mostBytes = 64 << 10
)

// A File is a text that was read and is used.
type File struct{ Name, SHA256 string }

// Texts are the texts of a period: by language, then by name.
type Texts struct {
	By       map[string]map[string]writing.Authored
	Files    []File
	Problems cell.Problems
}

// named is what a text is called: foreword.uk.md, practices.en.md, partner-kyiv.uk.md.
var named = regexp.MustCompile(`^([a-z0-9-]+)\.(uk|en)\.md$`)

// ReadDir reads the texts of a folder, in order of their names; one that is not there
// holds none. knows tells the names that the report has a place for. What cannot be used
// is a problem and is left out; errors are those of the folder.
func ReadDir(dir string, knows func(name string) bool) (Texts, error) {
	out := Texts{By: map[string]map[string]writing.Authored{}}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			out.file(dir, e, knows)
		}
	}
	return out, err
}

func (t *Texts) file(dir string, e fs.DirEntry, knows func(string) bool) {
	at := cell.Ref{File: Folder + "/" + legible.Line(e.Name())}
	name := named.FindStringSubmatch(e.Name())
	if name == nil || !knows(name[1]) || !e.Type().IsRegular() {
		t.Problems.Add(cell.Warning, "text-name", at, "")
		return
	}
	data, err := readSome(filepath.Join(dir, e.Name()))
	if err != nil || !utf8.Valid(data) {
		t.Problems.Add(cell.Warning, "text-unreadable", at, "")
		return
	}
	text, letters := parse(string(data))
	if letters > Most || len(data) > mostBytes {
		t.Problems.Add(cell.Warning, "text-long", at, "", "most", strconv.Itoa(Most), "letters", strconv.Itoa(letters))
		return
	}
	if t.By[name[2]] == nil {
		t.By[name[2]] = map[string]writing.Authored{}
	}
	t.By[name[2]][name[1]] = text
	sum := sha256.Sum256(data)
	t.Files = append(t.Files, File{Folder + "/" + e.Name(), hex.EncodeToString(sum[:])})
}

// readSome reads a file, but no more than a byte beyond the bound.
func readSome(path string) ([]byte, error) {
	f, err := regular.Open(path)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, mostBytes+1))
	return data, errors.Join(err, f.Close())
}

// parse takes a text apart: who wrote it, and its paragraphs and lists. letters counts
// the characters of the body.
func parse(text string) (out writing.Authored, letters int) {
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		if head, body, ok := strings.Cut(rest, "\n---\n"); ok {
			out.Author, out.Post = key(head, "author"), key(head, "post")
			text = body
		}
	}
	text = strings.TrimSpace(text)
	letters = utf8.RuneCountInString(text)
	if letters > Most {
		return out, letters
	}
	door := privacy.NewDoor()
	for part := range strings.SplitSeq(text, "\n\n") {
		if lines := strings.Split(strings.TrimSpace(part), "\n"); isList(lines) {
			list := &document.List{}
			for _, l := range lines {
				list.Items = append(list.Items, spans(door, strings.TrimSpace(l)[2:]))
			}
			out.Blocks = append(out.Blocks, list)
		} else if joined := strings.Join(strings.Fields(part), " "); joined != "" {
			out.Blocks = append(out.Blocks, &document.Paragraph{Style: document.Aside, Spans: spans(door, joined)})
		}
	}
	return out, letters
}

// key returns the value of a line "name: value" of the front matter; "" none.
func key(head, name string) string {
	for line := range strings.Lines(head) {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == name {
			return legible.Line(strings.Trim(strings.TrimSpace(v), `"'`))
		}
	}
	return ""
}

func isList(lines []string) bool {
	for _, l := range lines {
		if l = strings.TrimSpace(l); !strings.HasPrefix(l, "- ") && !strings.HasPrefix(l, "* ") {
			return false
		}
	}
	return true
}

// spans reads emphasis between asterisks; one that is not closed stays an asterisk.
// Contacts are withheld.
func spans(door *privacy.Door, text string) []document.Span {
	text, _ = door.Text(legible.Line(text))
	text = strings.ReplaceAll(text, "**", "*")
	parts := strings.Split(text, "*")
	if len(parts)%2 == 0 {
		return document.Plain(text)
	}
	var out []document.Span
	for i, part := range parts {
		if part != "" {
			out = append(out, document.Span{Text: part, Bold: i%2 == 1})
		}
	}
	return out
}
