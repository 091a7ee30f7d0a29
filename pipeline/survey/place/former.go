package place

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// ReadFormerCodes reads a table that says to which hromada an old council
// (KOATUU) belongs: a column of ten digits, rada_code or «Код КОАТУУ», and one of
// codes of hromadas, hromada_code or «Код КАТОТТГ». A ColumnError or a RowError
// says what is wrong with it.
func ReadFormerCodes(rows [][]string) (map[string]string, error) {
	if len(rows) == 0 {
		return nil, &ColumnError{FormerCodesHeader}
	}
	column := func(labels ...string) int {
		return slices.IndexFunc(rows[0], func(s string) bool {
			return slices.ContainsFunc(labels, func(l string) bool { return Fold(s) == Fold(l) })
		})
	}
	from, to := column("rada_code", "Код КОАТУУ"), column("hromada_code", "Код КАТОТТГ")
	switch {
	case from < 0:
		return nil, &ColumnError{[]string{"Код КОАТУУ"}}
	case to < 0:
		return nil, &ColumnError{[]string{"Код КАТОТТГ"}}
	}
	out := map[string]string{}
	for i, row := range rows[1:] {
		if len(row) <= max(from, to) {
			continue
		}
		former, ok := formerCode(row[from])
		switch now := strings.TrimSpace(row[to]); {
		case now == "" || now == "NA": // a council that belongs to no hromada
		case !ok:
			return nil, &RowError{i + 2, "koatuu", row[from]}
		case !IsCode(now):
			return nil, &RowError{i + 2, "code", row[to]}
		case out[former] != "" && out[former] != now:
			return nil, &RowError{i + 2, "twice", former}
		default:
			out[former] = now
		}
	}
	return out, nil
}

// formerCode is a KOATUU code of ten digits; a program that took it for a number
// has dropped the zero that it may begin with.
func formerCode(text string) (string, bool) {
	if len(text) < 9 || text[0] > '9' && text[0] < utf8.RuneSelf { // nearly all texts
		return "", false
	}
	s := noSpaces.Replace(strings.TrimSpace(text))
	if len(s) < 9 || len(s) > 10 || strings.Trim(s, "0123456789") != "" {
		return "", false
	}
	return strings.Repeat("0", 10-len(s)) + s, true
}

var noSpaces = strings.NewReplacer(" ", "", "\u00a0", "")

// FormerCodesHeader are the columns of the table of old codes as it is kept.
var FormerCodesHeader = []string{"Код КОАТУУ", "Код КАТОТТГ"}

// KnowFormerCodes makes the registry know the old codes of councils.
func (r *Registry) KnowFormerCodes(codes map[string]string) { r.former = codes }

// Former finds the hromada that the council of an old code (KOATUU), or of the
// settlement with that code, belongs to.
func (r *Registry) Former(text string) (Hromada, bool) {
	code, ok := formerCode(text)
	if r == nil || !ok {
		return Hromada{}, false
	}
	now := r.former[code]
	if now == "" {
		now = r.former[code[:8]+"00"] // the last two digits number the settlements of a council
	}
	return r.Hromada(now)
}
