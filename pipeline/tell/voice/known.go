package voice

import "depository.example/depository/pipeline/measure/compare"

// Ranks prints an interval of places: "2–4", or "2" where it is one.
func Ranks(v *Voice, r compare.Range) string {
	low, high := v.Words.Number(r.Low, 0), v.Words.Number(r.High, 0)
	if low == high {
		return low
	}
	return low + "–" + high
}

// KnownOf prints a partner's «yes» among its known answers by the text of key,
// or of a key that says that all or none are known; "" for a criterion of
// another kind, and where nothing was asked.
func KnownOf(v *Voice, id, criterion, key string) string {
	t, ok := v.Found.Replies().TallyOf(id, criterion)
	if !ok {
		return ""
	}
	return v.T(key+OfKnown(t.Given, t.Unknown), "yes", t.Yes, "of", t.Given, "unknown", t.Unknown)
}

// OfKnown ends the key of a text about what is known and what is not: neither
// is said where it is nothing.
func OfKnown(known, unknown int) string {
	switch {
	case unknown == 0:
		return ".all"
	case known == 0:
		return ".none"
	}
	return ""
}
