package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/workspace"
)

// A known is what was read of workbooks before: in the cache, or in all parts of a run.
type known struct {
	folders map[string]*kept.Folder // by period
	joined  map[string]*kept.Joined // likewise, of parts
}

// known opens what was read before, of the period and of the one before.
func (j *Job) known(publishes bool) (known, error) {
	k := known{map[string]*kept.Folder{}, map[string]*kept.Joined{}}
	if len(j.Parts) > 0 {
		parts, err := kept.OpenParts(j.Parts, j.by())
		for _, period := range j.periods() {
			k.joined[period] = kept.Join(parts, period)
		}
		return k, err
	}
	if publishes && j.crew != nil {
		return k, j.crew.read(k.joined)
	}
	if !publishes || j.Anew || !keepsSome(j) {
		return k, nil
	}
	for _, period := range j.periods() {
		by := j.readBy(period)
		k.folders[period] = kept.Open(filepath.Join(j.Cache, period), by).Among(publish.CircleOf(j.Outputs))
		if j.Beside != "" {
			k.folders[period].Beside(kept.Open(filepath.Join(j.Beside, period), by))
		}
	}
	return k, nil
}

// periods are those whose workbooks are read.
func (j *Job) periods() []string {
	if j.Previous == "" {
		return []string{j.Period}
	}
	return []string{j.Period, j.Previous}
}

// of returns what is known of a period; nil nothing.
func (k known) of(period string) ingest.Keeper {
	if joined := k.joined[period]; joined != nil {
		return joined
	}
	if folder := k.folders[period]; folder != nil {
		return folder
	}
	return nil
}

// found is how many workbooks of a period were not read again.
func (k known) found(period string) int { return k.folders[period].Found() }

// settle forgets what nobody asked for. It is an error where a workbook is in no part.
func (k known) settle() error {
	for _, folder := range k.folders {
		folder.Forget()
	}
	var missing []string
	for _, joined := range k.joined {
		missing = append(missing, joined.Missing()...)
	}
	if missing != nil {
		return &kept.PartsError{Why: "changed", Files: missing}
	}
	return nil
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

// keptLedgers opens what is kept of the ledgers of the period; nil where nothing is, as
// where executors write them.
func keptLedgers(j *Job) *kept.Folder {
	if !keepsWorked(j) {
		return nil
	}
	by := j.readBy(j.Period) + " " + j.Lang
	return kept.Open(filepath.Join(j.Cache, "ledger", j.Period), by).Among(publish.CircleOf(j.Outputs))
}

// keepsWorked reports whether what this program works out of the readings may be kept.
func keepsWorked(j *Job) bool {
	return !j.Anew && keepsSome(j) && len(j.Parts) == 0 && j.Spark.Master == ""
}

// remembered draws all replications, of the partners that have changed since the last run
// of the period and of those who are not alone: what was drawn of the others is kept.
func remembered(j *Job, fitted *analysis.Fitted, drawn func(n int)) (draws []analysis.Replication) {
	if !keepsWorked(j) || fitted.Replications() == 0 {
		return fitted.All(drawn, analysis.Memories{})
	}
	marks, widths := fitted.Marks(), fitted.Widths()
	folder := kept.Open(filepath.Join(j.Cache, "draws", j.Period), kept.Program()+" "+j.Workspace.Method.Hash).Among(publish.CircleOf(j.Outputs))
	var memories analysis.Memories
	do := func() { draws = fitted.All(drawn, memories) }
	for k, name := range []string{"partners", "practices", "before"} {
		if next := do; len(marks[k]) > 0 {
			do = func() {
				folder.Numbers(name, marks[k], widths[k], func(n *kept.Numbers) {
					memories[k] = n
					next()
				})
			}
		}
	}
	do()
	folder.Forget()
	return draws
}
