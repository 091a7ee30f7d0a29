package flush

import (
	"errors"
	"testing"
)

// Linux tells from 5.8 what a file system could not write (commit 735e4ae5ba28 of its
// sources), in the words of syncfs(2).
func TestReleasesThatTell(t *testing.T) {
	for release, want := range map[string]bool{"5.8.0": true, "5.7.19": false, "4.19.0-27-amd64": false, "5.10.0-35-amd64": true, "6.1": true, "10.0-rc1": true, "": false, "x": false} {
		if got := tells(release); got != want {
			t.Errorf("%q: %v, want %v", release, got, want)
		}
	}
}

// A file system on a disk is flushed as a whole; one that the kernel makes up, as /proc, is
// not known to be.
func TestWholeFileSystems(t *testing.T) {
	if w := opened(t.TempDir()); w != nil {
		if err := errors.Join(w.all(), w.close()); err != nil {
			t.Error(err)
		}
	}
	if opened("/proc") != nil || opened("/nowhere") != nil {
		t.Error("what is none on a disk was opened")
	}
}
