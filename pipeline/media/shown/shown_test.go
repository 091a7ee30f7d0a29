package shown

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func ask(h http.Handler, method, host, target string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+host+target, nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// Pages are shown as they lie there, to this machine alone; nothing hidden, nothing
// outside, nothing is changed.
func TestOnlyThePagesAreShown(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "secret.html")
	for name, text := range map[string]string{filepath.Join(dir, "index.html"): "<html><head></head>start", filepath.Join(dir, "uk", "index.html"): "<html><head></head>uk", filepath.Join(dir, ".depository.lock"): "x", filepath.Join(dir, "a.js"): "1", outside: "secret"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.html")); err != nil {
		t.Log(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	plain := Handler(root, nil)
	for _, c := range []struct {
		method, host, target string
		status               int
		text                 string
	}{
		{"GET", "localhost:8080", "/", 200, "<html><head></head>start"}, {"GET", "127.0.0.1:8080", "/uk/", 200, "<html><head></head>uk"}, {"GET", "[::1]:8080", "/uk", 302, ""},
		{"GET", "localhost", "/.depository.lock", 404, ""}, {"GET", "localhost", "/uk/../../secret.html", 404, ""}, {"GET", "localhost", "/link.html", 404, ""}, {"GET", "localhost", "/-/make.js", 404, ""},
		{"GET", "evil.example", "/", 403, ""}, {"GET", "192.168.0.7:8080", "/", 403, ""}, {"POST", "localhost", "/", 405, ""},
	} {
		got := ask(plain, c.method, c.host, c.target)
		if got.Code != c.status || c.text != "" && got.Body.String() != c.text || strings.Contains(got.Body.String(), "secret") {
			t.Errorf("%s %s%s: %d %q, want %d %q", c.method, c.host, c.target, got.Code, got.Body, c.status, c.text)
		}
	}
	make := int64(7)
	watched := Handler(root, func() int64 { return make })
	if got := ask(watched, "GET", "localhost", "/").Body.String(); !strings.Contains(got, `<script src="/-/again.js" defer></script></head>`) {
		t.Errorf("a watched page does not load again: %s", got)
	}
	if got := ask(watched, "GET", "localhost", "/-/make.js").Body.String(); got != "depositoryMake(7);\n" {
		t.Errorf("the make is %q", got)
	}
	if got := ask(watched, "GET", "localhost", "/a.js"); got.Header().Get("Content-Type") != "text/javascript; charset=utf-8" || got.Body.String() != "1" {
		t.Errorf("a script: %v %q", got.Header(), got.Body)
	}
}
