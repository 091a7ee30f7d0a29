package lists

import (
	"slices"
	"strings"
	"time"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// partnerColumns are the headings that a list of partners may have, by what
// stands below.
var partnerColumns = map[string][]string{
	"id":      {"id", "ідентифікатор"},
	"name":    {"name", "name_uk", "назва", "партнер", "назва партнера", "громада"},
	"name_en": {"name_en", "назва англійською", "english name"},
	"place":   {"place", "katottg", "катоттг", "код", "код катоттг", "код території", "територія", "місце"},
	"kind":    {"kind", "type", "вид", "тип", "категорія"},
	"due":     {"due", "deadline", "строк", "термін", "до"},
	"email":   {"email", "e-mail", "пошта", "електронна пошта", "ел. пошта"},
	"invited": {"invited", "запрошено"},
}

// PartnersFile is the list of those who were invited to report in a period, in its
// folder: nobody's workbook.
const PartnersFile = "partners.csv"

// An Invited is a partner who was asked to report.
type Invited struct {
	survey.Partner
	Due   string // the last day, ISO 8601; "" none is named
	On    string // the day of the invitation, likewise
	Email string // of the office; never published
}

// LoadInvited reads a list of partners, XLSX or CSV: headings in the first row that
// has one for the name, then a partner a row. All but the name are optional; the
// place is a KATOTTG code or, for the caller to find, what was typed in its place. An
// error names the row.
func LoadInvited(path string) ([]Invited, error) {
	rows, err := loadRows(path)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		if at := partnerHead(row); at["name"] > 0 {
			return partnersBelow(path, rows, i, at)
		}
	}
	return nil, cell.Fail("list.no-name-column", "file", path)
}

// partnerHead returns the columns of a row of headings, from 1.
func partnerHead(row []string) map[string]int {
	at := map[string]int{}
	for col, heading := range row {
		for what, known := range partnerColumns {
			if at[what] == 0 && slices.Contains(known, strings.ToLower(clean.Tidy(heading))) {
				at[what] = col + 1
			}
		}
	}
	return at
}

func partnersBelow(path string, rows [][]string, head int, at map[string]int) ([]Invited, error) {
	var out []Invited
	for i, row := range rows[head+1:] {
		of := func(what string) string {
			if col := at[what]; col > 0 && col <= len(row) {
				return clean.Tidy(row[col-1])
			}
			return ""
		}
		if strings.Join(row, "") == "" {
			continue
		}
		p := Invited{Partner: survey.Partner{ID: of("id"), Name: survey.Text{"uk": of("name")}, Kind: survey.PartnerKind(of("kind"))}, Email: of("email")}
		for _, day := range []struct {
			typed string
			to    *string
		}{{of("due"), &p.Due}, {of("invited"), &p.On}} {
			read, ok := reply.Day(day.typed)
			if day.typed != "" && !ok {
				return nil, cell.Fail("list.no-day", "file", path, "row", head+i+2, "read", day.typed)
			}
			if ok {
				*day.to = read.Format(time.DateOnly)
			}
		}
		if en := of("name_en"); en != "" {
			p.Name["en"] = en
		}
		if p.Name["uk"] == "" {
			return nil, cell.Fail("list.no-name", "file", path, "row", head+i+2)
		}
		if typed := of("place"); typed != "" {
			p.Place = typed
			if code, ok := clean.Katottg(typed); ok {
				p.Place = code
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// Partners returns those who are invited.
func Partners(invited []Invited) []survey.Partner {
	out := make([]survey.Partner, len(invited))
	for i := range invited {
		out[i] = invited[i].Partner
	}
	return out
}
