package office

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// A Neighbourhood knows which places are like one another.
type Neighbourhood struct {
	Doubts cell.Problems // rows of the table of attributes that are not used

	workspace *workspace.Workspace
	table     *peers.Table
	near      *peers.Likeness
	file      string
}

// OpenNeighbourhood opens the table of attributes ("" that of the inputs) and weighs
// them as the method does toward a direction.
func OpenNeighbourhood(opts pipeline.Options, file, direction string) (*Neighbourhood, error) {
	w, err := workspace.Open(opts.Sources)
	if err != nil {
		return nil, err
	}
	rule := w.Method.Peers
	weights, ok := rule.Toward(direction)
	if !ok {
		return nil, settings.Unknown("peers.direction", direction, rule.Names(), "method", w.Method.ID)
	}
	n := &Neighbourhood{workspace: w}
	if n.file, err = attributes.Choose(file, opts.Inputs); err != nil {
		return nil, err
	}
	if n.table, n.Doubts, err = attributes.Read(n.file); err != nil {
		return nil, err
	}
	n.near = n.table.Likeness(weights)
	return n, nil
}

// Places finds places of the table by their codes, or by the names that the codifier
// has for them.
func (n *Neighbourhood) Places(called []string) ([]string, error) {
	var codes []string
	for _, text := range called {
		code := strings.TrimSpace(text)
		if !slices.Contains(n.table.Places, code) {
			code = n.workspace.Places.Match(text, "").Code
		}
		if code == "" || !slices.Contains(n.table.Places, code) {
			return nil, n.workspace.NoPlace("peers.no-place", text, n.table.Places, nil, workspace.Partners(), "file", n.file)
		}
		codes = append(codes, code)
	}
	return codes, nil
}

// Rows are the k places most like each of some, with a header.
func (n *Neighbourhood) Rows(codes []string, k int) [][]string {
	rows := [][]string{{"code", "rank", "peer", "distance", "shared", "largest", "share"}}
	for _, code := range codes {
		found, _ := n.near.Nearest(code, k)
		for i, p := range found {
			largest := p.Largest()
			rows = append(rows, []string{code, strconv.Itoa(i + 1), p.Code, strconv.FormatFloat(p.Distance, 'f', 12, 64),
				strconv.Itoa(len(p.Parts)), largest.Attribute, strconv.FormatFloat(largest.Share, 'f', 6, 64)})
		}
	}
	return rows
}

// Tell says in words which k places are most like each of some, and why.
func (n *Neighbourhood) Tell(w io.Writer, texts *wording.Catalogue, codes []string, k int) error {
	told := account.Peers{Texts: texts, Places: n.workspace.Places, Near: n.near}
	for _, code := range codes {
		if err := told.Of(w, code, n.table.Box(code, n.workspace.Method.Peers.Box), k); err != nil {
			return err
		}
	}
	return nil
}
