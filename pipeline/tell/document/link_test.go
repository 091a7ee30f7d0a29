package document

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFollows(t *testing.T) {
	for link, want := range map[string]bool{
		"#partner-kyiv": true, "https://rada.gov.ua": true, "http://rada.gov.ua:8080/a?b=1&c=2#d": true, "HTTPS://RADA.GOV.UA/": true,
		"https://рада.укр/шлях": true, "https://xn--80aaa.xn--j1amh/": true, "https://8.8.8.8/a": true, "https://[2606:4700::1111]/": true,
		"https://medium.com/@office": true, "https://e.gov.ua/a(b),c;d": true, "https://rada.gov.ua./": true, "https://e.gov.ua/%40a": true,
		// User information.
		"https://user:pass@rada.gov.ua/": false, "https://user@rada.gov.ua/": false, "https://@rada.gov.ua/": false, "https://a%40b@rada.gov.ua": false,
		"https://user:pass@[…]/": false, "https://[…]@rada.gov.ua/": false, "https://rada.gov.ua/[…]": false,
		// Private addresses and names of one's own network.
		"http://10.0.0.1/": false, "http://172.16.5.4": false, "http://172.31.255.255/": false, "http://192.168.1.1:8080/": false, "http://127.0.0.1/": false,
		"http://169.254.1.1/": false, "http://0.0.0.0/": false, "http://100.64.0.1/": false, "http://[::1]/": false, "http://[fe80::1%25eth0]/": false,
		"http://[fd00::1]/": false, "http://[::ffff:192.168.0.1]/": false, "http://[2002:c0a8:1::]/": false, "http://[64:ff9b::a00:1]/": false, "http://[::10.0.0.1]/": false,
		"http://localhost:3000/": false, "http://server/": false, "http://portal.local/": false, "http://Portal.LOCAL./": false, "http://a.localhost": false,
		"http://wiki.lan/": false, "http://x.internal/": false, "http://1.0.0.127.in-addr.arpa/": false,
		"http://2130706433/": false, "http://127.1/": false, "http://0x7f.0x0.0x0.0x1/": false, "http://010.0.0.1/": false, "http://１２７.0.0.1/": false, "http://127。0。0。1/": false,
		// Characters that cannot be seen, turn directions, or end an attribute.
		"https://rada.gov.ua/\u202egpj.exe": false, "https://rada\u200b.gov.ua": false, "https://rada.gov.ua/\u2066a": false, "https://rada.gov.ua/\x00": false,
		"https://rada.gov.ua/a b": false, "https://rada.gov.ua/\"onclick=": false, "https://rada.gov.ua\\@evil.ua/": false, " https://rada.gov.ua": false, "https://rada.gov.ua/\n": false,
		// No pages.
		"javascript:alert(1)": false, "mailto:a@b.ua": false, "tel:0671234567": false, "data:text/html,a": false, "file:///etc/passwd": false, "ftp://rada.gov.ua": false,
		"//rada.gov.ua": false, "https:rada.gov.ua": false, "https://": false, "https:///a": false, "rada.gov.ua": false, "www.rada.gov.ua": false, "": false, "#": false,
	} {
		if got := Follows(link); got != want {
			t.Errorf("Follows(%q) = %v, want %v", link, got, want)
		}
	}
}

// What is plain needs no weighing, and comes out as if it had been weighed.
func TestPlainAddressesAreWeighedAlike(t *testing.T) {
	plain := 0
	rapid.Check(t, func(t *rapid.T) {
		link := rapid.SampledFrom([]string{"http://", "https://", "HTTPS://", "httpß://", "http:", "httpx://"}).Draw(t, "scheme") +
			rapid.StringMatching(`[a-zA-Z0-9.:@%[\]-]{0,3}(e-gov\.ua|rada|8\.8|local|\.)[a-z0-9.:@]{0,2}([/?#][a-zA-Z0-9/?=&_~+,.%:@\[ -]{0,9})?`).Draw(t, "rest")
		host, ok := plainHost(link)
		if ok {
			plain++
		}
		if ok && public(host) != weighed(link) {
			t.Fatalf("%q: host %q, weighed %v", link, host, weighed(link))
		}
	})
	if plain == 0 {
		t.Error("no address was plain")
	}
}
