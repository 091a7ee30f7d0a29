package site

import (
	"fmt"

	"depository.example/depository/pipeline/tell/pages"
)

// perChunk is how many practices one file holds at least, where they have no pages of
// their own.
const perChunk = 25

// A leaf is the page of one practice as practice.html shows it.
type leaf struct {
	Title string `json:"t"`
	Lang  string `json:"l,omitempty"`
	Body  string `json:"b"`
}

// chunks are the files that practice.html reads: where each practice has its page, or,
// where there are too many for that, which files hold those of each partner.
func (v *volume) chunks() []File {
	dir := v.site.Lang + "/data/"
	if !v.shell {
		return []File{{dir + "addresses.js", func() ([]byte, error) { return call("addresses", v.addresses()) }}}
	}
	var parts [][]*pages.Page
	held := map[string][2]int{} // by partner, the first and the last file
	for i := range v.site.Pages {
		p := &v.site.Pages[i]
		if p.Kind != pages.PracticePage {
			continue
		}
		if n := len(parts); n == 0 || len(parts[n-1]) >= perChunk {
			parts = append(parts, nil)
		}
		n := len(parts) - 1
		parts[n] = append(parts[n], p)
		if _, ok := held[p.Of]; !ok {
			held[p.Of] = [2]int{n, n}
		}
		held[p.Of] = [2]int{held[p.Of][0], n}
	}
	out := []File{{dir + "chunks.js", func() ([]byte, error) { return call("chunks", held) }}}
	for n, part := range parts {
		out = append(out, File{fmt.Sprintf("%spages-%d.js", dir, n), func() ([]byte, error) { return v.chunk(n, part) }})
	}
	return out
}

// chunk packs pages of practices: they say much alike, so that they take a tenth.
func (v *volume) chunk(n int, part []*pages.Page) ([]byte, error) {
	leaves := map[string]leaf{}
	for _, p := range part {
		content := p.Make()
		leaves[p.Of+"/"+p.ID] = leaf{content.Title, content.Lang, string(v.body(content, p, "practice.html"))}
	}
	text, err := packed(leaves)
	if err != nil {
		return nil, err
	}
	return call("pages", n, text)
}
