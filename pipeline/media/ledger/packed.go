package ledger

import (
	"bytes"
	"encoding/gob"

	"depository.example/depository/pipeline/media/deflate"
	"depository.example/depository/pipeline/media/formula"
)

// packed are the stretches of a ledger as they were packed, and the values of cells that
// rows ask for which are made anew, by all that they depend on.
type packed struct {
	before, now bundle
	anew        bool // something was not there
}

// A bundle is what is kept of a ledger.
type bundle struct {
	pieces map[sum]deflate.Piece
	values map[sum][]formula.Value
}

// A table says what of a bundle lies where: the pieces themselves stand behind it.
type table struct {
	Pieces map[sum]lying
	Values map[sum][]formula.Value
}

// A lying piece is a piece whose bytes end at a place.
type lying struct {
	End, Packed, Size int
	Sum               uint32
}

// unpack reads what pack has written; what is none of it holds nothing.
func unpack(text []byte) *packed {
	p := &packed{now: bundle{map[sum]deflate.Piece{}, map[sum][]formula.Value{}}}
	var t table
	rest := bytes.NewReader(text)
	if gob.NewDecoder(rest).Decode(&t) != nil { // of a reader of bytes it takes its own alone
		return p
	}
	text = text[len(text)-rest.Len():]
	p.before = bundle{make(map[sum]deflate.Piece, len(t.Pieces)), t.Values}
	for key, at := range t.Pieces {
		if at.Packed < 0 || at.End < at.Packed || at.End > len(text) {
			continue
		}
		p.before.pieces[key] = deflate.Piece{Packed: text[at.End-at.Packed : at.End : at.End], Size: at.Size, Sum: at.Sum}
	}
	return p
}

// pack writes what this run has asked for; nil where that is what there was.
func (p *packed) pack() []byte {
	if !p.anew && len(p.now.pieces) == len(p.before.pieces) {
		return nil
	}
	t := table{map[sum]lying{}, p.now.values}
	var pieces [][]byte
	end := 0
	for key, piece := range p.now.pieces {
		end += len(piece.Packed)
		t.Pieces[key] = lying{end, len(piece.Packed), piece.Size, piece.Sum}
		pieces = append(pieces, piece.Packed)
	}
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(t) != nil {
		return nil
	}
	b.Grow(end)
	for _, piece := range pieces {
		b.Write(piece)
	}
	return b.Bytes()
}

// piece returns a stretch that is kept, which goes on being so; nil where none is.
func (p *packed) piece(key sum) *deflate.Piece {
	piece, known := p.before.pieces[key]
	if !known {
		p.anew = true
		return nil
	}
	p.now.pieces[key] = piece
	return &piece
}
