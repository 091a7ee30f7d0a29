package pipeline

import (
	"time"

	"depository.example/depository/pipeline/media/sheet"
)

// Options are the settings of one run. Paths are as the system writes them.
type Options struct {
	Version         string            // of the program, for the manifest
	Settings        string            // the configuration file that the options came from; "" none
	Method          string            // path of a method file, or the name of an embedded one
	Inputs          string            // folder of the periods
	Outputs         string            // folder where the results appear, one folder a period
	Layouts         string            // folder of layout files; "" or missing: none
	Period          string            // "" takes the last in order
	Lang            string            // of messages and of problems.csv: "uk" or "en"
	Reports         []string          // languages of the reports, the first is shown first
	Date            time.Time         // on the cover and for what is overdue; zero: the last day of the period
	Organisation    map[string]string // on the cover, by language
	Title           map[string]string // of the reports, by language; "" the method's name and the period
	CoverNote       map[string]string // a remark on the cover, by language
	Official        bool              // reports in larger type with wider lines
	Draft           bool              // a word across every page says that the report is a draft
	Factsheets      bool              // each partner's page also as a file of its own
	Places          string            // official codifier, XLSX or CSV; "" the one that the program carries
	Territories     string            // list of statuses of hromadas, CSV; "" none
	TerritoriesDate string            // ISO date of the list that counts; "" the last
	Contacts        string            // folder for the contact persons of partners, outside of Outputs; "" they are not kept
	Return          string            // folder for the workbooks that Checking.Return writes; "" none
	Limits          sheet.Limits      // what a workbook may be
}

// A Stage is a part of a run as an onlooker sees it.
type Stage string

// The stages in their order. Reading counts files, Writing counts outputs.
const (
	Reading    Stage = "reading"
	Scoring    Stage = "scoring"
	Uncertain  Stage = "uncertainty"
	Writing    Stage = "writing"
	Publishing Stage = "publishing"
)

// Progress is told how far a run has come: done of total in a stage, and what
// is at hand (a file name; "" none). It may be called from several goroutines.
type Progress func(stage Stage, done, total int, what string)
