package reference

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
)

// Where a number is printed of all that it is about is found as by looking through all
// passages, whether its ids are usual, have pages or are units of a partner, and whosever
// turn it was before.
func TestPlaces(t *testing.T) {
	// Practice 1 is called otherwise by each partner; «node» and «rule» are usual.
	called := map[string]map[string][]string{"p": {"1": {"школа"}, "2": {"сад"}}, "q": {"1": {"сад"}}}
	usual := map[string][]string{"node": {"вузол", "сад"}, "rule": nil}
	texts := []string{"7", "8", "1 234", "node", "вузол", "rule", "p", "q", "школа", "сад", "file", "x"}
	rapid.Check(t, func(t *rapid.T) {
		blocks := func() (out []document.Block) {
			line := func() string {
				return strings.Join(rapid.SliceOfN(rapid.SampledFrom(texts), 0, 4).Draw(t, "texts"), " ")
			}
			for range rapid.IntRange(0, 5).Draw(t, "blocks") {
				out = append(out, rapid.SampledFrom([]document.Block{
					&document.Heading{Level: rapid.IntRange(1, 3).Draw(t, "level"), ID: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "id"), Text: line()},
					&document.Paragraph{Spans: document.Plain(line())},
					&document.Table{Title: line(), Rows: []document.Row{
						{Kind: document.GroupRow, Cells: []document.Cell{{Spans: document.Plain(line())}}},
						{Cells: []document.Cell{{Spans: document.Plain(line())}, {Spans: []document.Span{{Text: line(), Link: line()}}}}},
					}},
				}).Draw(t, "block"))
			}
			return out
		}
		page := func(kind pages.PageKind, of, id, anchor string) pages.Page {
			content := pages.Content{Blocks: blocks()}
			return pages.Page{Kind: kind, Of: of, ID: id, Anchor: anchor, Make: func() pages.Content { return content }}
		}
		report := blocks()
		site := []pages.Page{
			page(pages.HomePage, "", "", "home"), page(pages.CriterionPage, "node", "", "criterion-node"), page(pages.PracticePage, "p", "1", "practice-p/1"),
			page(pages.PracticePage, "p", "2", "practice-p/2"), page(pages.PartnerPage, "p", "", "partner-p"), page(pages.PracticePage, "q", "1", "practice-q/1"), page(pages.PracticesPage, "", "", "practices"),
		}
		v := newVocabulary([]string{"node", "rule"}, usual)
		x := emptyIndex()
		x.reader, x.width, x.asked.usual = newReader(v, strings.NewReplacer()), v.width, make([]uint64, v.width)
		for partner, units := range called {
			for id, names := range units {
				x.units[partner] = append(x.units[partner], &score.Unit{Kind: score.Practice, ID: id, Partner: partner, Name: names[0]})
			}
		}
		x.stand(report, site)
		for range 6 {
			about := rapid.SampledFrom([][]string{nil, {""}, {"node"}, {"rule", "node"}, {"p"}, {"node", "p"}, {"node", "p", "1"}, {"p", "2"}, {"q", "1"}, {"rule", "q"}, {"file"}, {"p", "1", "node"}}).Draw(t, "about")
			token := rapid.SampledFrom([]string{"7", "8"}).Draw(t, "token")
			numbers := x.number([]string{token})
			alone, own := []Page{{Name: "report", Blocks: report}}, []Page(nil)
			for _, p := range site {
				one := pageOf(p, p.Make())
				switch {
				case p.Of == "":
					alone = append(alone, one)
				case !slices.ContainsFunc(one.Of, func(id string) bool { return !slices.Contains(about, id) }):
					own = append(own, one)
				}
			}
			slices.SortStableFunc(own, func(a, b Page) int { // by the last of the ids that they are about
				return slices.Index(about, a.Of[len(a.Of)-1]) - slices.Index(about, b.Of[len(b.Of)-1])
			})
			var want []string
			for _, p := range append(alone, own...) {
				all := passages{width: v.width}
				x.scan(&p, &all)
				for k := range all.len() {
					named := func(id string) bool {
						names := append([]string{id}, usual[id]...)
						for _, partner := range about {
							names = append(names, called[partner][id]...)
						}
						return id == "" || all.calls(k, names)
					}
					if slices.Contains(all.numbers.list(k), numbers[0]) && !slices.ContainsFunc(about, func(id string) bool { return !named(id) }) && !slices.Contains(want, all.where[k]) && len(want) < mostPlaces {
						want = append(want, all.where[k])
					}
				}
			}
			if got := x.places(about, numbers); !slices.Equal(got, want) {
				t.Fatalf("%s of %q: %q, want %q", token, about, got, want)
			}
		}
	})
}
