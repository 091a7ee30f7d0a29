package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"

	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/workspace"
)

// kept returns the folder for what is read of the workbooks of a period; nil where
// nothing is to be kept, or the program does not know itself.
func (j *Job) kept(period string, publishes bool) *kept.Folder {
	if j.Cache == "" || period == "" || !publishes || kept.Program() == "" {
		return nil
	}
	if j.Reads(j.Workspace.Method).Allow("--private", j.Cache) != nil {
		return nil // inputs are never written into
	}
	return kept.Open(filepath.Join(j.Cache, period), j.readBy(period))
}

// readBy is what a reading of a workbook depends on besides the workbook, as one text.
func (j *Job) readBy(period string) string {
	data, err := json.Marshal(struct {
		Program, Period, Method string
		Limits                  sheet.Limits
		References              []workspace.Reference
	}{kept.Program(), period, j.Workspace.Method.Hash, j.Limits, j.Workspace.References})
	if err != nil {
		panic(err) // texts and numbers
	}
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}
