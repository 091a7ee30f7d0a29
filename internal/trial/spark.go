package trial

import (
	"os"
	"path/filepath"
	"testing"
)

// SparkSQL makes a spark-sql of one machine: bash runs each command of the SQL text over
// its rows, and after all what is given, in the folder of the job. It shows that what
// stands in the text is what bash and Spark take.
func SparkSQL(t testing.TB, after string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "spark-sql")
	script := `#!/bin/bash
set -e
while [ "$1" != -f ]; do shift; done
while read -r line; do
  case $line in
  "INSERT OVERWRITE DIRECTORY 'file://"*) out=${line#*file://}; out=${out%%\'*} ;;
  "USING '"*) line=${line#USING \'}; line=${line%\'}; command=$(sed -e 's/\\\(.\)/\1/g' <<<"$line") ;;
  FROM*) rows=${line#*file://}; mkdir "$out"; bash -c "$command" <"${rows%???}" >"$out/part-00000" ;;
  esac
done <"$2"
` + after
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}
