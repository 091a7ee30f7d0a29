package writing

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/document"
)

// CitedID is the anchor of the list of cells.
const CitedID = "cells"

// Cites reports whether a document lists the cells that it cites, so that text names
// them by a number; a factsheet by itself and the site have no such list.
func Cites(c *Writer) bool { return !c.Single && !c.OnSite }

// Cite refers to a cell by its number in the list of references: works stand first in
// it, then cells in the order in which they are cited. No spans for the zero Ref.
func Cite(c *Writer, at cell.Ref) []document.Span {
	if at.IsZero() {
		return nil
	}
	i := slices.Index(c.Cited, at)
	if i < 0 {
		i = len(c.Cited)
		c.Cited = append(c.Cited, at)
	}
	return []document.Span{{Text: "\u00A0"}, {Text: "[" + strconv.Itoa(CitedFrom(c)+i) + "]", Link: "#" + CitedID}}
}

// CitedFrom is the number of the first cell in the list of references.
func CitedFrom(c *Writer) int { return len(c.In.Sources) + 1 }
