package settings

import (
	"errors"
	"slices"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"depository.example/depository/pipeline/media/regular"
)

// Flags adds the flags of settings, by the names of the flags. Their defaults
// are those of the table, so the flags have none.
func Flags(f *pflag.FlagSet, names ...string) {
	for _, name := range names {
		i := slices.IndexFunc(All, func(s Setting) bool { return s.FlagName() == name })
		if All[i].Kind == OnOff {
			f.Bool(name, false, "")
		} else {
			f.String(name, "", "")
		}
	}
}

// Read puts together flags, the DEPOSITORY_* variables among environ and the
// configuration file, the earlier the stronger. Everything that is wrong with any of
// them is told at once, each with its place. The file is that of --config, or else
// config.yaml of this folder or of the nearest one above it; viper knows it as the file
// used. embedded tells the names of methods that are no paths.
func Read(flags *pflag.FlagSet, environ []string, embedded func(string) bool) (*viper.Viper, error) {
	v := viper.New()
	for _, s := range All {
		v.SetDefault(s.Key, s.Otherwise)
	}
	return v, errors.Join(readFile(v, flags, embedded), readVariables(v, environ), readFlags(v, flags))
}

// readFlags takes the flags that were given and are
func readFlags(v *viper.Viper, flags *pflag.FlagSet) error {
	var errs []error
	told := map[string]bool{} // a flag of several settings is told once
	for i := range All {
		s := &All[i]
		f := flags.Lookup(s.FlagName())
		if f == nil || !f.Changed {
			continue
		}
		value, err := s.Read("--"+f.Name, f.Value.String())
		if err == nil {
			v.Set(s.Key, value)
		} else if !told[f.Name] {
			told[f.Name] = true
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// readVariables takes the DEPOSITORY_ variables.
func readVariables(v *viper.Viper, environ []string) error {
	found, err := variables(environ)
	for _, one := range found {
		v.Set(one.Key, one.Value)
	}
	return err
}

// readFile takes the configuration file.
func readFile(v *viper.Viper, flags *pflag.FlagSet, embedded func(string) bool) error {
	file, _ := flags.GetString("config")
	if file == "" {
		if file = FileAbove("."); file == "" {
			return nil
		}
		for _, s := range All { // the defaults too belong to the folder of the file
			if typed, ok := s.Otherwise.(string); ok && s.isPath() {
				v.SetDefault(s.Key, beside(file, typed, embedded))
			}
		}
	}
	data, err := regular.ReadFile(file)
	if err != nil {
		return err
	}
	v.SetConfigFile(file)
	found, err := parseFile(file, data, embedded)
	for _, one := range found {
		v.SetDefault(one.Key, one.Value)
	}
	return err
}
