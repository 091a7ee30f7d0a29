package kept

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"os"
	"sync"

	"depository.example/depository/pipeline/media/regular"
)

// Program tells programs apart: another text for every other build of this program,
// the same on every machine that runs the same build. It is "" where the program
// cannot read itself: then nothing that it works out should be kept.
var Program = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	in, err := regular.Open(path)
	if err != nil {
		return ""
	}
	defer in.Close()
	return identify(in)
})

// identify returns the build ID that the linker has put near the beginning of a
// program, which is a hash of what it was built from; of a program without one, the
// hash of all of it.
func identify(in io.ReadSeeker) string {
	head := make([]byte, 64<<10)
	n, err := io.ReadFull(in, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return ""
	}
	if id := buildID(head[:n]); id != "" {
		return id
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return ""
	}
	h := sha256.New()
	if _, err := io.Copy(h, in); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// buildID finds the build ID in the beginning of a program: in a note of ELF (name
// "Go", type 4), and elsewhere in the text of the program between two signs.
func buildID(head []byte) string {
	const note = "\x04\x00\x00\x00Go\x00\x00"
	if before, after, ok := bytes.Cut(head, []byte(note)); ok && len(before) >= 4 {
		if n := int(binary.LittleEndian.Uint32(before[len(before)-4:])); n > 0 && n <= len(after) {
			return string(after[:n])
		}
	}
	if _, rest, ok := bytes.Cut(head, []byte("\xff Go build ID: \"")); ok {
		if id, _, ok := bytes.Cut(rest, []byte("\"\n \xff")); ok {
			return string(id)
		}
	}
	return ""
}
