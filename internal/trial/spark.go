package trial

import (
	"os"
	"path/filepath"
	"testing"
)

// SparkSQL makes a spark-sql of one machine: bash runs the command of the SQL text over
// the rows, and after it what is given, in the folder of the job. It shows that what
// stands in the text is what bash and Spark take.
func SparkSQL(t testing.TB, after string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "spark-sql")
	script := `#!/bin/bash
set -e
while [ "$1" != -f ]; do shift; done
line=$(grep '^USING' "$2" | head -1 | sed -e "s/^USING '//" -e "s/'$//" -e 's/\\\(.\)/\1/g')
mkdir out
bash -c "$line" < rows.txt > out/part-00000
` + after
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}
