package open

import (
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/archive"
	"depository.example/depository/pipeline/media/sheet/ods"
	"os"
	"unsafe"
)

// Weigh returns how many bytes of memory the cells of a workbook may take, at
// most, once they are read within the limits: cells are counted as if they were as
// short as they can be; an OpenDocument file, which can say that a cell stands many
// times, weighs as many as the limit. Nothing is inflated for it, only the directory is read;
// what a part inflates to beyond its entry there is never taken. A file that
// cannot be read weighs nothing.
func Weigh(path string, lim sheet.Limits) int64 {
	lim = lim.OrDefault()
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > lim.FileBytes {
		return 0
	}
	d := declared(path, info.Size())
	switch {
	case d.inflated > lim.InflatedBytes: // it will be refused
		return 0
	case d.repeats:
		d.cells = int64(lim.Cells)
	}
	return d.inflated + min(d.cells, int64(lim.Cells))*int64(unsafe.Sizeof(sheet.Cell{}))
}

// The shortest that a cell is in a file: <c><v>1</v></c>, and 1; in CSV.
const (
	shortestCell  = 15
	shortestField = 2
)

// A declaration is what a file says of its content.
type declaration struct {
	inflated int64 // bytes of all parts by the directory of the zip file; else of the file
	cells    int64 // that so many bytes can hold
	repeats  bool  // it is an OpenDocument file
}

func declared(path string, size int64) declaration {
	d := declaration{inflated: size, cells: size / shortestField}
	f, err := regular.Open(path)
	if err != nil {
		return d
	}
	defer f.Close()
	z, err := archive.Directory(f, size)
	if err != nil {
		d.repeats = sniff("", f, size) == "flat"
		return d
	}
	d.inflated = 0
	for _, part := range z.File {
		d.inflated += int64(min(part.UncompressedSize64, 1<<40))
		d.repeats = d.repeats || archive.PartName(part.Name) == ods.ContentPart
	}
	d.cells = d.inflated / shortestCell
	return d
}
