package report

import (
	"fmt"
	"math"
	"strings"
	"time"

	"depository.example/depository/pipeline/tell/document"
)

// The sample is a report like those that the pipeline makes: every kind of
// block and figure, in Ukrainian or English, with made-up numbers.

var samplePartners = [][2]string{
	{"Вінниця", "Vinnytsia"}, {"Київ", "Kyiv"}, {"Дніпро", "Dnipro"}, {"Івано-Франківська область", "Ivano-Frankivsk oblast"},
	{"Львів", "Lviv"}, {"Полтава", "Poltava"}, {"Миколаїв", "Mykolaiv"}, {"Харків", "Kharkiv"}, {"Чернівці", "Chernivtsi"},
	{"Одеса", "Odesa"}, {"Рівненська область", "Rivne oblast"}, {"Славутич", "Slavutych"},
}

var sampleCriteria = [][2]string{
	{"Правова основа", "Legal basis"}, {"Організація і люди", "Organisation and people"}, {"Технології та взаємодія", "Technology and interoperability"},
	{"Захист даних", "Data protection"}, {"Охоплення", "Reach and inclusion"}, {"Результати", "Results"}, {"Фінансова сталість", "Financial sustainability"}, {"Відтворюваність", "Replicability"},
}

// A sampler writes the sample in one language.
type sampler struct{ lang string }

func (s sampler) t(uk, en string) string {
	if s.lang == "uk" {
		return uk
	}
	return en
}

func (s sampler) pick(pair [2]string) string { return s.t(pair[0], pair[1]) }

func (s sampler) num(x float64, decimals int, signed bool) string {
	out := fmt.Sprintf("%.*f", decimals, math.Abs(x))
	if s.lang == "uk" {
		out = strings.Replace(out, ".", ",", 1)
	}
	switch {
	case x < 0:
		out = "\u2212" + out
	case signed && x > 0:
		out = "+" + out
	}
	return out
}

func (s sampler) value(x float64) document.Value {
	return document.Value{X: x, Known: true, Low: x, High: x, Text: s.num(x, 2, false), Class: class(x)}
}

func class(x float64) int { return min(max(int(x), 1), 5) }

// score is a made-up score of partner i on criterion j, 1 to 5.
func score(i, j int) float64 {
	x := 4.6 - 0.2*float64(i) + 0.6*math.Sin(float64(3*i+5*j))
	return math.Round(4*min(max(x, 1), 5)) / 4
}

func (s sampler) source() []document.Span {
	return document.Plain(s.t("Джерело: книги Excel партнерів за 2025 рік, методика egov-practices 1.0; розрахунок авторів.",
		"Source: the partners’ Excel workbooks for 2025, method egov-practices 1.0; own calculation."))
}

func (s sampler) classes() []string {
	return []string{s.t("1 початковий", "1 initial"), s.t("2 базовий", "2 basic"), s.t("3 визначений", "3 defined"), s.t("4 керований", "4 managed"), s.t("5 випереджальний", "5 leading")}
}

func (s sampler) axis() document.Axis { return document.Axis{Min: 1, Max: 5} }

func sampleDocument(lang string) *document.Document {
	s := sampler{lang}
	doc := &document.Document{
		Lang: lang, Title: s.t("Цифрова зрілість громад України — 2025", "Digital maturity of Ukraine’s communities — 2025"),
		Subtitle:     s.t("Порівняння практик електронного урядування міст і областей та рекомендації Урядові", "Practices of e-governance in cities and oblasts compared, with recommendations to the Government"),
		Organisation: s.t("Аналітичний звіт для Кабінету Міністрів України", "Analytical report for the Cabinet of Ministers of Ukraine"),
		Dateline:     s.t("Київ, листопад 2026 року", "Kyiv, November 2026"),
		Note:         s.t("Редакція друга, виправлена.", "Second edition, corrected."),
		Running:      s.t("Цифрова зрілість громад України — 2025", "Digital maturity of Ukraine’s communities — 2025"),
		Notice:       s.t("Демонстраційні дані. Не є офіційною статистикою.", "Illustrative data. Not official statistics."),
		Date:         time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC),
		Subject:      s.t("Порівняння партнерів і рекомендації", "Comparison of partners and recommendations"),
		Keywords:     []string{"e-governance", "maturity"}, Contents: s.t("Зміст", "Contents"),
		Labels: document.Labels{
			Figure: s.t("Рисунок", "Figure"), Table: s.t("Таблиця", "Table"), Page: s.t("Сторінка", "Page"), Continued: s.t("продовження", "continued"),
			NoData: s.t("немає даних", "no data"), ToContents: s.t("До змісту", "To contents"), Appendix: s.t("Додаток", "Annex"), Of: s.t("з", "of"),
		},
	}
	doc.Blocks = append(doc.Blocks, s.summary()...)
	doc.Blocks = append(doc.Blocks, s.comparison()...)
	doc.Blocks = append(doc.Blocks, s.profile()...)
	doc.Blocks = append(doc.Blocks, s.advice()...)
	doc.Blocks = append(doc.Blocks, s.annex()...)
	return doc
}

func (s sampler) heading(level int, id, uk, en string) *document.Heading {
	return &document.Heading{Level: level, ID: id, Text: s.t(uk, en)}
}

func (s sampler) summary() []document.Block {
	return []document.Block{
		s.heading(1, "summary", "1. Головне коротко", "1. In brief"),
		&document.Paragraph{Style: document.Lead, Spans: []document.Span{
			{Text: s.t("У 2025 році дванадцять партнерів — міст і областей — подали книги за ", "In 2025 twelve partners, cities and oblasts, sent workbooks on ")},
			{Text: s.t("вісьмома вимірами", "eight dimensions"), Bold: true},
			{Text: s.t(" електронного урядування. Середній бал зріс із 2,89 до ", " of e-governance. The mean score rose from 2.89 to ")},
			{Text: s.t("3,17", "3.17"), Bold: true},
			{Text: s.t(", тобто партнери в середньому перебувають на рівні «визначений». Найбільше додали електронні послуги та відкриті дані; захист даних та електронна участь відстають і стримують загальний поступ", ": on average the partners stand at the level “defined”. E-services and open data gained most; data protection and e-participation lag behind and hold the whole back")},
			{Text: ".", Note: document.Plain(s.t("Бал самооцінки: його підтверджено доказами у 71 % відповідей, книга vinnytsia.xlsx, аркуш «Практики», клітинка H14 та ще 112 клітинок.", "A self-assessed score; 71% of the answers carry evidence: vinnytsia.xlsx, sheet “Practices”, cell H14 and 112 more."))},
		}},
		&document.KeyFigures{Items: []document.KeyFigure{
			{Value: s.t("3,17", "3.17"), Label: s.t("середній бал зрілості за шкалою 1–5", "mean maturity score on a scale of 1 to 5"), Note: s.t("+0,27 до 2024 року", "+0.27 on 2024")},
			{Value: s.t("12 із 12", "12 of 12"), Label: s.t("партнерів підвищили загальний бал", "partners raised their overall score"), Note: "2024 → 2025"},
			{Value: s.t("38 %", "38%"), Label: s.t("послуг громад повністю доступні онлайн", "of the communities’ services are wholly online"), Note: s.t("медіана партнерів", "median of the partners")},
			{Value: "5", Label: s.t("рекомендацій Урядові, три з них першочергові", "recommendations to the Government, three of them urgent"), Note: s.t("розділ 4", "chapter 4")},
		}},
		s.levels(),
		s.heading(2, "shown", "Що показало порівняння", "What the comparison shows"),
		&document.List{Ordered: true, Items: [][]document.Span{
			{{Text: s.t("Розрив між лідерами й рештою не скорочується. ", "The gap between the leaders and the rest does not close. "), Bold: true}, {Text: s.t("Перша трійка випереджає останню більш ніж на півтора бала, і за рік різниця майже не змінилася.", "The first three lead the last three by more than one and a half points, and in a year the difference has hardly moved.")}},
			{{Text: s.t("Послуги випереджають взаємодію. ", "Services run ahead of interoperability. "), Bold: true}, {Text: s.t("Портали громад зростають швидше, ніж підключення до «Трембіти», тому заявники й далі подають довідки, які держава вже має.", "Community portals grow faster than connections to Trembita, so applicants still hand in certificates that the state already holds.")}},
			{{Text: s.t("Захист даних — найслабший вимір. ", "Data protection is the weakest dimension. "), Bold: true}, {Text: s.t("У семи партнерів немає затвердженого плану реагування; резервне копіювання перевіряли менш ніж у половині громад. ", "Seven partners have no approved response plan; fewer than half of the communities have tested their backups. ")}, {Text: s.t("Докладніше в розділі 3", "More in chapter 3"), Link: "#profile"}, {Text: "."}},
		}},
		s.heading(2, "proposed", "Що пропонуємо Урядові", "What is proposed"),
		&document.Paragraph{Spans: []document.Span{{Text: s.t("П’ять рекомендацій розділу 4 мають відповідального, строк, підставу та очікуваний результат. Першочергові — мінімальний стандарт кіберзахисту громад, обов’язкове підключення до «Трембіти» за рахунок цільової субвенції та єдиний каталог послуг із відкритим інтерфейсом. Рівень визначено за ", "The five recommendations of chapter 4 name who is responsible, by when, on what ground and with what result. A minimum standard of cyber protection, the connection to Trembita and one catalogue of services come first. Levels follow ")},
			{Text: "ISO/IEC 33020", Lang: "en", Link: "https://www.iso.org/standard/78526.html"}, {Text: "."}}},
		&document.Paragraph{Style: document.Aside, Spans: []document.Span{{Text: s.t("Як читати. ", "How to read. "), Bold: true}, {Text: s.t("Ранги 4–9 відрізнити не можна: 90-відсоткові інтервали балів перекриваються. Різниця, менша за інтервал, різницею не називається.", "Ranks 4 to 9 cannot be told apart: the 90% intervals of the scores overlap. A difference inside the interval is not called a difference.")}}},
	}
}

func (s sampler) levels() *document.Figure {
	f := &document.Figure{ID: "levels", Kind: document.Stacked, Number: "1", Source: s.source(), Axis: document.Axis{Max: 100},
		Message: s.t("Жоден партнер ще не досяг випереджального рівня", "No partner has reached the leading level yet"),
		Measure: s.t("Розподіл партнерів за рівнем загального бала, 2025 рік", "Partners by level of the overall score, 2025"),
		Alt:     s.t("Базовий рівень мають 2 партнери, визначений — 5, керований — 5.", "Two partners are basic, five defined, five managed."),
		Series:  []string{s.t("базовий", "basic"), s.t("визначений", "defined"), s.t("керований", "managed")}}
	row := document.FigureRow{ID: "all", Label: s.t("Партнери", "Partners")}
	for i, n := range []float64{2, 5, 5} {
		row.Values = append(row.Values, document.Value{X: n, Known: true, Low: n, High: n, Text: fmt.Sprint(n), Class: i + 2})
	}
	f.Rows = []document.FigureRow{row}
	return f
}

func (s sampler) comparison() []document.Block {
	ranking := &document.Figure{ID: "ranking", Kind: document.Ranking, Number: "2", Source: s.source(), Axis: s.axis(),
		Message: s.t("Вінниця лідирує з балом 4,09; між першим і останнім — 2,09 бала", "Vinnytsia leads with 4.09; first and last are 2.09 points apart"),
		Measure: s.t("Загальний бал зрілості, шкала 1–5, 90-відсотковий інтервал; 2025 рік", "Overall maturity score, scale 1 to 5, 90% interval; 2025"),
		Series:  []string{"2025", "2024"}, Average: &document.Mark{Value: 3.17, Label: s.t("середнє 3,17", "mean 3.17")}, Classes: s.classes()}
	change := &document.Figure{ID: "change", Kind: document.Dumbbell, Number: "4", Source: s.source(), Axis: s.axis(), Series: []string{"2024", "2025"},
		Message: s.t("За рік бал підвищили 10 із 12 партнерів, найбільше — Вінниця (+0,38)", "Ten of twelve partners rose in the year, Vinnytsia most (+0.38)"),
		Measure: s.t("Зміна загального бала, 2024 → 2025, упорядковано за приростом", "Change of the overall score, 2024 to 2025, sorted")}
	bars := &document.Figure{ID: "bars", Kind: document.Ranking, Number: "3", Source: s.source(), Axis: s.axis(), Series: []string{"2025", "2024"},
		Message: s.t("За доступністю послуг партнери йдуть щільно", "In access to services the partners stand close together"),
		Measure: s.t("Бал за доступністю, шкала 1–5; риска — 2024 рік", "Score of access, scale 1 to 5; the mark is 2024"), Average: ranking.Average}
	for i, name := range samplePartners {
		x := 4.09 - 0.19*float64(i)
		before := x - 0.38 + 0.045*float64(i)
		v := s.value(x)
		v.Low, v.High = x-0.15-0.02*float64(i%4), x+0.12+0.03*float64(i%3)
		ranking.Rows = append(ranking.Rows, document.FigureRow{ID: fmt.Sprint(i), Label: s.pick(name), Values: []document.Value{v, s.value(before)}})
		change.Rows = append(change.Rows, document.FigureRow{ID: fmt.Sprint(i), Label: s.pick(name), Note: s.num(x-before, 2, true), Values: []document.Value{s.value(before), s.value(x)}, Muted: i == 7})
		bars.Rows = append(bars.Rows, document.FigureRow{ID: fmt.Sprint(i), Label: s.pick(name), Values: []document.Value{s.value(x), s.value(before)}})
	}
	bars.Rows[11].Values[0] = document.Value{Text: s.t("н/д", "n/a")}
	for _, f := range []*document.Figure{ranking, change, bars} {
		f.Alt = f.Message + ". " + f.Measure
	}
	return []document.Block{
		s.heading(1, "comparison", "2. Порівняння партнерів", "2. Partners compared"),
		s.heading(2, "overall", "Загальний бал і зміна за рік", "The overall score and its change"),
		ranking, bars, change,
		s.heading(2, "where", "Де саме", "Where"), s.oblasts(),
	}
}

func (s sampler) oblasts() *document.Figure {
	f := &document.Figure{ID: "map", Kind: document.Map, Number: "5", Source: s.source(), Axis: s.axis(), Classes: s.classes(),
		Message: s.t("Найвищий бал — у центрі та на заході", "The highest scores are in the centre and the west"),
		Measure: s.t("Середній бал партнерів області, 2025 рік", "Mean score of the oblast’s partners, 2025"), Alt: s.t("Карта областей із балами.", "A map of oblasts with scores.")}
	for i, o := range [][2]string{{"UA-05", "Вінницька"}, {"UA-30", "Київ"}, {"UA-12", "Дніпропетровська"}, {"UA-26", "Івано-Франківська"}, {"UA-46", "Львівська"}, {"UA-53", "Полтавська"}, {"UA-48", "Миколаївська"}, {"UA-63", "Харківська"}, {"UA-77", "Чернівецька"}, {"UA-51", "Одеська"}, {"UA-56", "Рівненська"}, {"UA-32", "Київська"}, {"UA-40", "Севастополь"}} {
		f.Rows = append(f.Rows, document.FigureRow{ID: o[0], Label: o[1], Values: []document.Value{s.value(4.6 - 0.25*float64(i))}})
	}
	f.Rows = append(f.Rows, document.FigureRow{ID: "UA-43", Label: "Автономна Республіка Крим", Values: []document.Value{{Text: s.t("н/д", "n/a")}}, Muted: true})
	return f
}

func (s sampler) profile() []document.Block {
	heat := &document.Figure{ID: "heat", Kind: document.HeatMap, Number: "7", Source: s.source(), Axis: s.axis(), Classes: s.classes(),
		Message: s.t("Найслабше місце — захист даних: у середньому 2,48", "Data protection is weakest: 2.48 on average"),
		Measure: s.t("Бали за вимірами, 2025 рік; темніший колір — вищий рівень", "Scores by dimension, 2025; darker is higher"), Alt: s.t("Бали дванадцяти партнерів за вісьмома вимірами.", "Scores of twelve partners on eight dimensions.")}
	for _, c := range sampleCriteria {
		heat.Series = append(heat.Series, s.pick(c))
	}
	for i, name := range samplePartners {
		r := document.FigureRow{ID: fmt.Sprint(i), Label: s.pick(name)}
		for j := range sampleCriteria {
			r.Values = append(r.Values, s.value(score(i, j)))
		}
		heat.Rows = append(heat.Rows, r)
	}
	heat.Rows[5].Values[3] = document.Value{Text: s.t("н/д", "n/a")}
	one := &document.Figure{ID: "one", Kind: document.Profile, Number: "8", Source: s.source(), Axis: s.axis(), Series: []string{s.t("Вінниця", "Vinnytsia"), s.t("середнє партнерів", "mean of the partners")},
		Message: s.t("Лідер випереджає середнє за кожним виміром, крім сталості", "The leader is ahead of the mean in all dimensions but sustainability"),
		Measure: s.t("Профіль за вимірами, 2025 рік", "Profile by dimension, 2025"), Alt: s.t("Профіль Вінниці.", "The profile of Vinnytsia.")}
	for j, c := range sampleCriteria {
		a, b := score(0, j), 3.1+0.3*math.Cos(float64(j))
		if j == 6 {
			a = 2.25
		}
		one.Rows = append(one.Rows, document.FigureRow{ID: fmt.Sprint(j), Label: s.pick(c), Note: s.num(a-b, 2, true), Values: []document.Value{s.value(a), s.value(b)}})
	}
	answers := &document.Figure{ID: "answers", Kind: document.Stacked, Number: "9", Source: s.source(), Series: []string{s.t("так", "yes"), s.t("ні", "no"), s.t("невідомо", "not known")},
		Message: s.t("Оплату карткою мають більшість центрів, електронну чергу — меншість", "Most centres take cards, few have an electronic queue"),
		Measure: s.t("Відповіді «так» серед відомих, кількість центрів", "Answers “yes” among those known, centres"), Alt: "…"}
	for i, c := range [][2]string{{"Оплата карткою", "Payment by card"}, {"Запис онлайн", "Online booking"}, {"Електронна черга", "Electronic queue"}} {
		r := document.FigureRow{ID: c[0], Label: s.pick(c), Note: s.t("71 %", "71%")}
		for j, n := range []float64{61 - 20*float64(i), 20 + 15*float64(i), 9} {
			r.Values = append(r.Values, document.Value{X: n, Known: true, Low: n, High: n, Text: fmt.Sprint(n), Class: []int{4, 2, 0}[j]})
		}
		answers.Rows = append(answers.Rows, r)
	}
	return []document.Block{
		s.heading(1, "profile", "3. Профіль за вимірами", "3. Profile by dimension"), s.heading(2, "by-dimension", "Бали за вимірами", "Scores by dimension"),
		heat, one, answers, s.heading(2, "first", "Що впроваджувати насамперед", "What to adopt first"), s.practices(),
	}
}

func (s sampler) practices() *document.Figure {
	f := &document.Figure{ID: "practices", Kind: document.Quadrant, Number: "10", Source: s.source(), Axis: s.axis(), AxisY: s.axis(), Series: []string{"x", "y"},
		Message: s.t("Вісім практик зрілі й прості для повторення", "Eight practices are mature and easy to repeat"),
		Measure: s.t("Зрілість практики та її відтворюваність, бали 1–5", "Maturity of a practice and its replicability, points 1 to 5"), Alt: "…"}
	f.Axis.Label, f.AxisY.Label = s.t("Зрілість практики", "Maturity of the practice"), s.t("Відтворюваність", "Replicability")
	for i := range 16 {
		f.Rows = append(f.Rows, document.FigureRow{ID: fmt.Sprint(i), Label: []string{"Електронна петиція", "Громадський бюджет", "Єдиний кабінет мешканця", "Відкриті дані бюджету"}[i%4], Lang: "uk", Note: s.pick(samplePartners[i%12]),
			Values: []document.Value{s.value(1.4 + 0.21*float64(i)), s.value(3 + 1.7*math.Sin(1.3*float64(i)))}})
	}
	return f
}

func (s sampler) advice() []document.Block {
	out := []document.Block{
		s.heading(1, "advice", "4. Рекомендації Урядові", "4. Recommendations to the Government"),
		&document.Paragraph{Style: document.Lead, Spans: document.Plain(s.t("Рекомендації впорядковано за пріоритетом. Підставу кожної видно з рисунків і таблиць цього звіту; відповідального визначено за положеннями про органи виконавчої влади.", "Recommendations are sorted by priority. The ground of each can be seen in the figures and tables of this report."))},
	}
	titles := [][2]string{{"Запровадити мінімальний стандарт кіберзахисту громад", "Set a minimum standard of cyber protection for communities"}, {"Підключити громади до «Трембіти» цільовою субвенцією", "Connect communities to Trembita by an earmarked grant"}, {"Створити єдиний каталог послуг громад із відкритим інтерфейсом", "Build one catalogue of community services with an open interface"}, {"Пов’язати оцінку зрілості з програмами навчання", "Tie the maturity assessment to training"}, {"Щороку оновлювати рейтинг за єдиною методикою", "Renew the ranking every year by one method"}}
	for i, title := range titles {
		out = append(out, &document.Card{ID: fmt.Sprint("rec-", i+1), Number: fmt.Sprint(i + 1), Title: s.pick(title),
			Body: []document.Block{
				&document.Paragraph{Spans: document.Plain(s.t("Затвердити перелік із дванадцяти обов’язкових заходів (облік активів, резервні копії з перевіркою відновлення, багатофакторна автентифікація, план реагування) та включити його до умов субвенції на цифровізацію.", "Approve a list of twelve obligatory measures (inventory of assets, tested backups, multi-factor authentication, a response plan) and make it a condition of the grant for digitalisation."))},
				&document.Paragraph{Style: document.Small, Spans: []document.Span{{Text: s.t("Підстава. ", "Ground. "), Bold: true}, {Text: s.t("Вимір «Захист даних» має найнижчий середній бал (", "Data protection has the lowest mean score (")}, {Text: s.t("рисунок 7", "figure 7"), Link: "#heat"}, {Text: s.t("); план реагування відсутній у 7 із 12 партнерів. Навчитися можна у Вінниці: ", "); seven of twelve partners have no response plan. To learn from: ")}, {Text: "«План реагування на кіберінциденти»", Lang: "uk"}, {Text: "."}}},
			},
			Facts: []document.Fact{
				{Label: s.t("Відповідальний", "Responsible"), Spans: document.Plain(s.t("Адміністрація Держспецзв’язку", "State Special Communications Service"))},
				{Label: s.t("Пріоритет", "Priority"), Spans: document.Plain(s.t("Високий", "High")), Dots: 3 - i/2},
				{Label: s.t("Строк", "Deadline"), Spans: document.Plain(s.t("ІІ кв. 2027 року", "Q2 2027"))},
				{Label: s.t("Очікуваний результат", "Expected result"), Spans: document.Plain(s.t("середній бал критерію не нижче 3,5 у 2028 році", "mean score of at least 3.5 in 2028"))},
			}})
	}
	return out
}

func (s sampler) annex() []document.Block {
	scores := &document.Table{ID: "table-a1", Number: "A1", Title: s.t("Бали партнерів за вимірами, 2024 і 2025 роки", "Scores of the partners by dimension, 2024 and 2025"), Source: s.source(), Compact: true,
		Columns: []document.Column{{Title: s.t("Вимір", "Dimension"), Width: 4}, {Title: "2024", Align: document.Right, Width: 1}, {Title: "2025", Align: document.Right, Width: 1}, {Title: s.t("Зміна", "Change"), Align: document.Right, Width: 1.1}, {Title: s.t("Рівень", "Level"), Width: 2.4}, {Title: s.t("Доказ із книги партнера", "Evidence from the partner’s workbook"), Width: 5.5}}}
	for i, name := range samplePartners {
		scores.Rows = append(scores.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{{Spans: []document.Span{{Text: s.pick(name) + " — " + s.num(4.09-0.19*float64(i), 2, false)}}}}})
		for j, c := range sampleCriteria {
			x := score(i, j)
			scores.Rows = append(scores.Rows, document.Row{Cells: []document.Cell{
				{Spans: document.Plain(s.pick(c)), Head: true}, {Spans: document.Plain(s.num(x-0.5, 2, false))}, {Spans: []document.Span{{Text: s.num(x, 2, false), Bold: true}}}, {Spans: document.Plain(s.num(0.5, 2, true))},
				{Spans: document.Plain(s.classes()[class(x)-1]), Class: class(x)}, {Spans: []document.Span{{Text: "Рішення сесії №\u00a012/2025: стратегію оприлюднено на сайті громади; 38 послуг, із них 21 — повністю онлайн.", Lang: "uk"}}},
			}})
		}
	}
	scores.Rows = append(scores.Rows, document.Row{Kind: document.TotalRow, Cells: []document.Cell{{Spans: document.Plain(s.t("Середнє", "Mean")), Head: true}, {Spans: document.Plain(s.num(2.89, 2, false))}, {Spans: document.Plain(s.num(3.17, 2, false))}, {Spans: document.Plain(s.num(0.28, 2, true))}}})
	return []document.Block{
		&document.Heading{Level: 1, ID: "annex", Text: s.t("Додаток А. Таблиці", "Annex A. Tables"), Short: s.t("Додаток А", "Annex A")},
		scores,
		s.heading(2, "sources", "Джерела", "Sources"),
		&document.List{Items: [][]document.Span{{{Text: "ISO/IEC 33020:2019. Process measurement framework for assessment of process capability.", Lang: "en"}}, {{Text: "UN E-Government Survey 2024: Local Online Services Index.", Lang: "en", Link: "https://publicadministration.un.org/egovkb"}}}},
	}
}
