package reply

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/cell"
)

// mostKnown is how many things are named of those that there are.
const mostKnown = 50

// NoneSuch says that nothing is called so: what was probably meant of some things and of
// others (the text key.like, with "like"), or which some there are (key, with "list", 50 at
// most). Both texts are told the word as "read".
func NoneSuch(key, word string, some, others []Named, more ...any) error {
	args := append([]any{"read", word}, more...)
	if like := Near(word, slices.Concat(some, others)); len(like) > 0 {
		return cell.Fail(key+".like", append(args, "like", cell.Choice(like))...)
	}
	refs := make([]string, 0, len(some))
	for _, k := range some[:min(len(some), mostKnown)] {
		refs = append(refs, k.Ref)
	}
	if len(some) > mostKnown {
		refs = append(refs, "…")
	}
	return cell.Fail(key, append(args, "list", strings.Join(refs, ", "))...)
}
