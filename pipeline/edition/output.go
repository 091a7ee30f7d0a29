package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"depository.example/depository/pipeline/media/report"
)

// A Room is where files are made, and read once they are: the folder of an edition that is
// built (publish.Edition), or memory.
type Room interface {
	Create(name string, write func(io.Writer) error) error
	Open(name string) (io.ReadCloser, error)
}

// An Output is a file of an edition, or of the site of its period, and how it is made.
type Output struct {
	Name string
	Site bool
	*making
}

// A making is how a file is made, whatever it is called where.
type making struct {
	write func(io.Writer) ([]report.Replaced, error)
	once  func() (File, error) // of a file that others are made of; nil: of none
}

// NewOutput returns a file that a function writes, which returns what of its texts could
// not be printed.
func NewOutput(name string, write func(io.Writer) ([]report.Replaced, error)) Output {
	return Output{name, false, &making{write: write}}
}

// Plain returns a file in which every text can be printed.
func Plain(name string, write func(io.Writer) error) Output {
	return NewOutput(name, func(w io.Writer) ([]report.Replaced, error) { return nil, write(w) })
}

// Write writes the file.
func (o Output) Write(w io.Writer) ([]report.Replaced, error) { return o.write(w) }

// Is has the file be what somebody else has made of it.
func (o Output) Is(data []byte, replaced []report.Replaced) {
	o.write = func(w io.Writer) ([]report.Replaced, error) {
		_, err := w.Write(data)
		return replaced, err
	}
}

// In makes the file in a room, unless that was done, and says what it is.
func (o Output) In(room Room) (File, error) {
	if o.once != nil {
		return o.once()
	}
	return o.in(room)
}

func (o Output) in(room Room) (File, error) {
	f, sum := File{Path: o.Name}, sha256.New()
	err := room.Create(o.Name, func(w io.Writer) error {
		replaced, err := o.write(io.MultiWriter(sum, (*counter)(&f.Bytes), w))
		for _, c := range replaced {
			f.Replaced = append(f.Replaced, Replaced{Rune: fmt.Sprintf("U+%04X", c.Rune), With: c.With, Count: c.Count})
		}
		return err
	})
	f.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return f, err
}

// A counter counts the bytes that are written to it.
type counter int

// Write counts.
func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// A Shelf has files of an edition that others are made of. Each is made once, when it is
// first asked for, and is read where it was made. Its methods may be called from several
// goroutines once all files are on it.
type Shelf struct {
	room  Room
	files map[string]Output
}

// NewShelf returns a shelf whose files are made in a room.
func NewShelf(room Room) *Shelf { return &Shelf{room, map[string]Output{}} }

// Put puts a file on the shelf, whoever makes it.
func (s *Shelf) Put(o Output) {
	if o.once == nil {
		o.once = sync.OnceValues(func() (File, error) { return o.in(s.room) })
		s.files[o.Name] = o
	}
}

// Copy writes what is in a file, and tells how many bytes that is.
func (s *Shelf) Copy(name string, to io.Writer) (int64, error) {
	if _, err := s.files[name].once(); err != nil {
		return 0, err
	}
	in, err := s.room.Open(name)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	return io.Copy(to, in)
}

// Copying is Copy of one file, for who does not count.
func (s *Shelf) Copying(name string) func(io.Writer) error {
	return func(to io.Writer) error {
		_, err := s.Copy(name, to)
		return err
	}
}

// Memory is a Room that keeps what is made. The zero value has nothing yet.
type Memory struct {
	mu    sync.Mutex
	files map[string][]byte
}

// Create makes a file.
func (m *Memory) Create(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.files = map[string][]byte{}
	}
	m.files[name] = b.Bytes()
	return nil
}

// Open reads a file that was made.
func (m *Memory) Open(name string) (io.ReadCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, made := m.files[name]
	if !made {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}
