package open

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/archive"
	"depository.example/depository/pipeline/media/sheet/csv"
	"depository.example/depository/pipeline/media/sheet/ods"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"depository.example/depository/pipeline/media/sheet/xlsx"
	"depository.example/depository/pipeline/survey/cell"
)

// Named reports whether a file bears the name of a table: one that Read reads, or
// one of which it can say what to do with it.
func Named(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".ots", ".fods", ".csv", ".tsv":
		return true
	}
	return false
}

// fillers read the formats, each by the word that sniff has for it.
var fillers = map[string]func(in *sheet.Intake, from io.ReaderAt, size int64){
	"zip": zipped,
	"flat": func(in *sheet.Intake, from io.ReaderAt, size int64) {
		ods.FillFlat(in, io.NewSectionReader(from, 0, size))
	},
	"csv": csv.Fill,
}

// zipped reads a zip file: a workbook of OOXML or of OpenDocument, by its content.
func zipped(in *sheet.Intake, from io.ReaderAt, size int64) {
	pkg, err := archive.Open(from, size, in.Lim)
	if err != nil {
		archive.Fail(in, "", err)
		return
	}
	switch kind := ods.MediaType(pkg); {
	case kind == ods.SpreadsheetType || kind == ods.TemplateType:
		ods.FillPacked(in, pkg)
	case strings.HasPrefix(kind, ods.MediaTypes):
		in.Problem(cell.Error, "file-not-workbook", kind)
	default:
		xlsx.Fill(in, pkg)
	}
}

// headBytes of a file tell what it is.
const headBytes = 4 << 10

// sniff tells by the first bytes what a file is, whatever its name says: a word of
// fillers, or the code of the problem that it is; "file-other" where nothing is known
// of it.
func sniff(name string, in io.ReaderAt, size int64) string {
	head := make([]byte, min(size, headBytes))
	n, _ := in.ReadAt(head, 0)
	head = head[:n]
	if begins(head, "PK\x03\x04", "PK\x05\x06") {
		return "zip"
	}
	page := bytes.ToLower(strictxml.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))))
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case n == 0:
		return "file-empty"
	case begins(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		if containsAnywhere(in, size, utf16le("EncryptedPackage")) {
			return "file-encrypted"
		}
		return "file-xls"
	case begins(head, "%PDF"):
		return "file-not-workbook"
	case ods.IsFlat(page):
		return "flat"
	case begins(page, "<!doctype html", "<html", "<head", "<body", "<table", "<meta"):
		return "file-html"
	case ext == ".csv" || ext == ".txt" || ext == ".tsv":
		return "csv"
	case looksLikeCSV(head):
		return "file-csv"
	}
	return "file-other"
}

func begins(b []byte, marks ...string) bool {
	for _, m := range marks {
		if bytes.HasPrefix(b, []byte(m)) {
			return true
		}
	}
	return false
}

// containsAnywhere looks for a mark in the whole file.
func containsAnywhere(in io.ReaderAt, size int64, mark []byte) bool {
	buf := make([]byte, 64<<10)
	for at := int64(0); at < size; at += int64(len(buf) - len(mark) + 1) {
		n, err := in.ReadAt(buf, at)
		if bytes.Contains(buf[:n], mark) {
			return true
		}
		if err != nil {
			break
		}
	}
	return false
}

// looksLikeCSV reports whether the first two lines are text and parted alike.
func looksLikeCSV(head []byte) bool {
	for _, c := range head {
		if c < 0x20 && !strictxml.IsSpace(c) {
			return false
		}
	}
	lines := bytes.SplitN(strictxml.TrimSpace(head), []byte("\n"), 3)
	if len(lines) < 2 {
		return false
	}
	for _, mark := range csv.Delimiters {
		if n := bytes.Count(lines[0], []byte{mark}); n > 0 && n == bytes.Count(lines[1], []byte{mark}) {
			return true
		}
	}
	return false
}

func utf16le(s string) []byte {
	var out []byte
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}
