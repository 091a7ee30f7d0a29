package form

import (
	"fmt"
	"strings"
	"time"

	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// A hidden sheet tells live whether evidence counts, as reply.Evidence.Lack does,
// with what Excel 2016 and LibreOffice 7.4 compute: a row for each cell of evidence,
// a column for each step. A step is 1 (yes), 0 (no) or 0.5: a spreadsheet cannot
// tell. Then the form says that the level is not certain, and is not wrong. What
// stood in the cell when the form was written has been read by reply itself.

const proofSheet = "_proof"

// The columns of the sheet.
const (
	proofName    = 1 + iota
	proofText    // in small letters, one space between words, one before and after
	proofHTTP    // the text, a mark in the place of http://
	proofHost    // behind the first mark, up to a slash
	proofHTTPIs  // a link with http://
	proofWWW     // behind www., up to a slash
	proofWWWIs   // a link with www.
	proofBare    // the text, every known ending written .ua/
	proofWord    // the name before the first ending
	proofBareIs  // a link without either
	proofKindIs  // the kind of an act
	proofNumber  // the text, every sign of a number written №
	proofNumIs   // the number of an act
	proofMonths  // the text, months in the numbers of dates
	proofDays    // the same, in English
	proofDigits  // the same, every digit written 9
	proofDayIs   // a day that counts
	proofOnce    // what stood in the cell when the form was written
	proofOnceIs  // what reply made of it
	proofVerdict // whether the evidence counts
)

// proofWindow is how many letters of a text are searched; behind them nothing is
// certain.
const proofWindow = 300

// httpMark stands for http:// and https://; nobody types it.
const httpMark = "⁞"

// proofRow returns the row of a criterion's evidence on a card.
func (b *book) proofRow(c *card, k *survey.Criterion) int {
	n, of := 0, 0
	for i := range b.q.Criteria {
		if b.q.Criteria[i].ID == k.ID {
			of = n
		}
		if b.q.Criteria[i].Evidence != nil {
			n++
		}
	}
	return 2 + (c.number-1)*n + of
}

// provedAt names the cell that tells whether the evidence of a criterion counts.
func (b *book) provedAt(c *card, k *survey.Criterion) string {
	return workbook.Ref(proofSheet, proofVerdict, b.proofRow(c, k))
}

// proofs writes the hidden sheet, after the cards that it reads.
func (b *book) proofs() {
	if !b.asksProof() {
		return
	}
	p := b.hiddenPage(proofSheet)
	p.put(1, workbook.Format{}, "last day")
	p.put(2, workbook.Format{}, p.lastDay())
	for i := range b.cards {
		for j := range b.q.Criteria {
			if k := &b.q.Criteria[j]; k.Evidence != nil {
				p.row = b.proofRow(&b.cards[i], k)
				p.proved(EvidenceName(b.cards[i].number, k.ID))
			}
		}
	}
	p.on.Dimension(proofVerdict, p.row)
	p.on.Protect(false)
	p.on.Hide()
}

func (b *book) asksProof() bool {
	for i := range b.q.Criteria {
		if b.q.Criteria[i].Evidence != nil {
			return true
		}
	}
	return false
}

// always is the last day of a period whose name tells none.
const always = "99991231"

// lastDay returns the last day that counts, as 20260630: known, or told by the
// period that the partner types; "" where none is typed yet.
func (p *page) lastDay() any {
	if p.opts.Period != "" {
		if day, ok := period.Parse(p.opts.Period).LastDay(); ok {
			return day.Format("20060102")
		}
		return always
	}
	where, asked := p.where[PartnerPeriod]
	if !asked {
		return ""
	}
	var ends []string
	for _, part := range strings.Fields("-H1=0630 -H2=1231 -Q1=0331 -Q2=0630 -Q3=0930 -Q4=1231") {
		name, end, _ := strings.Cut(part, "=")
		ends = append(ends, workbook.Quoted(name)+","+workbook.Quoted(end))
	}
	for m := 1; m <= 12; m++ {
		ends = append(ends, fmt.Sprintf(`"-%d","%02d31"`, m, m))
		if m < 10 {
			ends = append(ends, fmt.Sprintf(`"-%02d","%02d31"`, m, m))
		}
	}
	typed := "TRIM(" + workbook.Ref(where.sheet, where.col, where.row) + ")"
	return workbook.Formula{Expr: fmt.Sprintf(`IF(%[1]s="","",IF(ISERROR(VALUE(LEFT(%[1]s,4))),%[2]s,LEFT(%[1]s,4)&IFERROR(VLOOKUP(UPPER(MID(%[1]s,5,9)),{%[3]s},2,FALSE),"1231")))`,
		typed, workbook.Quoted(always), strings.Join(ends, ";"))}
}

// proved writes the row of one cell of evidence.
func (p *page) proved(name string) {
	where := p.where[strings.ToLower(name)]
	typed := workbook.Ref(where.sheet, where.col, where.row)
	in := func(col int) string { return "$" + workbook.At(col, p.row) }
	p.put(proofName, workbook.Format{}, name)
	given := p.now(name).Text
	text := `LOWER(" "&TRIM(` + replaced(typed, " ", "\u00a0", "\u202f", "\u2009", "\t", "\n") + `)&" ")`
	if given != "" { // nothing to search in what has been read
		text = fmt.Sprintf(`IF(EXACT(%s,%s),"  ",%s)`, typed, in(proofOnce), text)
	}
	for _, step := range []struct {
		col  int
		expr string
	}{
		{proofText, text},
		{proofHTTP, replaced(in(proofText), httpMark, "https://", "http://")},
		{proofHost, hostBehind(httpMark, in(proofHTTP))},
		{proofHTTPIs, httpIs(in(proofHTTP), in(proofHost))},
		{proofWWW, hostBehind("www.", in(proofText))},
		{proofWWWIs, wwwIs(in(proofText), in(proofWWW))},
		{proofBare, replaced(in(proofText), ".ua/", endings()...)},
		{proofWord, wordBefore(in(proofBare))},
		{proofBareIs, bareIs(in(proofBare), in(proofWord))},
		{proofKindIs, kindIs(in(proofText))},
		{proofNumber, replaced(replaced(replaced(in(proofText), " №", " no. ", " no.", " no ", " num. ", " num ", " n° ", " n°", " n "), "№", "№ "), " ", ",", ";")},
		{proofNumIs, numberIs(in(proofNumber))},
		{proofMonths, monthsReplaced(replaced(replaced(in(proofText), ".", "/"), " ", "» ", `" `, "” "), ukMonths)},
		{proofDays, monthsReplaced(in(proofMonths), enMonths)},
		{proofDigits, replaced(in(proofDays), "9", "0", "1", "2", "3", "4", "5", "6", "7", "8")},
		{proofDayIs, fmt.Sprintf("IF(MIN(%s,%s)=0,0,%s)", in(proofKindIs), in(proofNumIs), dayIs(in(proofText), in(proofDays), in(proofDigits)))},
	} {
		p.put(step.col, workbook.Format{}, workbook.Formula{Expr: step.expr, Shown: ""})
	}
	verdict := fmt.Sprintf("MAX(%s,%s,%s,MIN(%s,%s,%s))", in(proofHTTPIs), in(proofWWWIs), in(proofBareIs), in(proofKindIs), in(proofNumIs), in(proofDayIs))
	verdict = fmt.Sprintf("IF(LEN(%s)>%d,IF(%s=1,1,0.5),%s)", in(proofText), proofWindow, verdict, verdict)
	if given != "" {
		p.put(proofOnce, workbook.Format{}, given)
		p.put(proofOnceIs, workbook.Format{}, boolean(p.counts(given)))
		verdict = fmt.Sprintf("IF(EXACT(%s,%s),%s,%s)", typed, in(proofOnce), in(proofOnceIs), verdict)
	}
	p.put(proofVerdict, workbook.Format{}, workbook.Formula{Expr: fmt.Sprintf(`IF(%s="",0,%s)`, typed, verdict), Shown: ""})
}

// counts tells whether evidence counts in the period of the form.
func (b *book) counts(evidence string) bool {
	last := time.Time{}
	if day, ok := period.Parse(b.opts.Period).LastDay(); ok {
		last = day
	}
	return reply.ReadEvidence(evidence).Lack(last) == ""
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// replaced is the formula that writes one text for each of several.
func replaced(expr, by string, each ...string) string {
	for _, s := range each {
		old := workbook.Quoted(s)
		if s == "\t" || s == "\n" {
			old = fmt.Sprintf("CHAR(%d)", s[0])
		}
		expr = fmt.Sprintf("SUBSTITUTE(%s,%s,%s)", expr, old, workbook.Quoted(by))
	}
	return expr
}

// asciiWord are the characters between which \b finds no border.
const asciiWord = "abcdefghijklmnopqrstuvwxyz0123456789_"

// hostBehind is the formula of what stands behind a mark up to a space or slash.
func hostBehind(mark, in string) string {
	rest := fmt.Sprintf("MID(%[1]s,FIND(%[2]s,%[1]s)+%[3]d,%[4]d)", in, workbook.Quoted(mark), workbook.Units(mark), proofWindow)
	return fmt.Sprintf(`IFERROR(LEFT(%[1]s,MIN(FIND({" ","/"},%[1]s&" /"))-1),"")`, rest)
}

// isHost is the formula of a name with a dot before a letter and one more, with
// no letter right before the mark.
func isHost(mark, in, host string) string {
	letter := fmt.Sprintf(`MID(%[1]s,FIND(".",%[1]s,2)+1,1)`, host)
	return fmt.Sprintf(`IFERROR(AND(ISERROR(FIND(MID(%[1]s,FIND(%[2]s,%[1]s)-1,1),%[3]s)),NOT(EXACT(UPPER(%[4]s),%[4]s)),LEN(%[5]s)>FIND(".",%[5]s,2)+1),FALSE)`,
		in, workbook.Quoted(mark), workbook.Quoted(asciiWord), letter, host)
}

func httpIs(in, host string) string {
	none := fmt.Sprintf(`AND(LEN(SUBSTITUTE(%[1]s,%[3]s,""))=LEN(%[1]s)-1,OR(ISERROR(FIND(".",%[2]s)),EXACT(UPPER(%[2]s),%[2]s)))`, in, host, workbook.Quoted(httpMark))
	return fmt.Sprintf("IF(ISERROR(FIND(%s,%s)),0,IF(%s,1,IF(%s,0,0.5)))", workbook.Quoted(httpMark), in, isHost(httpMark, in, host), none)
}

func wwwIs(in, host string) string {
	return fmt.Sprintf(`IF(ISERROR(FIND("www.",%s)),0,IF(%s,1,0.5))`, in, isHost("www.", in, host))
}

// endings are the ends of names that make a link of a text, but for .ua/.
func endings() (out []string) {
	for _, end := range reply.Endings {
		if end != "ua" {
			out = append(out, "."+end+"/")
		}
	}
	return out
}

// wordBefore is the formula of what stands before the first ending, back to a
// space or a sign that may stand before a link.
func wordBefore(in string) string {
	before := fmt.Sprintf(`RIGHT(LEFT(%[1]s,FIND(".ua/",%[1]s)-1),80)`, in)
	return fmt.Sprintf(`IFERROR(TRIM(RIGHT(SUBSTITUTE(%s," ",REPT(" ",100)),100)),"")`, replaced(before, " ", "(", "«", `"`, ",", ";", ":"))
}

func bareIs(in, word string) string {
	letters := "abcdefghijklmnopqrstuvwxyz0123456789абвгґдеєжзиіїйклмнопрстуфхцчшщьюя-."
	whole := fmt.Sprintf(`AND(%[1]s<>"",LEN(%[1]s)<75,SUMPRODUCT(--ISERROR(FIND(MID(%[1]s&REPT("a",80),ROW($1:$80),1),%[2]s)))=0,COUNT(FIND({" .","..",". "," -","-.",".-","- "}," "&%[1]s&" "))=0)`,
		word, workbook.Quoted(letters))
	var ports []string
	for _, end := range reply.Endings {
		ports = append(ports, "."+end+":")
	}
	return fmt.Sprintf(`IF(ISERROR(FIND(".ua/",%s)),IF(COUNT(FIND(%s,%s))>0,0.5,0),IF(%s,1,0.5))`, in, constants(ports), in, whole)
}

// lettersOf is the formula of the places of a text's letters, as far as it is
// searched.
func lettersOf(in string) string {
	return fmt.Sprintf("ROW($A$1:INDEX($A$1:$A$%[1]d,MIN(%[1]d,LEN(%[2]s))))", proofWindow, in)
}

// kindIs is the formula that finds the kind of an act behind what is no letter: a
// letter has a capital.
func kindIs(in string) string {
	each := lettersOf(in)
	caseless := func(at string) string {
		return fmt.Sprintf("EXACT(UPPER(MID(%[1]s,%[2]s,1)),MID(%[1]s,%[2]s,1))", in, at)
	}
	stems, words := constants(reply.ActStems), constants(reply.ActWords)
	found := func(list string) string {
		return fmt.Sprintf("(MID(%s,%s+1,LEN(%s))=%s)*%s", in, each, list, list, caseless(each))
	}
	return fmt.Sprintf("IF(LEN(%s)<6,0,IF(SUMPRODUCT(%s)+SUMPRODUCT(%s*%s)>0,1,0))", in, found(stems), found(words), caseless(each+"+1+LEN("+words+")"))
}

// constants writes a row of texts.
func constants(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = workbook.Quoted(s)
	}
	return "{" + strings.Join(out, ",") + "}"
}

// numberIs is the formula that finds a number behind №; what begins with a Latin
// n may be another sign of one.
func numberIs(in string) string {
	token := fmt.Sprintf(`MID(%[1]s,FIND("№",%[1]s),FIND(" ",%[1]s,FIND("№",%[1]s))-FIND("№",%[1]s))`, in)
	first := fmt.Sprintf(`IFERROR(COUNT(FIND({0,1,2,3,4,5,6,7,8,9},%s))>0,FALSE)`, token)
	another := fmt.Sprintf(`OR(LEN(SUBSTITUTE(%[1]s,"№",""))<LEN(%[1]s)-1,SUMPRODUCT((MID(%[1]s,%[2]s+1,1)="n")*ISERROR(FIND(MID(%[1]s,%[2]s,1),%[3]s)))>0)`,
		in, lettersOf(in), workbook.Quoted(asciiWord))
	return fmt.Sprintf("IF(%s,1,IF(%s,0.5,0))", first, another)
}

// Months as dates have them, in their order.
const (
	ukMonths = "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|січень|лютий|березень|квітень|травень|червень|липень|серпень|вересень|жовтень|листопад|грудень"
	enMonths = "january|february|march|april|may|june|july|august|september|october|november|december"
	// monthStems are what every name of a month begins with.
	ukStems = "січ|лют|бер|квіт|трав|черв|лип|серп|вер|жовт|лист|груд"
	enStems = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
)

// monthsReplaced is the formula that writes «12 лютого 2025» as «12.02.2025».
func monthsReplaced(expr, months string) string {
	for i, name := range strings.Split(months, "|") {
		expr = replaced(expr, fmt.Sprintf(".%02d.", i%12+1), " "+name+" ")
	}
	return expr
}

// dayIs is the formula that finds a day from 1990 to the last one. Days in words
// that the steps before do not write in numbers leave it open.
func dayIs(text, in, digits string) string {
	var forms dayForms
	for _, year := range []int{4, 2} {
		forms.add(".", year, false)
	}
	forms.add("-", 4, false)
	forms.add(". ", 4, false)
	forms.add(".", 4, true)
	forms.add("-", 4, true)
	each := lettersOf(text)
	part := func(place, long []string) string {
		return fmt.Sprintf("MID(%s,%s+{%s},{%s})", in, each, strings.Join(place, ","), strings.Join(long, ","))
	}
	year := "{" + strings.Join(forms.century, ",") + "}&" + part(forms.yearAt, forms.yearLong)
	month, day := `RIGHT("0"&`+part(forms.monthAt, forms.monthLong)+",2)", `RIGHT("0"&`+part(forms.dayAt, forms.dayLong)+",2)"
	long := "{" + strings.Join(forms.long, ",") + "}"
	last := fmt.Sprintf(`IF($B$1="",%s,$B$1)`, workbook.Quoted(always))
	found := strings.Join([]string{
		fmt.Sprintf("(MID(%s,%s+1,%s)={%s})", digits, each, long, strings.Join(forms.mask, ",")),
		fmt.Sprintf(`(MID(%s,%s,1)<>"9")`, digits, each),
		fmt.Sprintf(`(MID(%s,%s+1+%s,1)<>"9")`, digits, each, long),
		fmt.Sprintf(`(%s&%s&%s>="%d0101")`, year, month, day, reply.EarliestYear),
		fmt.Sprintf(`(%s&%s&%s<=%s)`, year, month, day, last),
		fmt.Sprintf(`(%[1]s>="01")*(%[1]s<="12")*(%[2]s>="01")*(%[2]s<="31")`, month, day),
		fmt.Sprintf(`ISERROR(FIND(%s&%s,"0230 0231 0431 0631 0931 1131"))`, month, day),
		fmt.Sprintf(`((%s&%s<>"0229")+ISNUMBER(FIND(RIGHT(%s,2),"00 04 08 12 16 20 24 28 32 36 40 44 48 52 56 60 64 68 72 76 80 84 88 92 96"))>0)`, month, day, year),
	}, "*")
	open := fmt.Sprintf("COUNT(FIND(%s,%s))+COUNT(FIND(%s,%s))>0", constants(strings.Split(ukStems, "|")), in, constants(strings.Split(enStems, "|")), text)
	return fmt.Sprintf(`IF(LEN(%s)<8,0,IF(SUMPRODUCT(%s)>0,IF($B$1="",0.5,1),IF(%s,0.5,0)))`, in, found, open)
}

// dayForms are the ways to write a day, as rows of constants: where its parts
// stand behind the character before it, and how long they are.
type dayForms struct {
	mask, long, century                                  []string
	yearAt, yearLong, monthAt, monthLong, dayAt, dayLong []string
}

func (f *dayForms) add(mark string, year int, first bool) {
	for _, month := range []int{2, 1} {
		for _, day := range []int{2, 1} {
			widths, at := []int{day, month, year}, make([]int, 3)
			if first {
				widths = []int{year, month, day}
			}
			var mask []string
			next := 1
			for i, w := range widths {
				at[i] = next
				next += w + len(mark)
				mask = append(mask, strings.Repeat("9", w))
			}
			y, d := 2, 0
			if first {
				y, d = 0, 2
			}
			put := func(to *[]string, x any) { *to = append(*to, fmt.Sprint(x)) }
			put(&f.mask, workbook.Quoted(strings.Join(mask, mark)))
			put(&f.long, next-1-len(mark))
			put(&f.century, workbook.Quoted(map[int]string{2: "20"}[year]))
			put(&f.yearAt, at[y])
			put(&f.yearLong, year)
			put(&f.monthAt, at[1])
			put(&f.monthLong, month)
			put(&f.dayAt, at[d])
			put(&f.dayLong, day)
		}
	}
}
