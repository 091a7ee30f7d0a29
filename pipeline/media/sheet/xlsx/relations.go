package xlsx

import (
	"depository.example/depository/pipeline/media/sheet/archive"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"path"
	"strings"
)

// A relation points from one part to another.
type relation struct {
	id, kind string // the kind is the last word of its type, in lower case
	target   string
}

type relations []relation

func (l relations) ofKind(kind string) (target string) {
	for _, r := range l {
		if r.kind == kind {
			return r.target
		}
	}
	return ""
}

func (l relations) byID(id string) relation {
	for _, r := range l {
		if r.id == id {
			return r
		}
	}
	return relation{}
}

// maxRelations bounds what one part may point to.
const maxRelations = 4096

// relations reads the relations of a part; "" those of the package. A part
// without any has none.
func (r *reader) relations(of string) (relations, error) {
	dir, base := path.Split(of)
	var out relations
	err := r.scan(path.Join(dir, "_rels", base+".rels"), "Relationships", func(s *strictxml.Scanner, k strictxml.Kind) error {
		if k != strictxml.AtStart || !s.Ours || string(s.Name) != "Relationship" || s.AttrText("TargetMode") == "External" {
			return nil
		}
		if len(out) == maxRelations {
			return strictxml.ErrMalformed
		}
		target := s.AttrText("Target")
		if strings.HasPrefix(target, "/") {
			target = target[1:]
		} else {
			target = path.Join(dir, target)
		}
		out = append(out, relation{s.AttrText("Id"), strings.ToLower(path.Base(s.AttrText("Type"))), target})
		return nil
	})
	if err == archive.ErrMissing {
		err = nil
	}
	return out, err
}
