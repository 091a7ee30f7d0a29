package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"depository/pipeline/method"
	"depository/pipeline/score"
	"depository/pipeline/wording"
)

func newMethodCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "method",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		newMethodCheckCommand(),
		&cobra.Command{
			Use:  "show",
			Args: exactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error {
				m, err := methodOf(args[0])
				if err != nil {
					return err
				}
				showMethod(cmd.OutOrStdout(), m)
				return nil
			},
		},
		newMethodDocsCommand(),
	)
	return cmd
}

func newMethodCheckCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "check",
		Args: exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			texts, err := textsOf(cmd)
			if err != nil {
				return err
			}
			return checkMethod(cmd.OutOrStdout(), cmd.ErrOrStderr(), args[0], texts)
		},
	}
	return cmd
}

// checkMethod prints all faults and warnings; a file with faults ends the
// command with status 1.
func checkMethod(stdout, stderr io.Writer, name string, texts *wording.Catalogue) error {
	m, err := methodOf(name)
	var faults method.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Fprintln(stderr, f.In(texts))
		}
		return statusError(statusNotRun)
	}
	if err != nil {
		return err
	}
	for _, w := range m.Warnings {
		fmt.Fprintln(stderr, texts.T("method.check.warning", "text", w.In(texts)))
	}
	fmt.Fprintln(stdout, texts.T("method.check.sound", "method", strings.TrimSpace(m.ID+" "+m.Version), "n", len(m.Questionnaire.Criteria), "hash", m.Hash))
	return nil
}

// showMethod prints the method as an indented tree.
func showMethod(w io.Writer, m *method.Method) {
	fmt.Fprintf(w, "%s\nscale %v to %v\n", strings.TrimRight(m.ID+" "+m.Version+" — "+m.Name.In("en"), " —"), m.Model.Scale.Min, m.Model.Scale.Max)
	showNode(w, m.Model.Root, 0)
	for _, s := range m.Model.Rollup {
		fmt.Fprintf(w, "roll-up: %s to %s by %s%s\n", s.From, s.To, s.By, rollDetail(s))
	}
	for _, t := range m.Model.Themes {
		fmt.Fprintf(w, "theme: %s, weight %v — %s\n", t.ID, t.Weight, t.Name.In("en"))
	}
	for _, l := range m.Model.Levels {
		fmt.Fprintf(w, "level %d from %v — %s%s\n", l.Level, l.From, l.Name.In("en"), gates(l.Needs))
	}
	if p := m.Uncertainty; p.Draws() {
		fmt.Fprintf(w, "uncertainty: %d replications, seed %d, weights ±%v, level error %v, alternatives: %d normalisations, %d aggregations, %d treatments, %d imputations\n",
			p.Replications, p.Seed, p.Noise, p.LevelError, len(p.Normalise), len(p.Aggregate), len(p.Treat), len(p.Impute))
	}
	for _, in := range m.Model.Inputs {
		fmt.Fprintf(w, "input: %s (%s), read and not scored\n", in.ID, in.Kind)
	}
}

func rollDetail(s score.Step) string {
	var b strings.Builder
	if s.By == score.RollBest {
		fmt.Fprintf(&b, " %d", s.N)
	}
	if s.Within != "" {
		b.WriteString(" within " + s.Within)
	}
	return b.String()
}

func gates(needs []score.Gate) string {
	var out []string
	for _, g := range needs {
		out = append(out, fmt.Sprintf("%s ≥ %v", g.Node, g.AtLeast))
	}
	if out == nil {
		return ""
	}
	return " (needs " + strings.Join(out, ", ") + ")"
}

func showNode(w io.Writer, n *score.Node, depth int) {
	fmt.Fprintf(w, "%s%s", strings.Repeat("  ", depth), n.ID)
	if name := n.Name.In("en"); name != n.ID {
		fmt.Fprintf(w, " — %s", name)
	}
	var facts []string
	if depth > 0 {
		facts = append(facts, fmt.Sprintf("weight %v", n.Weight))
	}
	if n.Leaf != nil {
		facts = append(facts, leafFacts(n.Leaf)...)
	} else {
		facts = append(facts, aggregationText(n.Aggregate))
		if how := weighingText(n); how != "" {
			facts = append(facts, how)
		}
	}
	if n.MinCoverage > 0 {
		facts = append(facts, fmt.Sprintf("needs coverage %v", n.MinCoverage))
	}
	if n.MinChildren > 0 {
		facts = append(facts, fmt.Sprintf("needs a score of %v of its parts", n.MinChildren))
	}
	fmt.Fprintf(w, " [%s]\n", strings.Join(facts, "; "))
	for _, c := range n.Parts {
		showNode(w, c, depth+1)
	}
}

// weighingText says where the weights of the parts come from.
func weighingText(n *score.Node) string {
	switch w := n.Weighing; w.By {
	case score.Equal:
		return "equal weights"
	case score.Compared:
		return fmt.Sprintf("weights from comparisons in pairs, consistency ratio %.3f", w.Ratio)
	case score.Experts:
		return fmt.Sprintf("weights from the budgets of %d experts, who differ by up to %.3f", w.Experts, slices.Max(w.Spread))
	case score.Component:
		return "weights from the first principal component"
	}
	return ""
}

func aggregationText(a score.Aggregation) string {
	if a.By == score.PowerMean {
		return fmt.Sprintf("power mean %v", a.Power)
	}
	return string(a.By)
}

func leafFacts(l *score.Leaf) []string {
	facts := []string{l.Kind.String()}
	if l.Rule != nil {
		facts = []string{fmt.Sprintf("rule of %d lines over %s", len(l.Rule), strings.Join(l.Needs, ", "))}
	}
	if l.Lower {
		facts = append(facts, "less is better")
	}
	if l.Denominate.By != "" {
		facts = append(facts, fmt.Sprintf("× %v / %s", l.Denominate.Scale, l.Denominate.By))
	}
	if l.Impute.By != score.Leave {
		facts = append(facts, strings.TrimSpace("imputed by "+string(l.Impute.By)+" "+l.Impute.Group))
	}
	if l.Transform != "" {
		facts = append(facts, string(l.Transform))
	}
	if l.Treat != nil {
		facts = append(facts, fmt.Sprintf("winsorised up to %d", l.Treat.Winsorise))
	}
	facts = append(facts, string(l.Normalise.By))
	if e := l.Evidence; e != nil {
		facts = append(facts, fmt.Sprintf("from level %d with evidence, else %d", e.From, e.Cap))
	}
	return facts
}
