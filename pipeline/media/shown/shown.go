// Package shown shows a folder of pages to who sits at this machine. It believes that
// a page is shown as it lies on the disk, to nobody else, and under the same policy as
// there: what tells a reader to load it again is one more script beside it.
package shown

import (
	"bytes"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path"
	"strconv"
	"strings"
	"time"
)

// own is where the scripts that reload a page lie; no folder of a site is called so.
const own = "/-/"

// again asks once a second which make of the pages is shown, and loads the page anew
// when it is another one.
const again = `(function () {
  'use strict';
  var first = null;
  window.depositoryMake = function (make) { if (first === null) first = make; else if (make !== first) location.reload(); };
  setInterval(function () {
    var s = document.createElement('script');
    s.src = '/-/make.js?' + Date.now();
    s.onload = s.onerror = function () { s.remove(); };
    document.head.append(s);
  }, 1000);
})();
`

// Handler shows the files below a folder. make tells which make of them is there; nil:
// pages are not told to load again. Names that begin with a dot, and whoever calls the
// machine by another name than its own, are refused.
func Handler(folder *os.Root, make func() int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		switch {
		case !loopback(r.Host):
			http.Error(w, "", http.StatusForbidden)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			http.Error(w, "", http.StatusMethodNotAllowed)
		case make != nil && r.URL.Path == own+"again.js":
			script(w, again)
		case make != nil && r.URL.Path == own+"make.js":
			script(w, "depositoryMake("+strconv.FormatInt(make(), 10)+");\n")
		default:
			file(w, r, folder, make != nil)
		}
	})
}

func script(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = w.Write([]byte(text))
}

// loopback reports whether a request names this machine as it names itself: a page of
// elsewhere that has its own name lead here does not.
func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// kinds are the types of what a site holds.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".woff2": "font/woff2", ".json": "application/json", ".jsonld": "application/ld+json", ".csv": "text/csv; charset=utf-8", ".pdf": "application/pdf", ".md": "text/plain; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".xml": "application/xml", ".zip": "application/zip",
}

// file shows one file; of a folder, its index.html.
func file(w http.ResponseWriter, r *http.Request, folder *os.Root, reloads bool) {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			http.NotFound(w, r)
			return
		}
	}
	if info, err := fs.Stat(folder.FS(), path.Join(".", name)); err == nil && info.IsDir() {
		if name != "" && !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, "/"+name+"/", http.StatusFound)
			return
		}
		name = path.Join(name, "index.html")
	}
	data, err := fs.ReadFile(folder.FS(), name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	ext := path.Ext(name)
	if kind, ok := kinds[ext]; ok {
		w.Header().Set("Content-Type", kind)
	}
	if reloads && ext == ".html" {
		data = bytes.Replace(data, []byte("</head>"), []byte(`<script src="`+own+`again.js" defer></script></head>`), 1)
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}
