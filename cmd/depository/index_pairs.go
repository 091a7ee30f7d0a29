package main

import (
	"cmp"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/uncertainty"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/tell/wording"
)

// mostPaired is of how many units the file of --pairs has all pairs: its size
// and cost grow with their square.
const mostPaired = 2000

// A pairing says how often units stand above each other under the draws.
type pairing struct {
	ids    []string // identity columns
	order  []int    // units with a rank, by rank, then identity
	units  []string // identities of all units
	rank   []int
	spread *uncertainty.Spread
}

func (x *indexed) pairs(spread *uncertainty.Spread) *pairing {
	p := &pairing{ids: x.method.Unit.ID, units: x.table.Units, rank: x.scored.Rank, spread: spread}
	for u, r := range x.scored.Rank {
		if r > 0 {
			p.order = append(p.order, u)
		}
	}
	slices.SortStableFunc(p.order, func(a, b int) int { return cmp.Compare(p.rank[a], p.rank[b]) }) // units are in order of identity
	return p
}

// write writes the neighbours beside the results, all pairs where a file is
// named for them, and tells how many neighbours can be told apart.
func (p *pairing) write(files *results, all string, tell teller) error {
	if err := files.put(beside(files.out, "neighbours"), p.neighbours); err != nil {
		return err
	}
	if len(p.order) > 1 {
		tell.say(tell.t.T("index.told-apart", "n", p.apart(), "of", len(p.order)-1, "least", tell.t.Percent(compare.ToldApart, 0)))
	}
	switch {
	case all == "":
		return nil
	case len(p.order) > mostPaired:
		return wording.Fail("index.pairs-many", "n", len(p.order), "most", mostPaired, "file", beside(files.out, "neighbours"))
	case strings.EqualFold(filepath.Ext(all), ".json"):
		return files.put(all, p.json)
	}
	return files.put(all, p.matrix)
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
		for _, id := range p.ids {
			head = append(head, side+id)
		}
	}
	rows := [][]string{append(head, "rank_above", "rank_below", "share_above", "told_apart")}
	for i := range len(p.order) - 1 {
		a, b := p.order[i], p.order[i+1]
		row := append(strings.Split(p.units[a], "\x00"), strings.Split(p.units[b], "\x00")...)
		row = append(row, strconv.Itoa(p.rank[a]), strconv.Itoa(p.rank[b]))
		if share, ok := p.spread.Above(a, b); ok {
			row = append(row, shortest(share), strconv.FormatBool(share >= compare.ToldApart))
		} else {
			row = append(row, "", "")
		}
		rows = append(rows, row)
	}
	return tables.NewWriter(w).WriteAll(rows)
}

// name joins the identity of a unit.
func (p *pairing) name(u int) string { return strings.ReplaceAll(p.units[u], "\x00", ", ") }

// matrix writes a row and a column for each unit, in rank order: in what share of
// the draws the unit of the row is above that of the column; the diagonal is empty.
func (p *pairing) matrix(w io.Writer) error {
	c := tables.NewWriter(w)
	head := slices.Clone(p.ids)
	for _, u := range p.order {
		head = append(head, p.name(u))
	}
	if err := c.Write(head); err != nil {
		return err
	}
	for _, a := range p.order {
		row := strings.Split(p.units[a], "\x00")
		for _, b := range p.order {
			cell := ""
			if share, ok := p.spread.Above(a, b); ok && a != b {
				cell = shortest(share)
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
		out.Units = append(out.Units, p.name(a))
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
