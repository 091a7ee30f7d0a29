// Package workspace opens what the program works with: the method with its rules,
// the layouts, the places, the periods. It believes that a command is told the
// same thing by the same settings: each of them opens all of it here, once, in one
// order, and hands it on as a value that nobody changes.
package workspace

import (
	"depository.example/depository/pipeline/measure/identity"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/survey/synonym"
	"depository.example/depository/pipeline/survey/territory"
	"depository.example/depository/pipeline/tell/wording"
)

// Sources say where everything lies that is read. Paths are as the system writes
// them.
type Sources struct {
	Settings                               string       // the configuration file that the sources came from; "" none
	Method                                 string       // the name of an embedded method, or the path of a method file
	Inputs                                 string       // folder of the periods
	Layouts                                string       // folder of layout files; "" or missing: none
	Places                                 string       // official codifier, XLSX or CSV; "" the one that the program carries
	Territories                            string       // list of statuses of hromadas, CSV; "" none
	TerritoriesDate                        string       // ISO date of the list that counts; "" the last
	TerritoriesTitle, TerritoriesPublisher survey.Text  // what the list is called, and who has published it
	Limits                                 sheet.Limits // what a workbook may be
}

// A Workspace is what the sources say.
type Workspace struct {
	Sources     Sources
	Method      *method.Method
	MethodFile  []byte           // the text of the method
	Rules       []recommend.Rule // of the method; it may have none
	Layouts     []foreign.Layout
	Places      *place.Registry
	Territories *territory.List     // nil: there is no list
	Doubted     cell.Problems       // rows of the lists of extra places and of territories that are not used
	Decisions   []identity.Decision // of people: which practices of different periods are one
	Synonyms    synonym.Groups      // what searches take for one
	References  []Reference         // the files by which workbooks are read, as they were read
	Instead     *sheet.Edit         // a cell of one period that is read as another; nil none
	InsteadIn   string              // that period
}

// Open reads everything but the workbooks. The method comes first: its error is a
// method.Faults with all that is wrong, or says that there is no such method.
func Open(from Sources) (*Workspace, error) {
	hashed, err := from.references()
	if err != nil {
		return nil, err
	}
	w := &Workspace{Sources: from, References: hashed}
	if w.Method, w.MethodFile, err = OpenMethod(from.Method); err != nil {
		return nil, err
	}
	if w.Layouts, err = foreign.LoadLayouts(from.Layouts); err != nil {
		return nil, err
	}
	if w.Places, err = lists.LoadPlaces(from.Places); err != nil {
		return nil, err
	}
	if extra := from.extraPlaces(); extra != "" {
		list, doubted, err := lists.LoadExtraPlaces(extra, w.Places)
		if err != nil {
			return nil, err
		}
		w.Places, w.Doubted = w.Places.With(list), doubted
	}
	if w.Rules, err = openRules(from.Method, w.Method); err != nil {
		return nil, err
	}
	if from.Territories != "" {
		if len(from.TerritoriesTitle) == 0 || len(from.TerritoriesPublisher) == 0 {
			return nil, wording.Fail("command.run.territories", "file", from.Territories)
		}
		var doubted cell.Problems
		w.Territories, doubted, err = lists.LoadTerritories(from.Territories, from.TerritoriesDate, w.Places)
		w.Doubted = append(w.Doubted, doubted...)
	}
	if err != nil {
		return nil, err
	}
	var doubted cell.Problems
	if w.Decisions, doubted, err = attributes.ReadDecisions(from.decisionsFile()); err != nil {
		return nil, err
	}
	w.Doubted = append(w.Doubted, doubted...)
	if w.Synonyms, err = Synonyms(from.synonymsFile()); err != nil {
		return nil, err
	}
	return w, w.unchanged()
}

// Reading returns the options by which workbooks of a period are read; "" any.
func (w *Workspace) Reading(period string) ingest.Options {
	opts := ingest.Options{
		Period: period, Questionnaire: &w.Method.Questionnaire, Layouts: w.Layouts, Places: w.Places, Limits: w.Sources.Limits,
	}
	if period == w.InsteadIn {
		opts.Instead = w.Instead
	}
	return opts
}

// unchanged makes sure that what was read is still what was hashed before.
func (w *Workspace) unchanged() error {
	now, err := w.Sources.references()
	if err != nil {
		return err
	}
	was := map[Reference]bool{}
	for _, r := range w.References {
		was[r] = true
	}
	for _, r := range now {
		if !was[r] || len(now) != len(w.References) {
			return wording.Fail("command.run.changed", "file", r.Name)
		}
	}
	return nil
}
