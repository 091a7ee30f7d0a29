// Package round keeps who was asked to report in a period and what has come of it:
// the list of those invited, in the folder of the period, and the register of their
// workbooks, which is private. It believes that a workbook is known by its hash: it
// came when it was first seen, however often and wherever it is looked at again.
package round

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// registerFile is the register, in the private folder of the period.
const registerFile = "round.csv"

// An Entry is a workbook of a partner.
type Entry struct {
	Partner  string // id of the list
	SHA256   string // hexadecimal
	File     string // as it was called when it was first seen
	Errors   int    // when it was last seen
	Received time.Time
	Returned time.Time // when it went back with its problems; the zero time: it did not
}

// A Register is what has come of a round, in the order of its coming.
type Register struct{ Entries []Entry }

var header = strings.Split("partner,sha256,file,errors,received,returned", ",")

// Open reads the register of a folder; one that is not there is empty.
func Open(dir string) (*Register, error) {
	file := filepath.Join(dir, registerFile)
	data, err := regular.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return &Register{}, nil
	}
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Equal(rows[0], header) {
		return nil, cell.Fail("round.unreadable", "file", file)
	}
	r := &Register{}
	for i, row := range rows[1:] {
		e := Entry{Partner: row[0], SHA256: row[1], File: strings.TrimPrefix(row[2], "'")}
		n, err := strconv.Atoi(row[3])
		received, wrong := time.Parse(time.RFC3339, row[4])
		if err == nil && wrong == nil && row[5] != "" {
			e.Returned, err = time.Parse(time.RFC3339, row[5])
		}
		if err != nil || wrong != nil {
			return nil, cell.Fail("round.row", "file", file, "row", i+2)
		}
		e.Errors, e.Received = n, received
		r.Entries = append(r.Entries, e)
	}
	return r, nil
}

// at finds the workbook of a partner.
func (r *Register) at(partner, sha256 string) int {
	return slices.IndexFunc(r.Entries, func(e Entry) bool { return e.Partner == partner && e.SHA256 == sha256 })
}

// See enters a workbook that is looked at now; of one that was seen before it keeps
// when that was.
func (r *Register) See(e Entry, now time.Time) {
	if i := r.at(e.Partner, e.SHA256); i >= 0 {
		r.Entries[i].Errors = e.Errors
		return
	}
	e.Received, e.Returned = now, time.Time{}
	r.Entries = append(r.Entries, e)
}

// Return enters that a workbook went back to whoever sent it.
func (r *Register) Return(sha256 string, now time.Time) {
	for i := range r.Entries {
		if r.Entries[i].SHA256 == sha256 {
			r.Entries[i].Returned = now
		}
	}
}

// A Place is where a register is kept.
type Place struct {
	Folder string
	Reads  publish.Reads  // what the command reads
	Circle publish.Circle // who else may read and change it
}

// open opens the folder to write the register into it.
func (p Place) open() (*publish.Files, error) {
	return publish.AddTo(publish.Target{Reads: p.Reads, Flag: "--private", Existing: publish.Recorded, Mode: 0o600, Circle: p.Circle, Mine: isRegister}, p.Folder)
}

// Ready returns nil where the register can be read and written: what a command does
// besides is to be done only then.
func (p Place) Ready() error {
	if _, err := Open(p.Folder); err != nil {
		return err
	}
	files, err := p.open()
	if err != nil {
		return err
	}
	return errors.Join(files.Free(registerFile), files.Close())
}

// Keep changes the register, and writes it where it has changed.
func (p Place) Keep(change func(*Register)) (err error) {
	r, err := Open(p.Folder)
	if err != nil {
		return err
	}
	before := slices.Clone(r.Entries)
	if change(r); slices.Equal(before, r.Entries) {
		return nil
	}
	files, err := p.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	if err := files.Create(registerFile, func(w io.Writer) error { _, err := w.Write(r.csv()); return err }); err != nil {
		return err
	}
	return files.Publish()
}

// isRegister tells whether a file is a register, which may be written anew.
func isRegister(path string) bool {
	data, err := regular.ReadFile(path)
	return err == nil && bytes.HasPrefix(data, []byte(strings.Join(header, ",")+"\n"))
}

func (r *Register) csv() []byte {
	var rows [][]string
	for _, e := range r.Entries {
		returned := ""
		if !e.Returned.IsZero() {
			returned = e.Returned.Format(time.RFC3339)
		}
		rows = append(rows, []string{e.Partner, e.SHA256, e.File, strconv.Itoa(e.Errors), e.Received.Format(time.RFC3339), returned})
	}
	return table.Of(header, rows).CSV()
}

// Whose finds who of a list has sent a workbook: by the id that the form has, by the
// code of the territory, by the name; by the beginning of the file's name where
// nothing was read. "" nobody.
func Whose(list []lists.Invited, sent survey.Partner, file string) string {
	by := []func(p *lists.Invited) bool{
		func(p *lists.Invited) bool { return strings.EqualFold(p.ID, sent.ID) },
		func(p *lists.Invited) bool { return p.Place != "" && p.Place == sent.Place },
		func(p *lists.Invited) bool { return reply.Same(p.Name, sent.Name.In("uk")) },
	}
	if sent.ID == "" {
		base := strings.ToLower(filepath.Base(file))
		by = []func(p *lists.Invited) bool{func(p *lists.Invited) bool { return strings.HasPrefix(base, strings.ToLower(p.ID)+".") }}
	}
	for _, is := range by {
		for i := range list {
			if is(&list[i]) {
				return list[i].ID
			}
		}
	}
	return ""
}

// Listed tells whether a folder has a list of those invited, and whether that is this
// one.
func Listed(dir string, list []lists.Invited) (there, same bool) {
	file := filepath.Join(dir, lists.PartnersFile)
	if _, err := os.Stat(file); err != nil {
		return false, false
	}
	before, err := lists.LoadInvited(file)
	return true, err == nil && sameList(before, list)
}

// WriteList writes the list of those invited; it is never written over another one.
func WriteList(reads publish.Reads, dir string, list []lists.Invited) (err error) {
	file := filepath.Join(dir, lists.PartnersFile)
	if _, same := Listed(dir, list); same {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	files, err := publish.NewFiles(publish.Target{Reads: reads, Flag: "--all", Existing: publish.Refuse}, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	var rows [][]string
	for _, p := range list {
		rows = append(rows, []string{p.ID, p.Name["uk"], p.Name["en"], p.Place, string(p.Kind), p.Due, p.On, p.Email})
	}
	if err := files.Create(file, table.Of(strings.Split("id,name,name_en,place,kind,due,invited,email", ","), rows).Write); err != nil {
		return err
	}
	return files.Publish()
}

// sameList tells whether two lists invite the same partners until the same days.
func sameList(a, b []lists.Invited) bool {
	return slices.EqualFunc(a, b, func(p, q lists.Invited) bool {
		return p.ID == q.ID && p.Name["uk"] == q.Name["uk"] && p.Place == q.Place && p.Due == q.Due && p.Email == q.Email
	})
}
