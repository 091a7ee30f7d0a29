//go:build unix

package pipeline

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// convertAll has LibreOffice save files in another format, all in one call, and
// returns what it has saved, in the order of the files. The call ends by a deadline,
// with every process that it has started.
func convertAll(t *testing.T, format string, files []string) []string {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", format, "--outdir", filepath.Join(dir, "out")}
	var saved []string
	for i, file := range files {
		name := fmt.Sprintf("%03d", i)
		copied(t, file, filepath.Join(dir, "in", name+filepath.Ext(file)))
		args = append(args, filepath.Join(dir, "in", name+filepath.Ext(file)))
		saved = append(saved, filepath.Join(dir, "out", name+"."+format))
	}
	last, bounded := t.Deadline()
	if last = last.Add(-time.Minute); !bounded {
		last = time.Now().Add(20 * time.Minute)
	}
	ctx, cancel := context.WithDeadline(t.Context(), last)
	defer cancel()
	cmd := exec.CommandContext(ctx, soffice, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.CombinedOutput()
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // what it may have left
	}
	if err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	return saved
}
