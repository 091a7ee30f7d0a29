// Command assets builds what the site takes from npm: the parts of ECharts that it
// draws with, and axe-core for the tests. It reads pinned tarballs from the folder
// that is its argument, refuses what has another SHA-256 than it knows, and writes
// what is committed. make assets calls it; neither go build nor a run needs it.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// pinned are the tarballs by name, with their SHA-256.
var pinned = map[string]string{
	"echarts-5.6.0":   "e1b82487dd7f8d9f0438eec1f1433051148e0095ac7a15d4db890afda45cf610",
	"zrender-5.6.1":   "0a2228b558e1a4bd8f1c74d67bb492923e3f5807d03c83d1665fb97af180dc26",
	"tslib-2.3.0":     "ae285639feff7e3c39de4626352181a5d73b815725e42639b411c43848abffdb",
	"axe-core-4.14.1": "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745",
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: assets TARBALLS REPOSITORY")
	}
	if err := build(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func build(tarballs, repository string) error {
	work, err := os.MkdirTemp("", "assets")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	for name, sum := range pinned {
		to := filepath.Join(work, "node_modules", name[:strings.LastIndex(name, "-")])
		if err := unpack(filepath.Join(tarballs, name+".tgz"), sum, to); err != nil {
			return err
		}
	}
	site := filepath.Join(repository, "templates", "site", "echarts")
	if err := bundle(filepath.Join(repository, "templates", "assets", "echarts.js"), work, filepath.Join(site, "echarts.js")); err != nil {
		return err
	}
	axe := filepath.Join(repository, "internal", "axe")
	for from, to := range map[string]string{
		"echarts/LICENSE": filepath.Join(site, "LICENSE"), "echarts/NOTICE": filepath.Join(site, "NOTICE"), "zrender/LICENSE": filepath.Join(site, "LICENSE-zrender"),
		"axe-core/axe.min.js": filepath.Join(axe, "axe.min.js"), "axe-core/LICENSE": filepath.Join(axe, "LICENSE"),
	} {
		data, err := os.ReadFile(filepath.Join(work, "node_modules", filepath.FromSlash(from)))
		if err == nil {
			err = os.WriteFile(to, data, 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bundle joins what is used into one classic script.
func bundle(entry, work, to string) error {
	source, err := os.ReadFile(entry)
	if err != nil {
		return err
	}
	r := api.Build(api.BuildOptions{
		Stdin: &api.StdinOptions{Contents: string(source), ResolveDir: work, Sourcefile: "echarts.js"}, Bundle: true, Write: false,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Format: api.FormatIIFE, Target: api.ES2018, Charset: api.CharsetUTF8,
		LegalComments: api.LegalCommentsNone, Define: map[string]string{"process.env.NODE_ENV": `"production"`},
		Banner: map[string]string{"js": "/* Parts of Apache ECharts 5.6.0 (Apache-2.0), zrender 5.6.1 (BSD-3-Clause), tslib 2.3.0 (0BSD): see echarts-NOTICE.txt and echarts-LICENSE.txt. */"},
	})
	for _, m := range r.Errors {
		err = errors.Join(err, errors.New(m.Text))
	}
	if err != nil {
		return err
	}
	return os.WriteFile(to, r.OutputFiles[0].Contents, 0o644)
}

// unpack lays a tarball that has the hash out below a folder.
func unpack(file, sum, to string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if got := sha256.Sum256(data); hex.EncodeToString(got[:]) != sum {
		return fmt.Errorf("%s has the SHA-256 %x, not %s", file, got, sum)
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		_, name, ok := strings.Cut(h.Name, "/")
		if h.Typeflag != tar.TypeReg || !ok || !filepath.IsLocal(name) {
			continue
		}
		path := filepath.Join(to, filepath.FromSlash(name))
		content, err := io.ReadAll(r)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(path), 0o755)
		}
		if err == nil {
			err = os.WriteFile(path, content, 0o644)
		}
		if err != nil {
			return err
		}
	}
}
