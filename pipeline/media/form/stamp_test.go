package form

import (
	"archive/zip"
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/pipeline/survey/survey"
)

// parted unpacks a workbook.
func parted(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r) // the checksum is judged here
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out[f.Name] = string(content)
	}
	return out
}

// TestStampGivesWhatWriteGives compares part by part. Names on the identity sheet
// take places of their own among the shared strings of a stamped form; that sheet
// and the strings are compared by what cells show.
func TestStampGivesWhatWriteGives(t *testing.T) {
	partners := []survey.Partner{
		vinnytsia(),
		{ID: "lviv", Name: both(`Рада & «Громада» <Львів> "О'Кей"`, "Lviv & Co")},
		{ID: "short", Name: survey.Text{"uk": "Бар"}, Kind: "city", Place: "UA05"},
		{ID: "long", Name: both(strings.Repeat("Дуже довга назва ", 12), "Long")},
	}
	for _, lang := range []string{"uk", "en"} {
		opts := Options{Lang: lang, Period: "2026-H2", Cards: 3}
		stamp, err := NewStamp(small(), opts, texts(t, lang))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range partners {
			var out bytes.Buffer
			if err := stamp.Write(&out, p); err != nil {
				t.Fatal(err)
			}
			opts.Partner = p
			whole := write(t, small(), opts, nil)
			want, got := parted(t, whole), parted(t, out.Bytes())
			identity := "xl/worksheets/sheet" + strconv.Itoa(len(open(t, whole).GetSheetList())) + ".xml" // the last
			for name := range want {
				if name != "xl/sharedStrings.xml" && name != identity && want[name] != got[name] {
					t.Errorf("%s, %s: %s differs\n%s", lang, p.ID, name, cmp.Diff(want[name], got[name]))
				}
			}
			if diff := cmp.Diff(shownCells(t, whole), shownCells(t, out.Bytes())); diff != "" {
				t.Errorf("%s, %s: %s", lang, p.ID, diff)
			}
		}
	}
}

// shownCells returns what stands in every cell of every sheet.
func shownCells(t testing.TB, data []byte) map[string][][]string {
	t.Helper()
	f := open(t, data)
	out := map[string][][]string{}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for len(row) > 0 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			rows[i] = append([]string{}, row...)
		}
		out[sheet] = rows
	}
	return out
}

// BenchmarkForms writes forms of the built-in method for many partners, each by
// itself and by the stamp.
func BenchmarkForms(b *testing.B) {
	m := egov(b)
	words := texts(b, "uk")
	opts := Options{Lang: "uk", Period: "2026-H2", Model: &m.Model}
	partner := func(i int) survey.Partner {
		n := strconv.Itoa(i)
		return survey.Partner{ID: "hromada-" + n, Name: survey.Text{"uk": "Громада № " + n}, Place: "UA05020030000031457", Kind: "hromada"}
	}
	b.Run("each", func(b *testing.B) {
		for i := range b.N {
			opts.Partner = partner(i)
			if err := Write(io.Discard, &m.Questionnaire, opts, nil, words); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("stamp-2000", func(b *testing.B) {
		for range b.N {
			stamp, err := NewStamp(&m.Questionnaire, opts, words)
			if err != nil {
				b.Fatal(err)
			}
			for i := range 2000 {
				if err := stamp.Write(io.Discard, partner(i)); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/2000, "ns/form")
	})
}
