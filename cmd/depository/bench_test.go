package main

import (
	"errors"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"depository.example/depository/internal/need"
)

// BenchmarkRun runs the whole command, from workbooks to both reports, in a
// process of its own.
func BenchmarkRun(b *testing.B) {
	program := filepath.Join(b.TempDir(), "depository.exe")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	b.Run("sample", func(b *testing.B) {
		runWhole(b, program, "--config", filepath.FromSlash("../../config.yaml"))
	})
	b.Run("real", func(b *testing.B) {
		need.Shared(b, "real/2022")
		runWhole(b, program, "--config", filepath.FromSlash("../../testdata/real/config.yaml"))
	})
}

// runWhole reports wall-clock seconds, seconds of CPU and the largest resident
// memory, where the system tells it.
func runWhole(b *testing.B, program string, args ...string) {
	args = append([]string{"run", "--quiet", "--outputs", b.TempDir()}, args...)
	var wall, cpu time.Duration
	var peak float64
	for b.Loop() {
		cmd := exec.Command(program, args...)
		start := time.Now()
		out, err := cmd.CombinedOutput()
		wall += time.Since(start)
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == statusCorrect {
			err = nil
		}
		if err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		peak = max(peak, residentMiB(cmd.ProcessState))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(wall.Seconds()/float64(b.N), "s/run")
	b.ReportMetric(cpu.Seconds()/float64(b.N), "cpu-s/run")
	b.ReportMetric(peak, "peak-MiB")
}
