package territory

import (
	"compress/gzip"
	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/templates"
	"encoding/csv"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestStatus(t *testing.T) {
	a, b, c, d, e := "UA05060010000053179", "UA05100150000050790", "UA05020030000031457", "UA46060070000047720", "UA46100110000018989"
	rows := [][]string{
		{"war_zone_27_04_2022", "war_zone_10_10_2022", "oblast_code", "hromada_code", "Status_war_sept"},
		{"1", "1", "UA05000000000010236", a, "occupied"}, {"0", "1", "UA05000000000010236", b, "not occupied, in the war zone"}, {"1", "0", "UA05000000000010236", c, "deoccupied"},
		{"1", "1", "UA46000000000026241", d, "occupied"}, {"1", "0", "UA46000000000026241", e, "occupied"},
	}
	for _, c := range []struct{ date, used, code, want string }{
		{"", "2022-10-10", a, occupied}, {"", "2022-10-10", b, combat}, {"", "2022-10-10", c, ""},
		{"2022-06-30", "2022-04-27", b, ""}, {"2022-06-30", "2022-04-27", c, combat},
		{"", "2022-10-10", e, occupied}, {"2022-06-30", "2022-04-27", e, occupied},
		{"", "2022-10-10", "UA05000000000010236", ""}, {"", "2022-10-10", "UA46000000000026241", occupied},
	} {
		got, err := Read(rows, c.date, nil)
		if err != nil || got.Date != c.used || got.Status(c.code) != c.want || got.Faults != nil {
			t.Errorf("%s at %q: got %q of %q (%v, %v), want %q of %q", c.code, c.date, got.Status(c.code), got.Date, err, got.Faults, c.want, c.used)
		}
	}
	if _, err := Read(rows, "2021-01-01", nil); err == nil {
		t.Error("a date before all lists must be refused")
	}
	if (*List)(nil).Status(a) != "" {
		t.Error("no list: nothing stands apart")
	}
}

// TestRowsThatContradict: a row that contradicts itself is told with its
// cell and not used.
func TestRowsThatContradict(t *testing.T) {
	head := []string{"hromada_short_name", "war_zone_27_04_2022", "war_zone_23_08_2022", "war_zone_10_10_2022", "oblast_code", "hromada_code", "Status_war_sept", "deoccupation_date"}
	oblast, bar := "UA05000000000010236", "UA05060010000053179"
	for _, c := range []struct {
		row  []string
		want Fault
	}{
		{[]string{"Барська", "0", "1", "0", oblast, bar, "occupied", "0"}, Fault{}},
		{[]string{"Барська", "0", "0", "0", oblast, bar, "not occupied", "0"}, Fault{}},
		{[]string{"Барська ", "0", "0", "0", oblast, bar, "deoccupied", "March-April"}, Fault{}},
		{[]string{"Барська", "0", "0", "0", oblast, bar, "occupied", "November"}, Fault{Col: 7, Code: "status", Read: "occupied"}},
		{[]string{"Барська", "1", "0", "0", oblast, bar, "occupied", "0"}, Fault{Col: 7, Code: "status", Read: "occupied"}},
		{[]string{"Барська", "0", "0", "0", oblast, bar, "not occupied, in the war zone", "0"}, Fault{Col: 7, Code: "status", Read: "not occupied, in the war zone"}},
		{[]string{"Барська", "1", "1", "1", oblast, bar, "occupied", "March-April"}, Fault{Col: 8, Code: "freed", Read: "March-April", Other: "occupied"}},
		{[]string{"Барська", "1", "1", "1", oblast, bar, "not occupied", "November"}, Fault{Col: 8, Code: "freed", Read: "November", Other: "not occupied"}},
		{[]string{"Барська", "1", "1", "1", oblast, bar, "deoccupied", "0"}, Fault{Col: 8, Code: "freed", Read: "0", Other: "deoccupied"}},
		{[]string{"Тульчинська", "1", "1", "1", oblast, bar, "occupied", "0"}, Fault{Col: 1, Code: "name", Read: "Тульчинська", Other: "Барська (Жмеринський район, Вінницька область) " + bar}},
		{[]string{"Барська", "1", "1", "1", "UA46000000000026241", bar, "occupied", "0"}, Fault{Col: 5, Code: "oblast", Read: "UA46000000000026241", Other: bar}},
		{[]string{"Барська", "1", "так", "1", oblast, bar, "occupied", "0"}, Fault{Col: 3, Code: "flag", Read: "так"}},
		{[]string{"Барська", "1", "1", "1", oblast, "UA05", "occupied", "0"}, Fault{Col: 6, Code: "code", Read: "UA05"}},
	} {
		got, err := Read([][]string{head, c.row}, "", own(t))
		if err != nil {
			t.Fatal(err)
		}
		if c.want.Code == "" {
			if got.Faults != nil {
				t.Errorf("%v: %+v", c.row, got.Faults)
			}
			continue
		}
		c.want.Row, c.want.Name = 2, strings.TrimSpace(c.row[0])
		if len(got.Faults) != 1 || got.Faults[0] != c.want || got.Status(bar) != "" {
			t.Errorf("%v: %+v, status %q, want %+v", c.row, got.Faults, got.Status(bar), c.want)
		}
	}
	twice := [][]string{head, {"Барська", "1", "1", "1", oblast, bar, "occupied", "0"}, {"Барська", "0", "0", "0", oblast, bar, "not occupied", "0"}}
	if got, err := Read(twice, "", own(t)); err != nil || len(got.Faults) != 1 || got.Faults[0].Code != "twice" || got.Status(bar) != "" {
		t.Errorf("two rows of one code: %+v, %v", got, err)
	}
}

// TestFreed: the months stand for a hromada that is freed on the day of the list, not
// for one that is still on it, nor for one freed later.
func TestFreed(t *testing.T) {
	a, b, c := "UA05060010000053179", "UA05100150000050790", "UA05020030000031457"
	rows := [][]string{
		{"war_zone_27_04_2022", "war_zone_10_10_2022", "hromada_code", "Status_war_sept", "deoccupation_date"},
		{"0", "0", a, "deoccupied", "March-April"}, {"1", "1", b, "occupied", "November"}, {"1", "1", c, "not occupied, in the war zone", "0"},
	}
	got, err := Read(rows, "2022-10-10", nil)
	if err != nil || got.Faults != nil {
		t.Fatal(err, got.Faults)
	}
	for code, want := range map[string]string{a: "2022-03/2022-04", b: "", c: ""} {
		if got.Freed(code) != want {
			t.Errorf("%s: freed %q, want %q", code, got.Freed(code), want)
		}
	}
}

// TestListOf2022 reads the list itself: three of its rows call a hromada occupied,
// or in the war zone, that stood on neither list beside that month. Первомайська міська was mixed up
// with the selyshchna hromada of the same name.
func TestListOf2022(t *testing.T) {
	rows := table(t, "territories-2022.csv")
	both := place.FromCodifier(table(t, "katottg-kse.csv"))
	both.KnowNames(own(t))
	for edition, r := range map[string]*place.Registry{"none": nil, "carried": own(t), "imported": both} {
		got, err := Read(rows, "2022-10-10", r)
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, f := range got.Faults {
			codes = append(codes, f.Code+" "+f.Name+" "+rows[f.Row-1][10])
		}
		if want := []string{"status Межівська UA12140150000054570", "status Михайлівська UA23060150000085288", "status Первомайська UA48080130000028458"}; !slices.Equal(slices.Sorted(slices.Values(codes)), want) {
			t.Errorf("%s: %q, want %q", edition, codes, want)
		}
		if got.Status("UA48080130000028458") != "" || got.Status("UA48060270000044708") != occupied {
			t.Errorf("%s: Первомайська міська %q, селищна %q", edition, got.Status("UA48080130000028458"), got.Status("UA48060270000044708"))
		}
	}
}

// table reads a CSV table of ../shared.
func table(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(need.Shared(t, "places/"+name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// own is the codifier that the program carries.
func own(t *testing.T) *place.Registry {
	t.Helper()
	f, err := templates.Files.Open("places/katottg.gz")
	if err != nil {
		t.Fatal(err)
	}
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unzipped)
	if err != nil {
		t.Fatal(err)
	}
	r, err := place.Unpack(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
