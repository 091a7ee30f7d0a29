package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// Submissions returns what partners said of a period, as was known, in the order of
// partners, places and practices: what is scored, told and compared of it. What is not
// kept (the cells of single texts, who had sent which of several files) is not there.
func (d *DB) Submissions(period string, known Known) ([]survey.Submission, error) {
	rows := map[string]map[string][]any{}
	for _, name := range []string{"partner", "practice", "answer", "plan", "described", "adoption"} {
		found, err := d.rows(tableOf(name), period, known)
		if err != nil {
			return nil, err
		}
		rows[name] = found
	}
	by := map[string]*survey.Submission{}
	for _, row := range rows["partner"] {
		s := &survey.Submission{Period: period, Partner: survey.Partner{ID: text(row[1]), Name: survey.Text{}, Place: text(row[4]), Kind: survey.PartnerKind(text(row[5]))}}
		for i, lang := range []string{"uk", "en"} {
			if name := text(row[2+i]); name != "" {
				s.Partner.Name[lang] = name
			}
		}
		by[s.Partner.ID] = s
	}
	answers, told := answersOf(rows["answer"]), rows["described"]
	texts := map[string][][]any{}
	for _, key := range slices.Sorted(maps.Keys(told)) {
		practice := key[:strings.LastIndexByte(key, 0)]
		texts[practice] = append(texts[practice], told[key])
	}
	for _, key := range slices.Sorted(maps.Keys(rows["practice"])) {
		row := rows["practice"][key]
		if s := by[text(row[1])]; s != nil {
			p := practiceOf(row)
			p.Answers = answers[key]
			describe(&p, texts[key], rows["adoption"][key])
			s.Practices, s.File = append(s.Practices, p), cmp.Or(s.File, p.At.File)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(rows["plan"])) {
		row := rows["plan"][key]
		if s := by[text(row[1])]; s != nil {
			s.Plan = append(s.Plan, survey.Task{Stage: text(row[2]), Text: text(row[3]), Due: text(row[4]), Status: text(row[5]), At: refOf(row[6:9])})
		}
	}
	var out []survey.Submission
	for _, id := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[id])
	}
	return out, nil
}

// Latest returns every partner as of the last period that has it, in the order of
// partners.
func (d *DB) Latest(known Known) ([]survey.Submission, error) {
	periods, err := d.Periods(known)
	if err != nil {
		return nil, err
	}
	by := map[string]survey.Submission{}
	for _, period := range periods {
		subs, err := d.Submissions(period, known)
		if err != nil {
			return nil, err
		}
		for _, s := range subs {
			by[s.Partner.ID] = s
		}
	}
	var out []survey.Submission
	for _, id := range slices.Sorted(maps.Keys(by)) {
		out = append(out, by[id])
	}
	return out, nil
}

// practiceOf lays a row of practices out.
func practiceOf(row []any) survey.Practice {
	return survey.Practice{Place: text(row[2]), ID: text(row[3]), Title: text(row[4]), Theme: text(row[5]), Summary: text(row[6]),
		Started: text(row[7]), Link: text(row[8]), PlaceName: text(row[9]), At: refOf(row[10:13])}
}

// describe enters what a practice tells of itself, and of whom it was taken over from.
func describe(p *survey.Practice, told [][]any, adopted []any) {
	for _, row := range told {
		for _, t := range p.Texts() {
			if t.Field == text(row[4]) {
				*t.Text, *t.At = text(row[5]), p.Spot(refOf(row[6:9]))
			}
		}
	}
	if adopted != nil {
		p.Adopted = survey.Adoption{From: text(adopted[4]), Raw: text(adopted[4]), On: text(adopted[5]), Act: text(adopted[6])}
		p.Cells.AdoptedFrom = p.Spot(refOf(adopted[7:10]))
	}
}

// answersOf lays answers out by the key of their practice, in the order of criteria.
func answersOf(rows map[string][]any) map[string][]survey.Answer {
	out := map[string][]survey.Answer{}
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		row := rows[key]
		a := survey.Answer{Criterion: text(row[4]), State: stateOf(text(row[5])), Choice: text(row[6]), Raw: text(row[7]),
			At: refOf(row[10:13])}
		a.Number, _ = row[13].(float64)
		if level, ok := row[14].(float64); ok {
			a.Verdict = &survey.Verdict{Reviewers: 1, Level: level}
		}
		proved, _ := row[16].(int64)
		a.Evident = proved == 1
		if b := (survey.Beside{Evidence: text(row[15]), Comment: text(row[8]), Reason: text(row[9])}); b != (survey.Beside{}) {
			a.Beside = &b
		}
		practice := key[:strings.LastIndexByte(key, 0)]
		out[practice] = append(out[practice], a)
	}
	return out
}

// stateOf reads the word of a kind of nothing.
func stateOf(word string) survey.State {
	for s := survey.NotAsked; s <= survey.Unasked; s++ {
		if s.String() == word {
			return s
		}
	}
	return survey.NotAsked
}

// refOf reads where something stands: file, sheet, cell.
func refOf(row []any) cell.Ref {
	out := cell.Ref{File: text(row[0]), Sheet: text(row[1])}
	name, _, _ := strings.Cut(text(row[2]), ":") // of a whole row: 14:14
	for _, r := range name {
		switch {
		case r >= 'A' && r <= 'Z' && out.Row == 0:
			out.Col = out.Col*26 + int(r-'A') + 1
		case r >= '0' && r <= '9':
			out.Row = out.Row*10 + int(r-'0')
		}
	}
	return out
}

// ReadAs says what each file of a period was read as: form, the id of a layout.
func (d *DB) ReadAs(period string, known Known) (map[string]string, error) {
	rows, err := d.rows(tableOf("source"), period, known)
	out := map[string]string{}
	for _, row := range rows {
		out[text(row[1])] = text(row[3])
	}
	return out, err
}
