package spark

import (
	"bytes"
	"path/filepath"
	"strconv"
	"time"

	"depository.example/depository/pipeline/media/regular"
)

// Spark tells of tasks, on a page that is another port to be listened on, and of a task
// only when it has ended. How far a stage has come is therefore counted where all see it:
// every worker notes the rows that it has done in a file of its own. A row that another
// worker does again, because the first was lost, counts once.

// often is how often it is looked how far a stage has come.
const often = time.Second

// Tally is the folder of the notes of a stage of the job in folder dir.
func Tally(dir, stage string) string { return filepath.Join(dir, stage, "done") }

// watched tells how far the stages come while something goes on.
func (j *Job) watched(do func() error) error {
	if j.Tell == nil {
		return do()
	}
	end := make(chan error, 1)
	go func() { end <- do() }()
	at := 0 // the stage that is under way
	j.tell(at, 0)
	tick := time.NewTicker(often)
	defer tick.Stop()
	for {
		select {
		case err := <-end:
			if err == nil { // a stage may be over before anybody looks
				j.passed(at, len(j.Stages)-1)
			}
			return err
		case <-tick.C:
			for k := len(j.Stages) - 1; k >= at; k-- {
				if n := tallied(Tally(j.Dir, j.Stages[k].Name)); n > 0 {
					j.passed(at, k)
					j.tell(k, n)
					at = k
					break
				}
			}
		}
	}
}

// passed tells that stages are over from one on, and another has begun.
func (j *Job) passed(from, to int) {
	for ; from < to; from++ {
		j.tell(from, len(j.Stages[from].Rows))
		j.tell(from+1, 0)
	}
}

func (j *Job) tell(stage, done int) {
	if s := &j.Stages[stage]; j.Tell != nil {
		j.Tell(s.Name, done, len(s.Rows))
	}
}

// tallied counts the rows that workers have noted; a note that is being written, or cannot
// be read, is not there yet.
func tallied(folder string) int {
	files, _ := filepath.Glob(filepath.Join(folder, "*"))
	rows := map[int]bool{}
	for _, name := range files {
		data, _ := regular.ReadFile(name)
		for text := range bytes.Lines(data) {
			if i, err := strconv.Atoi(string(bytes.TrimSuffix(text, []byte("\n")))); err == nil && bytes.HasSuffix(text, []byte("\n")) {
				rows[i] = true
			}
		}
	}
	return len(rows)
}
