//go:build !unix

package need

import "os/exec"

// together and end leave a program as it is: only Unix has groups of processes.
func together(*exec.Cmd) {}

func end(*exec.Cmd) {}
