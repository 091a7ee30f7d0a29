package raster

import (
	"cmp"
	"image"
	"image/color"
	"slices"
	"sync"
)

const (
	mostColours = 256 // that a picture with a palette can have
	popular     = 128 // of them, those of the most pixels; the others are those that would be missed most
)

// An rgb is an opaque colour, as 0xRRGGBB.
type rgb uint32

// apart is the square of the distance of two colours.
func (c rgb) apart(d rgb) int {
	r, g, b := int(c>>16)-int(d>>16), int(c>>8&0xFF)-int(d>>8&0xFF), int(c&0xFF)-int(d&0xFF)
	return r*r + g*g + b*b
}

// A stretch is pixels of one colour, one after the other.
type stretch struct {
	colour int32 // among those met, in their order
	length int32
}

// reduced returns an opaque picture with a palette. A figure has few colours and, where
// they meet, many between them: where these are more than a palette holds, each becomes
// its nearest.
func reduced(of *image.RGBA) *image.Paletted {
	room, _ := rooms.Get().(*[]stretch)
	defer rooms.Put(room)
	stretches, met, counts := stretched((*room)[:0], of.Pix)
	*room = stretches
	order := make([]int32, len(met))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int { return cmp.Or(cmp.Compare(counts[j], counts[i]), cmp.Compare(met[i], met[j])) })
	all := make([]rgb, len(met))
	for place, i := range order {
		all[place] = met[i]
	}
	palette, places := chosen(all)
	nearest := make([]uint8, len(met))
	for place, i := range order {
		nearest[i] = places[place]
	}
	out := image.NewPaletted(of.Rect, palette)
	rest := out.Pix
	for _, s := range stretches {
		for i := range rest[:s.length] {
			rest[i] = nearest[s.colour]
		}
		rest = rest[s.length:]
	}
	return out
}

// rooms are for the stretches of a picture, of which there are as many as letters have
// edges.
var rooms = sync.Pool{New: func() any { return new([]stretch) }}

// stretched divides pixels of four bytes, behind out, and returns the colours met and how
// many pixels each has.
func stretched(out []stretch, pix []uint8) (all []stretch, met []rgb, counts []int) {
	number := map[rgb]int32{}
	for len(pix) > 0 {
		first, n := pix[:4], 4
		for n < len(pix) && [4]uint8(pix[n:]) == [4]uint8(first) {
			n += 4
		}
		c := rgb(first[0])<<16 | rgb(first[1])<<8 | rgb(first[2])
		k, known := number[c]
		if !known {
			k = int32(len(met))
			number[c], met, counts = k, append(met, c), append(counts, 0)
		}
		counts[k] += n / 4
		out = append(out, stretch{k, int32(n / 4)})
		pix = pix[n:]
	}
	return out, met, counts
}

// chosen returns a palette of colours that come with the most frequent first, and the
// place in it of the nearest of each. The place after the most frequent is for the
// colour that is farthest from its nearest, and so on, so that none is lost, however
// few its pixels (Gonzalez 1985, doi:10.1016/0304-3975(85)90224-5).
func chosen(all []rgb) (palette color.Palette, nearest []uint8) {
	nearest = make([]uint8, len(all))
	far := make([]int, len(all))
	for i := range far {
		far[i] = 1 << 30
	}
	for k := range min(len(all), mostColours) {
		next := k
		if k >= popular {
			next = slices.Index(far, slices.Max(far))
		}
		c := all[next]
		palette = append(palette, color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 0xFF})
		for i, d := range all {
			if apart := d.apart(c); apart < far[i] {
				far[i], nearest[i] = apart, uint8(k)
			}
		}
	}
	return palette, nearest
}
