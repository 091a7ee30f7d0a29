package sheet

import (
	"archive/zip"
	"os"
	"unsafe"
)

// Weigh returns how many bytes of memory the cells of a workbook may take, at
// most, once they are read within the limits: cells are counted as if they were as
// short as they can be. Nothing is inflated for it, only the directory is read;
// what a part inflates to beyond its entry there is never taken. A file that
// cannot be read weighs nothing.
func Weigh(path string, lim Limits) int64 {
	lim = lim.orDefault()
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > lim.FileBytes {
		return 0
	}
	texts, cells := info.Size(), info.Size()/shortestField
	if inflated, ok := declared(path, info.Size()); ok {
		if inflated > lim.InflatedBytes { // it will be refused
			return 0
		}
		texts, cells = inflated, inflated/shortestCell
	}
	return texts + min(cells, int64(lim.Cells))*int64(unsafe.Sizeof(Cell{}))
}

// The shortest that a cell is in a file: <c><v>1</v></c>, and 1; in CSV.
const (
	shortestCell  = 15
	shortestField = 2
)

// declared returns what the parts of a zip file inflate to by its directory; false
// for what is none.
func declared(path string, size int64) (total int64, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return 0, false
	}
	defer f.Close()
	z, err := zip.NewReader(&gauge{f, maxDirectory}, size)
	if err != nil {
		return 0, false
	}
	for _, part := range z.File {
		total += int64(min(part.UncompressedSize64, 1<<40))
	}
	return total, true
}
