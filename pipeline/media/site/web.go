package site

import (
	"encoding/json"
	"encoding/xml"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
)

// locales are the languages of pages as Open Graph calls them.
var locales = map[string]string{"uk": "uk_UA", "en": "en_GB"}

// A preview is what social networks and search engines show of a page. Addresses are
// whole ones; "" where nobody said where the site is on the web.
type preview struct {
	Locale           string
	Others           []string // locales of the page in other languages
	Here, Image, Alt string
}

// at is the address of a file of the site on the web; "" not known.
func (b *Book) at(name string) string {
	if b.Address == "" {
		return ""
	}
	return b.Address + url.PathEscape(b.Sites[0].Folder) + "/" + (&url.URL{Path: name}).EscapedPath()
}

// previewed is the preview of a page: its picture is the first figure of the home page.
func (v *volume) previewed(here string) preview {
	p := preview{Locale: locales[v.site.Lang], Here: v.at(v.site.Lang + "/" + here)}
	for _, s := range v.Sites {
		if s != v.site {
			p.Others = append(p.Others, locales[s.Lang])
		}
	}
	if v.Address == "" {
		return p
	}
	p.Image, p.Alt = v.picture()
	return p
}

// pictured is the first figure of the home page and what it says; "" where it has none.
func pictured(v *volume) (image, alt string) {
	home := &v.site.Pages[0]
	for _, b := range home.Make().Blocks {
		if f, ok := b.(*document.Figure); ok {
			return v.at(v.site.Lang + "/" + figureName(home, f) + ".png"), f.Message
		}
	}
	return "", ""
}

// A dataset is what search engines for data read of a site (schema.org).
type dataset struct {
	Context      string           `json:"@context"`
	Type         string           `json:"@type"`
	Name         string           `json:"name"`
	Description  string           `json:"description"`
	Languages    []string         `json:"inLanguage"`
	Period       string           `json:"temporalCoverage"`
	Place        map[string]any   `json:"spatialCoverage"`
	Free         bool             `json:"isAccessibleForFree"`
	Modified     string           `json:"dateModified,omitempty"`
	URL          string           `json:"url,omitempty"`
	Licence      map[string]any   `json:"license,omitempty"`
	Creator      map[string]any   `json:"creator,omitempty"`
	Measured     []string         `json:"variableMeasured"`
	Technique    string           `json:"measurementTechnique"`
	Distribution []map[string]any `json:"distribution"`
}

// formats are the kinds of files to download.
var formats = map[string]string{"csv": "text/csv", "json": "application/json", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf", "parquet": "application/vnd.apache.parquet"}

// dataset describes the data of the site for search engines, as the text of a script
// that nobody runs. An address is relative where the site has none of its own.
func (v *volume) dataset(here, about string) (template.JS, error) {
	files, err := v.offered()
	if err != nil {
		return "", err
	}
	cover := v.site.Cover
	d := dataset{
		Context: "https://schema.org/", Type: "Dataset", Name: cover.Title, Description: about, Period: v.site.Covers, Place: map[string]any{"@type": "Country", "name": "Ukraine"},
		Free: true, URL: v.at(v.site.Lang + "/" + here), Technique: v.site.Method.Name,
	}
	for _, s := range v.Sites {
		d.Languages = append(d.Languages, s.Lang)
	}
	if !cover.Date.IsZero() {
		d.Modified = cover.Date.Format("2006-01-02")
	}
	if cover.Organisation != "" {
		d.Creator = map[string]any{"@type": "Organization", "name": cover.Organisation}
	}
	d.Licence = licensed(v.site.Licence)
	for _, n := range v.site.Explorer.Nodes[:1+v.site.Explorer.Sides] {
		d.Measured = append(d.Measured, n.Name)
	}
	for _, f := range files {
		_, ext, _ := strings.Cut(f.Name, ".")
		if i := strings.LastIndexByte(ext, '.'); i >= 0 {
			ext = ext[i+1:]
		}
		link := v.at("data/" + f.Name)
		if link == "" {
			link = rel(here, "../data/"+f.Name)
		}
		d.Distribution = append(d.Distribution, map[string]any{"@type": "DataDownload", "name": f.Name, "contentUrl": link, "encodingFormat": formats[ext], "contentSize": f.Bytes, "sha256": f.SHA256})
	}
	data, err := json.Marshal(d)
	return template.JS(data), err
}

// licensed is a licence as a work of schema.org, with the first address that its text
// names; nil: nobody gave one.
func licensed(text string) map[string]any {
	if text == "" {
		return nil
	}
	out := map[string]any{"@type": "CreativeWork", "name": text}
	for _, word := range strings.Fields(text) {
		if word = strings.Trim(word, "()[]«»“”,;."); document.Follows(word) {
			out["url"] = word
			break
		}
	}
	return out
}

// sitemap lists the pages of the period with their other languages, for search engines
// (sitemaps.org); only where it is known where the site is on the web.
func (w *binder) sitemap() []File {
	if w.Address == "" {
		return nil
	}
	return []File{{"sitemap.xml", func() ([]byte, error) {
		type alternate struct {
			Rel      string `xml:"rel,attr"`
			Language string `xml:"hreflang,attr"`
			Href     string `xml:"href,attr"`
		}
		type place struct {
			Location   string      `xml:"loc"`
			Alternates []alternate `xml:"xhtml:link"`
		}
		var out struct {
			XMLName xml.Name `xml:"urlset"`
			Of      string   `xml:"xmlns,attr"`
			XHTML   string   `xml:"xmlns:xhtml,attr"`
			Places  []place  `xml:"url"`
		}
		out.Of, out.XHTML = sitemaps, "http://www.w3.org/1999/xhtml"
		for _, p := range w.Sites[0].Pages {
			if w.shell && p.Kind == pages.PracticePage {
				continue
			}
			var all []alternate
			for _, s := range w.Sites {
				all = append(all, alternate{"alternate", s.Lang, w.at(s.Lang + "/" + w.paths[p.Anchor])})
			}
			for _, a := range all {
				out.Places = append(out.Places, place{a.Href, all})
			}
		}
		return asXML(out)
	}}}
}

const sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9"

func asXML(value any) ([]byte, error) {
	data, err := xml.MarshalIndent(value, "", " ")
	return slices.Concat([]byte(xml.Header), data, []byte("\n")), err
}

// mapOfAll leads to the sitemap of every period that has one.
func mapOfAll(trends []Trend, address string) []File {
	type place struct {
		Location string `xml:"loc"`
	}
	var out struct {
		XMLName xml.Name `xml:"sitemapindex"`
		Of      string   `xml:"xmlns,attr"`
		Places  []place  `xml:"sitemap"`
	}
	out.Of = sitemaps
	for _, t := range trends {
		if t.Mapped {
			out.Places = append(out.Places, place{address + url.PathEscape(t.Period) + "/sitemap.xml"})
		}
	}
	if address == "" || out.Places == nil {
		return nil
	}
	return []File{{"sitemap.xml", func() ([]byte, error) { return asXML(out) }}}
}
