package privacy

import (
	"slices"
	"strings"
	"unicode"
)

// contactSchemes are those of links that lead to a person, not to a page.
var contactSchemes = []string{"mailto:", "tel:", "callto:", "sms:", "smsto:", "viber:", "whatsapp:", "skype:", "tg:", "sip:", "xmpp:", "facetime:"}

// messengerHosts are those of links that lead to an account of a messenger.
var messengerHosts = []string{"wa.me", "api.whatsapp.com", "chat.whatsapp.com", "viber.me", "viber.click", "chats.viber.com", "invite.viber.com",
	"t.me", "telegram.me", "telegram.dog", "m.me", "signal.me", "join.skype.com"}

// numberKeys say in a link that a telephone number follows.
var numberKeys = []string{"phone=", "tel=", "telephone=", "mob=", "mobile=", "number=", "viber=", "whatsapp=", "telegram=", "fax=", "contact="}

// schemes are those of links that lead to pages and files.
var schemes = []string{"https://", "http://", "ftp://", "sftp://", "ssh://"}

// links finds links. One of a person's account is withheld whole, and so is who
// signs in; the numbers of any other one are its own and settled.
func (t *shadow) links() {
	for i := 0; i < len(t.text); i++ {
		if t.taken[i] || !t.startsWord(i) && t.text[i] != 'h' {
			continue
		}
		if scheme := t.oneOf(i, contactSchemes); scheme != "" {
			i = t.contactLink(i, scheme) - 1
			continue
		}
		if !t.startsWord(i) && t.oneOf(i, schemes) == "" {
			continue
		}
		if from := t.linkAt(i); from >= 0 {
			i = max(i, t.link(i, from)-1)
		}
	}
}

func (t *shadow) startsWord(i int) bool {
	return !unicode.IsLetter(t.get(i-1)) && !isDigit(t.get(i-1)) && t.get(i-1) != '.' && t.get(i-1) != '@' && t.get(i-1) != '-'
}

// oneOf returns the first of the words that stands at i; "" none.
func (t *shadow) oneOf(i int, list []string) string {
	for _, word := range list {
		if t.has(i, word) {
			return word
		}
	}
	return ""
}

// contactLink withholds a link such as mailto:ivan@rada.gov.ua, and returns its
// end. A scheme without anything behind it is a word: «Viber: 067…», «tel: …».
func (t *shadow) contactLink(i int, scheme string) int {
	from := i + len(scheme)
	end := t.linkEnd(from, mostContact)
	rest := string(t.text[from:end])
	number := strings.IndexFunc(rest, isDigit) >= 0 && strings.Trim(rest, "+0123456789-()./") == ""
	if end-from < 3 || number && len(rest) < fewest || !number && !strings.ContainsAny(rest, "@/%?=") && scheme != "skype:" {
		return from
	}
	if number && !inPlanOrLocal(rest) {
		return from
	}
	t.withhold(i, end, "")
	return end
}

// inPlanOrLocal reports whether what stands behind «tel:» can be dialled.
func inPlanOrLocal(s string) bool {
	n := strings.Count(strings.Map(func(r rune) rune {
		if isDigit(r) {
			return 'd'
		}
		return -1
	}, s), "d")
	return n >= fewest && n <= mostDigits
}

// linkAt returns where the host of a link at i begins; -1: no link is there. A
// host with a path is one without a scheme too.
func (t *shadow) linkAt(i int) int {
	if scheme := t.oneOf(i, schemes); scheme != "" {
		return i + len(scheme)
	}
	if !unicode.IsLetter(t.text[i]) && !isDigit(t.text[i]) {
		return -1
	}
	end := t.hostEnd(i)
	host := string(t.text[i:end])
	_, top, ok := strings.Cut(host, ".")
	if !ok || t.get(end) != '/' && !strings.HasPrefix(host, "www.") || strings.IndexFunc(lastLabel(top), unicode.IsDigit) >= 0 || len([]rune(lastLabel(top))) < 2 {
		return -1
	}
	return i
}

func lastLabel(host string) string { return host[strings.LastIndexByte(host, '.')+1:] }

func (t *shadow) hostEnd(i int) int {
	for i < len(t.text) && (unicode.IsLetter(t.get(i)) || isDigit(t.text[i]) || t.text[i] == '-' || t.text[i] == '.') {
		i++
	}
	return i
}

// Longer links and values of keys are looked at no further: time grows with the
// length of a text alone.
const (
	mostLink    = 4096
	mostContact = 320 // an e-mail address is shorter (RFC 5321)
	mostValue   = 64
)

// linkEnd returns where a link ends: at a space, a bracket, a quotation mark, a
// comma or semicolon.
func (t *shadow) linkEnd(from, most int) int {
	i := from
	for i < min(len(t.text), from+most) && !strings.ContainsRune(" \n<>\"«»“”„'|,;()", t.text[i]) {
		i++
	}
	for i > from && strings.ContainsRune(".:!?", t.text[i-1]) {
		i--
	}
	return i
}

// link judges a link from its start and that of its host; it returns its end.
func (t *shadow) link(i, from int) int {
	end := t.linkEnd(from, mostLink)
	authority := from
	for authority < end && !strings.ContainsRune("/?#", t.text[authority]) {
		authority++
	}
	if at := slices.Index(t.text[from:authority], '@'); at >= 0 {
		t.withhold(from, from+at, "") // who signs in, and how
		from += at + 1
	}
	host := string(t.text[from:t.hostEnd(from)])
	if slices.Contains(messengerHosts, strings.TrimPrefix(host, "www.")) && t.personal(i, authority, end) {
		t.withhold(i, end, "")
		return end
	}
	if t.ofPerson(host, authority) {
		t.withhold(i, end, "")
		return end
	}
	for at := authority; at < end; at++ {
		if key := t.oneOf(at, numberKeys); key != "" && !unicode.IsLetter(t.get(at-1)) {
			t.value(at+len([]rune(key)), end)
		}
	}
	mails{t}.addressesIn(authority, end)
	t.settle(authority, end)
	return end
}

// ofPerson reports whether a page of a network is of a person by its path.
func (t *shadow) ofPerson(host string, path int) bool {
	switch strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(host, "www."), "m."), "ua.") {
	case "facebook.com", "fb.com":
		return t.has(path, "/profile.php?id=") || t.has(path, "/people/")
	case "linkedin.com":
		return t.has(path, "/in/")
	}
	return false
}

// value withholds the number or handle that a key of a link names.
func (t *shadow) value(from, end int) {
	to := from
	for to < min(end, from+mostValue) && !strings.ContainsRune("&#", t.text[to]) {
		to++
	}
	n := 0
	for _, r := range t.text[from:to] {
		if isDigit(r) {
			n++
		}
	}
	if n >= 7 {
		t.withhold(from, to, "")
	}
}

// publicWords say that an account speaks for an office: a channel, a bot.
var publicStems = []string{"канал", "чат", "бот", "спільнот", "груп", "сторін", "channel", "bot", "chatbot", "group", "page", "community", "чатбот"}

// personal reports whether a link to a messenger leads to a person: not one to a
// channel or bot, said so or named so.
func (t *shadow) personal(i, authority, end int) bool {
	name := strings.Trim(string(t.text[authority:end]), "/")
	if name == "" {
		return false
	}
	return !t.public(i, name)
}

// public reports whether a name or the three words before it say that an account
// is a bot or a channel.
func (t *shadow) public(i int, name string) bool {
	name, _, _ = strings.Cut(name, "?")
	if strings.HasSuffix(name, "bot") || strings.HasSuffix(name, "_channel") || strings.HasPrefix(name, "s/") {
		return true
	}
	for range 4 {
		i = t.back(i, " :-–(«\"'")
		word, at := t.wordBefore(i)
		if word == "" {
			return false
		}
		if begins(word, publicStems) {
			return true
		}
		i = at
	}
	return false
}
