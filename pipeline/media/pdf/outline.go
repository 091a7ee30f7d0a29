package pdf

import "fmt"

// An outlineItem is one bookmark among its neighbours.
type outlineItem struct {
	mark   Bookmark
	object int
	parent *outlineItem
	kids   []*outlineItem
}

// outline writes the bookmarks; those of a chapter are folded.
func (f *finisher) outline() string {
	if len(f.tree.Marks) == 0 {
		return ""
	}
	root := &outlineItem{}
	at := root
	for _, m := range f.tree.Marks {
		for at != root && at.mark.Level >= m.Level {
			at = at.parent
		}
		item := &outlineItem{mark: m, parent: at}
		at.kids = append(at.kids, item)
		at = item
	}
	root.object = f.add(nil)
	f.numberOutline(root)
	f.writeOutline(root)
	f.objects[root.object].body = fmt.Appendf(nil, "<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>",
		root.kids[0].object, root.kids[len(root.kids)-1].object, len(root.kids))
	return fmt.Sprintf("/Outlines %d 0 R /PageMode /UseOutlines", root.object)
}

func (f *finisher) numberOutline(item *outlineItem) {
	for _, k := range item.kids {
		k.object = f.add(nil)
		f.numberOutline(k)
	}
}

func (f *finisher) writeOutline(item *outlineItem) {
	for i, k := range item.kids {
		b := fmt.Appendf(nil, "<</Title %s /Parent %d 0 R /Dest %s", textString(k.mark.Text), item.object, f.destination(k.mark.At))
		if i > 0 {
			b = fmt.Appendf(b, " /Prev %d 0 R", item.kids[i-1].object)
		}
		if i+1 < len(item.kids) {
			b = fmt.Appendf(b, " /Next %d 0 R", item.kids[i+1].object)
		}
		if n := len(k.kids); n > 0 {
			b = fmt.Appendf(b, " /First %d 0 R /Last %d 0 R /Count %d", k.kids[0].object, k.kids[n-1].object, -n)
		}
		f.objects[k.object].body = append(b, ">>"...)
		f.writeOutline(k)
	}
}
