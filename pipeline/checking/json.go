package checking

import (
	"encoding/json"
	"io"

	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
)

// A checkedFile is a file in the JSON of the check.
type checkedFile struct {
	Path      string           `json:"path"`
	ReadAs    string           `json:"read_as"`
	Partner   string           `json:"partner"`
	Period    string           `json:"period"`
	Practices int              `json:"practices"`
	Asked     int              `json:"asked"`
	Given     int              `json:"given"`
	Problems  []checkedProblem `json:"problems"`
}

type checkedProblem struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Sheet    string `json:"sheet"`
	Cell     string `json:"cell"`
	Read     string `json:"read"`
	Title    string `json:"title"`
	Expected string `json:"expected"`
	Remedy   string `json:"remedy"`
}

// JSON writes what was found for programs, with the texts of problems in one language.
// Errors are those of w.
func (c *Checking) JSON(w io.Writer, texts *wording.Catalogue) error {
	out := []checkedFile{}
	for _, f := range c.Files {
		file := checkedFile{Path: f.Path, ReadAs: f.ReadAs, Partner: f.Partner.In(texts.Lang()), Period: f.Period,
			Practices: f.Practices, Asked: f.Asked, Given: f.Given, Problems: []checkedProblem{}}
		for _, p := range f.Problems {
			expected, remedy := account.Explain(p, texts)
			file.Problems = append(file.Problems, checkedProblem{p.Severity.String(), p.Code, p.At.Sheet, p.At.Name(), p.Read,
				account.Title(p, texts), expected, remedy})
		}
		out = append(out, file)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}
