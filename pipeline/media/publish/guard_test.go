package publish

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"depository.example/depository/internal/need"
)

// TestWhatIsReadIsNotWritten: every way in which a place can touch what is read.
func TestWhatIsReadIsNotWritten(t *testing.T) {
	home := t.TempDir()
	t.Chdir(home)
	put(t, "x", "inputs/2026-H1/kyiv.xlsx")
	put(t, "x", "methods/m.yaml")
	put(t, "x", "data.csv")
	put(t, "x", "far/partner.xlsx")
	put(t, "x", "far/periods/odesa.xlsx")
	for _, err := range []error{
		os.Symlink("inputs", "link"),
		os.Symlink("inputs/2026-H1/new.csv", "dangling"),
		os.Symlink("data.csv", "data-link.csv"),
		os.Symlink("/", "root"),
		os.Symlink("../../far/partner.xlsx", "inputs/2026-H1/partner.xlsx"),
		os.Symlink("../far/periods", "inputs/2025-H2"),
		os.Link("data.csv", "data-hard.csv"),
		os.Link("inputs/2026-H1/kyiv.xlsx", "kyiv-hard.xlsx"),
		os.Mkdir("outputs", 0o755),
		os.Symlink("loop-b", "loop-a"), os.Symlink("loop-a", "loop-b"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	reads := Reads{"", "inputs", "methods/m.yaml", "data.csv", "not/there.yaml"}
	for target, want := range map[string]How{
		"inputs": Is, "./inputs/": Is, home + "/inputs": Is, "outputs/../inputs": Is, "data.csv": Is, ".//data.csv": Is,
		"link": Linked, "link/": Linked, "data-link.csv": Linked, "data-hard.csv": Linked, "kyiv-hard.xlsx": Linked,
		"root" + home + "/data.csv": Linked, "far/partner.xlsx": Linked, "far/periods": Linked,
		"inputs/2026-H1": In, "inputs/outputs/2026-H1": In, "inputs/2026-H1/kyiv.xlsx/x": In, "link/new/x.csv": In, "dangling": In, "link/../link/a": In,
		"far/periods/new.csv": In, "link/2026-H1/../../inputs/x": In, "link/../data/../inputs/y": In,
		".": Covers, "..": Covers, home: Covers, "methods": Covers, "link/..": Covers, "far": Covers, "/": Covers,
		"not": "", "not/there.yaml": "",
		"outputs": "", "outputs/2026-H1": "", "inputs2": "", "inputs.csv": "", "methods/other.yaml": "", "data.csv.bak": "", "new/data.csv": "",
	} {
		err := reads.Allow("--out", target)
		var refused *RefusedError
		got := How("")
		if errors.As(err, &refused) {
			got = refused.How
		} else if err != nil {
			t.Errorf("%s: %v", target, err)
		}
		if got != want {
			t.Errorf("%s: %q, want %q (%v)", target, got, want, err)
		}
	}
	if err := reads.Allow("--out", "loop-a/x"); err == nil || errors.As(err, new(*RefusedError)) {
		t.Errorf("links in a circle: %v", err)
	}
}

// TestCapitalsOnAFileSystemThatFoldsThem needs a file system of that kind, made by
// root in a file.
func TestCapitalsOnAFileSystemThatFoldsThem(t *testing.T) {
	dir := folding(t)
	t.Chdir(dir)
	put(t, "x", "inputs/kyiv.xlsx")
	put(t, "x", "data.csv")
	reads := Reads{"inputs", "data.csv", "absent.csv"}
	for target, want := range map[string]bool{
		"DATA.CSV": true, "Inputs": true, "INPUTS/new/x": true, "Inputs/KYIV.xlsx": true, "ABSENT.csv": false, "Outputs": false,
	} {
		if err := reads.Allow("--out", target); (err != nil) != want {
			t.Errorf("%s: %v", target, err)
		}
	}
	if err := distinct([]string{"r.csv", "R.CSV"}); err == nil {
		t.Error("r.csv and R.CSV are one file here")
	}
}

// folding returns a folder in which names in capitals and small letters are one.
func folding(t *testing.T) string {
	t.Helper()
	if runtime.GOOS != "linux" {
		return t.TempDir()
	}
	if os.Geteuid() != 0 {
		need.Unable(t, "only root can mount a file system that folds capitals")
	}
	image, at := filepath.Join(t.TempDir(), "image"), t.TempDir()
	for _, args := range [][]string{
		{"truncate", "-s", "16M", image}, {"mkfs.ext4", "-q", "-O", "casefold", image}, {"mount", "-o", "loop", image, at},
	} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			need.Unable(t, "no file system that folds capitals can be mounted: %v %s", err, out)
		}
	}
	t.Cleanup(func() { _ = exec.Command("umount", at).Run() })
	dir := filepath.Join(at, "Folder")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("chattr", "+F", dir).CombinedOutput(); err != nil {
		need.Unable(t, "no folder that folds capitals can be made: %v %s", err, out)
	}
	inner := filepath.Join(dir, "home")
	if err := os.Mkdir(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	return inner
}
