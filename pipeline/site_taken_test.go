package pipeline

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"depository.example/depository/internal/browser"
)

// takenOfPractices opens one practice after another of practice.html and takes what it
// offers: for each its id, and by the name of each file its text.
const takenOfPractices = `(async ids => {
	let given;
	URL.createObjectURL = blob => { blob.arrayBuffer().then(b => given(new TextDecoder('utf-8', {ignoreBOM: true}).decode(b))); return '#'; };
	const click = HTMLAnchorElement.prototype.click, out = [];
	let name;
	HTMLAnchorElement.prototype.click = function () { if (this.download) name = this.download; else click.call(this); };
	for (const id of ids) {
		location.hash = id.split('/').map(encodeURIComponent).join('/');
		const mine = () => [...document.querySelectorAll('button[data-form]')].filter(b => b.dataset.of === id);
		for (let n = 0; n < 500 && mine().length < 2; n++) await new Promise(done => setTimeout(done, 10));
		for (const b of mine()) {
			const text = await new Promise(done => { given = done; b.click(); });
			out.push([id, name, text]);
		}
	}
	return out;
})`

// Where practices have no files of their own, the page offers the same data: from a disk
// and over the web each file is, byte for byte, the one that it would have.
func TestPracticeOfManyIsTakenAlong(t *testing.T) {
	run, alone, files := sample(t), sampleSite(t), packedSite(t)
	base := browser.Written(t, files)
	server := httptest.NewServer(http.FileServer(http.Dir(strings.TrimPrefix(base, "file://"))))
	defer server.Close()
	var ids []string
	for _, s := range run.intake.Evidence.Submissions {
		ids = append(ids, s.Partner.ID+"/"+s.Practices[0].ID, s.Partner.ID+"/"+s.Practices[len(s.Practices)-1].ID)
	}
	for _, from := range []string{base, server.URL + "/"} {
		r := browser.Open(t, from, 1280)
		r.Do(t, chromedp.Navigate(from+"uk/practice.html#"+ids[0]))
		got := browser.See[[][3]string](t, r, takenOfPractices+fmt.Sprintf(`(%s)`, quotedList(ids)))
		if len(got) != 2*len(ids) {
			t.Fatalf("%s: %d files are offered, want %d", from, len(got), 2*len(ids))
		}
		for _, g := range got {
			partner := path.Dir(g[0])
			if want := string(alone["data/practices/"+partner+"/"+g[1]]); want == "" || g[2] != want {
				t.Errorf("%s, %s: %.300q\nwant %.300q", from, g[1], g[2], want)
			}
		}
		r.Quiet(t, "what a practice offers")
	}
}

// quotedList is texts as a list of a script.
func quotedList(texts []string) string {
	out := make([]string, len(texts))
	for i, s := range texts {
		out[i] = fmt.Sprintf("%q", s)
	}
	return "[" + strings.Join(out, ",") + "]"
}
