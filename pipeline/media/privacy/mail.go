package privacy

import (
	"slices"
	"strings"
	"unicode"

	"depository.example/depository/pipeline/media/privacy/sight"
)

// mails finds addresses of mail and names in messengers.
type mails struct{ t *shadow }

// Signs that stand for «.» in an address, the longest first, and the brackets in which
// those for «@» may stand among spaces.
var (
	dots     = []string{"(dot)", "[dot]", "{dot}", "(крапка)", "[крапка]", "(точка)", "[.]", "(.)", " dot ", " крапка ", " точка "}
	openings = "([{<*"
	closings = ")]}>*"
)

// addresses finds e-mail addresses in what is not settled.
func (ms mails) addresses() { ms.addressesIn(0, len(ms.t.text)) }

func (ms mails) addressesIn(from, end int) {
	least := from
	for i := from; i < end; i++ {
		if ms.t.taken[i] {
			continue
		}
		after, spelled := ms.atSign(i)
		if after == 0 {
			continue
		}
		to := ms.domain(after, end, spelled)
		start := ms.local(i, least)
		if to == 0 || start == i || ms.t.taken[start] {
			continue
		}
		if ms.isRemote(start, i, to) {
			ms.t.settle(start, to)
			continue
		}
		ms.t.withhold(start, to, "")
		i, least = to-1, to
	}
}

// atSign returns where a sign for «@» at i ends, 0 none, and whether it is
// spelled, so that spaces may stand around it.
func (ms mails) atSign(i int) (after int, spelled bool) {
	switch r := ms.t.text[i]; {
	case r == '@':
		return i + 1, false
	case r == '%' && ms.t.has(i, "%40"):
		return i + 3, false
	case r == '&' && ms.t.has(i, "&#64;"):
		return i + 5, false
	case r == '&' && ms.t.has(i, "&#x40;"):
		return i + 6, false
	case r == '&' && ms.t.has(i, "&commat;"):
		return i + 8, false
	case r == '_':
		return ms.underscored(i), false
	case strings.ContainsRune(openings, r):
		for _, word := range sight.Bracketed {
			at := i + 1
			for ms.t.get(at) == ' ' {
				at++
			}
			if !ms.t.has(at, word) {
				continue
			}
			at += len([]rune(word))
			for ms.t.get(at) == ' ' {
				at++
			}
			if ms.t.get(at) != 0 && strings.ContainsRune(closings, ms.t.text[at]) {
				return at + 1, true
			}
		}
	case r == 'с' || r == 'р' || r == 's' || r == 'a':
		if ms.t.get(i-1) != ' ' && ms.t.get(i-1) != '-' {
			return 0, false
		}
		for _, word := range []string{"собака", "собачка", "равлик", "sobaka", "at"} {
			end := i + len([]rune(word))
			if !ms.t.has(i, word) || unicode.IsLetter(ms.t.get(end)) {
				continue
			}
			if word == "at" && !ms.dotSpelled(end) {
				return 0, false
			}
			return end, true
		}
	}
	return 0, false
}

// underscored returns where a sign between underscores ends:
// ivan_at_rada.gov.ua; 0
// none. It is one only before a domain that ends as domains do: «look_at_me.txt»
// is a file.
func (ms mails) underscored(i int) int {
	for _, word := range []string{"at", "собака", "собачка", "sobaka"} {
		after := i + len([]rune(word)) + 2
		if !ms.t.has(i, "_"+word+"_") {
			continue
		}
		to := ms.domain(after, len(ms.t.text), false)
		from := to
		for from > after && unicode.IsLetter(ms.t.get(from-1)) {
			from--
		}
		if to > 0 && isOf(string(ms.t.text[from:to]), usualEnds) {
			return after
		}
	}
	return 0
}

// dotSpelled reports whether the word after next is «dot»: only then is « at » a
// sign of an address.
func (ms mails) dotSpelled(i int) bool {
	for n := 0; n < 40 && i < len(ms.t.text); n++ {
		if ms.t.has(i, " dot ") {
			return true
		}
		i++
	}
	return false
}

// local returns where the part before the sign begins; i where there is none.
func (ms mails) local(i, least int) int {
	from := i
	for n := 0; n < 2 && from > least && ms.t.text[from-1] == ' '; n++ {
		from--
	}
	if from > least && ms.t.text[from-1] == '-' && ms.t.get(from-2) == ' ' && from < i { // ivan -собака-
		from -= 2
	}
	if from > least && ms.t.text[from-1] == '"' { // "ivan ivanenko"@rada.gov.ua
		for k := from - 2; k >= least && from-k < 66; k-- {
			if ms.t.text[k] == '"' {
				return k
			}
		}
	}
	start := from
	for start > least && from-start < 64 && isLocal(ms.t.get(start-1)) && !ms.t.taken[start-1] {
		start--
	}
	for start < from && strings.ContainsRune(".'-+", ms.t.text[start]) {
		start++
	}
	if start == from {
		return i
	}
	return start
}

func isLocal(r rune) bool {
	return unicode.IsLetter(r) || isDigit(r) || strings.ContainsRune("._%+-'!#$&*?^`{|}~=", r) && r != '=' && r != '&' && r != '?' && r != '*' && r != '|' && r != '{' && r != '}'
}

// domain returns where the domain of an address ends; 0: none stands there.
// Labels are parted by points, spelled ones too; the last is of letters.
func (ms mails) domain(i, end int, spelled bool) int {
	for n := 0; n < 2 && (ms.t.get(i) == ' ' || spelled && ms.t.get(i) == '-'); n++ {
		i++
	}
	if ms.t.get(i) == '[' { // an address of a machine
		return ms.machine(i, end)
	}
	labels, last := 0, 0
	for i < end {
		from := i
		for i < end && (unicode.IsLetter(ms.t.get(i)) || isDigit(ms.t.text[i]) || ms.t.text[i] == '-' && i > from) {
			i++
		}
		if i == from {
			break
		}
		for i > from && ms.t.text[i-1] == '-' {
			i--
		}
		labels++
		if labels > 1 && topLevel(ms.t.text[from:i]) {
			last = i
		}
		next := ms.dot(i)
		if next == 0 || next >= end {
			break
		}
		i = next
	}
	return last
}

// machine returns the end of [192.0.2.1].
func (ms mails) machine(i, end int) int {
	at := i + 1
	for at < end && (isDigit(ms.t.text[at]) || ms.t.text[at] == '.' || ms.t.text[at] == ':') {
		at++
	}
	if at < i+8 || ms.t.get(at) != ']' {
		return 0
	}
	return at + 1
}

// dot returns where the next label begins behind a point at i; 0 none. A point
// among spaces is one where it is not the end of a sentence: a small letter
// follows.
func (ms mails) dot(i int) int {
	if ms.t.get(i) == '.' && (unicode.IsLetter(ms.t.get(i+1)) || isDigit(ms.t.get(i+1))) {
		return i + 1
	}
	if ms.t.get(i) == ',' && ms.ofDomain(i+1) { // a slip of the finger: ukr,net
		return i + 1
	}
	if ms.t.get(i) == '.' && ms.t.get(i+1) == ' ' && ms.ofDomain(i+2) {
		return i + 2
	}
	at := i
	for ms.t.get(at) == ' ' {
		at++
	}
	if ms.t.get(at) == '.' && at-i <= 1 {
		next := at + 1
		for ms.t.get(next) == ' ' {
			next++
		}
		if next-at <= 2 && at > i && unicode.IsLetter(ms.t.get(next)) && !ms.t.upper[next] {
			return next
		}
	}
	for _, from := range []int{i, at} {
		if word := ms.t.oneOf(from, dots); word != "" {
			next := from + len([]rune(word))
			for ms.t.get(next) == ' ' {
				next++
			}
			return next
		}
	}
	return 0
}

// usualEnds are labels that stand behind a point as nothing else does.
var usualEnds = words("ua com net org gov edu укр")

// ofDomain reports whether one of the usual last labels stands at i, in small
// letters: gov.ua.
func (ms mails) ofDomain(i int) bool {
	end := i
	for unicode.IsLetter(ms.t.get(end)) && end-i < 4 && !ms.t.upper[end] {
		end++
	}
	return !unicode.IsLetter(ms.t.get(end)) && isOf(string(ms.t.text[i:min(end, len(ms.t.text))]), usualEnds)
}

// topLevel reports whether a label can be the last of a domain: of two letters or
// more, or in Punycode; no number of a version.
func topLevel(label []rune) bool {
	if strings.HasPrefix(string(label), "xn--") {
		return true
	}
	return len(label) >= 2 && len(label) <= 24 && !slices.ContainsFunc(label, func(r rune) bool { return !unicode.IsLetter(r) })
}

// isRemote reports whether an address is that of a program's store:
// git@github.com:office/register.git.
func (ms mails) isRemote(start, at, to int) bool {
	return string(ms.t.text[start:at]) == "git" && (ms.t.get(to) == ':' || ms.t.get(to) == '/')
}

// notHandles are words behind «@» of programs, not of persons.
var notHandles = words("media import charset keyframes supports param return returns override deprecated angular types babel sum latest dev todo fixme author see link test before after component service")

// handles finds names in messengers and networks: @name, announced or alone.
func (ms mails) handles() {
	for i, r := range ms.t.text {
		if r != '@' || ms.t.taken[i] {
			continue
		}
		end := i + 1
		for end < len(ms.t.text) && (unicode.IsLetter(ms.t.text[end]) || isDigit(ms.t.text[end]) || ms.t.text[end] == '_' || ms.t.text[end] == '.' && unicode.IsLetter(ms.t.get(end+1))) {
			end++
		}
		if ms.isHandle(i, end) {
			ms.t.withhold(i, end, "")
		}
	}
	ms.announcedNames()
}

// announcedNames finds accounts without «@» behind the name of a messenger:
// «Skype: ivan.ivanenko», «телеграм ivan_ivanenko».
func (ms mails) announcedNames() {
	for i := range ms.t.text {
		if !ms.t.startsWord(i) {
			continue
		}
		word := ms.t.oneOf(i, accountWords)
		from := i + len([]rune(word))
		if word == "" || unicode.IsLetter(ms.t.get(from)) {
			continue
		}
		for n := 0; n < 4 && strings.ContainsRune(" :-", ms.t.get(from)); n++ {
			from++
		}
		end, joined := from, false
		for end < len(ms.t.text) && !ms.t.taken[end] && (ms.t.text[end] >= 'a' && ms.t.text[end] <= 'z' || isDigit(ms.t.text[end]) || strings.ContainsRune("_.:", ms.t.text[end]) && end > from && ms.t.get(end+1) >= 'a' && ms.t.get(end+1) <= 'z') {
			joined = joined || ms.t.text[end] == '_' || !isDigit(ms.t.text[end]) && strings.ContainsRune(".:", ms.t.text[end]) && (word == "skype" || word == "скайп")
			end++
		}
		if name := string(ms.t.text[from:end]); joined && end-from > 5 && end-from <= 40 && !strings.HasSuffix(name, ".com") && !strings.ContainsRune("/@", ms.t.get(end)) && !ms.t.public(i, name) {
			ms.t.withhold(from, end, "")
		}
	}
}

// accountWords are names of messengers whose accounts have names.
var accountWords = words("skype скайп telegram телеграм тг")

// isHandle judges «@» at i and the name that ends at end: not a part of a word, a
// formula, a path or a rule of a program, not one of a bot or channel.
func (ms mails) isHandle(i, end int) bool {
	name := string(ms.t.text[i+1 : end])
	before, after := ms.t.get(i-1), ms.t.get(end)
	switch {
	case len(name) < 4 || len(name) > 40 || isDigit(ms.t.text[i+1]) || isOf(name, notHandles):
		return false
	case unicode.IsLetter(before) || isDigit(before) || strings.ContainsRune("=@`", before):
		return false
	case strings.ContainsRune("/(@", after) || after == '-' && unicode.IsLetter(ms.t.get(end+1)):
		return false
	}
	return !ms.t.public(i, name)
}
