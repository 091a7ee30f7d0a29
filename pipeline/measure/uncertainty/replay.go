package uncertainty

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
)

// Replay reads given draws, a row a replication. Columns are named after the
// choices of the plan: normalise and aggregate hold the word of an alternative
// (or its number, from 1), treat the number of points that may be winsorised (or
// the number of an alternative where several allow as many), impute its word.
// Any other column is named by a node and holds its weight. A first column
// replication (or rep) only counts.
func (p Plan) Replay(header []string, rows [][]string, nodes []score.NodeInfo) ([]*score.Change, error) {
	out := make([]*score.Change, len(rows))
	for i, row := range rows {
		ch := &score.Change{Leaf: &indicator.Change{}}
		for k, name := range header {
			if k >= len(row) {
				return nil, cell.Fail("replay.short", "row", i+2)
			}
			if err := p.replayCell(ch, strings.TrimSpace(name), strings.TrimSpace(row[k]), nodes); err != nil {
				return nil, cell.Fail("replay.at", "row", i+2, "column", name, "text", err)
			}
		}
		if lc := ch.Leaf; lc.Normalise == nil && lc.Treat == nil && lc.Impute == nil {
			ch.Leaf = nil
		}
		out[i] = ch
	}
	return out, nil
}

func (p Plan) replayCell(ch *score.Change, name, typed string, nodes []score.NodeInfo) error {
	switch name {
	case "", "replication", "rep":
		return nil
	case "normalise":
		i, err := choose(typed, len(p.Normalise), func(i int) bool { return string(p.Normalise[i].By) == typed })
		if err == nil {
			ch.Leaf.Normalise = &p.Normalise[i]
		}
		return err
	case "aggregate":
		i, err := choose(typed, len(p.Aggregate), func(i int) bool { return string(p.Aggregate[i].By) == typed })
		if err == nil {
			ch.Aggregate = &p.Aggregate[i]
		}
		return err
	case "treat", "winsorise":
		i, err := choose(typed, len(p.Treat), func(i int) bool { return strconv.Itoa(p.Treat[i].Winsorise) == typed })
		if err == nil {
			ch.Leaf.Treat = &p.Treat[i]
		}
		return err
	case "impute":
		i, err := choose(typed, len(p.Impute), func(i int) bool { return string(p.Impute[i].By) == typed })
		if err == nil {
			ch.Leaf.Impute = &p.Impute[i]
		}
		return err
	}
	return replayWeight(ch, name, typed, nodes)
}

// choose finds an alternative by what matches it, else by its number from 1.
func choose(typed string, n int, matches func(int) bool) (int, error) {
	for i := range n {
		if matches(i) {
			return i, nil
		}
	}
	if i, err := strconv.Atoi(typed); err == nil && i >= 1 && i <= n {
		return i - 1, nil
	}
	return 0, cell.Fail("replay.alternative", "read", typed, "n", n)
}

func replayWeight(ch *score.Change, name, typed string, nodes []score.NodeInfo) error {
	at := slices.IndexFunc(nodes, func(n score.NodeInfo) bool { return n.ID == name })
	if at < 0 {
		return cell.Fail("replay.column")
	}
	w, err := strconv.ParseFloat(typed, 64)
	if err != nil || math.IsInf(w, 0) || !(w >= 0) {
		return cell.Fail("replay.weight", "read", typed)
	}
	if ch.Weights == nil {
		ch.Weights = make([]float64, len(nodes))
		for i := range ch.Weights {
			ch.Weights[i] = 1
		}
	}
	if nodes[at].Weight == 0 {
		if w == 0 {
			return nil
		}
		return cell.Fail("replay.no-weight")
	}
	ch.Weights[at] = w / nodes[at].Weight
	return nil
}
