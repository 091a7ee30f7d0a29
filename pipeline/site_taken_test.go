package pipeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"depository.example/depository/internal/browser"
	"depository.example/depository/pipeline/media/site"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/wording"
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

// Whoever opens a practice loads one file of them: those of a partner are not parted.
func TestPracticesOfAPartnerLieTogether(t *testing.T) {
	files := packedSite(t)
	var held map[string][2]int
	data := strings.TrimSuffix(strings.TrimPrefix(string(files["uk/data/chunks.js"]), "depository.chunks("), ");\n")
	if err := json.Unmarshal([]byte(data), &held); err != nil {
		t.Fatal(err)
	}
	last := 0
	for partner, of := range held {
		if last = max(last, of[1]); of[0] != of[1] {
			t.Errorf("%s: files %v", partner, of)
		}
	}
	if subs := sample(t).intake.Evidence.Submissions; len(held) != len(subs) || last == 0 {
		t.Errorf("%d partners in %d files, want %d in several", len(held), last+1, len(subs))
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

// Without scripts the page of a partner tells of each of its practices the title, the
// level, what the problem was and what changed; the page of the practice is a link away.
func TestPartnerTellsOfItsPractices(t *testing.T) {
	r := sample(t)
	s := &r.intake.Evidence.Submissions[0]
	s.Practices = slices.Clone(s.Practices)
	for i := range s.Practices {
		s.Practices[i].Told = survey.Story{Problem: fmt.Sprintf("Черга з ночі, %d.", i), Result: fmt.Sprintf("Очікування дев’ять хвилин, %d.", i)}
	}
	for lang, labels := range map[string][2]string{"uk": {"Яка була проблема: ", "Що змінилося для людей: "}, "en": {"What the problem was: ", "What changed for people: "}} {
		book := bookOfTables(map[string]compose.Input{lang: r.composed()}, []*wording.Catalogue{catalogue(t, lang)})
		book.Static = 1
		rows := ownRows(t, book, lang+"/partners/"+s.Partner.ID+".html")
		if len(rows) != len(s.Practices) {
			t.Fatalf("%s: %d rows, want %d", lang, len(rows), len(s.Practices))
		}
		for i := range s.Practices {
			p := &s.Practices[i]
			u := unitOf(t, r, s.Key(p))
			at, _ := r.results.Now.At(u, r.results.Comparison.Root)
			level := ""
			for _, l := range r.intake.Evidence.Model.Levels {
				if l.Level == at.Level {
					level = l.Name[lang]
				}
			}
			row := rows["practice.html#"+s.Partner.ID+"/"+p.ID]
			for _, want := range []string{p.Title, labels[0] + p.Told.Problem, labels[1] + p.Told.Result, level} {
				if want = strings.ReplaceAll(want, "\u00a0", " "); !strings.Contains(row, want) || want == "" {
					t.Errorf("%s: %q does not say %q", lang, row, want)
				}
			}
		}
	}
}

// ownRows are the rows of the table of practices on the page of a partner, as text, by
// where they lead to.
func ownRows(t *testing.T, book *site.Book, name string) map[string]string {
	t.Helper()
	files, err := book.Files()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(files, func(f site.File) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("there is no %s", name)
	}
	data, err := files[i].Make()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for n := range doc.Descendants() {
		if n.Data != "table" || !slices.Contains(n.Attr, html.Attribute{Key: "id", Val: "own"}) {
			continue
		}
		for row := range n.Descendants() {
			if row.Data != "tr" {
				continue
			}
			text, link := "", ""
			for e := range row.Descendants() {
				if e.Type == html.TextNode {
					text += e.Data
				}
				for _, a := range e.Attr {
					if a.Key == "href" {
						link = strings.TrimPrefix(a.Val, "../")
					}
				}
			}
			if link != "" {
				out[link] = strings.ReplaceAll(text, "\u00a0", " ")
			}
		}
	}
	return out
}
