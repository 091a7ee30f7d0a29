package palette

import (
	"fmt"
	"strings"
)

// CSS returns the colours as custom properties of the root: on white, on dark where
// the reader's system is, on paper as on white, and the system's own where it forces
// them. --s0 to --s5 are shades, --o0 to --o5 text on them,
// --u0 to --u5 signs.
func CSS() string {
	light, dark := properties(light()), properties(darkened())
	return ":root{color-scheme:light dark;" + light + "}\n" +
		"@media (prefers-color-scheme:dark){:root{" + dark + "}}\n" +
		"@media print{:root{color-scheme:light;" + light + "}}\n" +
		"@media (forced-colors:active){:root{" + forced + "}}\n"
}

// A property is one custom property.
type property struct {
	name   string
	colour uint32
}

func light() []property {
	out := []property{{"paper", White}, {"ink", Ink}, {"mute", Mute}, {"rule", Rule}, {"pale", Pale}, {"blue", Blue}, {"bar", Blue}, {"onbar", White}, {"sky", Sky}, {"amber", amberText}, {"dotted", Dotted}, {"yellow", Yellow}, {"onblue", White}, {"s6", sixth}, {"o6", White}}
	for i, s := range Shades {
		out = append(out, property{fmt.Sprintf("s%d", i), s}, property{fmt.Sprintf("o%d", i), On(i)})
	}
	for i, s := range signs {
		out = append(out, property{fmt.Sprintf("u%d", i), s})
	}
	return out
}

// amberText is amber dark enough for small type on a screen, whose ground is not
// only white.
const amberText = 0x8A5600

func darkened() []property {
	out := []property{{"paper", darkPaper}, {"ink", darkInk}, {"mute", darkMute}, {"rule", darkRule}, {"pale", darkPale}, {"blue", darkBlue}, {"bar", darkBar}, {"onbar", darkInk}, {"sky", darkSky}, {"amber", darkAmber}, {"dotted", darkDotted}, {"yellow", Yellow}, {"onblue", darkPaper}, {"s6", darkSixth}, {"o6", darkOn(5)}}
	for i, s := range darkShades {
		out = append(out, property{fmt.Sprintf("s%d", i), s}, property{fmt.Sprintf("o%d", i), darkOn(i)})
	}
	for i, s := range darkSigns {
		out = append(out, property{fmt.Sprintf("u%d", i), s})
	}
	return out
}

func properties(list []property) string {
	var b strings.Builder
	for _, p := range list {
		fmt.Fprintf(&b, "--%s:%s;", p.name, Hex(p.colour))
	}
	return b.String()
}

// forced are the system's colours: shades are told apart by their values, which are
// printed on them.
const forced = "--paper:Canvas;--ink:CanvasText;--mute:CanvasText;--rule:GrayText;--pale:Canvas;--blue:LinkText;--bar:Canvas;--onbar:LinkText;--sky:GrayText;--amber:CanvasText;--dotted:CanvasText;--yellow:Highlight;--onblue:Canvas;" +
	"--s0:Canvas;--s1:Canvas;--s2:Canvas;--s3:Canvas;--s4:Canvas;--s5:Canvas;--s6:Canvas;--o0:CanvasText;--o1:CanvasText;--o2:CanvasText;--o3:CanvasText;--o4:CanvasText;--o5:CanvasText;--o6:CanvasText;" +
	"--u0:CanvasText;--u1:CanvasText;--u2:CanvasText;--u3:CanvasText;--u4:CanvasText;--u5:CanvasText;"
