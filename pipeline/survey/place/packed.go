package place

import (
	"fmt"
	"slices"
	"strings"
)

// The codifier that the program carries is text, packed: a first line that says
// the edition, then a line a unit in the order of their codes, down to settlements.
// A line has a category, the digits of the code that the level above does not
// have, a tab and the name; names that the unit has borne follow behind tabs. Of a
// settlement the digits are left out and names are keys: it is only looked for. The
// first below a hromada is its centre. What lies in no hromada is left out, and raions within
// cities.

// packedHead begins the first line; the day of the edition follows.
const packedHead = "KATOTTG "

// Pack writes the codifier as the program carries it: edition is its day, ISO
// 8601; of earlier editions, the latest first, are the names that units have borne.
func (c *Codifier) Pack(edition string, earlier ...*Codifier) string {
	former := make([]map[string]string, len(earlier))
	for i, e := range earlier {
		former[i] = map[string]string{}
		for _, u := range e.Units {
			former[i][u.code()] = u.Name
		}
	}
	var out strings.Builder
	fmt.Fprintln(&out, packedHead+edition)
	hromada := ""
	for _, u := range c.Units {
		if u.Category == "H" {
			hromada = u.code()
		}
		digits, ok := packedDigits(u)
		if !ok || digits == "" && u.Levels[2] != hromada { // Чорнобиль lies in no hromada
			continue
		}
		fmt.Fprintln(&out, u.Category+digits+"\t"+strings.Join(namesOf(u, former), "\t"))
	}
	return out.String()
}

// namesOf are the name of a unit and those that it has borne, by code; of
// settlements, which are only looked for, the keys of their names.
func namesOf(u Unit, former []map[string]string) []string {
	names, keys := []string{u.Name}, []string{key(Fold(u.Name))}
	for _, before := range former {
		name := before[u.code()]
		if k := key(Fold(name)); name != "" && !slices.Contains(keys, k) {
			names, keys = append(names, name), append(keys, k)
		}
	}
	if strings.Contains("MTXC", u.Category) {
		return keys
	}
	return names
}

// packedDigits are the digits of a unit's line; false for a unit that is left out.
func packedDigits(u Unit) (string, bool) {
	code := u.code()
	from, to := 0, 0
	switch u.Category {
	case "O", "K":
		from, to = 2, 4
	case "P":
		from, to = 4, 6
	case "H":
		from, to = 6, 9
	case "M", "T", "X", "C":
		return "", true
	default:
		return "", false
	}
	return code[from:to] + code[14:], true
}

// Unpack reads what Pack has written.
func Unpack(packed string) (*Registry, error) {
	first, lines, _ := strings.Cut(packed, "\n")
	edition, ok := strings.CutPrefix(first, packedHead)
	if !ok {
		return nil, fmt.Errorf("the packed codifier begins with %.20q", first)
	}
	r := NewRegistry(nil)
	r.edition = edition
	u := unpacking{r: r}
	for n := 2; lines != ""; n++ {
		var err error
		if lines, err = u.unit(lines); err != nil {
			return nil, fmt.Errorf("the packed codifier, line %d: %w", n, err)
		}
	}
	r.ready()
	return r, nil
}

// An unpacking knows the levels above the line that is read.
type unpacking struct {
	r             *Registry
	oblast, raion string // characters of the code: four, six
}

// unit reads a unit with the settlements below it, and returns the lines behind.
func (u *unpacking) unit(lines string) (rest string, err error) {
	line, rest, _ := strings.Cut(lines, "\n")
	digits, names, ok := strings.Cut(line, "\t")
	if !ok || len(digits) < 8 {
		return "", fmt.Errorf("%.40q is no unit", line)
	}
	name, former, _ := strings.Cut(names, "\t")
	own, last := digits[1:len(digits)-5], digits[len(digits)-5:]
	pad := func(head string) string { return head + "00000000000000"[:14-len(head)] + last }
	switch digits[0] {
	case 'O':
		u.oblast = "UA" + own
	case 'K':
		u.r.add(Hromada{pad("UA" + own), name})
	case 'P':
		u.raion = u.oblast + own
		u.r.raions[u.raion] = Hromada{pad(u.raion), name}
	case 'H':
		h := Hromada{pad(u.raion + own), name}
		u.r.add(h)
		if former != "" {
			for f := range strings.SplitSeq(former, "\t") {
				k := key(Bare(f))
				u.r.others[k] = append(u.r.others[k], h)
			}
		}
		end := blockEnd(rest)
		u.r.within[h.Code[:9]], rest = block(rest[:end]), rest[end:]
	default:
		return "", fmt.Errorf("%.40q lies in no hromada", line)
	}
	return rest, nil
}

// blockEnd is where the settlements at the beginning of lines end.
func blockEnd(lines string) (end int) {
	for end < len(lines) && strings.IndexByte("MTXC", lines[end]) >= 0 {
		n := strings.IndexByte(lines[end:], '\n')
		if n < 0 {
			return len(lines)
		}
		end += n + 1
	}
	return end
}
