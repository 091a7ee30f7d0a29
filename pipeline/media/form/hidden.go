package form

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// The two hidden sheets: what the workbook is, and lists that are too long to
// stand in a cell's own rule. They are named alike in every language.
const (
	identitySheet = "_form"
	listSheet     = "_lists"
)

// maxLiteral is how long a list may be inside a cell's own rule (measured in
// UTF-16 units).
const maxLiteral = 255

// lists are the columns of the list sheet; equal lists share one.
type lists struct {
	columns [][]string
	source  map[string]string
}

// listSource returns the source of a drop-down: the list itself where it is
// short, otherwise its place on the list sheet.
func (b *book) listSource(items []string) string {
	literal := strings.Join(items, ",")
	if len(utf16.Encode([]rune(literal))) <= maxLiteral && !strings.ContainsAny(strings.Join(items, ""), `,"&<>`) {
		return quoted(literal)
	}
	return b.column(items)
}

// column returns the place of a list on the list sheet.
func (b *book) column(items []string) string {
	key := strings.Join(items, "\x00")
	if b.lists.source == nil {
		b.lists.source = map[string]string{}
	}
	source, known := b.lists.source[key]
	if !known {
		b.lists.columns = append(b.lists.columns, items)
		col := cell.ColumnName(len(b.lists.columns))
		source = fmt.Sprintf("'%s'!$%s$1:$%s$%d", listSheet, col, col, len(items))
		b.lists.source[key] = source
	}
	return source
}

// hidden writes the two hidden sheets, last because the cards make the lists.
func (b *book) hidden() {
	tallest := 1
	for i, items := range b.lists.columns {
		tallest = max(tallest, len(items))
		for j, item := range items {
			b.try(b.file.SetCellStr(listSheet, at(i+1, j+1), item))
		}
	}
	b.try(b.file.SetSheetDimension(listSheet, "A1:"+at(max(len(b.lists.columns), 1), tallest)))
	b.try(b.file.SetSheetVisible(listSheet, false))
	b.identify(b.identity())
}

// identify writes the sheet that says what the workbook is.
func (b *book) identify(identity [][2]string) {
	p := &page{book: b, sheet: identitySheet, widths: []float64{20, 70}, row: 1}
	for _, line := range identity {
		p.put(1, 0, line[0])
		p.put(2, 0, line[1])
		p.define(IdentityName(line[0]), 2, p.row)
		p.row++
	}
	b.try(b.file.SetSheetDimension(identitySheet, "A1:"+at(2, p.row-1)))
	p.protect()
	b.try(b.file.SetSheetVisible(identitySheet, false))
}

// identity returns the lines of the identity sheet, key and value, all as text.
func (b *book) identity() [][2]string {
	illustrative := "no"
	if b.opts.Illustrative {
		illustrative = "yes"
	}
	who := b.opts.Partner
	names := [2]string{who.Name["uk"], who.Name["en"]}
	if b.opts.stamped {
		names = [2]string{stampNameUK, stampNameEN}
	}
	lines := [][2]string{
		{IdentityForm, ID},
		{IdentityVersion, Version},
		{IdentityMethod, b.q.Method},
		{IdentityMethodVersion, b.q.Version},
		{IdentityHash, b.q.Hash},
		{IdentityPartner, who.ID},
		{IdentityNameUK, names[0]},
		{IdentityNameEN, names[1]},
		{IdentityPlace, who.Place},
		{IdentityKind, who.Kind},
		{IdentityPeriod, b.opts.Period},
		{IdentityLang, b.opts.Lang},
		{IdentityIllustrative, illustrative},
		{IdentityReplaces, b.opts.Replaces},
	}
	for i := range b.q.Criteria {
		lines = append(lines, [2]string{asked(b.q.Criteria[i].ID), Fingerprint(&b.q.Criteria[i])})
	}
	return lines
}

// Fingerprint tells questions that are put alike from others: eight hexadecimal
// digits of the SHA-256 of their kind and their words.
func Fingerprint(k *survey.Criterion) string {
	h := sha256.New()
	add := func(parts ...any) {
		for _, p := range parts {
			fmt.Fprintf(h, "%v\x00", p)
		}
	}
	texts := func(list ...survey.Text) {
		for _, t := range list {
			for _, lang := range slices.Sorted(maps.Keys(t)) {
				add(lang, strings.Join(strings.Fields(t[lang]), " "))
			}
		}
	}
	add(k.Kind)
	texts(k.Name, k.Question, k.Unit)
	for _, l := range k.Levels {
		add(l.Level)
		texts(l.Name, l.Text)
	}
	for _, o := range k.Choices {
		add(o.ID)
		texts(o.Name)
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}
