package flush

import (
	"fmt"
	"os"
	"slices"

	"golang.org/x/sys/unix"

	"depository.example/depository/pipeline/media/regular"
)

// told are the file systems on a disk of this machine, and in its memory, of which it is
// known that syncfs flushes every file. Those over a network or in a program of their own
// may leave files with whoever serves them.
var told = []int64{unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.TMPFS_MAGIC}

// opened opens the file system of a folder; nil where it cannot be flushed as a whole, or
// does not tell what it could not write: Linux does from 5.8.
func opened(dir string) *whole {
	var of unix.Statfs_t
	var system unix.Utsname
	if unix.Statfs(dir, &of) != nil || !slices.Contains(told, int64(of.Type)) || unix.Uname(&system) != nil || !tells(unix.ByteSliceToString(system.Release[:])) {
		return nil
	}
	f, err := regular.Open(dir)
	if err != nil {
		return nil
	}
	return &whole{func() error {
		if err := unix.Syncfs(int(f.Fd())); err != nil {
			return &os.PathError{Op: "sync", Path: dir, Err: err}
		}
		return nil
	}, f.Close}
}

// tells reports whether a release of Linux, as "6.1.0-18-amd64", is 5.8 or later.
func tells(release string) bool {
	var major, minor int
	n, _ := fmt.Sscanf(release, "%d.%d", &major, &minor)
	return n == 2 && (major > 5 || major == 5 && minor >= 8)
}
