package pipeline

import (
	"os"
	"path/filepath"

	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/publish"
)

// Reads is everything that a run with these options reads: the settings, the
// whole folder of inputs, the method and its rules, the layouts, the codifier
// with the old codes beside it, the list of territories. Without a method its
// rules are left out.
func (o *Options) Reads(m *method.Method) publish.Reads {
	reads := publish.Reads{o.Inputs, o.Settings, o.Method, o.Layouts, o.Places, o.Territories}
	if m != nil {
		reads = append(reads, rulesFile(o.Method, m))
	}
	if o.Places != "" {
		reads = append(reads, ingest.FormerCodesOf(o.Places))
	}
	return reads
}

// rulesFile is the file of the rules that belong to a method of its own file.
func rulesFile(methodFile string, m *method.Method) string {
	return filepath.Join(filepath.Dir(methodFile), "..", "rules", m.ID+".yaml")
}

// allowed makes sure that nothing that the run reads is touched by what it writes.
func (r *run) allowed() error {
	reads := r.opts.Reads(r.method)
	for _, target := range []string{r.opts.Outputs, filepath.Join(r.opts.Outputs, r.period)} {
		if err := reads.Allow("--outputs", target); err != nil {
			return err
		}
	}
	if r.opts.Contacts == "" {
		return nil
	}
	return reads.Allow("--private", r.opts.Contacts)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
