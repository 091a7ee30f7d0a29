package pipeline

import (
	"context"
	"time"

	"depository.example/depository/pipeline/workspace"
)

// Options are the settings of one run. Paths are as the system writes them.
type Options struct {
	workspace.Sources                              // what is read
	Version           string                       // of the program, for the manifest
	Outputs           string                       // folder where the results appear, one folder a period
	Period            string                       // "" takes the last in order
	Lang              string                       // of messages and of problems.csv: "uk" or "en"
	Reports           []string                     // languages of the reports, the first is shown first
	Date              time.Time                    // on the cover and for what is overdue; zero: the last day of the period
	Organisation      map[string]string            // on the cover, by language
	Title             map[string]string            // of the reports, by language; "" the method's name and the period
	CoverNote         map[string]string            // a remark on the cover, by language
	Imprint           map[string]map[string]string // what is said of the publication on its last page, by writing.ImprintParts and language
	Official          bool                         // reports in larger type with wider lines
	Draft             bool                         // a word across every page says that the report is a draft
	Factsheets        bool                         // each partner's page also as a file of its own
	SiteAddress       string                       // where the folder of the site is on the web, with a slash at its end; "" nobody said
	SingleFile        bool                         // the site also as one page a language, and as an archive, to be mailed
	Docx              bool                         // the report also as a file that Word edits
	Contacts          string                       // folder for the contact persons of partners, outside of Outputs; "" they are not kept
	Cache             string                       // private folder for what was read of single workbooks, so that they are not read again; "" none
	Beside            string                       `json:"-"` // another such folder, in which nothing is kept; "" none
	Anew              bool                         // workbooks are read again, and the edition is made anew, though nothing has changed
	Archive           string                       // private folder that keeps each file that was read, by its hash; "" none
	Aside             bool                         // an edition beside those of the office: no depository, archive or register knows of it
	Parts             []string                     // files of WritePart: all that is read of workbooks is in them; none: workbooks are read
	Private           string                       // folder for what nobody publishes: contacts, registers of rounds
	PublishFrom       float64                      // share of those invited, 0 to 1, below which nothing is published
	Spark             Spark                        // a cluster that reads, draws and prints; without a master all is done here
	Return            string                       // folder for the workbooks that a check sends back; "" none
}

// A Stage is a part of a run as an onlooker sees it.
type Stage string

// The stages in their order. Reading counts files, Scoring draws, Writing the shares of
// its outputs.
const (
	Reading    Stage = "reading"
	Scoring    Stage = "scoring"
	Writing    Stage = "writing"
	Publishing Stage = "publishing"
)

// Clustered begins the stages of a cluster (Stages), which count rows.
const Clustered Stage = "cluster."

// Progress is told how far a run has come: done of total in a stage, and what
// is at hand (a file name; "" none). It may be called from several goroutines; nil
// tells nobody.
type Progress func(stage Stage, done, total int, what string)

// Report tells how far a stage has come.
func (p Progress) Report(stage Stage, done, total int, what string) {
	if p != nil {
		p(stage, done, total, what)
	}
}

// Files returns what is told that workbooks are read.
func (p Progress) Files() func(done, total int, file string) {
	return func(done, total int, file string) { p.Report(Reading, done, total, file) }
}

// Spark says where a cluster is.
type Spark struct {
	Master  string          // URL, "local[2]" or "spark://host:7077"; "" none
	Program string          // spark-sql, a name or a path
	Worker  []string        // this program as the executors start it, without arguments
	Tasks   int             // into how many tasks a stage is divided
	Context context.Context // ends the job of the cluster; nil: nothing does
}
