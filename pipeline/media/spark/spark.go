// Package spark has Apache Spark run a program of ours over rows: on the executors of
// a cluster, each on its part. It believes that Spark schedules, starts anew what fails
// and moves rows, and that everything else is the program's: a row goes in, a row comes
// out, and what comes back is counted and its hash looked at, since a program that
// stops early is taken by Spark for one that is done.
//
// It needs no library: an SQL text with SELECT TRANSFORM (Spark SQL reference, Script
// Transformation) is given to spark-sql, and the rows lie in a folder that all
// executors see.
package spark

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/media/regular"
)

// A Job is stages, one after the other, that are done by one start of Spark: its own
// start takes longer than many a stage.
type Job struct {
	Program string // spark-sql, a name or a path
	Master  string // URL of the cluster: "local[2]", "spark://host:7077"
	Dir     string // a folder that all executors see, by the same path; absolute
	Stages  []Stage

	// Tell is told, stage by stage, how many of its rows have been done: at the beginning,
	// while they grow, and when all have come back. nil: nobody is.
	Tell func(stage string, done, of int)
}

// A Stage is a program that is run over rows. A later one may read what an earlier one
// has returned (Collect).
type Stage struct {
	Name   string   // of its folder in that of the job, which is not there yet
	Rows   [][]byte // what goes in
	Worker []string // the program that reads and writes rows (Serve), with its arguments
	Tasks  int      // into how many parts the rows are divided
}

// A RunError says that Spark did not do what it was asked for.
type RunError struct {
	Err  error
	Said string // the last that it said
}

// Error says it in English, with what Spark said.
func (e *RunError) Error() string { return fmt.Sprintf("spark-sql: %v\n%s", e.Err, e.Said) }

// Unwrap returns the error of the process.
func (e *RunError) Unwrap() error { return e.Err }

// ErrRows means that rows are missing, or are not what the program wrote.
var ErrRows = errors.New("rows are missing or damaged")

// Run returns, by stage, a row for every row, in their order. The order in which they are
// worked at, and on which machine, is Spark's.
func (j *Job) Run(ctx context.Context) ([][][]byte, error) {
	var text strings.Builder
	for i := range j.Stages {
		s := &j.Stages[i]
		dir := filepath.Join(j.Dir, s.Name)
		if err := errors.Join(os.Mkdir(dir, 0o700), os.Mkdir(Tally(j.Dir, s.Name), 0o700)); err != nil {
			return nil, err
		}
		var in bytes.Buffer
		for i, row := range s.Rows {
			in.WriteString(line(i, nil, row))
		}
		if err := os.WriteFile(filepath.Join(dir, "rows.txt"), in.Bytes(), 0o600); err != nil {
			return nil, err
		}
		text.WriteString(s.sql(dir))
	}
	sql := filepath.Join(j.Dir, j.Stages[0].Name, "job.sql")
	if err := os.WriteFile(sql, []byte(text.String()), 0o600); err != nil {
		return nil, err
	}
	if err := j.watched(func() error { return j.start(ctx, sql) }); err != nil {
		return nil, err
	}
	out := make([][][]byte, len(j.Stages))
	for i := range j.Stages {
		var err error
		if out[i], err = collect(filepath.Join(j.Dir, j.Stages[i].Name), j.Stages[i].Rows); err != nil {
			return nil, err
		}
	}
	j.tell(len(j.Stages)-1, len(j.Stages[len(j.Stages)-1].Rows))
	return out, nil
}

// sql is the text that Spark runs. Nothing is escaped by it: a row is one column of
// characters that need no escape.
func (s *Stage) sql(dir string) string {
	const plain = `ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t' LINES TERMINATED BY '\n' NULL DEFINED AS '\\N'`
	return fmt.Sprintf("INSERT OVERWRITE DIRECTORY %s USING text\nSELECT TRANSFORM (value) %s\nUSING %s\nAS (line STRING) %[2]s\nFROM (SELECT /*+ REPARTITION(%[4]d) */ value FROM text.`%[5]s`);\n",
		quoted("file://"+filepath.Join(dir, "out")), plain, quoted(s.command()), max(s.Tasks, 1), strings.ReplaceAll("file://"+filepath.Join(dir, "rows.txt"), "`", "``"))
}

// command is the program as bash takes it.
func (s *Stage) command() string {
	words := make([]string, len(s.Worker))
	for i, w := range s.Worker {
		words[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
	}
	return strings.Join(words, " ")
}

// quoted is a text as SQL takes it.
func quoted(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}

// start runs spark-sql until it ends.
func (j *Job) start(ctx context.Context, sql string) error {
	args := []string{"--master", j.Master, "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.catalogImplementation=in-memory",
		"--conf", "spark.sql.warehouse.dir=" + filepath.Join(j.Dir, "warehouse")}
	cmd := exec.CommandContext(ctx, j.Program, append(args, "-f", sql)...)
	cmd.Dir, cmd.WaitDelay = j.Dir, 10*time.Second
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // it ends its job first
	if j.loopback() {
		cmd.Args = append(cmd.Args[:3:3], append([]string{"--conf", "spark.driver.bindAddress=127.0.0.1", "--conf", "spark.driver.host=127.0.0.1"}, cmd.Args[3:]...)...)
		cmd.Env = append(os.Environ(), "SPARK_LOCAL_IP=127.0.0.1")
	}
	said, err := cmd.CombinedOutput()
	if err != nil {
		return &RunError{err, string(said[max(0, len(said)-4000):])}
	}
	return nil
}

// loopback reports whether the cluster is this machine.
func (j *Job) loopback() bool {
	return strings.HasPrefix(j.Master, "local") || strings.Contains(j.Master, "//127.0.0.1:") || strings.Contains(j.Master, "//localhost:")
}

// Collect returns what a stage of a job has returned, a row for every row, for a worker of
// a later one; folder is that of the stage.
func Collect(folder string) ([][]byte, error) {
	data, err := regular.ReadFile(filepath.Join(folder, "rows.txt"))
	if err != nil {
		return nil, err
	}
	var rows [][]byte
	for text := range bytes.Lines(data) {
		_, row, err := parse(string(bytes.TrimSuffix(text, []byte("\n"))), func(int) []byte { return nil })
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return collect(folder, rows)
}

// collect reads what the executors made of rows.
func collect(folder string, rows [][]byte) ([][]byte, error) {
	files, err := filepath.Glob(filepath.Join(folder, "out", "part-*"))
	if err != nil {
		return nil, err
	}
	out, found := make([][]byte, len(rows)), 0
	given := func(i int) []byte {
		if i < len(rows) {
			return rows[i]
		}
		return nil
	}
	for _, name := range files {
		data, err := regular.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for text := range bytes.Lines(data) {
			i, row, err := parse(string(bytes.TrimSuffix(text, []byte("\n"))), given)
			if err != nil || i >= len(rows) || out[i] != nil {
				return nil, fmt.Errorf("%w: %s", ErrRows, filepath.Base(name))
			}
			out[i], found = row, found+1
		}
	}
	if found != len(rows) {
		return nil, ErrRows
	}
	return out, nil
}

// Serve is the program's side: it calls work for each row of in and writes what it
// returns, bound to the row by a hash of both. After an error the rest is still read, or
// Spark would tell of a broken pipe and not of it. In the folder tally (Tally) it notes
// which rows it has done.
func Serve(in io.Reader, out io.Writer, tally string, work func([]byte) ([]byte, error)) (err error) {
	w := bufio.NewWriter(out)
	note, _ := os.CreateTemp(tally, "") // nobody is told of its rows where it cannot
	defer note.Close()
	lines := bufio.NewReader(in)
	for {
		text, end := lines.ReadString('\n')
		if text = strings.TrimSuffix(text, "\n"); text != "" && err == nil {
			var i int
			var row, made []byte
			if i, row, err = parse(text, func(int) []byte { return nil }); err == nil {
				if made, err = work(row); err == nil {
					_, err = w.WriteString(line(i, row, made))
					_, _ = fmt.Fprintln(note, i)
				}
			}
		}
		if end == io.EOF {
			return errors.Join(err, w.Flush())
		}
		if end != nil {
			return errors.Join(err, end)
		}
	}
}

// line is a row with its number and a hash of both and of the row that it was made from,
// nil for one that goes in: "3:base64:hash".
func line(i int, from, row []byte) string {
	given := sha256.Sum256(from)
	h := sha256.New()
	fmt.Fprintf(h, "%d:%x:", i, given)
	h.Write(row)
	return fmt.Sprintf("%d:%s:%s\n", i, base64.StdEncoding.EncodeToString(row), hex.EncodeToString(h.Sum(nil)[:8]))
}

// parse is line's reverse; from returns the row that row i was made from. ErrRows where it
// is none.
func parse(text string, from func(i int) []byte) (i int, row []byte, err error) {
	parts := strings.Split(text, ":")
	if len(parts) != 3 {
		return 0, nil, ErrRows
	}
	if i, err = strconv.Atoi(parts[0]); err != nil || i < 0 {
		return 0, nil, ErrRows
	}
	if row, err = base64.StdEncoding.DecodeString(parts[1]); err != nil || line(i, from(i), row) != text+"\n" {
		return 0, nil, ErrRows
	}
	if row == nil {
		row = []byte{}
	}
	return i, row, nil
}

// Pack writes a value of a row so that every bit of a number comes back.
func Pack(v any) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(v)
	return b.Bytes(), err
}

// Unpack reads what Pack wrote.
func Unpack(data []byte, into any) error { return gob.NewDecoder(bytes.NewReader(data)).Decode(into) }

// UnpackAll reads rows of one kind.
func UnpackAll[T any](rows [][]byte) ([]T, error) {
	out := make([]T, len(rows))
	for i, row := range rows {
		if err := Unpack(row, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}
