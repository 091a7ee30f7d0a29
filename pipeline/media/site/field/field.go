// Package field writes the fields of pages that need their script. It believes that what
// does nothing is not shown: without a script they are hidden.
package field

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
)

// Words name the fields: T prints a text of the wording, in the language of the page.
type Words struct {
	T func(key string, args ...any) string
}

// say is a text as the content of an element or of an attribute.
func (w Words) say(key string, args ...any) string {
	return template.HTMLEscapeString(w.T(key, args...))
}

// texts are words that a script prints, as the value of an attribute.
func (w Words) texts(prefix string, keys ...string) string {
	out := map[string]string{}
	for _, k := range keys {
		out[k] = w.T(prefix + k)
	}
	out["none-known"] = w.T("site.no-data")
	data, _ := json.Marshal(out) // texts are always JSON
	return template.HTMLEscapeString(string(data))
}

// Ask is the field of the home page, which leads to the catalogue at an address.
func (w Words) Ask(catalogue string) template.HTML {
	return template.HTML(fmt.Sprintf(`<form class="find" id="ask" data-to="%s" role="search" hidden><label class="wide"><span>%s</span><input type="search" name="q" placeholder="%s" autocomplete="off"></label><button>%s</button></form>`,
		template.HTMLEscapeString(catalogue), w.say("page.find.ask"), w.say("site.search.hint"), w.say("page.find.go")))
}

// Find are the fields of the catalogue and the place of what they find; own says of a
// score that it rests on the partner's own word.
func (w Words) Find(own string) template.HTML {
	var b strings.Builder
	fmt.Fprintf(&b, `<form class="find" id="find" role="search" hidden data-some="%s" data-found="%s" data-none="%s" data-all="%s" data-page="%s" data-seen="%s" data-own="%s"><label class="wide"><span>%s</span><input type="search" name="q" placeholder="%s" autocomplete="off"></label>`,
		w.say("page.find.some"), w.say("site.found"), w.say("site.nothing-found"), w.say("page.find.all"), w.say("page.find.page"), "✓ "+w.say("page.verified.yes"), template.HTMLEscapeString(own), w.say("site.search"), w.say("site.search.hint"))
	fmt.Fprintf(&b, `<details class="refine" open><summary>%s</summary><div>`, w.say("page.find.refine"))
	for _, f := range []struct{ name, key string }{{"theme", "site.theme"}, {"oblast", "page.find.oblast"}, {"level", "site.level"}, {"partner", "site.partner"}, {"year", "page.find.year"}, {"cost", "page.find.cost"}, {"repeat", "page.find.repeat"}} {
		fmt.Fprintf(&b, `<label><span>%s</span><select name="%s"></select></label>`, w.say(f.key), f.name)
	}
	fmt.Fprintf(&b, `<label><span>%s</span><select name="sort">`, w.say("site.sort"))
	for _, s := range []string{"relevance", "score", "title", "partner"} {
		fmt.Fprintf(&b, `<option value="%s">%s</option>`, s, w.say("page.find.sort."+s))
	}
	fmt.Fprintf(&b, `</select></label><label class="check"><input type="checkbox" name="reviewed"><span>%s</span></label></div></details><button type="reset" class="quiet">%s</button><button type="button" id="csv" class="quiet">%s</button></form>`,
		w.say("page.find.reviewed"), w.say("site.reset"), w.say("page.find.csv"))
	fmt.Fprintf(&b, `<section id="results" aria-label="%s" hidden><p class="found" role="status"></p><ol class="results"></ol><div class="pages"><button type="button" id="back" class="quiet">%s</button><span id="at"></span><button type="button" id="on" class="quiet">%s</button></div></section>`,
		w.say("page.find.results"), w.say("page.find.back"), w.say("page.find.on"))
	return template.HTML(b.String())
}

// takes is what can be taken along of a figure that the reader sets up: the script makes
// its files, and the address that leads to it.
func (w Words) takes() string {
	return fmt.Sprintf(`<p class="takes" data-svg="%s" data-png="%s" data-csv="%s" hidden><a class="here" href="#">%s</a></p>`, w.say("page.figure.file"), w.say("page.figure.png"), w.say("page.figure.table"), w.say("page.figure.link"))
}

// Weigh is the part of the explorer that needs its script.
func (w Words) Weigh() template.HTML {
	var b strings.Builder
	fmt.Fprintf(&b, `<section id="explore" hidden data-words="%s">`, w.texts("page.explore.", "held", "order", "counting", "empty", "both", "more", "nobody"))
	fmt.Fprintf(&b, `<form id="weigh" class="weigh"><fieldset><legend>%s</legend><div class="sliders"></div><button type="reset" class="quiet">%s</button></fieldset></form>`, w.say("page.explore.set"), w.say("page.explore.reset"))
	fmt.Fprintf(&b, `<h2 id="result">%s</h2><p id="draws" role="status"></p><div class="scroll" tabindex="0" role="region" aria-labelledby="result"><table id="ranks"><thead><tr><th scope="col" class="num">%s</th><th scope="col">%s</th><th scope="col" class="num">%s</th><th scope="col" class="num">%s</th><th scope="col" class="num held"></th></tr></thead><tbody></tbody></table></div><p class="pages"><button type="button" id="all" class="quiet" hidden></button></p>`,
		w.say("page.explore.result"), w.say("page.column.rank"), w.say("site.partner"), w.say("site.score"), w.say("page.explore.was"))
	fmt.Fprintf(&b, `<h2 id="plane-title">%s</h2><form id="plane" class="find">`, w.say("page.explore.plane"))
	for _, f := range []string{"across", "up", "mine"} {
		fmt.Fprintf(&b, `<label><span>%s</span><select name="%s"></select></label>`, w.say("page.explore."+f), f)
	}
	b.WriteString(`</form><p id="both"></p><figure id="plane-figure" class="wide" aria-labelledby="plane-title"><div id="plot" class="plot"></div>`)
	fmt.Fprintf(&b, `<details><summary>%s</summary><div class="scroll" tabindex="0" role="region" aria-labelledby="plane-title"><table id="points"><thead><tr><th scope="col">%s</th><th scope="col" class="num"></th><th scope="col" class="num"></th></tr></thead><tbody></tbody></table></div></details>%s</figure></section>`,
		w.say("page.numbers"), w.say("site.partner"), w.takes())
	return template.HTML(b.String())
}

// Compare is the part of the comparison that needs its script.
func (w Words) Compare() template.HTML {
	return template.HTML(fmt.Sprintf(`<section id="compare" hidden data-words="%s"><form class="find" role="search"><label class="wide"><span>%s</span><input type="search" name="q" placeholder="%s" autocomplete="off" aria-describedby="suggested"></label></form><p id="suggested" role="status"></p><ul id="suggestions" class="choices"></ul><ul id="chosen" class="choices"></ul><figure id="compared" class="wide" aria-labelledby="side-title"><div id="facing"></div><h2 id="side-title" hidden>%s</h2><div id="side" class="plot"></div>%s</figure></section>`,
		w.texts("page.compare.", "remove", "most", "none", "dimension", "interval", "clear", "unclear", "table"), w.say("page.compare.add"), w.say("page.compare.hint"), w.say("page.compare.chart"), w.takes()))
}
