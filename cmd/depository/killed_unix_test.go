//go:build unix

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/ncruces/go-sqlite3"

	"depository.example/depository/internal/need"
	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/media/store"
)

// A rack is a program, its inputs, and outputs with an edition in which others
// have put and changed things: what may never be lost.
type rack struct {
	t       *testing.T
	program string
	home    string
	inputs  map[string]string // as they were, by path
	outputs map[string]string
	cpu     time.Duration // of all runs
	peak    int64         // bytes of memory that one of them has taken
	took    time.Duration // of a run
}

// A prepared rack is the home of one as files, so that every trial begins with its
// own and none waits for it to be made again.
type prepared struct {
	files map[string][]byte
	links map[string]string
	took  time.Duration
}

var theRack *prepared

// prepare publishes an edition, lets others at it, and publishes it again, so that
// every later run has to leave just that.
func prepare(t *testing.T) *prepared {
	t.Helper()
	if theRack != nil {
		return theRack
	}
	home := t.TempDir()
	r := &rack{t: t, home: home, program: program(t, home)}
	if err := os.WriteFile(filepath.Join(home, "method.yaml"), trial.QuickMethod(t), 0o644); err != nil {
		t.Fatal(err)
	}
	layInputs(t, filepath.Join(home, "inputs"))
	r.must(statusCorrect, r.run())
	edition := filepath.Join(home, "outputs", "2026-H1")
	for name, text := range map[string]string{"notes.txt": "mine", "letters/may.txt": "deep", "scores.csv": "edited"} {
		path := filepath.Join(edition, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../../elsewhere", filepath.Join(edition, "link")); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	r.must(statusCorrect, r.run())
	p := &prepared{files: map[string][]byte{}, links: map[string]string{}, took: time.Since(began)}
	if err := p.take(home); err != nil {
		t.Fatal(err)
	}
	changed := "outputs/2026-H1/scores.csv.changed-" + hashed([]byte("edited"))[:8]
	if string(p.files[changed]) != "edited" {
		t.Fatalf("%s was not kept", changed)
	}
	theRack = p
	return p
}

// layInputs copies what the rack reads: in make torture all of the sample, elsewhere
// one partner's workbook, with errors, since what is tried is how files are exchanged.
func layInputs(t *testing.T, to string) {
	t.Helper()
	if need.All() {
		if err := os.CopyFS(to, os.DirFS("../../inputs")); err != nil {
			t.Fatal(err)
		}
		return
	}
	const file = "2026-H1/nadberezhansk.xlsx"
	copyFile(t, filepath.Join("../../inputs", file), filepath.Join(to, file))
}

// take keeps what lies in a home.
func (p *prepared) take(home string) error {
	return filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "depository" {
			return err
		}
		rel, _ := filepath.Rel(home, path)
		if d.Type()&fs.ModeSymlink != 0 {
			p.links[rel], err = os.Readlink(path)
			return err
		}
		p.files[rel], err = os.ReadFile(path)
		return err
	})
}

// put lays what was kept below a prefix into a folder.
func (p *prepared) put(t *testing.T, prefix, dir string) {
	t.Helper()
	var errs []error
	for rel, data := range p.files {
		if inside, ok := strings.CutPrefix(rel, prefix); ok {
			path := filepath.Join(dir, inside)
			errs = append(errs, os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, 0o644))
		}
	}
	for rel, to := range p.links {
		if inside, ok := strings.CutPrefix(rel, prefix); ok {
			errs = append(errs, os.Symlink(to, filepath.Join(dir, inside)))
		}
	}
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// newRack lays out a home of its own.
func newRack(t *testing.T) *rack {
	t.Helper()
	p := prepare(t)
	home := t.TempDir()
	p.put(t, "", home)
	r := &rack{t: t, home: home, program: program(t, home), took: p.took}
	r.inputs, r.outputs = r.tree("inputs"), r.tree("outputs")
	return r
}

// program lays the command into a folder: this test itself, which is the command
// where it bears its name.
func program(t *testing.T, dir string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "depository")
	if os.Link(self, path) == nil {
		return path
	}
	data, err := os.ReadFile(self) // on another disk
	if err == nil {
		err = os.WriteFile(path, data, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func hashed(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// tree lists what lies below a folder of the rack: files with their SHA-256, links
// with where they lead to. The lock of the outputs stays from run to run; the
// depository, which is recorded after an edition, has to be sound.
func (r *rack) tree(dir string) map[string]string {
	r.t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(filepath.Join(r.home, dir), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() == ".depository.lock" || d.Name() == "depository.db-journal" {
			return err
		}
		rel, _ := filepath.Rel(r.home, path)
		switch {
		case d.Name() == "depository.db":
			return sound(path)
		case d.Type()&fs.ModeSymlink != 0:
			out[rel], err = os.Readlink(path)
		case d.IsDir():
			out[rel] = ""
		default:
			var data []byte
			data, err = os.ReadFile(path)
			out[rel] = hashed(data)
		}
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return out
}

// sound asks SQLite whether a depository is whole.
func sound(path string) error {
	db, err := store.OpenExisting(path)
	if err != nil {
		return err
	}
	return errors.Join(db.Sound(), db.Close())
}

// command is a run in the folder of the rack.
func (r *rack) command(args ...string) *exec.Cmd {
	cmd := exec.Command(r.program, append([]string{"run", "--quiet", "--reports", "uk", "--method", "method.yaml"}, args...)...)
	cmd.Dir = r.home
	if !need.All() { // where memory is judged by eye
		name, value := need.Room()
		cmd.Env = append(os.Environ(), name+"="+value)
	}
	return cmd
}

func (r *rack) run(args ...string) *exec.Cmd {
	cmd := r.command(args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	_ = cmd.Run() // the status tells
	r.ran(cmd)
	return cmd
}

// ran counts what a command took that has ended.
func (r *rack) ran(cmd *exec.Cmd) {
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	peak := int64(usage.Maxrss)
	if runtime.GOOS != "darwin" { // there it counts bytes
		peak <<= 10
	}
	r.cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	r.peak = max(r.peak, peak)
}

// figures prints what all runs took.
func (r *rack) figures(format string, args ...any) {
	r.t.Helper()
	r.t.Logf("%s; %.1f s of CPU, %d MB at the peak of a run", fmt.Sprintf(format, args...), r.cpu.Seconds(), r.peak>>20)
}

// must judges the status of a command that has ended.
func (r *rack) must(status int, cmd *exec.Cmd) {
	r.t.Helper()
	if got := cmd.ProcessState.ExitCode(); got != status {
		r.t.Fatalf("status %d, want %d: %s", got, status, cmd.Stderr)
	}
}

// asBefore runs once more and judges that everything is as it was at first.
func (r *rack) asBefore() {
	r.t.Helper()
	r.must(statusCorrect, r.run())
	if diff := cmp.Diff(r.outputs, r.tree("outputs")); diff != "" {
		r.t.Errorf("the outputs (-before +after)\n%s", diff)
	}
	if diff := cmp.Diff(r.inputs, r.tree("inputs")); diff != "" {
		r.t.Errorf("the inputs (-before +after)\n%s", diff)
	}
}

// whole judges that what is published is one edition, by its manifest, with all
// that others have there.
func (r *rack) whole(when string) {
	r.t.Helper()
	got := r.tree("outputs/2026-H1")
	data, err := os.ReadFile(filepath.Join(r.home, "outputs", "2026-H1", "manifest.json"))
	if err != nil {
		r.t.Fatalf("%s: %v", when, err)
	}
	var m struct {
		Outputs []struct{ Path, SHA256 string }
	}
	if err := json.Unmarshal(data, &m); err != nil || len(m.Outputs) < 8 {
		r.t.Fatalf("%s: %v, %d outputs", when, err, len(m.Outputs))
	}
	for _, f := range m.Outputs {
		if got[filepath.Join("outputs", "2026-H1", filepath.FromSlash(f.Path))] != f.SHA256 {
			r.t.Errorf("%s: %s is not the one of the manifest", when, f.Path)
		}
	}
	for path, want := range r.outputs {
		if strings.HasPrefix(path, "outputs/2026-H1/") && got[path] != want {
			r.t.Errorf("%s: %s is gone or another one", when, path)
		}
	}
	if database := filepath.Join(r.home, "outputs", "depository.db"); isThere(database) {
		if err := sound(database); err != nil {
			r.t.Errorf("%s: the depository: %v", when, err)
		}
	}
	r.archived(when)
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// archived judges that every file of the archive is what its name says, and that each run
// which the archive lists can be read and has all that it has read.
func (r *rack) archived(when string) {
	r.t.Helper()
	err := filepath.WalkDir(filepath.Join(r.home, "private", "archive"), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if len(d.Name()) == 2*sha256.Size && hashed(data) != d.Name() {
			r.t.Errorf("%s: %s has a SHA-256 of %s", when, path, hashed(data))
		}
		if err == nil && filepath.Ext(path) == ".json" {
			var run struct{ Files []struct{ SHA256 string } }
			err = json.Unmarshal(data, &run)
			for _, f := range run.Files {
				if sum := f.SHA256; len(sum) == 2*sha256.Size && !isThere(filepath.Join(r.home, "private", "archive", "files", sum[:2], sum)) {
					r.t.Errorf("%s: %s lists %s, which is not kept", when, path, sum)
				}
			}
		}
		return err
	})
	if err != nil {
		r.t.Errorf("%s: the archive: %v", when, err)
	}
}

// forget takes away what a run writes besides the edition, so that the next one has it all
// to write.
func (r *rack) forget() {
	r.t.Helper()
	if err := errors.Join(os.RemoveAll(filepath.Join(r.home, "outputs", "depository.db")), os.RemoveAll(filepath.Join(r.home, "outputs", "depository.db-journal")),
		os.RemoveAll(filepath.Join(r.home, "private", "archive"))); err != nil {
		r.t.Fatal(err)
	}
}

// some returns how often something is tried: as often as all in make torture, less
// elsewhere.
func some(less, all int) int {
	if need.All() {
		return all
	}
	return less
}

// A killing kills a command with kill -9, again and again: half of the times spread over
// as long as one takes, half within a hundred steps from when a file is there. A command
// that came to its end before is no trial, and another one is made.
type killing struct {
	*rack
	of             int
	from           string // the file, in the home of the rack
	step           time.Duration
	killed, faster int // and those that had ended
}

// goes tells whether there is one to be killed still.
func (k *killing) goes() bool { return k.killed < k.of && k.faster < 5*k.of }

// kill starts a command and kills it.
func (k *killing) kill(cmd *exec.Cmd) {
	k.t.Helper()
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	if k.killed%2 == 0 {
		sleep(ended, k.took*time.Duration(k.killed)/time.Duration(k.of))
	} else {
		k.await(ended, k.from)
		sleep(ended, time.Duration((k.killed+k.faster)%100)*k.step)
	}
	_ = cmd.Process.Kill() // it may have ended
	<-ended
	k.rack.ran(cmd)
	switch status := cmd.ProcessState.Sys().(syscall.WaitStatus); {
	case status.Signaled() && status.Signal() == syscall.SIGKILL:
		k.killed++
	case status.ExitStatus() == 0 || status.ExitStatus() == statusCorrect:
		k.faster++
	default:
		k.t.Fatalf("status %d after %d were killed: %s", status.ExitStatus(), k.killed, said.String())
	}
}

// end tells how many there were.
func (k *killing) end(what, more string, args ...any) {
	if k.killed < k.of {
		k.t.Errorf("only %d %s could be killed, %d were faster", k.killed, what, k.faster)
	}
	k.figures("%d %s were killed, %d more were faster"+more, append([]any{k.killed, what, k.faster}, args...)...)
}

// TestTortureByKill kills runs over their whole time, and from the moment on at which the
// new edition is complete. Every second of either kind has archive and depository to write
// from their beginnings.
func TestTortureByKill(t *testing.T) {
	need.Long(t)
	k := killing{rack: newRack(t), of: some(4, 200), from: filepath.Join("outputs", ".2026-H1.building", "manifest.json"), step: 100 * time.Microsecond}
	for k.goes() {
		if k.killed/2%2 == 0 {
			k.forget()
		}
		k.kill(k.command())
		k.whole("moment " + strconv.Itoa(k.killed))
	}
	k.asBefore()
	k.end("runs", "")
}

// TestTortureByKillBeforeReading kills runs from the moment on at which their edition is
// published: a command that only reads completes all that is left, the depository, the
// archive, the site and the pages over all periods.
func TestTortureByKillBeforeReading(t *testing.T) {
	need.Long(t)
	r := newRack(t)
	forget := func() {
		if err := errors.Join(os.RemoveAll(filepath.Join(r.home, "outputs")), os.RemoveAll(filepath.Join(r.home, "private"))); err != nil {
			t.Fatal(err)
		}
	}
	forget()
	r.must(statusCorrect, r.run("--archive"))
	first := &prepared{files: map[string][]byte{}, links: map[string]string{}}
	if err := first.take(r.home); err != nil {
		t.Fatal(err)
	}
	const second, manifest = "inputs/2026-H1/verbodolsk.xlsx", "outputs/2026-H1/manifest.json"
	copyFile(t, filepath.Join("../..", second), filepath.Join(r.home, second))
	r.must(statusCorrect, r.run("--archive"))
	want := r.tree("outputs")
	readers := [][]string{{"history", "verbodolsk", "--archive"}, {"verify", "outputs/2026-H1"}, {"search", "звернення"}, {"dump", "--archive"}}
	killed := 0
	for n := 0; killed < some(4, 80) && n < 400; n++ {
		forget()
		first.put(t, "", r.home)
		was := r.file(manifest)
		cmd := r.command("--archive")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { _ = cmd.Wait(); close(ended) }()
		for ; r.file(manifest) == was; sleep(ended, 50*time.Microsecond) {
			select {
			case <-ended:
				t.Fatalf("status %d, and nothing was published", cmd.ProcessState.ExitCode())
			default:
			}
		}
		sleep(ended, time.Duration(n%40)*time.Millisecond)
		_ = cmd.Process.Kill()
		<-ended
		r.ran(cmd)
		if !cmd.ProcessState.Success() && cmd.ProcessState.ExitCode() < 0 {
			killed++
		}
		ask := exec.Command(r.program, append(readers[killed%len(readers)], "--method", "method.yaml")...)
		ask.Dir = r.home
		if out, err := ask.CombinedOutput(); err != nil {
			t.Fatalf("%v after a kill: %v, %s", ask.Args[1:], err, out)
		}
		got := r.tree("outputs")
		delete(got, "outputs/search.db")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%v after a kill (-want +got)\n%s", ask.Args[1:], diff)
		}
		r.archived("read after a kill")
	}
	r.rebuiltAlike(second)
	r.figures("%d runs were killed once their edition was published", killed)
}

// file is the text of a file below the home; "" there is none.
func (r *rack) file(name string) string {
	data, err := os.ReadFile(filepath.Join(r.home, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.t.Fatal(err)
	}
	return string(data)
}

// rebuiltAlike: of a run that was killed and one after it, of other workbooks, the
// depository that is made anew says what the one says that was kept.
func (r *rack) rebuiltAlike(gone string) {
	ask := func(args ...string) string {
		cmd := exec.Command(r.program, append(args, "--method", "method.yaml")...)
		cmd.Dir = r.home
		out, err := cmd.CombinedOutput()
		if err != nil {
			r.t.Fatalf("%v: %v, %s", args, err, out)
		}
		return string(out)
	}
	if err := os.Remove(filepath.Join(r.home, gone)); err != nil {
		r.t.Fatal(err)
	}
	r.must(statusCorrect, r.run("--archive"))
	kept := ask("dump", "--archive")
	ask("rebuild", "--archive")
	if diff := cmp.Diff(kept, ask("dump", "--archive")); diff != "" {
		r.t.Errorf("the depository made anew (-kept +anew)\n%s", diff)
	}
}

// TestTortureBySearchKilled kills searches with kill -9 while they make the index: SQLite
// finds it whole afterwards, or there is none, and the next search says what it should.
func TestTortureBySearchKilled(t *testing.T) {
	need.Long(t)
	r := newRack(t)
	ask := func() *exec.Cmd {
		cmd := exec.Command(r.program, "search", "черги", "--lang", "en")
		cmd.Dir = r.home
		return cmd
	}
	index := filepath.Join(r.home, "outputs", "search.db")
	forget := func() {
		if err := errors.Join(os.RemoveAll(index), os.RemoveAll(index+"-journal")); err != nil {
			t.Fatal(err)
		}
	}
	want, err := ask().Output()
	if err != nil || !strings.Contains(string(want), "[") {
		t.Fatalf("%v: %s", err, want)
	}
	forget()
	began := time.Now()
	_ = ask().Run()
	r.took = time.Since(began)
	k, left := killing{rack: r, of: some(4, 200), from: filepath.Join("outputs", "search.db"), step: 200 * time.Microsecond}, 0
	for k.goes() {
		forget()
		k.kill(ask())
		if isThere(index) {
			left++
			if err := soundIndex(index); err != nil {
				t.Fatalf("after %d were killed: %v", k.killed, err)
			}
		}
		if got, err := ask().Output(); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("after %d were killed: %v, %s, want %s", k.killed, err, got, want)
		}
	}
	k.end("searches", "; %d left an index behind", left)
}

// soundIndex asks SQLite whether the file of an index is whole: all that FTS5 keeps in it
// are tables like others.
func soundIndex(path string) (err error) {
	conn, err := sqlite3.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	ask, _, err := conn.Prepare(`PRAGMA integrity_check`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ask.Close()) }()
	for ask.Step() {
		if text := ask.ColumnText(0); text != "ok" {
			err = errors.Join(err, errors.New(text))
		}
	}
	return errors.Join(err, ask.Err())
}

// sleep waits, but not for longer than until a command has come to its end.
func sleep(ended chan struct{}, d time.Duration) {
	select {
	case <-ended:
	case <-time.After(d):
	}
}

// await waits until a file is there, or the command has come to its end.
func (r *rack) await(ended chan struct{}, name string) {
	for {
		if _, err := os.Stat(filepath.Join(r.home, name)); err == nil {
			return
		}
		select {
		case <-ended:
			return
		case <-time.After(100 * time.Microsecond):
		}
	}
}

// TestTortureByTenAtOnce starts ten runs at once: those that find another at work
// say so, and the edition is whole.
func TestTortureByTenAtOnce(t *testing.T) {
	need.Long(t)
	r := newRack(t)
	cmds := make([]*exec.Cmd, some(3, 10))
	var wait sync.WaitGroup
	for i := range cmds {
		wait.Go(func() {
			cmds[i] = r.command()
			var said bytes.Buffer
			cmds[i].Stderr = &said
			_ = cmds[i].Run()
		})
	}
	wait.Wait()
	done := 0
	for _, cmd := range cmds {
		r.ran(cmd)
		switch said := cmd.Stderr.(*bytes.Buffer).String(); {
		case cmd.ProcessState.ExitCode() == statusCorrect:
			done++
		case cmd.ProcessState.ExitCode() != statusNotRun || !strings.Contains(said, "вже пише інший запуск"):
			t.Errorf("status %d: %s", cmd.ProcessState.ExitCode(), said)
		}
	}
	if done == 0 {
		t.Error("none came to its end")
	}
	r.whole("many at once")
	r.asBefore()
	r.figures("of %d at once %d published; the others said that one was at work", len(cmds), done)
}

// TestTortureByAFullDisk lets the disk run full at several moments, and files be
// too large for it.
func TestTortureByAFullDisk(t *testing.T) {
	need.Long(t)
	r := newRack(t)
	for _, blocks := range []int{100, 0, 8, 400}[:some(1, 4)] { // of 512 bytes
		cmd := exec.Command("sh", "-c", "ulimit -f "+strconv.Itoa(blocks)+"; exec \"$@\"", "sh", r.program, "run", "--quiet", "--reports", "uk", "--method", "method.yaml")
		cmd.Dir = r.home
		out, _ := cmd.CombinedOutput()
		r.ran(cmd)
		if cmd.ProcessState.ExitCode() != statusNotRun || !strings.Contains(string(out), "файл завеликий для цього диска") {
			t.Errorf("files up to %d blocks: status %d, %s", blocks, cmd.ProcessState.ExitCode(), out)
		}
		r.whole("files of " + strconv.Itoa(blocks) + " blocks")
	}
	r.asBefore()
	r.fullDisk()
	r.figures("files too large for the disk")
}

// fullDisk mounts a small disk in the place of the outputs and fills it up but for
// some bytes.
func (r *rack) fullDisk() {
	t, outputs := r.t, filepath.Join(r.home, "outputs")
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", outputs).CombinedOutput(); err != nil {
		t.Logf("no small disk can be made here (%v %s): files too large for the disk were tried, a full one not", err, bytes.TrimSpace(out))
		return
	}
	defer func() { _ = exec.Command("umount", outputs).Run() }()
	theRack.put(t, "outputs"+string(filepath.Separator), outputs)
	filler := filepath.Join(outputs, "filler")
	left := []int{128 << 10, 0, 16 << 10, 512 << 10}[:some(1, 4)]
	for _, free := range left {
		var disk syscall.Statfs_t
		if err := syscall.Statfs(outputs, &disk); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filler, make([]byte, int(disk.Bavail)*int(disk.Bsize)-free), 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := r.run()
		if said := cmd.Stderr.(*bytes.Buffer).String(); cmd.ProcessState.ExitCode() != statusNotRun || !strings.Contains(said, "на диску немає місця") {
			t.Errorf("%d bytes free: status %d, %s", free, cmd.ProcessState.ExitCode(), said)
		}
		r.whole(strconv.Itoa(free) + " bytes free")
		r.keptByAFullDisk(free)
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r.outputs, r.tree("outputs")); diff != "" {
			t.Errorf("%d bytes free: left behind (-before +after)\n%s", free, diff)
		}
	}
	r.asBefore()
	t.Logf("a disk of 32 MiB was filled but for some bytes, %d times", len(left))
}

// keptByAFullDisk makes the depository anew where nothing more can be written: it says so,
// and the former one stays. What is looked for is found all the same.
func (r *rack) keptByAFullDisk(free int) {
	for _, c := range []struct {
		said   string
		status int
		args   []string
	}{{"депозитарій не вдалося прочитати або доповнити", statusNotRun, []string{"rebuild"}}, {"nadberezhansk/NAD-01", statusDone, []string{"search", "звернення"}}} {
		if c.status == statusNotRun && free > 256<<10 {
			continue // there is room for it
		}
		cmd := exec.Command(r.program, append(c.args, "--lang", "uk", "--method", "method.yaml")...)
		cmd.Dir = r.home
		out, _ := cmd.CombinedOutput()
		if r.ran(cmd); cmd.ProcessState.ExitCode() != c.status || !strings.Contains(string(out), c.said) {
			r.t.Errorf("%d bytes free: %v: status %d, %s", free, c.args, cmd.ProcessState.ExitCode(), out)
		}
	}
	if err := os.Remove(filepath.Join(r.home, "outputs/search.db")); err != nil && !os.IsNotExist(err) {
		r.t.Error(err)
	}
}

// strangers are users and a group that own nothing.
const strangerA, strangerB, strangersGroup = 65_531, 65_532, 65_533

// as lets a command be run by another user; only root can.
func as(cmd *exec.Cmd, user uint32) *exec.Cmd {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: user, Gid: strangersGroup}}
	return cmd
}

// TestTortureByRights: outputs that nobody may write to are said so, and a second
// analyst of a group goes on where the first one stopped.
func TestTortureByRights(t *testing.T) {
	need.Long(t)
	if os.Geteuid() != 0 {
		need.Unable(t, "only root can run the program as two other users")
	}
	r := newRack(t)
	for dir := r.home; dir != filepath.Dir(dir) && dir != os.TempDir(); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	out, err := as(r.command(), strangerA).CombinedOutput()
	if status := err.(*exec.ExitError).ExitCode(); status != statusNotRun || !strings.Contains(string(out), "немає дозволу") && !strings.Contains(string(out), "створив інший користувач") {
		t.Errorf("outputs of another: status %d, %s", status, out)
	}
	out, err = as(r.command("--outputs", "new"), strangerA).CombinedOutput()
	if status := err.(*exec.ExitError).ExitCode(); status != statusNotRun || !strings.Contains(string(out), "new: немає дозволу") {
		t.Errorf("a new folder where none may be made: status %d, %s", status, out)
	}
	r.whole("no rights")
	r.asBefore()

	group := filepath.Join(r.home, "group")
	if err := errors.Join(os.Mkdir(group, 0o775), os.Chown(group, strangerA, strangersGroup), os.Chmod(group, 0o2775)); err != nil {
		t.Fatal(err)
	}
	for i, user := range []uint32{strangerA, strangerB, strangerA}[:some(2, 3)] {
		cmd := as(r.command("--outputs", "group/outputs", "--private", "group/private", "--archive", "--json", "--anew"), user)
		out, _ := cmd.CombinedOutput()
		if r.ran(cmd); cmd.ProcessState.ExitCode() != statusCorrect || strings.Contains(string(out), `"unarchived"`) {
			t.Errorf("analyst %d of a group: status %d, %s", i, cmd.ProcessState.ExitCode(), out)
		}
	}
	r.sharedRound()
	left := r.tree("group/outputs")
	for path := range left {
		if strings.HasPrefix(path, "group/outputs/.") {
			t.Errorf("left behind: %s", path)
		}
	}
	r.figures("outputs without rights, and of a group")
}

// by runs a command on the results of the group as one of its analysts, in a folder that
// each may write to.
func (r *rack) by(user uint32, status int, args ...string) string {
	r.t.Helper()
	cmd := as(exec.Command(r.program, append(args, "--lang", "uk", "--method", "method.yaml")...), user)
	cmd.Dir = r.home
	cmd.Env = append(os.Environ(), "DEPOSITORY_OUTPUTS=group/outputs", "DEPOSITORY_PRIVATE=group/private")
	out, _ := cmd.CombinedOutput()
	if r.ran(cmd); cmd.ProcessState.ExitCode() != status {
		r.t.Errorf("%v by %d: status %d, %s", args, user, cmd.ProcessState.ExitCode(), out)
	}
	return string(out)
}

// sharedRound: the register and the archive of a round that one analyst of a group has
// begun are the other's too, and nobody else's; one who may not write the register
// writes no workbooks either.
func (r *rack) sharedRound() {
	t := r.t
	list := "id,name\nnadberezhansk,Надбережанська\n"
	if err := os.WriteFile(filepath.Join(r.home, "inputs/2026-H1/partners.csv"), []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	for i, user := range []uint32{strangerA, strangerB, strangerA} {
		back := "group/back-" + strconv.Itoa(i)
		r.by(user, statusCorrect, "check", "inputs/2026-H1", "--return", back)
		if names, err := os.ReadDir(filepath.Join(r.home, back)); err != nil || len(names) < 2 {
			t.Errorf("returned by analyst %d: %v, %v", i, names, err)
		}
	}
	r.by(strangerB, statusDone, "rebuild", "--archive")
	day := time.Now().UTC().AddDate(0, 0, 1).Format(time.DateOnly)
	r.by(strangerB, statusDone, "asof", day, "--run", "2026-H1", "--archive", "--out", "group/past")
	err := filepath.WalkDir(filepath.Join(r.home, "group/private"), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && (info.Mode().Perm()&0o067 != 0o060 || info.Sys().(*syscall.Stat_t).Gid != strangersGroup) {
			t.Errorf("%s: %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if err := os.Chmod(filepath.Join(r.home, "group/private/2026-H1"), 0o700); err != nil {
		t.Fatal(err)
	}
	said := r.by(strangerB, statusNotRun, "check", "inputs/2026-H1", "--return", "group/none")
	if _, err := os.Stat(filepath.Join(r.home, "group/none")); err == nil || !strings.Contains(said, "немає дозволу") {
		t.Errorf("a register of another: %v, %s", err, said)
	}
}
