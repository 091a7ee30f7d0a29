//go:build !unix

package publish

import "io/fs"

// groupOf returns no group: files have none on this system.
func groupOf(fs.FileInfo) (group int, known bool) { return 0, false }
