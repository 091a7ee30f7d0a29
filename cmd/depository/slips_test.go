package main

import (
	"regexp"
	"strings"
	"testing"
)

// slips are wrong calls of every command, each wrong in another way.
var slips = strings.Split(`runn
run extra
run --perid 2026-H1
run --period
run --date 2026-13-40
run --reports xx
run --cache=maybe
run --official=так
run -z
run --shard 3/2 --partial x
check nofile.xlsx
check --json=x
template
template --period 2026-H1 --practices x
history
history a b
diff one
asof yesterday
asof 2026-01-01 foo
explain
verify a b
dump extra
index
index data.csv
index --method none.yaml --data none.csv
compare-methods
places export
places import none.csv
serve --port abc
serve --port 99999
search --top 3
merge
merge none.part
method nope
method check
method show nope
completion tcsh
completion fish extra
completion bash --nope
help nonsense
peers
peers 14 --k x
worker x
version extra
settings --nope`, "\n")

// TestSlipsAreToldInTheLanguageOfTheRun: no wrong call is answered in another language
// than that of the run, as what nobody has foreseen, in code or with an unfilled
// placeholder.
func TestSlipsAreToldInTheLanguageOfTheRun(t *testing.T) {
	t.Chdir(t.TempDir())
	code := regexp.MustCompile(`несподівана|unexpected|\{\w+\}`)
	for _, slip := range slips {
		for lang, foreign := range map[string]*regexp.Regexp{
			// Of English none but what has to be typed, of Ukrainian nothing but it.
			"uk": regexp.MustCompile(`\b(the|is|are|there|cannot|unknown|invalid|argument|for)\b`),
			"en": regexp.MustCompile(`[А-Яа-яЄєІіЇїҐґ]`),
		} {
			var out, said strings.Builder
			if status := Main(append([]string{"--lang", lang}, strings.Fields(slip)...), &out, &said); status != statusNotRun || said.Len() == 0 {
				t.Errorf("%s: status %d, %q", slip, status, said.String())
				continue
			}
			text := strings.ReplaceAll(said.String(), "так”", "”") // as typed
			if code.MatchString(text) || foreign.MatchString(text) {
				t.Errorf("%s, %s: %s", lang, slip, text)
			}
		}
	}
}
