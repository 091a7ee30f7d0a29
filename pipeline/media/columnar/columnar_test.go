package columnar_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/columnar"
)

const answers = `file,sheet,cell,partner,practice,practice_title,place,criterion,state,value,raw
a.xlsx,Практика 1,D4,a,1,"Назва, з комою",UA1,x,given,3,3 – визначений
a.xlsx,Практика 1,D5,a,1,"Назва, з комою",UA1,y,given,yes,'=так
a.xlsx,Практика 1,D6,a,1,"Назва, з комою",UA1,z,blank,,
`

const scores = `unit_kind,unit,partner,place,node,score,level,coverage,rank,evidence_1,evidence_2,evidence_3
partner,a,a,UA1,all,69.6296296296,3,1,1,1,0.5,0.25
partner,b,b,UA2,all,,,0.25,,,,
`

// made is a table of texts as Parquet.
func made(write func(io.Writer, []string, iter.Seq[[]string]) error, table string) ([]byte, error) {
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = write(&b, rows[0], slices.Values(rows[1:]))
	return b.Bytes(), err
}

// TestEveryColumnIsThere: a column that somebody adds to a table is not lost unseen.
func TestEveryColumnIsThere(t *testing.T) {
	added := strings.NewReplacer("rank,", "rank,margin,", ",3,1,1,1,", ",3,1,1,2,1,", ",0.25,,,,", ",0.25,,,,,").Replace(scores)
	if _, err := made(columnar.Scores, added); err == nil || !strings.Contains(err.Error(), "margin") {
		t.Errorf("a column that Parquet does not have: %v", err)
	}
}

// DuckDB reads both tables as they were: numbers, nulls, texts.
func TestDuckDBReadsTheTables(t *testing.T) {
	python := need.Tool(t, "python3")
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	packages := filepath.Join(home, ".cache", "depository", "python")
	if _, err := os.Stat(filepath.Join(packages, "duckdb")); err != nil {
		need.Missing(t, "duckdb is not in %s: testdata/tools.sh fetches it", packages)
	}
	dir := t.TempDir()
	for name, f := range map[string]func() ([]byte, error){
		"answers": func() ([]byte, error) { return made(columnar.Answers, answers) },
		"scores":  func() ([]byte, error) { return made(columnar.Scores, scores) },
	} {
		one, err := f()
		two, again := f()
		if err != nil || again != nil || !bytes.Equal(one, two) {
			t.Fatalf("%s: %v, %v, or other bytes", name, err, again)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".parquet"), one, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	script := filepath.Join(dir, "read.py")
	if err := os.WriteFile(script, []byte(`import sys; sys.path.insert(0, sys.argv[1])
import duckdb
for name in ("answers", "scores"):
    print(duckdb.sql(f"select * from '{sys.argv[2]}/{name}.parquet'").fetchall())
`), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := need.Run(t, python, script, packages, dir)
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, want := range []string{
		"('a.xlsx', 'Практика 1', 'D4', 'a', '1', 'Назва, з комою', 'UA1', 'x', 'given', '3', 3.0, '3 – визначений')",
		"'yes', None, '=так')", "'blank', None, None, '')",
		"('partner', 'a', 'a', 'UA1', 'all', 69.6296296296, 3, 1.0, 1, 1.0, 0.5, 0.25)", "('partner', 'b', 'b', 'UA2', 'all', None, None, 0.25, None, None, None, None)",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in %s", want, out)
		}
	}
}
