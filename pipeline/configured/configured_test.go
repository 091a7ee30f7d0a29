package configured

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// The file of settings, a variable and the imported codifier, as they reach a run.
func TestSettingsReachTheRun(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"config.yaml":   "inputs: in\noutputs: out\nprivate: own\ncontacts: true\ndate: \"2026-11-24\"\nreports: en\nlimits: {file_mib: 3}\nterritories: {title: {uk: Перелік, en: \"\"}}\n",
		"in/places.csv": "",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.String("config", filepath.Join(dir, "config.yaml"), "")
	v, err := settings.Read(flags, []string{"DEPOSITORY_PERIOD=2026-H1"}, workspace.Embedded)
	if err != nil {
		t.Fatal(err)
	}
	o, err := Options(v, "9.9")
	if err != nil {
		t.Fatal(err)
	}
	for what, got := range map[string][2]any{
		"period":    {o.Period, "2026-H1"},
		"version":   {o.Version, "9.9"},
		"codifier":  {o.Places, filepath.Join(dir, "in", "places.csv")},
		"cache":     {o.Cache, filepath.Join(dir, "own", "cache")},
		"contacts":  {o.Contacts, filepath.Join(dir, "own")},
		"date":      {o.Date, time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)},
		"languages": {len(o.Reports), 1},
		"size":      {o.Limits.FileBytes, int64(3 * 1024 * 1024)},
		"titles":    {len(o.TerritoriesTitle), 1}, // an empty one says nothing
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %v, want %v", what, got[0], got[1])
		}
	}
}

func TestShards(t *testing.T) {
	for text, want := range map[string][2]int{"1/1": {1, 1}, "2/7": {2, 7}, "0/3": {}, "4/3": {}, "2": {}, "a/b": {}, "": {}, "1/": {}} {
		number, of, err := ShardOf(text)
		if [2]int{number, of} != want || (err == nil) != (want[1] > 0) {
			t.Errorf("%q: %d of %d, %v", text, number, of, err)
		}
	}
}

// A stage has two tasks for each core that the address of a master names.
func TestTasksFollowFromTheMaster(t *testing.T) {
	sql := trial.SparkSQL(t, "")
	for master, want := range map[string]int{"local[3]": 6, "local-cluster[2,3,1024]": 12, "spark://host:7077": 16, "local[*]": 16, "local": 16, "local[99999999999999999999]": 16, "local[0]": 16} {
		if got, err := SparkOf("spark", master, sql, 0); err != nil || got.Tasks != want {
			t.Errorf("%s: %d tasks, not %d, %v", master, got.Tasks, want, err)
		}
	}
	if got, err := SparkOf("spark", "local[3]", sql, 7); err != nil || got.Tasks != 7 || got.Program != sql {
		t.Errorf("asked for 7: %+v, %v", got, err)
	}
	t.Chdir(filepath.Dir(sql))
	if got, err := SparkOf("spark", "local[3]", "./spark-sql", 7); err != nil || got.Program != sql {
		t.Errorf("a path from here: %q, %v", got.Program, err)
	}
	var told wording.Told
	if _, err := SparkOf("spark", "local[3]", filepath.Join(t.TempDir(), "spark-sql"), 7); !errors.As(err, &told) {
		t.Errorf("a program that is not there: %v", err)
	} else if key, _ := told.Words(); key != "command.spark.missing" {
		t.Errorf("a program that is not there: %s", key)
	}
}
