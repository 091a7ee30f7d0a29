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

// A Job is a program that is run over rows.
type Job struct {
	Program    string   // spark-sql, a name or a path
	Master     string   // URL of the cluster: "local[2]", "spark://host:7077"
	Dir        string   // an empty folder that all executors see, by the same path; absolute
	Worker     []string // the program that reads and writes rows (Serve), with its arguments
	Partitions int      // into how many parts the rows are divided
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

// Run returns a row for every row, in their order. The order in which they are worked
// at, and on which machine, is Spark's.
func (j *Job) Run(ctx context.Context, rows [][]byte) ([][]byte, error) {
	var in bytes.Buffer
	for i, row := range rows {
		in.WriteString(line(i, row))
	}
	if err := os.WriteFile(filepath.Join(j.Dir, "rows.txt"), in.Bytes(), 0o600); err != nil {
		return nil, err
	}
	sql := filepath.Join(j.Dir, "job.sql")
	if err := os.WriteFile(sql, []byte(j.sql()), 0o600); err != nil {
		return nil, err
	}
	if err := j.start(ctx, sql); err != nil {
		return nil, err
	}
	return j.collect(len(rows))
}

// sql is the text that Spark runs. Nothing is escaped by it: a row is one column of
// characters that need no escape.
func (j *Job) sql() string {
	const plain = `ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t' LINES TERMINATED BY '\n' NULL DEFINED AS '\\N'`
	return fmt.Sprintf("INSERT OVERWRITE DIRECTORY %s USING text\nSELECT TRANSFORM (value) %s\nUSING %s\nAS (line STRING) %[2]s\nFROM (SELECT /*+ REPARTITION(%[4]d) */ value FROM text.`%[5]s`);\n",
		quoted("file://"+filepath.Join(j.Dir, "out")), plain, quoted(j.command()), max(j.Partitions, 1), strings.ReplaceAll("file://"+filepath.Join(j.Dir, "rows.txt"), "`", "``"))
}

// command is the program as bash takes it.
func (j *Job) command() string {
	words := make([]string, len(j.Worker))
	for i, w := range j.Worker {
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

// collect reads what the executors wrote.
func (j *Job) collect(n int) ([][]byte, error) {
	files, err := filepath.Glob(filepath.Join(j.Dir, "out", "part-*"))
	if err != nil {
		return nil, err
	}
	out, found := make([][]byte, n), 0
	for _, name := range files {
		data, err := regular.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for text := range bytes.Lines(data) {
			i, row, err := parse(string(bytes.TrimSuffix(text, []byte("\n"))))
			if err != nil || i >= n || out[i] != nil {
				return nil, fmt.Errorf("%w: %s", ErrRows, filepath.Base(name))
			}
			out[i], found = row, found+1
		}
	}
	if found != n {
		return nil, ErrRows
	}
	return out, nil
}

// Serve is the program's side: it calls work for each row of in and writes what it
// returns. After an error the rest is still read, or Spark would tell of a broken pipe
// and not of it.
func Serve(in io.Reader, out io.Writer, work func([]byte) ([]byte, error)) (err error) {
	w := bufio.NewWriter(out)
	lines := bufio.NewReader(in)
	for {
		text, end := lines.ReadString('\n')
		if text = strings.TrimSuffix(text, "\n"); text != "" && err == nil {
			var i int
			var row []byte
			if i, row, err = parse(text); err == nil {
				if row, err = work(row); err == nil {
					_, err = w.WriteString(line(i, row))
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

// line is a row with its number and its hash: "3:base64:hash".
func line(i int, row []byte) string {
	sum := sha256.Sum256(append([]byte(strconv.Itoa(i)+":"), row...))
	return fmt.Sprintf("%d:%s:%s\n", i, base64.StdEncoding.EncodeToString(row), hex.EncodeToString(sum[:8]))
}

// parse is line's reverse; ErrRows where it is none.
func parse(text string) (i int, row []byte, err error) {
	parts := strings.Split(text, ":")
	if len(parts) != 3 {
		return 0, nil, ErrRows
	}
	if i, err = strconv.Atoi(parts[0]); err != nil || i < 0 {
		return 0, nil, ErrRows
	}
	if row, err = base64.StdEncoding.DecodeString(parts[1]); err != nil || line(i, row) != text+"\n" {
		return 0, nil, ErrRows
	}
	if row == nil {
		row = []byte{}
	}
	return i, row, nil
}
