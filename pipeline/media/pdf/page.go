// Package pdf draws on the pages of one file and finishes it as PDF/UA-1 and
// PDF/A-3A. It believes that whatever is drawn is either content in its place of
// the reading order or an ornament marked as such: a Canvas draws through gofpdf,
// which is imported here alone, and notes in a Tree which element every mark
// belongs to; Finish rewrites the file with structure, fonts, metadata and
// attachments.
package pdf

// Measures of an A4 page in millimetres.
const (
	PageWidth  = 210.0
	PageHeight = 297.0
	Point      = 25.4 / 72 // millimetres in a point
)

// An RGB is a colour, 0xRRGGBB.
type RGB uint32

// White is the paper.
const White RGB = 0xFFFFFF
