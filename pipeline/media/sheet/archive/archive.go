// Package archive opens the zip file of a workbook within bounds. It believes no
// header: what parts inflate to is counted as it comes.
package archive

import (
	"archive/zip"
	"errors"
	"io"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"depository.example/depository/pipeline/survey/cell"
)

var (
	errInflates  = errors.New("inflates beyond the limit")
	errRatio     = errors.New("a part inflates too many times")
	ErrMissing   = errors.New("no such part") // of Open
	errEncrypted = errors.New("part encrypted")
	errTwice     = errors.New("two parts of one name")
	errDirectory = errors.New("directory of the zip file too long")
)

const (
	maxDirectory = 4 << 20 // bytes of a zip directory, some 50,000 parts
	ratioFrom    = 1 << 20 // inflated bytes of a part from which its ratio counts
)

// An Archive is the zip file of a workbook, with bounds. What parts inflate to
// is counted as it comes, whatever the headers say.
type Archive struct {
	Parts    map[string]*zip.File // by name in lower case
	Lim      sheet.Limits
	inflated int64 // of all parts so far
}

// A gauge is a reader of the directory that ends where no directory ends.
type gauge struct {
	io.ReaderAt
	left int64
}

// ReadAt reads until more was asked for than any directory holds.
func (g *gauge) ReadAt(p []byte, off int64) (int, error) {
	if g.left -= int64(len(p)); g.left < 0 {
		return 0, errDirectory
	}
	return g.ReaderAt.ReadAt(p, off)
}

// Directory reads the directory of a zip file, which may not be longer than that of a
// workbook ever is.
func Directory(in io.ReaderAt, size int64) (*zip.Reader, error) {
	g := &gauge{in, maxDirectory}
	z, err := zip.NewReader(g, size)
	g.left = 1 << 62 // the rest is bounded by what is inflated
	return z, err
}

// Open reads the directory and refuses, before anything is inflated, what
// cannot be a workbook: totals and ratio beyond the limits, two parts of one name.
func Open(in io.ReaderAt, size int64, lim sheet.Limits) (*Archive, error) {
	z, err := Directory(in, size)
	if err != nil {
		return nil, err
	}
	z.RegisterDecompressor(zip.Deflate, newInflate)
	a := &Archive{Parts: make(map[string]*zip.File, len(z.File)), Lim: lim}
	total := uint64(0)
	for _, f := range z.File {
		name := PartName(f.Name)
		if a.Parts[name] != nil {
			return nil, errTwice
		}
		a.Parts[name] = f
		if total += min(f.UncompressedSize64, 1<<50); total > uint64(lim.InflatedBytes) {
			return nil, errInflates
		}
	}
	return a, nil
}

// PartName is a name as parts are found by: without case, backslashes and a
// leading slash.
func PartName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// Open begins to inflate a part.
func (a *Archive) Open(name string) (*inflater, error) {
	f := a.Parts[PartName(name)]
	switch {
	case f == nil:
		return nil, ErrMissing
	case f.Flags&1 != 0:
		return nil, errEncrypted
	}
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &inflater{ReadCloser: in, archive: a, packed: float64(f.CompressedSize64)}, nil
}

// An inflater reads a part and counts what comes.
type inflater struct {
	io.ReadCloser
	archive *Archive
	packed  float64
	size    int64
}

// Read inflates, and ends where a limit of the archive is met.
func (f *inflater) Read(p []byte) (int, error) {
	n, err := f.ReadCloser.Read(p)
	f.size += int64(n)
	f.archive.inflated += int64(n)
	lim := &f.archive.Lim
	switch {
	case f.archive.inflated > lim.InflatedBytes:
		return 0, errInflates
	case f.size > ratioFrom && float64(f.size) > lim.Ratio*max(f.packed, 1):
		return 0, errRatio
	}
	return n, err
}

// ErrRoot says that a part is not the one that was looked for.
var ErrRoot = errors.New("another kind of part")

// Scan reads a part by a scanner, piece by piece. Its root has to be of the name
// given; a visit that returns errStop ends it.
func (a *Archive) Scan(s *strictxml.Scanner, name, root string, visit func(*strictxml.Scanner, strictxml.Kind) error) error {
	in, err := a.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	s.Reset(in)
	k, err := s.Next()
	if err == nil && (k != strictxml.AtStart || string(s.Name) != root) {
		return ErrRoot
	}
	for err == nil && k != strictxml.AtEnd {
		if err = visit(s, k); err == nil {
			k, err = s.Next()
		}
	}
	return err
}

// ErrStop ends the reading of a part where nothing more is wanted of it.
var ErrStop = errors.New("stop")

// Fail tells that the file cannot be read, or not beyond a part of it.
func Fail(in *sheet.Intake, part string, err error) {
	switch code := FaultCode(err); {
	case code == "file-inflates", code == "file-ratio", code == "file-many-parts":
		in.Problem(cell.Error, code, part, "limit", Met(in.Lim, code))
	case err == ErrRoot && part != "":
		in.Problem(cell.Error, "file-not-workbook", part)
	default:
		in.Problem(cell.Error, code, part)
	}
}

// Met names the limit that a file has met.
func Met(lim sheet.Limits, code string) string {
	switch code {
	case "file-ratio":
		return strconv.FormatFloat(lim.Ratio, 'f', -1, 64)
	case "file-many-parts":
		return Mebibytes(maxDirectory)
	}
	return Mebibytes(lim.InflatedBytes)
}

// FaultCode names the problem of a file that an error means.
func FaultCode(err error) string {
	switch {
	case errors.Is(err, errInflates):
		return "file-inflates"
	case errors.Is(err, errDirectory):
		return "file-many-parts"
	case errors.Is(err, errRatio):
		return "file-ratio"
	case err == errEncrypted:
		return "file-encrypted"
	}
	return "file-damaged"
}

// Mebibytes prints a number of bytes in MiB, rounded up, for a message.
func Mebibytes(n int64) string { return strconv.FormatInt((n+1<<20-1)>>20, 10) }
