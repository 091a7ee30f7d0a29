package survey

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Fingerprint tells questions that are put alike from others: eight hexadecimal
// digits of the SHA-256 of their kind and their words.
func (k *Criterion) Fingerprint() string {
	h := sha256.New()
	add := func(parts ...any) {
		for _, p := range parts {
			fmt.Fprintf(h, "%v\x00", p)
		}
	}
	texts := func(list ...Text) {
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
