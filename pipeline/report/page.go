package report

// Measures of an A4 page in millimetres.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	point      = 25.4 / 72 // millimetres in a point
)

// An rgb is a colour, 0xRRGGBB.
type rgb uint32

const white rgb = 0xFFFFFF
