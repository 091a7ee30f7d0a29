package kept

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// A Part is what was read of one part of the workbooks, to be joined with the others.
// As a file it is lines of text and texts of given lengths, and ends with the hash of
// all that comes before.
type Part struct {
	Number, Of int               // which of how many; the first is 1
	By         map[string]string // by period, what the readings depend on besides the workbooks
	Inputs     string            // a hash of the names of all workbooks, those of other parts too
	Readings   []Reading         // in the order of periods and names
}

// A Reading is what was read of one workbook.
type Reading struct {
	Period, Name, SHA256 string
	Text                 []byte
	Sums                 []byte // of its answers
}

// header and entry are the lines of a part.
type header struct {
	Format   string            `json:"format"`
	Number   int               `json:"part"`
	Of       int               `json:"of"`
	By       map[string]string `json:"read_by"`
	Inputs   string            `json:"inputs"`
	Readings int               `json:"readings"`
}

type entry struct {
	Period string `json:"period"`
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int    `json:"bytes"`
	Sums   int    `json:"bytes_of_sums"`
}

// format has the version of what a part holds; another is no part.
const format = "depository part 2"

// Write writes a part. Errors are those of w.
func (p *Part) Write(w io.Writer) error {
	h := sha256.New()
	out := bufio.NewWriter(io.MultiWriter(w, h))
	lines := json.NewEncoder(out)
	err := lines.Encode(header{format, p.Number, p.Of, p.By, p.Inputs, len(p.Readings)})
	for _, r := range p.Readings {
		err = errors.Join(err, lines.Encode(entry{r.Period, r.Name, r.SHA256, len(r.Text), len(r.Sums)}))
		for _, text := range [][]byte{r.Text, r.Sums} {
			_, failed := out.Write(text)
			err = errors.Join(err, failed, out.WriteByte('\n'))
		}
	}
	if err = errors.Join(err, out.Flush()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%x\n", h.Sum(nil))
	return err
}

// ErrDamaged says that a file is no part, or not whole.
var ErrDamaged = errors.New("the file is no part of a run, or is damaged")

// ReadPart reads a part. Its error is ErrDamaged, or that of r.
func ReadPart(r io.Reader) (*Part, error) {
	h := sha256.New()
	in := bufio.NewReader(r)
	line := func(into any) error {
		text, err := in.ReadBytes('\n')
		if err != nil {
			return damaged(err)
		}
		h.Write(text)
		if err = json.Unmarshal(text, into); err != nil {
			err = ErrDamaged
		}
		return err
	}
	var head header
	if err := line(&head); err != nil {
		return nil, err
	}
	if head.Format != format || head.Number < 1 || head.Number > head.Of {
		return nil, ErrDamaged
	}
	p := &Part{Number: head.Number, Of: head.Of, By: head.By, Inputs: head.Inputs}
	for range head.Readings {
		var e entry
		if err := line(&e); err != nil {
			return nil, damaged(err)
		}
		texts := [2][]byte{}
		for i, n := range []int{e.Bytes, e.Sums} {
			text, err := io.ReadAll(io.LimitReader(in, int64(max(n, -1))+1)) // no more is taken than there is
			if err != nil || len(text) != n+1 || text[n] != '\n' {
				return nil, damaged(err)
			}
			h.Write(text)
			texts[i] = text[:n]
		}
		p.Readings = append(p.Readings, Reading{e.Period, e.Name, e.SHA256, texts[0], texts[1]})
	}
	last, err := in.ReadString('\n')
	if err != nil || strings.TrimSpace(last) != hex.EncodeToString(h.Sum(nil)) {
		return nil, damaged(err)
	}
	if _, err := in.ReadByte(); err != io.EOF {
		return nil, ErrDamaged
	}
	return p, nil
}

// damaged turns the end of a file that comes too early, and no error at all, into
// ErrDamaged.
func damaged(err error) error {
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrDamaged
	}
	return err
}

// Collect gathers the readings of one period for a part. It finds nothing.
type Collect struct {
	Period string
	mu     sync.Mutex
	list   []Reading
}

// Kept returns nothing: what belongs to a part is read.
func (c *Collect) Kept(string, string) []byte { return nil }

// Sum hashes a file.
func (c *Collect) Sum(_ string, hash func() string) string { return hash() }

// Keep takes a reading.
func (c *Collect) Keep(name, sum string, text []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = append(c.list, Reading{Period: c.Period, Name: name, SHA256: sum, Text: text})
}

// Readings returns what was taken, by name.
func (c *Collect) Readings() []Reading {
	slices.SortFunc(c.list, func(a, b Reading) int { return strings.Compare(a.Name, b.Name) })
	return c.list
}

// A Joined is the readings of all parts, of one period: whatever is asked for and is
// not among them is missing.
type Joined struct {
	Period   string
	Sums     [][]byte // of each reading
	readings map[[3]string][]byte
	mu       sync.Mutex
	missing  []string
}

// Kept returns the reading of a workbook.
func (j *Joined) Kept(name, sum string) []byte {
	text, ok := j.readings[[3]string{j.Period, name, sum}]
	if !ok {
		j.mu.Lock()
		defer j.mu.Unlock()
		j.missing = append(j.missing, name)
	}
	return text
}

// Sum hashes a file.
func (j *Joined) Sum(_ string, hash func() string) string { return hash() }

// Keep keeps nothing: all is there.
func (j *Joined) Keep(string, string, []byte) {}

// Missing returns the workbooks that no part has as they are now, by name.
func (j *Joined) Missing() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	slices.Sort(j.missing)
	return j.missing
}

// Join makes one of all parts, for a period.
func Join(parts []*Part, period string) *Joined {
	j := &Joined{Period: period, readings: map[[3]string][]byte{}}
	for _, p := range parts {
		for _, r := range p.Readings {
			j.readings[[3]string{r.Period, r.Name, r.SHA256}] = r.Text
			if r.Period == period {
				j.Sums = append(j.Sums, r.Sums)
			}
		}
	}
	return j
}
