package sheet

// What a sheet can have (ECMA-376), and how much of it is kept.
const (
	MaxRows    = 1_048_576
	MaxCols    = 16_384
	MaxMerges  = 1 << 14
	MaxNames   = 1 << 16 // defined names of a workbook
	MaxFormats = 1 << 16 // cell styles; Excel has 65,490
	MaxRawName = 8 << 10 // what a name stands for: a formula of Excel's length
)

// Digits reads a number of digits alone.
func Digits(b []byte) (n int, ok bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	for _, d := range b {
		if d < '0' || d > '9' {
			return 0, false
		}
		n = n*10 + int(d-'0')
	}
	return n, true
}

// ParseRef reads a reference such as AB12.
func ParseRef(b []byte) (row, col int, ok bool) {
	i := 0
	for ; i < len(b) && b[i] >= 'A' && b[i] <= 'Z' && i < 4; i++ {
		col = col*26 + int(b[i]-'A') + 1
	}
	row, ok = Digits(b[i:])
	return row, col, ok && col >= 1 && col <= MaxCols && row >= 1 && row <= MaxRows && b[i] != '0'
}

// ParseRange reads a reference to a cell or a rectangle, its corners in order.
func ParseRange(b []byte) (r Range, ok bool) {
	for i, c := range b {
		if c == ':' {
			r.LastRow, r.LastCol, ok = ParseRef(b[i+1:])
			if !ok {
				return Range{}, false
			}
			b = b[:i]
			break
		}
	}
	if r.Row, r.Col, ok = ParseRef(b); !ok {
		return Range{}, false
	}
	if r.LastRow == 0 {
		r.LastRow, r.LastCol = r.Row, r.Col
	}
	return r, r.Row <= r.LastRow && r.Col <= r.LastCol
}

// A ColumnSet is a set of columns of a sheet, a bit each; nil is none.
type ColumnSet []uint64

// Add takes the columns from one to another, as far as a sheet has them.
func (c *ColumnSet) Add(from, to int) {
	if *c == nil {
		*c = make(ColumnSet, MaxCols/64+1)
	}
	for col := max(from, 1); col <= min(to, MaxCols); col++ {
		(*c)[col/64] |= 1 << (col % 64)
	}
}

// List returns the columns in order.
func (c ColumnSet) List() (cols []int) {
	for col := 1; c != nil && col <= MaxCols; col++ {
		if c[col/64]&(1<<(col%64)) != 0 {
			cols = append(cols, col)
		}
	}
	return cols
}
