// Package kept keeps what was worked out, in a private folder, until what it was
// worked out from is another. It believes that forgetting is always allowed: the
// folder may be deleted at any time, and what in it is damaged, or from another
// program, is not there.
package kept

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
)

// A Folder keeps texts by the names and hashes of the files that they came from. Its
// methods may be called from several goroutines.
type Folder struct {
	dir, key string
	circle   publish.Circle
	mu       sync.Mutex
	used     map[string]bool // names of files in dir
	sums     sync.Map        // hashes of files by path
	found    int
	beside   *Folder // is asked for what is not there; nil none
}

// Open returns a folder, which is made when something is kept. key says what else,
// besides a file, that what is kept depends on: what was kept under another key is not
// found.
func Open(dir, key string) *Folder { return &Folder{dir: dir, key: key, used: map[string]bool{}} }

// Among opens what will be kept in the folder to a circle.
func (f *Folder) Among(circle publish.Circle) *Folder {
	f.circle = circle
	return f
}

// Beside has another folder asked for what is not there. Nothing is kept in it, nor
// forgotten.
func (f *Folder) Beside(other *Folder) *Folder {
	f.beside = other
	return f
}

// mark begins every file of the folder.
const mark = "depository kept 2\n"

// Kept returns what was kept of a file by its name and hash; nil nothing.
func (f *Folder) Kept(name, sum string) []byte {
	out := f.own(name, sum)
	if out == nil && f.beside != nil {
		out = f.beside.own(name, sum)
	}
	return out
}

func (f *Folder) own(name, sum string) []byte {
	entry := f.entry(name, sum)
	data, err := regular.ReadFile(filepath.Join(f.dir, entry))
	if err != nil {
		return nil
	}
	body, ok := bytes.CutPrefix(data, []byte(mark))
	if !ok || len(body) < sha256.Size || sha256.Sum256(body[sha256.Size:]) != [sha256.Size]byte(body) {
		return nil
	}
	out := unpacked(body[sha256.Size:])
	if out == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.found++
	f.used[entry] = true
	return out
}

// Sum returns the hash of the file at a path, as it was when the folder was asked first:
// who reads workbooks ahead finds what was read, and hashes them once.
func (f *Folder) Sum(path string, hash func() string) string {
	if sum, known := f.sums.Load(path); known {
		return sum.(string)
	}
	sum := hash()
	f.sums.Store(path, sum)
	return sum
}

// Found returns how many of what was asked for was there; of no folder none.
func (f *Folder) Found() int {
	if f == nil {
		return 0
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.found
}

// Keep keeps a text. Where it cannot be written it is not
// kept, which is no fault.
func (f *Folder) Keep(name, sum string, text []byte) {
	how, body := []byte{inPack}, packed(text[:min(len(text), tried)])
	switch {
	case len(body) > tried/10*9:
		how, body = []byte{asIs}, text
	case len(text) > tried:
		body = packed(text)
	}
	h := sha256.New()
	h.Write(how)
	h.Write(body)
	entry := f.entry(name, sum)
	if f.write(entry, [][]byte{[]byte(mark), h.Sum(nil), how, body}) != nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.used[entry] = true
}

// How a text stands in its file: what is packed already is not packed again.
const (
	inPack byte = iota
	asIs
)

// tried is by how many bytes of a text one sees whether it becomes shorter.
const tried = 1 << 16

// Packing takes much more memory than what is kept: it serves one text after the other.
var (
	packers   = sync.Pool{New: func() any { w, _ := flate.NewWriter(nil, flate.BestSpeed); return w }} // a level that there is
	unpackers = sync.Pool{New: func() any { return flate.NewReader(nil) }}
)

// packed makes a text shorter.
func packed(text []byte) []byte {
	w := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	var out bytes.Buffer
	w.Reset(&out)
	w.Write(text) // a buffer takes all
	w.Close()
	return out.Bytes()
}

// unpacked is the text of the body of a file; nil where there is none.
func unpacked(body []byte) []byte {
	if len(body) == 0 {
		return nil
	}
	data := body[1:]
	if body[0] == asIs {
		return data
	}
	r := unpackers.Get().(io.ReadCloser)
	defer unpackers.Put(r)
	out := bytes.NewBuffer(make([]byte, 0, usual*len(data)+bytes.MinRead))
	err := r.(flate.Resetter).Reset(bytes.NewReader(data), nil)
	if err == nil {
		_, err = out.ReadFrom(r)
	}
	if err != nil {
		return nil
	}
	return out.Bytes()
}

// usual is how many times longer a text is than what it is packed in.
const usual = 6

// write writes a file whole or not at all.
func (f *Folder) write(entry string, parts [][]byte) error {
	write := func(out *os.File) error {
		for _, part := range parts {
			if _, err := out.Write(part); err != nil {
				return err
			}
		}
		return nil
	}
	return f.circle.Write(f.dir, false, write, func() string { return filepath.Join(f.dir, entry) })
}

// ending is that of the files of the folder.
const ending = ".kept"

// entry is the name of a file in the folder.
func (f *Folder) entry(name, sum string) string {
	h := sha256.New()
	for _, s := range []string{f.key, name, sum} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))[:40] + ending
}

// Forget removes what was neither found nor kept since the folder was opened, and what a
// killed run has left unfinished; of no folder nothing. Whoever is just writing there keeps
// nothing.
func (f *Folder) Forget() {
	if f == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	list, err := os.ReadDir(f.dir)
	if err != nil {
		return
	}
	for _, e := range list {
		if (strings.HasSuffix(e.Name(), ending) || strings.HasPrefix(e.Name(), publish.Unfinished)) && !f.used[e.Name()] {
			_ = os.Remove(filepath.Join(f.dir, e.Name())) // it stays until the next time
		}
	}
}
