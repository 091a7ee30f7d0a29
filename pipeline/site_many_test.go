package pipeline

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"html"
	"path"
	"regexp"
	"strings"
	"testing"

	"depository.example/depository/internal/browser"
	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/analysis"
)

var hrefs = regexp.MustCompile(`href="([^"]*)"`)

// leavesIn unpacks a file of practices as practice.html does: the mark-up of each by its
// address.
func leavesIn(t *testing.T, name string, files map[string][]byte) map[string]string {
	t.Helper()
	common, _ := sheafIn(t, path.Dir(name)+"/common.js", files)
	pieces, leaves := sheafIn(t, name, files)
	pieces = append(common, pieces...)
	out := map[string]string{}
	for key, body := range leaves {
		var b strings.Builder
		for _, i := range body {
			b.WriteString(pieces[i])
		}
		out[key] = b.String()
	}
	return out
}

// sheafIn unpacks the pieces of a file, and which of them each practice is put together
// from.
func sheafIn(t *testing.T, name string, files map[string][]byte) (pieces []string, leaves map[string][]int) {
	t.Helper()
	text := string(files[name])
	packed, err := base64.StdEncoding.DecodeString(text[strings.IndexByte(text, '"')+1 : strings.LastIndexByte(text, '"')])
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var sheaf struct {
		Pieces []string `json:"pieces"`
		Leaves map[string]struct {
			Body []int `json:"b"`
		} `json:"leaves"`
	}
	if err := json.NewDecoder(r).Decode(&sheaf); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	leaves = map[string][]int{}
	for key, leaf := range sheaf.Leaves {
		leaves[key] = leaf.Body
	}
	return sheaf.Pieces, leaves
}

// Of 2,000 partners with 14,800 practices every link leads somewhere, those of practices
// that practice.html shows too, and no kind of page has a fault.
func TestSiteOfThousandsIsWhole(t *testing.T) {
	need.Minutes(t)
	r := multiplied(t, 2000)
	r.stocked(14_800)
	r.results = analysis.Analyse(r.intake.Evidence)
	files := siteOf(t, r)
	judged(t, files, practiceMost)
	for _, lang := range []string{"uk", "en"} {
		leaves := map[string]string{}
		for name := range files {
			if strings.HasPrefix(name, lang+"/data/pages-") {
				for key, body := range leavesIn(t, name, files) {
					leaves[key] = body
				}
			}
		}
		links, dead := 0, 0
		for key, body := range leaves {
			for _, m := range hrefs.FindAllStringSubmatch(body, -1) {
				link := html.UnescapeString(m[1])
				if links++; !leads(link, lang, body, leaves, files) {
					if dead++; dead < 10 {
						t.Errorf("%s, %s: %q leads nowhere", lang, key, link)
					}
				}
			}
		}
		if t.Logf("%s: %d practices with %d links, %d of them dead", lang, len(leaves), links, dead); len(leaves) != 14_800 || links < 10*len(leaves) {
			t.Errorf("%s: %d practices, %d links", lang, len(leaves), links)
		}
	}
	base := browser.Written(t, files)
	tab := browser.Open(t, base, 1280)
	for i, page := range append([]string{"practice.html#" + r.intake.Evidence.Submissions[7].Partner.ID + "/" + r.intake.Evidence.Submissions[7].Practices[0].ID}, kindsOfPages...) {
		if at := oneOf(files, page); at != "PRACTICE" {
			faultless(t, tab, page+" of 2,000", base+[]string{"uk", "en"}[i%2]+"/"+at, "light", "dark", "forced", "print")
		}
	}
}

// leads reports whether a link of a practice leads to a file, a practice or a place of its
// own page.
func leads(link, lang, body string, leaves map[string]string, files map[string][]byte) bool {
	if external.MatchString(link) {
		return true
	}
	file, place, _ := strings.Cut(link, "#")
	switch {
	case file == "":
		return strings.Contains(body, `id="`+place+`"`)
	case file == "practice.html":
		_, ok := leaves[place]
		return ok
	}
	_, ok := files[path.Join(lang, file)]
	return ok
}
