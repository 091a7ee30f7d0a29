package pages

import (
	"math"

	"depository.example/depository/pipeline/measure/levers"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// An Explorer is what the page that weighs anew and the page that compares work on.
type Explorer struct {
	Levers   *levers.Levers // nil: weights cannot be changed without the answers
	Parts    []string       // names of the parts of the root, as in Levers
	Draws    [][]float64    // a factor on each weight, by draw and part; nil: the method shakes none
	Nodes    []Measure      // the overall score, the dimensions, the criteria
	Sides    int            // how many of Nodes, from the second, are dimensions
	Partners []Explored     // in the order of Units(Partner)
}

// A Measure is a node by which partners are plotted or compared.
type Measure struct{ ID, Name string }

// An Explored is one partner with its values by node; NaN: none.
type Explored struct {
	ID, Name  string
	Anchor    string
	Apart     bool
	Low, High float64 // 90 % of draws of the overall score; NaN: not known
	Values    []float64
}

// weighings is how many draws of weights are shipped.
const weighings = 200

// explorer gathers the numbers of the explorer.
func explorer(c sitePages) *Explorer {
	e := &Explorer{Levers: c.In.Levers, Nodes: []Measure{{c.Found.Comparison.Root, c.T("report.overall")}}}
	for _, n := range c.Found.Dimensions() {
		e.Nodes = append(e.Nodes, Measure{n.ID, c.Text(n.Name)})
		e.Sides++
	}
	for _, n := range c.Found.Criteria() {
		e.Nodes = append(e.Nodes, Measure{n.ID, c.Text(n.Name)})
	}
	at := e.positions(c)
	for _, u := range c.Found.Now.Of(score.Partner) {
		x := Explored{ID: u.ID, Name: c.Name(u.ID), Anchor: voice.PartnerAnchor(u.ID), Apart: u.Apart != "", Low: math.NaN(), High: math.NaN()}
		if s := c.Found.Comparison.Standing(u.ID); s != nil && s.Scores != nil {
			x.Low, x.High = min(s.Scores.Low, s.Score.Value), max(s.Scores.High, s.Score.Value)
		}
		x.Values = valuesAt(u, at)
		e.Partners = append(e.Partners, x)
	}
	if e.Levers != nil {
		for _, id := range e.Levers.Parts {
			e.Parts = append(e.Parts, c.Node(id))
		}
		e.draw(c)
	}
	return e
}

// positions are the places of the nodes among a unit's scores.
func (e *Explorer) positions(c sitePages) []int {
	at := make([]int, len(e.Nodes))
	for k, n := range e.Nodes {
		for i, info := range c.Found.Now.Nodes {
			if info.ID == n.ID && !info.Theme {
				at[k] = i
			}
		}
	}
	return at
}

// valuesAt are a unit's scores at some places; NaN: none.
func valuesAt(u *score.Unit, at []int) []float64 {
	out := make([]float64, len(at))
	for k, i := range at {
		if out[k] = math.NaN(); u.Scores[i].Known {
			out[k] = u.Scores[i].Value
		}
	}
	return out
}

// draw draws the weights as the method does; where it shakes none, there are no draws.
func (e *Explorer) draw(c sitePages) {
	plan := c.In.Uncertainty
	if plan.Noise <= 0 || c.Found.Comparison.Draws == 0 {
		return
	}
	for i := range weighings {
		drawn, row := plan.Draw(i, c.Found.Now.Nodes).Weights, make([]float64, len(e.Levers.Parts))
		for k, id := range e.Levers.Parts {
			for n, info := range c.Found.Now.Nodes {
				if info.ID == id && !info.Theme {
					row[k] = stat.OnScale(0, 1).Round(drawn[n])
				}
			}
		}
		e.Draws = append(e.Draws, row)
	}
}

// exploreContent is the page that weighs anew, below what it is about; without a script it shows what the weights
// are and what follows from them.
func exploreContent(c sitePages) Content {
	if c.In.Levers == nil {
		c.Say(c.T("page.explore.fixed"))
	}
	t := &document.Table{ID: "weights", Title: c.T("page.explore.weights"), Columns: []document.Column{{Title: c.T("report.column.criterion")}, {Title: c.T("report.column.weight"), Align: document.Right}}}
	for _, w := range c.Found.Weights() {
		if w.Node.Leaf == nil {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Spans: document.Plain(c.Text(w.Node.Name)), Head: true}, writing.PlainCell(c.Words.Percent(w.Share, 1))}})
		}
	}
	c.Add(t)
	c.show(c.Draw.Ranking())
	return contentOf(c, c.T("page.explore"), c.T("page.explore.lead"))
}

// compareContent is the page that puts two to six partners or practices side by side;
// without a script it shows the partners by dimension.
func compareContent(c sitePages) Content {
	c.show(c.Draw.Heat())
	return contentOf(c, c.T("page.compare"), c.T(c.Key("page.compare.lead.")))
}
