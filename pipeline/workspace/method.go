package workspace

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/rules"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// OpenMethod reads a method, with its text. The name of an embedded method
// ("egov-practices") is always that method, whatever lies in the folder; anything
// else is the path of a file. A file of such a name is reached by a path that says
// where it is: ./egov-practices.
func OpenMethod(name string) (*method.Method, []byte, error) {
	if Embedded(name) {
		data, err := templates.Files.ReadFile("methods/" + name + ".yaml")
		if err != nil {
			return nil, nil, err
		}
		m, err := method.Parse(name+".yaml", data)
		return m, data, err
	}
	data, err := regular.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, noMethod(name)
	}
	if err != nil {
		return nil, nil, err
	}
	m, err := method.Parse(filepath.Base(name), data)
	return m, data, err
}

// Embedded reports whether name is a method that the program carries with it.
func Embedded(name string) bool { return slices.Contains(Methods(), name) }

// Methods names the embedded methods, in order.
func Methods() []string {
	files, _ := fs.Glob(templates.Files, "methods/*.yaml") // the pattern is right
	for i, f := range files {
		files[i] = strings.TrimSuffix(path.Base(f), ".yaml")
	}
	return files
}

// MethodsBeside lists the methods of the program and the files beside one that lies in
// a folder of its own.
func MethodsBeside(name string) []string {
	files, err := filepath.Glob(filepath.Join(filepath.Dir(name), "*.yaml"))
	if err != nil || filepath.Dir(name) == "." {
		return Methods()
	}
	return append(Methods(), files...)
}

// noMethod is the error that there is no method of a name, with the one that was
// probably meant.
func noMethod(name string) error {
	if like := reply.Meant(name, Methods()); like != "" {
		return wording.Fail("method.none.like", "read", name, "like", like)
	}
	return wording.Fail("method.none", "read", name, "list", strings.Join(Methods(), ", "))
}

// openRules reads the rules of a method: of a method file those beside it
// (../rules/<id>.yaml), else the embedded ones of its id.
func openRules(name string, m *method.Method) ([]recommend.Rule, error) {
	id := m.ID + ".yaml"
	data, err := []byte(nil), fs.ErrNotExist
	if beside := rulesBeside(name, m); beside != "" {
		data, err = regular.ReadFile(beside)
	}
	if errors.Is(err, fs.ErrNotExist) {
		data, err = templates.Files.ReadFile("rules/" + id)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return rules.Parse(id, data, m)
}

// A Text is one that the program carries: what it is called below a folder of methods and
// rules, with slashes, and what stands in it.
type Text struct {
	Name string
	Data []byte
}

// Carried are the texts of a method that the program carries and of its rules, where it has
// some; none of the path of a file.
func Carried(name string) (out []Text, err error) {
	m, text, err := OpenMethod(name)
	if err != nil || !Embedded(name) {
		return nil, err
	}
	out = []Text{{"methods/" + name + ".yaml", text}}
	rules, err := templates.Files.ReadFile("rules/" + m.ID + ".yaml")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return out, nil
	case err != nil:
		return nil, err
	}
	return append(out, Text{"rules/" + m.ID + ".yaml", rules}), nil
}

// rulesBeside is where the rules of a method file lie; "" of an embedded method.
func rulesBeside(name string, m *method.Method) string {
	if Embedded(name) {
		return ""
	}
	return filepath.Join(filepath.Dir(name), "..", "rules", m.ID+".yaml")
}
