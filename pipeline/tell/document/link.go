package document

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Follows reports whether a link may be followed from what is published: a place
// within the document («#id»), or a public page of the web. One with user
// information, to a private address or a name of an office's own network, with
// characters that cannot be seen or that turn directions, or from which something
// was withheld («[…]») is shown as text.
func Follows(link string) bool {
	if strings.HasPrefix(link, "#") {
		return len(link) > 1
	}
	if len(link) < len("http://") || !strings.EqualFold(link[:len("http")], "http") { // most texts are none
		return false
	}
	if host, ok := plainHost(link); ok {
		return public(host)
	}
	return weighed(link)
}

// weighed is Follows of any address of the web.
func weighed(link string) bool {
	if strings.ContainsFunc(link, unfit) || strings.Contains(link, "[…]") {
		return false
	}
	u, err := url.Parse(link)
	if err != nil || u.Opaque != "" || u.User != nil || u.Host == "" || strings.Contains(u.Host, "@") {
		return false
	}
	return (strings.EqualFold(u.Scheme, "https") || strings.EqualFold(u.Scheme, "http")) && public(u.Hostname())
}

// plainHost returns the host of an address that leaves nothing to weigh: Latin letters,
// digits and a few signs. Nearly all are so, and there are many.
func plainHost(link string) (host string, ok bool) {
	_, rest, _ := strings.Cut(link, ":")
	if n := len(link) - len(rest); n != len("http:") && (n != len("https:") || link[n-2]|' ' != 's') {
		return "", false
	}
	if rest, ok = strings.CutPrefix(rest, "//"); !ok {
		return "", false
	}
	end := len(rest)
	for i := range len(rest) {
		switch c := rest[i]; {
		case c|' ' >= 'a' && c|' ' <= 'z', c >= '0' && c <= '9', c == '.', c == '-':
		case c == '/' && end == len(rest):
			end = i
		case end == len(rest) || strings.IndexByte("/?=&_~+,", c) < 0:
			return "", false
		}
	}
	return rest[:end], end > 0
}

// unfit characters stand in no link that somebody typed as one.
func unfit(r rune) bool {
	if r < unicode.MaxASCII {
		return r <= ' ' || strings.IndexByte("\"'<>\\`{}|^", byte(r)) >= 0
	}
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar
}

// own are the last labels of names that only a network of one's own knows (RFC
// 6761, RFC 6762, RFC 8375; those of usual routers besides).
var own = []string{"localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "arpa", "test", "invalid", "onion"}

// dots are what a browser takes for the point between two labels.
var dots = strings.NewReplacer("。", ".", "．", ".", "｡", ".")

// public reports whether a host is one of the public web: a name of two labels or
// more, or a public address.
func public(host string) bool {
	if host = strings.ToLower(host); strings.ContainsFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) {
		host = norm.NFKC.String(dots.Replace(host))
	}
	host, _, _ = strings.Cut(host, "%") // the zone of an address
	host = strings.TrimSuffix(host, ".")
	if numeric(host) {
		if at, err := netip.ParseAddr(host); err == nil {
			return publicAddress(at.Unmap())
		}
	}
	at := strings.LastIndexByte(host, '.')
	last := host[at+1:]
	if at < 0 || last == "" || last[0] >= '0' && last[0] <= '9' { // 127.1 is an address to a browser
		return false
	}
	for _, name := range own {
		if last == name {
			return false
		}
	}
	return true
}

// numeric reports a host that may be an address: no other has a colon or ends
// in a digit.
func numeric(host string) bool {
	return strings.Contains(host, ":") || host != "" && strings.Contains("0123456789", host[len(host)-1:])
}

// special are networks that are not of the public internet and that netip does
// not name (IANA, special-purpose address registries).
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("fec0::/10"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("::/96"),
}

func publicAddress(at netip.Addr) bool {
	for _, net := range special {
		if net.Contains(at) {
			return false
		}
	}
	return at.IsGlobalUnicast() && !at.IsPrivate()
}
