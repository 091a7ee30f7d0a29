//go:build unix

package publish

import (
	"io/fs"
	"syscall"
)

// groupOf returns the group of a file; false: the system does not say.
func groupOf(info fs.FileInfo) (group int, known bool) {
	stat, known := info.Sys().(*syscall.Stat_t)
	if !known {
		return 0, false
	}
	return int(stat.Gid), true
}
