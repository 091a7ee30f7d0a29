package form

import (
	"slices"
	"strings"
	"time"

	"depository.example/depository/pipeline/media/form/card"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/proof"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// A hidden sheet tells live whether evidence counts, as package proof does: a row for
// each cell of evidence, a column for each step. What stood in the cell when the form
// was written has been read by reply itself.

const proofSheet = "_proof"

// rowOfProof returns the row of a criterion's evidence on a card.
func rowOfProof(b *book, c *card.Card, k *survey.Criterion) int {
	all := rule.Evidenced(b.Q)
	return 2 + (c.Number-1)*len(all) + slices.Index(all, k.ID)
}

// drawProofs writes the hidden sheet, after the cards that it reads.
func drawProofs(b *book) {
	if len(rule.Evidenced(b.Q)) == 0 {
		return
	}
	p := b.hiddenPage(proofSheet)
	p.put(1, workbook.Format{}, "last day")
	p.put(2, workbook.Format{}, lastDay(b))
	numbers, count := rule.Numbers(b.Q), len(rule.Evidenced(b.Q))
	for i := range b.cards {
		for j := range b.Q.Criteria {
			if k := &b.Q.Criteria[j]; k.Evidence != nil {
				p.row = rowOfProof(b, &b.cards[i], k)
				p.put(proof.Number, workbook.Format{}, numbers[k.ID].String())
				proofRow(p, slot.EvidenceName(b.cards[i].Number, k.ID), 2+i*count, 1+(i+1)*count)
			}
		}
	}
	p.on.Dimension(proof.Verdict, p.row)
	p.on.Protect(false)
	p.on.Hide()
}

// lastDay returns the last day that counts, as 20260630: known, or told by the
// period that the partner types.
func lastDay(b *book) any {
	if b.opts.Period != "" {
		if day, ok := period.Parse(b.opts.Period).LastDay(); ok {
			return day.Format("20060102")
		}
		return proof.Always
	}
	if where, asked := b.where[slot.PartnerPeriod]; asked {
		return proof.LastDay(where.ref().Cell())
	}
	return ""
}

// proofRow writes the row of one cell of evidence; from first to last are those of its
// card.
func proofRow(p *page, name string, first, last int) {
	given := p.now(name).Text
	p.put(proof.Name, workbook.Format{}, name)
	row := proof.Row{Typed: p.where[strings.ToLower(name)].ref().Cell(), Row: p.row, Read: given != "", First: first, Last: last}
	if row.Read {
		p.put(proof.Once, workbook.Format{}, given)
		counts := 0
		if p.counts(given) {
			counts = 1
		}
		p.put(proof.OnceIs, workbook.Format{}, counts)
	}
	for _, step := range row.Steps(formula.Ref{Col: 2, Row: 1}.Cell()) {
		p.put(step.Col, workbook.Format{}, step.Expr)
	}
}

// counts tells whether evidence counts in the period of the form.
func (b *book) counts(evidence string) bool {
	last := time.Time{}
	if day, ok := period.Parse(b.opts.Period).LastDay(); ok {
		last = day
	}
	return reply.ReadEvidence(evidence).Lack(last) == ""
}
