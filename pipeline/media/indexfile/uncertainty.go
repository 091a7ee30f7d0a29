package indexfile

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/media/units"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
)

// mostPaired is of how many units there is a file of all pairs: its size and cost
// grow with their square.
const mostPaired = 2000

// uncertainty writes beside the scores what the draws of the method say about every
// unit, or those that the file replay names ("" none), how neighbours stand to each
// other, and to a file of its own ("" none) how all pairs do. It tells how many
// neighbours can be told apart.
func (x *Index) uncertainty(to Sink, replay, pairs string, tell account.Teller) error {
	plan, nodes := x.Method.Uncertainty, x.Table.Nodes()
	n, draw, err := x.draws(replay)
	if err != nil {
		return err
	}
	spread := uncertainty.Run(n, func(i int) []float64 { return x.Table.Roots(draw(i)) }, nil)
	if err := to.Put(beside(to.Out, "uncertainty"), func(w io.Writer) error { return x.spread(w, spread) }); err != nil {
		return err
	}
	p := &pairing{x.Result, x.Ranked(), spread}
	if err := p.write(to, pairs, tell); err != nil || !plan.Sobol || replay != "" {
		return err
	}
	list := uncertainty.NewDesign(plan, nodes, x.Table.Roots(nil), nil).Ask(x.Table.Roots)
	return to.Put(beside(to.Out, "sensitivity"), func(w io.Writer) error { return sensitivity(w, list) })
}

// draws returns how many draws there are, and each.
func (x *Index) draws(replay string) (n int, draw func(i int) *score.Change, err error) {
	plan, nodes := x.Method.Uncertainty, x.Table.Nodes()
	n, draw = plan.Replications, func(i int) *score.Change { return plan.Draw(i, nodes) }
	if replay != "" {
		header, rows, err := units.Texts(replay)
		if err != nil {
			return 0, nil, fmt.Errorf("%s: %w", replay, err)
		}
		changes, err := plan.Replay(header, rows, nodes)
		if err != nil {
			return 0, nil, fmt.Errorf("%s: %w", replay, err)
		}
		n, draw = len(changes), func(i int) *score.Change { return changes[i] }
	}
	if n == 0 {
		return 0, nil, wording.Fail("index.no-uncertainty")
	}
	return n, draw, nil
}

// sensitivity prints what the ranking depends on.
func sensitivity(w io.Writer, list []uncertainty.Index) error {
	rows := [][]string{{"source", "first", "first_q5", "first_q95", "total", "total_q5", "total_q95"}}
	for _, i := range list {
		rows = append(rows, []string{i.Source, index.Digits(i.First), index.Digits(i.FirstLow), index.Digits(i.FirstHigh),
			index.Digits(i.Total), index.Digits(i.TotalLow), index.Digits(i.TotalHigh)})
	}
	return table.NewWriter(w).WriteAll(rows)
}

// spread prints ranks and scores under the draws.
func (x *Index) spread(w io.Writer, s *uncertainty.Spread) error {
	c := table.NewWriter(w)
	head := append(slices.Clone(x.Asked.Unit.ID), "rank_nominal", "rank_mean", "rank_median", "rank_q5", "rank_q95",
		"score_nominal", "score_mean", "score_median", "score_q5", "score_q95")
	if err := c.Write(head); err != nil {
		return err
	}
	root := x.Table.Root()
	for _, u := range x.Order() {
		row := append(x.Identity(u), rank(x.Scored.Rank[u]))
		row = append(row, interval(s.Rank(u))...)
		row = append(row, index.Digits(x.Scored.Value[root][u]))
		if err := c.Write(append(row, interval(s.Score(u))...)); err != nil {
			return err
		}
	}
	return c.Flush()
}

func interval(i uncertainty.Interval) []string {
	return []string{index.Digits(i.Mean), index.Digits(i.Median), index.Digits(i.Q5), index.Digits(i.Q95)}
}

// A pairing says how often units stand above each other under the draws.
type pairing struct {
	*index.Result
	order  []int // units with a rank, by rank, then identity
	spread *uncertainty.Spread
}

// write writes the neighbours beside the scores, all pairs where a file is named for
// them, and tells how many neighbours can be told apart.
func (p *pairing) write(to Sink, all string, tell account.Teller) error {
	if err := to.Put(beside(to.Out, "neighbours"), p.neighbours); err != nil {
		return err
	}
	if len(p.order) > 1 {
		tell.ToldApart(p.apart(), len(p.order)-1, compare.ToldApart)
	}
	switch {
	case all == "":
		return nil
	case len(p.order) > mostPaired:
		return wording.Fail("index.pairs-many", "n", len(p.order), "most", mostPaired, "file", beside(to.Out, "neighbours"))
	case strings.EqualFold(filepath.Ext(all), ".json"):
		return to.Put(all, p.json)
	}
	return to.Put(all, p.matrix)
}

// apart counts the neighbours that can be told apart.
func (p *pairing) apart() int {
	n := 0
	for i, u := range p.order[1:] {
		if share, ok := p.spread.Above(p.order[i], u); ok && share >= compare.ToldApart {
			n++
		}
	}
	return n
}

// neighbours writes one row for every two units that are next to each other in
// the rank order. A share is empty where no draw scores both.
func (p *pairing) neighbours(w io.Writer) error {
	var head []string
	for _, side := range []string{"above_", "below_"} {
		for _, id := range p.Asked.Unit.ID {
			head = append(head, side+id)
		}
	}
	rows := [][]string{append(head, "rank_above", "rank_below", "share_above", "told_apart")}
	for i := range len(p.order) - 1 {
		a, b := p.order[i], p.order[i+1]
		row := append(p.Identity(a), p.Identity(b)...)
		row = append(row, strconv.Itoa(p.Scored.Rank[a]), strconv.Itoa(p.Scored.Rank[b]))
		if share, ok := p.spread.Above(a, b); ok {
			row = append(row, index.Digits(share), strconv.FormatBool(share >= compare.ToldApart))
		} else {
			row = append(row, "", "")
		}
		rows = append(rows, row)
	}
	return table.NewWriter(w).WriteAll(rows)
}

// matrix writes a row and a column for each unit, in rank order: in what share of
// the draws the unit of the row is above that of the column; the diagonal is empty.
func (p *pairing) matrix(w io.Writer) error {
	c := table.NewWriter(w)
	head := slices.Clone(p.Asked.Unit.ID)
	for _, u := range p.order {
		head = append(head, p.Name(u))
	}
	if err := c.Write(head); err != nil {
		return err
	}
	for _, a := range p.order {
		row := p.Identity(a)
		for _, b := range p.order {
			cell := ""
			if share, ok := p.spread.Above(a, b); ok && a != b {
				cell = index.Digits(share)
			}
			row = append(row, cell)
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	return c.Flush()
}

// json writes the same; a share is null where there is none.
func (p *pairing) json(w io.Writer) error {
	out := struct {
		Draws  int          `json:"draws"`
		Apart  float64      `json:"told_apart_from"`
		Units  []string     `json:"units"`
		Shares [][]*float64 `json:"share_above"`
	}{len(p.spread.Scores), compare.ToldApart, nil, nil}
	for _, a := range p.order {
		out.Units = append(out.Units, p.Name(a))
		row := make([]*float64, len(p.order))
		for i, b := range p.order {
			if share, ok := p.spread.Above(a, b); ok && a != b {
				row[i] = &share
			}
		}
		out.Shares = append(out.Shares, row)
	}
	return json.NewEncoder(w).Encode(out)
}
