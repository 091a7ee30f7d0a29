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
	Pieces map[sum]deflate.Piece
	Values map[sum][]formula.Value
}

// unpack reads what pack has written; what is none of it holds nothing.
func unpack(text []byte) *packed {
	p := &packed{now: bundle{map[sum]deflate.Piece{}, map[sum][]formula.Value{}}}
	if gob.NewDecoder(bytes.NewReader(text)).Decode(&p.before) != nil {
		p.before = bundle{}
	}
	return p
}

// pack writes what this run has asked for; nil where that is what there was.
func (p *packed) pack() []byte {
	if !p.anew && len(p.now.Pieces) == len(p.before.Pieces) {
		return nil
	}
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(p.now) != nil {
		return nil
	}
	return b.Bytes()
}

// piece returns a stretch that is kept, which goes on being so; nil where none is.
func (p *packed) piece(key sum) *deflate.Piece {
	piece, known := p.before.Pieces[key]
	if !known {
		p.anew = true
		return nil
	}
	p.now.Pieces[key] = piece
	return &piece
}
