package report

import (
	"depository/pipeline/document"
	"fmt"
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

type region struct{}

func boundingBox(x, y, w, h float64) string {
	return fmt.Sprintf("<</O /Layout /Placement /Block /BBox [%.2f %.2f %.2f %.2f]>>", x/point, (pageHeight-y-h)/point, (x+w)/point, (pageHeight-y)/point)
}
func (p *printer) ranking(f *document.Figure) []chart  { return nil }
func (p *printer) dumbbell(f *document.Figure) []chart { return nil }
func (p *printer) heatMap(f *document.Figure) []chart  { return nil }
func (p *printer) stacked(f *document.Figure) []chart  { return nil }
func (p *printer) mapOf(f *document.Figure) []chart    { return nil }
func (p *printer) quadrant(f *document.Figure) []chart { return nil }
func (p *printer) bump(f *document.Figure) []chart     { return nil }
