package main

import (
	_ "embed"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/survey/survey"
)

//go:embed partners.yaml
var partnersFile []byte

// pilots are the partners that the program knows by id or name, with their KATOTTG
// codes; the sample is made of them.
var pilots = sync.OnceValue(func() []survey.Partner {
	var list struct {
		Partners []struct {
			ID, Kind, Place string
			Name            survey.Text
		}
	}
	cobra.CheckErr(yaml.UnmarshalWithOptions(partnersFile, &list, yaml.Strict()))
	var out []survey.Partner
	for _, p := range list.Partners {
		out = append(out, survey.Partner{ID: p.ID, Name: p.Name, Kind: p.Kind, Place: p.Place})
	}
	return out
})
