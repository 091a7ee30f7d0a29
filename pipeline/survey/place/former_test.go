package place

import "testing"

// TestFormerNames: either name of a hromada is understood, whichever of the two
// the edition of the codifier has.
func TestFormerNames(t *testing.T) {
	before := NewRegistry([]Hromada{
		{"UA46120130000026331", "Червоноградська"}, {"UA63100090000052019", "Первомайська"}, {"UA48060270000044708", "Первомайська"},
		{"UA12100070000011492", "Новомосковська"}, {"UA07060350000084520", "Самарівська"},
	})
	after := NewRegistry([]Hromada{{"UA46120130000026331", "Шептицька"}, {"UA63100090000052019", "Златопільська"}, {"UA48060270000044708", "Первомайська"}, {"UA18080150000022496", "Звягельська"}})
	before.KnowNames(own(t))
	after.KnowNames(own(t))
	for _, c := range []struct {
		r                  *Registry
		name, oblast, want string
	}{
		{before, "Шептицька міська ТГ", "", "UA46120130000026331"}, {after, "Червоноградська", "UA46000000000026241", "UA46120130000026331"},
		{before, "Златопільська", "", "UA63100090000052019"}, {after, "Первомайська громада", "UA63000000000041885", "UA63100090000052019"},
		{after, "Новоград-Волинська", "", "UA18080150000022496"}, {after, "Шептицька", "UA48000000000039575", ""},
		{after, "Первомайська", "UA48000000000039575", "UA48060270000044708"}, {before, "Первомайська", "", ""},
		// A hromada that bears the name goes before one that has borne it.
		{before, "Самарівська", "UA07000000000024379", "UA07060350000084520"}, {before, "Самарівська", "UA12000000000090473", "UA12100070000011492"},
	} {
		if got := c.r.Match(c.name, c.oblast); got.Code != c.want {
			t.Errorf("%s in %q: %+v, want %q", c.name, c.oblast, got, c.want)
		}
	}
}

func TestFormerCodes(t *testing.T) {
	codes, err := ReadFormerCodes([][]string{
		{"note", "rada_code", "hromada_code"}, {"", "7410100000", "UA74100390000073425"}, {"", "510100000", "UA05020030000031457"}, {"", "7421480800", "UA74100370000041962"},
		{"", "110100000", "NA"},
	})
	if err != nil {
		t.Fatal(err)
	}
	r := NewRegistry([]Hromada{{"UA74100390000073425", "Чернігівська"}, {"UA05020030000031457", "Вінницька"}, {"UA74100370000041962", "Тупичівська"}})
	r.KnowFormerCodes(codes)
	for text, want := range map[string]string{
		"7410100000": "UA74100390000073425", "0510100000": "UA05020030000031457", "510100000": "UA05020030000031457", " 74 101 00000 ": "UA74100390000073425",
		"7421480805": "UA74100370000041962", // a village of that council
		"7421480900": "", "74101": "", "": "", "74101000001": "", "UA74100390000073425": "", "7410100000.0": "",
	} {
		if h, ok := r.Former(text); h.Code != want || ok != (want != "") {
			t.Errorf("%q: %q, %t, want %q", text, h.Code, ok, want)
		}
	}
	for text, want := range map[string]string{
		"0510100000": "UA05020030000031457", " ua05020030000031457": "UA05020030000031457", "UA05020030010063857": "UA05020030000031457",
		"7410100000": "", // of another oblast
	} {
		if got := r.Match(text, "UA05000000000010236"); got.Code != want {
			t.Errorf("a code for a name, %q: %+v, want %q", text, got, want)
		}
	}
	var none *Registry
	if _, ok := none.Former("7410100000"); ok {
		t.Error("no registry knows a code")
	}
	for want, rows := range map[string][][]string{
		"no column Код КАТОТТГ":             {{"Код КОАТУУ", "Громада"}},
		"no column Код КОАТУУ, Код КАТОТТГ": nil,
		`row 2: koatuu "74101"`:             {{"Код КОАТУУ", "Код КАТОТТГ"}, {"74101", "UA74100390000073425"}},
		`row 2: code "UA74"`:                {{"Код КОАТУУ", "Код КАТОТТГ"}, {"7410100000", "UA74"}},
		`row 3: twice "7410100000"`:         {{"Код КОАТУУ", "Код КАТОТТГ"}, {"7410100000", "UA74100390000073425"}, {"7410100000", "UA74100370000041962"}},
	} {
		if _, err := ReadFormerCodes(rows); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
