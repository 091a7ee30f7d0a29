package reviewbook

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The book prints on the width of A4, under its head on every page. (Filters take the
// setting away where they are put on last.)
func TestThePaperIsA4(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		props, err := f.GetSheetProps(sheet)
		if err != nil || props.FitToPage == nil || !*props.FitToPage {
			t.Errorf("%s is not fitted to the page: %v", sheet, err)
		}
		layout, err := f.GetPageLayout(sheet)
		if err != nil || *layout.Size != 9 || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
			t.Errorf("%s: %+v, %v", sheet, layout, err)
		}
	}
}
