// Package open reads a table by what its first bytes say that it is, whatever its
// name says: a workbook of Excel, a spreadsheet of LibreOffice or a text. It is the
// door to sheet for every command.
//
// Read returns a whole workbook; Each hands it on row by row and keeps none. Both are
// one reader, and what comes is counted against the limits, whatever the headers of
// the file say. What a cell means does not depend on the program that wrote it.
package open

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/archive"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/survey/cell"
)

// Read reads a workbook from disk. A file that cannot be read returns a Book
// without sheets and a problem that says why.
func Read(path string, lim sheet.Limits) (*sheet.Book, cell.Problems) {
	return ReadAs(filepath.Base(path), path, lim)
}

// ReadAs reads as Read does a workbook that cells and problems are to call name.
func ReadAs(name, path string, lim sheet.Limits) (*sheet.Book, cell.Problems) {
	return read(name, lim, nil, func(in *sheet.Intake) { file(in, path) })
}

// Lent reads as ReadAs does a workbook whose cells are valid until back is called, once;
// their texts are for ever. Whoever reads one workbook after the other so takes the
// memory of the cells but once.
func Lent(name, path string, lim sheet.Limits) (book *sheet.Book, problems cell.Problems, back func()) {
	in := sheet.NewIntake(name, lim, nil)
	defer in.End()
	in.Lends = true
	file(in, path)
	return in.Book, in.Problems, in.Return
}

// ReadBytes reads a workbook from memory.
func ReadBytes(name string, data []byte, lim sheet.Limits) (*sheet.Book, cell.Problems) {
	return readFrom(name, bytes.NewReader(data), int64(len(data)), lim)
}

// Each reads a workbook from disk and hands over each row that has filled cells,
// as it comes: those of one sheet after the other, each row below the one before.
// A row that comes too late for that, which Read would put in its place, is a
// problem and is not given. The memory that it takes does not grow with the rows. The cells are valid until
// visit returns, their texts for ever. When visit returns false, the rest of the
// sheet is not read. The sheets of the book have no cells.
func Each(path string, lim sheet.Limits, visit func(s *sheet.Sheet, row []sheet.Cell) bool) (*sheet.Book, cell.Problems) {
	return read(filepath.Base(path), lim, visit, func(in *sheet.Intake) { file(in, path) })
}

// EachBytes reads as Each does a workbook from memory.
func EachBytes(name string, data []byte, lim sheet.Limits, visit func(s *sheet.Sheet, row []sheet.Cell) bool) (*sheet.Book, cell.Problems) {
	return read(name, lim, visit, func(in *sheet.Intake) { fillAny(in, bytes.NewReader(data), int64(len(data))) })
}

// readFrom reads what is as large as it is said to be.
func readFrom(name string, from io.ReaderAt, size int64, lim sheet.Limits) (*sheet.Book, cell.Problems) {
	return read(name, lim, nil, func(in *sheet.Intake) { fillAny(in, from, size) })
}

// read lets an intake be filled, and returns its memory.
func read(name string, lim sheet.Limits, visit func(*sheet.Sheet, []sheet.Cell) bool, fill func(*sheet.Intake)) (*sheet.Book, cell.Problems) {
	in := sheet.NewIntake(name, lim, visit)
	defer in.End()
	fill(in)
	return in.Book, in.Problems
}

// file reads a file: a regular one, of bounded size.
func file(in *sheet.Intake, path string) {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		unreadable(in, err)
		return
	case !info.Mode().IsRegular():
		in.Problem(cell.Error, "file-not-regular", "")
		return
	case info.Size() > in.Lim.FileBytes:
		in.Problem(cell.Error, "file-too-large", archive.Mebibytes(info.Size()), "limit", archive.Mebibytes(in.Lim.FileBytes))
		return
	}
	f, err := regular.Open(path)
	if err != nil {
		unreadable(in, err)
		return
	}
	defer f.Close()
	if opened, err := f.Stat(); err != nil || !os.SameFile(info, opened) || opened.Size() != info.Size() {
		in.Problem(cell.Error, "file-changed", "")
		return
	}
	fillAny(in, f, info.Size())
}

// fillAny reads what the first bytes say it is.
func fillAny(in *sheet.Intake, from io.ReaderAt, size int64) {
	file, hash, err := sealed(from, size)
	switch {
	case err == errChanged:
		in.Problem(cell.Error, "file-changed", "")
		return
	case err != nil:
		unreadable(in, err)
		return
	}
	in.Book.SHA256 = hash
	kind := sniff(in.Book.File, file, size)
	switch {
	case in.Lim.AnyText && (kind == "file-csv" || kind == "file-other"):
		kind = "csv"
	case kind == "file-other":
		kind = "file-not-workbook"
	}
	if fill := fillers[kind]; fill != nil {
		fill(in, file, size)
	} else {
		in.Problem(cell.Error, kind, "")
	}
	if len(in.Book.Sheets) == 0 && len(in.Problems) == 0 { // it says of itself that it has none
		in.Problem(cell.Error, "file-not-workbook", "")
	}
	in.TellMore()
	if file.changed { // what was read before is of no file that anybody has
		in.Book.SHA256, in.Book.Sheets, in.Book.Names, in.Problems = "", nil, nil, nil
		in.At.Sheet = ""
		in.Problem(cell.Error, "file-changed", "")
	}
}

// unreadable notes that the system does not give the file.
func unreadable(in *sheet.Intake, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		in.Problem(cell.Error, cell.FileMissing, "")
		return
	}
	in.Problem(cell.Error, "file-unreadable", "", "reason", cmp.Or(system.Key(err), "system.unknown"))
}
