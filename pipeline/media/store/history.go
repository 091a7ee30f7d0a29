package store

// A Moment is the state of a partner or a practice in one period.
type Moment struct {
	Period           string
	Title            string // of a practice; of a partner its name
	Score            string // overall; "" none
	Level, Rank      string // "" none
	Practices        int    // of a partner
	Recordings       int    // how often something of it was recorded: more than once is a correction
	First, Corrected string // days of the first and, where there is one, of the last recording
}

// History lists the periods of a partner, or of one of its practices where id is not
// "", as was known; none where it was never recorded.
func (d *DB) History(partner, id string, known Known) (out []Moment, err error) {
	periods, err := d.Periods(known)
	if err != nil {
		return nil, err
	}
	for _, period := range periods {
		m, ok, err := d.moment(period, partner, id, known)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, m)
		}
	}
	return out, nil
}

// moment reads one period.
func (d *DB) moment(period, partner, id string, known Known) (m Moment, ok bool, err error) {
	m.Period = period
	practices, err := d.rows(tableOf("practice"), period, known)
	if err != nil {
		return m, false, err
	}
	for _, row := range practices {
		if text(row[1]) == partner && (id == "" || text(row[3]) == id) {
			ok = true
			m.Practices++
			m.Title = text(row[4])
		}
	}
	if id == "" {
		partners, err := d.rows(tableOf("partner"), period, known)
		if err != nil {
			return m, false, err
		}
		if row := partners[partner]; row != nil {
			ok, m.Title = true, text(row[2])
		}
	}
	if !ok {
		return m, false, nil
	}
	if err := d.standing(&m, partner, id, known); err != nil {
		return m, false, err
	}
	return m, true, d.recorded(&m, partner, id, known)
}

// standing enters the overall score, level and rank.
func (d *DB) standing(m *Moment, partner, id string, known Known) error {
	scores, err := d.rows(tableOf("score"), m.Period, known)
	if err != nil {
		return err
	}
	root, err := d.rootOf(m.Period, known)
	if err != nil {
		return err
	}
	kind, unit := "partner", partner
	if id != "" {
		kind, unit = "practice", id
	}
	for _, row := range scores {
		if text(row[1]) == kind && text(row[2]) == partner && text(row[4]) == unit && text(row[5]) == root {
			m.Score, m.Level, m.Rank = field(row[6]), field(row[8]), field(row[9])
		}
	}
	return nil
}

// recorded enters how often the answers and practices were recorded, and when.
func (d *DB) recorded(m *Moment, partner, id string, known Known) error {
	allowed, args := known.where()
	return d.each(`SELECT count(DISTINCT r.id), min(substr(r.recorded, 1, 10)), max(substr(r.recorded, 1, 10)) FROM (SELECT * FROM recording AS r`+allowed+`) AS r JOIN (
		SELECT period, partner, practice, recording FROM answer UNION SELECT period, partner, practice, recording FROM practice) AS f ON f.recording = r.id
		WHERE f.period = ? AND f.partner = ? AND (? = '' OR f.practice = ?)`,
		append(args, m.Period, partner, id, id), func(row []any) {
			n, _ := row[0].(int64)
			m.Recordings, m.First = int(n), text(row[1])
			if n > 1 {
				m.Corrected = text(row[2])
			}
		})
}
