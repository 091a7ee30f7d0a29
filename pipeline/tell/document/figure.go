package document

// A FigureKind is the kind of a chart, chosen by the question that it answers.
type FigureKind string

const (
	// Ranking: who stands where. One value a row with its interval; a second
	// series is the period before.
	Ranking FigureKind = "ranking"
	// HeatMap: partner by criterion. One value a column (Series), shaded in five classes.
	HeatMap FigureKind = "heatmap"
	// Dumbbell: what changed. Two values a row, before and after; Note the difference.
	Dumbbell FigureKind = "dumbbell"
	// Stacked: how levels are mixed. A row's values are shares of one whole.
	Stacked FigureKind = "stacked"
	// Map: where. One value an oblast, Row.ID its ISO 3166-2 code ("UA-05").
	Map FigureKind = "map"
	// Profile: one unit (first series) against the average (second) by criterion.
	Profile FigureKind = "profile"
	// Quadrant: what to do first. Values X and Y a row.
	Quadrant FigureKind = "quadrant"
)

// A Figure is a chart before it is drawn.
type Figure struct {
	ID      string
	Kind    FigureKind
	Number  string // "3"; printed as "Figure 3"
	Message string // what the figure shows, one sentence
	Measure string // measure, unit and period
	Alt     string // the message and the numbers, for whoever does not see it
	Source  []Span
	Axis    Axis
	AxisY   Axis // of a Quadrant
	Series  []string
	Rows    []FigureRow
	Average *Mark    // a line across a Ranking, Dumbbell or Profile; nil none
	Classes []string // names of the five classes of shade, lowest first; nil no legend
}

// An Axis is the scale of values.
type Axis struct {
	Label    string
	Min, Max float64
	Decimals int // of its labels
}

// A Mark is a labelled value on an axis.
type Mark struct {
	Value float64
	Label string
}

// A FigureRow is one line, cell row, point or territory of a figure.
type FigureRow struct {
	ID     string // stable; of a Map the ISO 3166-2 code
	Label  string
	Link   string  // "#anchor" of the page of what it stands for; "" none
	Lang   string  // of the label, where it differs from the document's
	Values []Value // one a series (two for a Quadrant: x and y)
	Note   string  // printed at the end of the row: a difference
	Muted  bool    // drawn pale: apart from the comparison
	Point  bool    // of a Map: the value is that of places in the oblast, not of the oblast
}

// A Value is one number of a figure, with its print.
type Value struct {
	X         float64
	Known     bool
	Low, High float64 // the interval; equal to X where there is none
	Text      string  // as printed, "н/д" when not known
	Between   string  // the interval as printed: "55,0–66,2"; "" none
	Class     int     // 1 to 5: shade; 0 none
}
