// Package configured makes the options of a run of what flags, environment and
// config.yaml say. It believes that a key is turned into what the program needs in one
// place, whatever command asks.
package configured

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/tell/writing"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// Settings are what flags, environment and config.yaml say, by the keys of the file.
type Settings interface {
	GetString(key string) string
	GetBool(key string) bool
	GetInt(key string) int
	GetInt64(key string) int64
	GetFloat64(key string) float64
	ConfigFileUsed() string // "" none
}

// Options returns the options of a program's version as the settings have them.
func Options(s Settings, version string) (pipeline.Options, error) {
	opts := pipeline.Options{
		Sources: sourcesOf(s), Version: version, Outputs: s.GetString("outputs"), Period: s.GetString("period"), Lang: s.GetString("lang"),
		Organisation: byLanguage(s, "organisation."), Title: byLanguage(s, "title."), CoverNote: byLanguage(s, "cover_note."), Imprint: imprintOf(s),
		Official: s.GetBool("official"), Draft: s.GetBool("draft"), Factsheets: s.GetBool("factsheets"), Docx: s.GetBool("docx"), SingleFile: s.GetBool("single_file"), SiteAddress: s.GetString("site_address"),
		Private: s.GetString("private"), PublishFrom: s.GetFloat64("publish_from"),
	}
	if s.GetBool("cache") {
		opts.Cache = filepath.Join(opts.Private, "cache")
	}
	if s.GetBool("archive") {
		opts.Archive = filepath.Join(opts.Private, "archive")
	}
	if s.GetBool("contacts") {
		opts.Contacts = opts.Private
	}
	opts.Reports = strings.Split(s.GetString("reports"), ",")
	var err error
	if date := s.GetString("date"); date != "" {
		opts.Date, err = time.Parse(time.DateOnly, date)
	}
	return opts, err
}

// imprintOf is what the settings say of the publication, by part and language; what they
// do not say is not in it.
func imprintOf(s Settings) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, part := range writing.ImprintParts {
		if texts := said(byLanguage(s, "imprint."+part+".")); len(texts) > 0 {
			out[part] = texts
		}
	}
	return out
}

// sourcesOf says where everything lies that is read.
func sourcesOf(s Settings) workspace.Sources {
	return workspace.Sources{
		Settings: s.ConfigFileUsed(), Method: s.GetString("method"), Inputs: s.GetString("inputs"), Layouts: s.GetString("layouts"),
		Places: placesOf(s), Territories: s.GetString("territories.file"), TerritoriesDate: s.GetString("territories.date"),
		TerritoriesTitle: said(byLanguage(s, "territories.title.")), TerritoriesPublisher: said(byLanguage(s, "territories.publisher.")),
		Limits: sheet.Limits{
			FileBytes: s.GetInt64("limits.file_mib") << 20, InflatedBytes: s.GetInt64("limits.inflated_mib") << 20,
			Ratio: s.GetFloat64("limits.ratio"), Cells: s.GetInt("limits.cells"), StringLen: s.GetInt("limits.text"),
			BlankRun: s.GetInt("limits.blank_run"),
		},
	}
}

// placesOf returns the codifier to use: the one of the settings, else the one that
// was imported, else none.
func placesOf(s Settings) string {
	if path := s.GetString("places"); path != "" {
		return path
	}
	path := filepath.Join(s.GetString("inputs"), workspace.PlacesFile)
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	return path
}

// byLanguage reads a text that has a key for each language.
func byLanguage(s Settings, prefix string) map[string]string {
	out := map[string]string{}
	for _, lang := range templates.Languages {
		out[lang] = s.GetString(prefix + lang)
	}
	return out
}

// said returns the languages in which a text says anything.
func said(text map[string]string) map[string]string {
	maps.DeleteFunc(text, func(_, words string) bool { return words == "" })
	return text
}

// Engines are where workbooks can be read.
var Engines = []string{"local", "spark"}

// SparkOf returns the cluster that an engine works on, with this program as its worker;
// no cluster where this machine does all. program is spark-sql, a name or a path. Without a number of tasks a stage has two for
// each core that the master's address names, and 16 where it names none.
func SparkOf(engine, master, program string, tasks int) (pipeline.Spark, error) {
	switch engine {
	case Engines[0]:
		return pipeline.Spark{}, nil
	case Engines[1]:
		if tasks < 1 {
			tasks = tasksOf(master)
		}
		found, err := exec.LookPath(program)
		if err != nil {
			return pipeline.Spark{}, wording.Fail("command.spark.missing", "program", program)
		}
		if program, err = filepath.Abs(found); err != nil { // it is started in another folder
			return pipeline.Spark{}, err
		}
		own, err := os.Executable()
		return pipeline.Spark{Master: master, Program: program, Worker: []string{own}, Tasks: tasks}, err
	}
	return pipeline.Spark{}, wording.Fail("command.engine", "read", engine, "list", strings.Join(Engines, ", "))
}

// coresOf finds the cores in the address of a master that is this machine: of "local[2]",
// or of each of so many executors of "local-cluster[2,1,1024]".
var coresOf = regexp.MustCompile(`^local(?:-cluster)?\[(\d+)(?:,(\d+),\d+)?\]$`)

func tasksOf(master string) int {
	found := coresOf.FindStringSubmatch(master)
	if found == nil {
		return 16
	}
	n, err := strconv.Atoi(found[1])
	if each, bad := strconv.Atoi(found[2]); bad == nil {
		n *= each
	}
	if err != nil || n < 1 || n > 1000 {
		return 16
	}
	return 2 * n
}

// ShardOf reads "2/7": the second part of seven.
func ShardOf(text string) (number, of int, err error) {
	before, after, cut := strings.Cut(text, "/")
	number, errNumber := strconv.Atoi(before)
	of, errOf := strconv.Atoi(after)
	if !cut || errNumber != nil || errOf != nil || number < 1 || number > of {
		return 0, 0, wording.Fail("command.parts.shard", "read", text)
	}
	return number, of, nil
}
