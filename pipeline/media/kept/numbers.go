package kept

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"depository.example/depository/pipeline/media/regular"
)

// Numbers are what each step of a calculation gives to each of many things, kept in one
// file, so that the next run has to work out nothing but what things that have changed are
// given. A thing is known by its mark, a hash of all that its numbers follow from. Steps
// are read and written one by one, in any order, by several goroutines; none is held. A
// step that is damaged is as if it had not been kept, and so is a whole file whose head is.
type Numbers struct {
	marks  [][sha256.Size]byte
	widths []int
	before *numbered // nil: nothing was kept
	now    *numbered // nil: nothing can be kept
	mu     sync.Mutex
	failed error
}

// A numbered is such a file: a head with all marks, and of each step, in their order, its
// hash and its numbers. The hash of a step begins with that of the head.
type numbered struct {
	file    *os.File
	sum     []byte // of the head
	things  int
	offsets []int64 // of the steps, by number; one more: the end
	places  map[[sha256.Size]byte]int
}

// numbersMark begins every such file.
const numbersMark = "depository numbers 1\n"

// Numbers opens what is kept under a name of things with these marks, of which each step
// gives so many numbers to each (0: it is not kept), and calls do once. What do keeps is
// there for the next run, if do has kept every step. Where nothing can be written nothing
// is kept, which is no fault.
func (f *Folder) Numbers(name string, marks [][sha256.Size]byte, widths []int, do func(*Numbers)) {
	path, n, done := filepath.Join(f.dir, f.entry(name, "")), &Numbers{marks: marks, widths: widths}, false
	n.before = openNumbered(path, headOf(marks, widths))
	write := func(out *os.File) error {
		done = true
		return errors.Join(n.begin(out), n.during(do))
	}
	err := f.circle.Write(f.dir, false, write, func() string { return path })
	if !done {
		_ = n.during(do)
	}
	if err == nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.used[filepath.Base(path)] = true
	}
}

// during calls do, and closes what was kept before: a file in use cannot be replaced
// everywhere.
func (n *Numbers) during(do func(*Numbers)) error {
	do(n)
	if n.before != nil {
		_ = n.before.file.Close()
	}
	return n.failed
}

// headOf is the head of a file.
func headOf(marks [][sha256.Size]byte, widths []int) []byte {
	out := binary.LittleEndian.AppendUint64([]byte(numbersMark), uint64(len(widths)))
	for _, w := range widths {
		out = binary.LittleEndian.AppendUint64(out, uint64(w))
	}
	out = binary.LittleEndian.AppendUint64(out, uint64(len(marks)))
	for i := range marks {
		out = append(out, marks[i][:]...)
	}
	return out
}

// numberedOf lays a file out, with whose head it begins.
func numberedOf(file *os.File, head []byte, widths []int, things int) *numbered {
	sum := sha256.Sum256(head)
	out := &numbered{file: file, sum: sum[:], things: things, offsets: []int64{int64(len(head) + len(sum))}}
	for i, w := range widths {
		out.offsets = append(out.offsets, out.offsets[i])
		if w > 0 {
			out.offsets[i+1] += int64(sha256.Size + 8*w*things)
		}
	}
	return out
}

// openNumbered opens a file with the same steps as a head has; nil: there is none.
func openNumbered(path string, like []byte) *numbered {
	file, err := regular.Open(path)
	if err != nil {
		return nil
	}
	n := readNumbered(file, like)
	if n == nil {
		_ = file.Close()
	}
	return n
}

func readNumbered(file *os.File, like []byte) *numbered {
	steps := int(binary.LittleEndian.Uint64(like[len(numbersMark):]))
	fixed := len(numbersMark) + 8*(steps+2)
	head := make([]byte, fixed)
	if _, err := io.ReadFull(file, head); err != nil || !bytes.Equal(head[:fixed-8], like[:fixed-8]) {
		return nil
	}
	info, err := file.Stat()
	things := binary.LittleEndian.Uint64(head[fixed-8:])
	if err != nil || things > uint64(info.Size())/sha256.Size {
		return nil
	}
	rest := make([]byte, sha256.Size*(things+1))
	if _, err := io.ReadFull(file, rest); err != nil {
		return nil
	}
	head = append(head, rest[:sha256.Size*things]...)
	widths := make([]int, steps)
	for i := range widths {
		widths[i] = int(binary.LittleEndian.Uint64(head[len(numbersMark)+8*(i+1):]))
	}
	n := numberedOf(file, head, widths, int(things))
	if !bytes.Equal(n.sum, rest[sha256.Size*things:]) {
		return nil
	}
	n.places = make(map[[sha256.Size]byte]int, things)
	for i := range n.things {
		n.places[[sha256.Size]byte(rest[sha256.Size*i:])] = i
	}
	return n
}

// begin writes the head.
func (n *Numbers) begin(out *os.File) error {
	head := headOf(n.marks, n.widths)
	n.now = numberedOf(out, head, n.widths, len(n.marks))
	_, err := out.Write(append(head, n.now.sum...))
	n.failed = err
	return err
}

// Known tells by thing whether its numbers were kept.
func (n *Numbers) Known() []bool {
	out := make([]bool, len(n.marks))
	for i := range out {
		if n.before != nil {
			_, out[i] = n.before.places[n.marks[i]]
		}
	}
	return out
}

// Recall enters the numbers of the things that are known into those that a step gives to
// all, number by number of all things; false: they are not there.
func (n *Numbers) Recall(step int, numbers []float64) bool {
	if n.before == nil || n.widths[step] == 0 {
		return false
	}
	text := n.before.step(step)
	if text == nil {
		return false
	}
	for i := range n.marks {
		from, known := n.before.places[n.marks[i]]
		for k := 0; known && k < n.widths[step]; k++ {
			numbers[k*len(n.marks)+i] = math.Float64frombits(binary.LittleEndian.Uint64(text[8*(k*n.before.things+from):]))
		}
	}
	return true
}

// Keep takes the numbers that a step gives to all.
func (n *Numbers) Keep(step int, numbers []float64) {
	if n.now == nil || n.widths[step] == 0 {
		return
	}
	text := make([]byte, sha256.Size, sha256.Size+8*len(numbers))
	for _, x := range numbers {
		text = binary.LittleEndian.AppendUint64(text, math.Float64bits(x))
	}
	copy(text, n.now.sumOf(step, text[sha256.Size:]))
	if _, err := n.now.file.WriteAt(text, n.now.offsets[step]); err != nil {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.failed = err
	}
}

// step reads the numbers of a step; nil: they are damaged.
func (n *numbered) step(step int) []byte {
	text := make([]byte, n.offsets[step+1]-n.offsets[step])
	if _, err := n.file.ReadAt(text, n.offsets[step]); err != nil || !bytes.Equal(n.sumOf(step, text[sha256.Size:]), text[:sha256.Size]) {
		return nil
	}
	return text[sha256.Size:]
}

// sumOf is the hash of a step.
func (n *numbered) sumOf(step int, text []byte) []byte {
	h := sha256.New()
	h.Write(slices.Concat(n.sum, binary.LittleEndian.AppendUint64(nil, uint64(step))))
	h.Write(text)
	return h.Sum(nil)
}
