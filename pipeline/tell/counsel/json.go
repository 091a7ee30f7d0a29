package counsel

import (
	"math"
	"strconv"

	"depository.example/depository/pipeline/measure/adopt"
	"depository.example/depository/pipeline/measure/peers"
)

// A Told is advice as programs read it. Numbers that are not known are null.
type Told struct {
	Code     string      `json:"code"`
	Answered bool        `json:"answered"`
	Score    *float64    `json:"score"`
	Peers    []PeerTold  `json:"peers"`
	Offers   []OfferTold `json:"offers"`
	Of       int         `json:"of"`
	Lower    []OfferTold `json:"no_gain"` // not offered: they would not raise the score
	Rates    []RateTold  `json:"rates"`
	Forecast bool        `json:"forecast"` // always false: this is none
}

// A PeerTold is a peer with what makes it near.
type PeerTold struct {
	Code     string  `json:"code"`
	Distance float64 `json:"distance"`
	Shared   int     `json:"shared"`
	Largest  string  `json:"largest"`
	Share    float64 `json:"share"`
}

// An OfferTold is one practice that could be taken over.
type OfferTold struct {
	Ref        string     `json:"ref"`
	Title      string     `json:"title"`
	TitleEN    string     `json:"title_en,omitempty"`
	Partner    string     `json:"partner"`
	Place      string     `json:"place"`
	Level      int        `json:"level"`
	Rank       int        `json:"peer_rank"`
	Km         *float64   `json:"km"`
	SameOblast bool       `json:"same_oblast"`
	Gain       *float64   `json:"gain"`
	Low        *float64   `json:"gain_low"`
	Top        *float64   `json:"gain_top"`
	Draws      int        `json:"draws"`
	Evidence   int        `json:"evidence"` // grade of what is borne out least, 0 to 4
	Peers      int        `json:"peers"`
	Lacks      []LackTold `json:"lacks"`
	Cost       string     `json:"cost"`
	Conditions string     `json:"conditions"`
	Adopters   []string   `json:"adopters"`
}

// A LackTold is a criterion at which the practice has what the place has not.
type LackTold struct {
	Criterion string   `json:"criterion"`
	Has       *float64 `json:"has"`
	Gets      float64  `json:"gets"`
	Act       string   `json:"act"`
	Anywhere  bool     `json:"has_elsewhere"`
}

// A RateTold is what a forecast would be worth.
type RateTold struct {
	Forecast string   `json:"forecast"`
	K        int      `json:"k"`
	Theme    string   `json:"theme"`
	Places   int      `json:"places"`
	Adopters int      `json:"adopters"`
	AUC      *float64 `json:"auc"`
	Verdict  string   `json:"verdict"` // "tells", "tells nothing", "too few data"
}

// known is a number; nil of one that is not known.
func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// Told lays the advice out for programs.
func (c *Counsel) Told() Told {
	a := &c.Advice
	t := Told{Code: a.Code, Answered: a.Answered, Score: known(a.Score), Of: a.Of, Peers: []PeerTold{}, Offers: []OfferTold{}, Lower: []OfferTold{}, Rates: []RateTold{}}
	for _, p := range a.Peers {
		l := p.Largest()
		t.Peers = append(t.Peers, PeerTold{p.Code, p.Distance, len(p.Parts), l.Attribute, l.Share})
	}
	for i := range a.Offers {
		t.Offers = append(t.Offers, offerTold(&a.Offers[i]))
	}
	for i := range a.Lower {
		t.Lower = append(t.Lower, offerTold(&a.Lower[i]))
	}
	for _, r := range c.Rates {
		t.Rates = append(t.Rates, RateTold{r.Forecast, r.K, r.Tool, r.Places, r.Adopters, known(r.AUC), verdict(r)})
	}
	return t
}

func verdict(r peers.Check) string {
	switch {
	case r.Few():
		return "too few data"
	case r.Tells():
		return "tells"
	}
	return "tells nothing"
}

func offerTold(o *adopt.Offer) OfferTold {
	t := OfferTold{Ref: o.Ref, Title: o.Practice.Title, TitleEN: o.Practice.TitleEN, Partner: o.Partner, Place: o.Place, Level: o.Level, Rank: o.Rank,
		Km: known(o.Km), SameOblast: o.SameOblast, Draws: o.Gain.Draws, Evidence: int(o.Grade), Peers: o.Peers,
		Cost: o.Practice.Told.Cost, Conditions: o.Practice.Told.Conditions, Adopters: []string{}, Lacks: []LackTold{}}
	if o.Gain.Known {
		t.Gain, t.Low, t.Top = known(o.Gain.Points), known(o.Gain.Low), known(o.Gain.Top)
	}
	for _, l := range o.Lacks {
		lack := LackTold{Criterion: l.Criterion.ID, Gets: l.Gets, Act: l.Act, Anywhere: l.Anywhere}
		if l.Has >= 0 {
			lack.Has = known(l.Has)
		}
		t.Lacks = append(t.Lacks, lack)
	}
	for _, c := range o.Adopters {
		t.Adopters = append(t.Adopters, c.Ref)
	}
	return t
}

// Pairs lays pairs of mentors and followers out as a table, its header first.
func Pairs(pairs []adopt.Pair) [][]string {
	rows := [][]string{{"mentor", "follower", "practice", "gain", "km"}}
	for _, p := range pairs {
		km := ""
		if !math.IsNaN(p.Offer.Km) {
			km = strconv.FormatFloat(p.Offer.Km, 'f', 0, 64)
		}
		rows = append(rows, []string{p.Mentor, p.Follower, p.Offer.Ref, strconv.FormatFloat(p.Offer.Gain.Points, 'f', 2, 64), km})
	}
	return rows
}
