package site

import (
	"fmt"
	"math"

	"depository.example/depository/pipeline/tell/document"
)

// The test page is made up: real names of cities, invented numbers, and its
// notice says so.

var cities = []struct{ uk, en, iso, oblastUK, oblastEN string }{
	{"Вінниця", "Vinnytsia", "UA-05", "Вінницька область", "Vinnytsia oblast"},
	{"Київ", "Kyiv", "UA-30", "м. Київ", "Kyiv city"},
	{"Івано-Франківськ", "Ivano-Frankivsk", "UA-26", "Івано-Франківська область", "Ivano-Frankivsk oblast"},
	{"Миколаїв", "Mykolaiv", "UA-48", "Миколаївська область", "Mykolaiv oblast"},
	{"Славутич", "Slavutych", "UA-32", "Київська область", "Kyiv oblast"},
	{"Житомир", "Zhytomyr", "UA-18", "Житомирська область", "Zhytomyr oblast"},
	{"Дніпро", "Dnipro", "UA-12", "Дніпропетровська область", "Dnipropetrovsk oblast"},
	{"Херсон", "Kherson", "UA-65", "Херсонська область", "Kherson oblast"},
}

var dimensions = []struct{ uk, en string }{
	{"Правова основа", "Legal basis"},
	{"Організація і люди", "Organisation and people"},
	{"Технології та взаємодія", "Technology and interoperability"},
	{"Захист даних і безпека", "Data protection and security"},
	{"Охоплення і доступність", "Reach and inclusion"},
	{"Результати", "Results"},
	{"Фінансова стійкість", "Financial sustainability"},
	{"Придатність до поширення", "Replicability"},
}

// tongue picks the wording of a language, and prints numbers its way.
type tongue string

func (t tongue) of(uk, en string) string {
	if t == "uk" {
		return uk
	}
	return en
}

func (t tongue) number(x float64) string {
	s := fmt.Sprintf("%.1f", x)
	if t == "uk" {
		return s[:len(s)-2] + "," + s[len(s)-1:]
	}
	return s
}

func (t tongue) value(x float64) document.Value {
	return document.Value{X: x, Known: true, Low: x, High: x, Text: t.number(x), Class: min(5, 1+int(x/20))}
}

func (t tongue) nothing() document.Value { return document.Value{Text: t.of("н/д", "n/a")} }

func (t tongue) classes() []string {
	if t == "uk" {
		return []string{"початковий", "базовий", "визначений", "керований", "випереджальний"}
	}
	return []string{"initial", "basic", "defined", "managed", "leading"}
}

func score(city, dimension int) float64 {
	return math.Round(10*(72-6*float64(city)+14*math.Sin(float64(3*city+2*dimension)))) / 10
}

// samplePage is a page with every kind of figure.
func samplePage(lang string) Page {
	t := tongue(lang)
	p := Page{
		Lang:         lang,
		Title:        t.of("Цифрова зрілість громад України", "Digital maturity of Ukraine’s communities"),
		Subtitle:     t.of("Порівняння практик електронного врядування та рекомендації Уряду, перше півріччя 2026 року", "Practices of e-governance compared, with recommendations to the Government, first half of 2026"),
		Organisation: t.of("Депозитарій практик електронного врядування", "Depository of e-governance practices"),
		Dateline:     t.of("Київ, 24 листопада 2026 року", "Kyiv, 24 November 2026"),
		Notice:       t.of("Ілюстративні дані: числа вигадано", "Illustrative data: the numbers are made up"),
		Summary: []string{
			t.of("Вінниця має найвищий загальний бал; інтервали перших трьох міст перекриваються, тому їхні місця не розрізняються.", "Vinnytsia has the highest overall score; the intervals of the first three cities overlap, so their places cannot be told apart."),
			t.of("Найслабший вимір — захист даних і безпека. За рік додали шість міст із семи, для яких є обидва періоди.", "The weakest dimension is data protection and security. Six of the seven cities with both periods have gained."),
		},
		KeyFigures: []document.KeyFigure{
			{Value: t.number(58.4), Label: t.of("середній бал за шкалою 0–100", "mean score on a scale of 0 to 100"), Note: t.of("+3,1 до другого півріччя 2025 року", "+3.1 on the second half of 2025")},
			{Value: t.of("6 із 7", "6 of 7"), Label: t.of("міст підвищили бал", "cities raised their score")},
			{Value: t.of("38 %", "38%"), Label: t.of("балів спираються на самооцінку", "of scores rest on self-assessment")},
			{Value: "5", Label: t.of("рекомендацій Урядові", "recommendations to the Government"), Note: t.of("дві першочергові", "two come first")},
		},
		Figures: []*document.Figure{
			t.ranking(), t.dumbbell(), t.heatMap(), t.oblasts(), t.stacked(), t.quadrant(), t.profile(),
		},
		Notes: []string{t.of("Бал без достатньої частки відповідей не обчислюється. Інтервал охоплює 90 % перерахунків за змінених ваг.", "No score is given where too little was answered. The interval holds 90% of recalculations under changed weights.")},
		Downloads: []Download{
			{Name: t.of("Звіт українською", "Report in Ukrainian"), Href: "report.uk.pdf", Note: "PDF"},
			{Name: t.of("Звіт англійською", "Report in English"), Href: "report.en.pdf", Note: "PDF"},
			{Name: t.of("Відповіді", "Answers"), Href: "answers.csv", Note: "CSV"},
			{Name: t.of("Бали", "Scores"), Href: "scores.csv", Note: "CSV"},
		},
	}
	p.Practices, p.Recommendations = t.practices(), t.recommendations()
	return p
}

func (t tongue) figure(id string, kind document.FigureKind, message, measure string) *document.Figure {
	return &document.Figure{
		ID: id, Kind: kind, Number: id[1:], Message: message, Measure: measure,
		Alt:    message + ". " + measure,
		Source: document.Plain(t.of("Джерело: вигадані відповіді восьми міст.", "Source: made-up answers of eight cities.")),
		Axis:   document.Axis{Label: t.of("Бал", "Score"), Min: 0, Max: 100},
	}
}

func (t tongue) ranking() *document.Figure {
	f := t.figure("f1", document.Ranking,
		t.of("Вінниця лідирує, та інтервали перших трьох міст перекриваються", "Vinnytsia leads, but the intervals of the first three cities overlap"),
		t.of("Загальний бал, 0–100, перше півріччя 2026 року", "Overall score, 0 to 100, first half of 2026"))
	f.Series = []string{"2026-H1", "2025-H2"}
	f.Classes = t.classes()
	f.Average = &document.Mark{Value: 58.4, Label: t.of("середнє 58,4", "mean 58.4")}
	for i, c := range cities {
		x := 81.3 - 6.7*float64(i)
		now, then := t.value(x), t.value(x-4+1.5*float64(i%4))
		now.Low, now.High = x-5.2, x+4.4
		row := document.FigureRow{ID: c.en, Label: t.of(c.uk, c.en), Values: []document.Value{now, then}}
		if i == 7 {
			row.Values, row.Muted = []document.Value{t.nothing(), t.nothing()}, true
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

func (t tongue) dumbbell() *document.Figure {
	f := t.figure("f2", document.Dumbbell,
		t.of("За півроку додали шість міст із семи, найбільше — Житомир", "Six of seven cities gained in half a year, Zhytomyr most"),
		t.of("Зміна загального бала, впорядковано за приростом", "Change of the overall score, sorted by gain"))
	f.Series = []string{"2025-H2", "2026-H1"}
	for i, c := range cities[:7] {
		x, gain := 75-5.5*float64((i*3)%7), 7.2-1.4*float64(i)
		note := "+" + t.number(gain)
		if gain < 0 {
			note = "−" + t.number(-gain)
		}
		f.Rows = append(f.Rows, document.FigureRow{ID: c.en, Label: t.of(c.uk, c.en), Note: note, Values: []document.Value{t.value(x), t.value(x + gain)}})
	}
	return f
}

func (t tongue) heatMap() *document.Figure {
	f := t.figure("f3", document.HeatMap,
		t.of("Найслабше місце — захист даних і безпека", "Data protection and security is the weakest point"),
		t.of("Бал за вимірами, 0–100; темніший колір — вищий рівень", "Score by dimension, 0 to 100; the darker the higher"))
	f.Classes = t.classes()
	for _, d := range dimensions {
		f.Series = append(f.Series, t.of(d.uk, d.en))
	}
	for i, c := range cities {
		row := document.FigureRow{ID: c.en, Label: t.of(c.uk, c.en)}
		for k := range dimensions {
			v := t.value(max(2, score(i, k)-15*float64(k%4)/3))
			if i == 7 && k > 3 || i == 3 && k == 5 {
				v = t.nothing()
			}
			row.Values = append(row.Values, v)
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

func (t tongue) oblasts() *document.Figure {
	f := t.figure("f4", document.Map,
		t.of("Партнери подали книги з восьми територій", "Partners of eight territories sent workbooks"),
		t.of("Загальний бал, 0–100, за місцем партнера", "Overall score, 0 to 100, by the partner’s place"))
	f.Series = []string{t.of("Загальний бал", "Overall score")}
	f.Classes = t.classes()
	for i, c := range cities {
		row := document.FigureRow{ID: c.iso, Label: t.of(c.oblastUK, c.oblastEN), Values: []document.Value{t.value(91.3 - 11.9*float64(i))}}
		if i == 7 {
			row.Muted = true
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

func (t tongue) stacked() *document.Figure {
	f := t.figure("f5", document.Stacked,
		t.of("Половина практик Славутича — на базовому рівні", "Half of Slavutych’s practices are at the basic level"),
		t.of("Частка практик за рівнем зрілості", "Share of practices by maturity level"))
	f.Series = t.classes()
	for i, c := range cities[:6] {
		row := document.FigureRow{ID: c.en, Label: t.of(c.uk, c.en)}
		for k, n := range []int{i % 3, 1 + i/2, 3, 5 - i/2, (7 - i) / 3} {
			row.Values = append(row.Values, document.Value{X: float64(n), Known: true, Text: fmt.Sprint(n), Class: k + 1})
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

func (t tongue) profile() *document.Figure {
	f := t.figure("f6", document.Profile,
		t.of("Вінниця випереджає середнє в семи вимірах із восьми", "Vinnytsia is ahead of the mean in seven of eight dimensions"),
		t.of("Бал за вимірами, 0–100", "Score by dimension, 0 to 100"))
	f.Series = []string{t.of("Вінниця", "Vinnytsia"), t.of("середнє", "mean")}
	for k, d := range dimensions {
		v := t.value(score(0, k))
		v.Low, v.High = v.X-4, v.X+5
		f.Rows = append(f.Rows, document.FigureRow{ID: d.en, Label: t.of(d.uk, d.en), Values: []document.Value{v, t.value(score(3, k))}})
	}
	return f
}

func (t tongue) quadrant() *document.Figure {
	f := t.figure("f7", document.Quadrant,
		t.of("Три зрілі практики легко поширити, тож почати варто з них", "Three mature practices are easy to spread: begin there"),
		t.of("Зрілість і придатність до поширення, 0–100", "Maturity and replicability, 0 to 100"))
	f.Axis.Label = t.of("Зрілість", "Maturity")
	f.AxisY = document.Axis{Label: t.of("Придатність до поширення", "Replicability"), Min: 0, Max: 100}
	for i, name := range t.titles() {
		f.Rows = append(f.Rows, document.FigureRow{ID: fmt.Sprint(i), Label: name, Values: []document.Value{t.value(float64(20 + (i*29)%70)), t.value(float64(18 + (i*41)%75))}})
	}
	return f
}

func (t tongue) titles() []string {
	if t == "uk" {
		return []string{"Запис до лікаря онлайн", "Електронна черга до ЦНАПу", "Бюджет участі", "Відкриті дані бюджету", "Петиції до міської ради", "Чатбот для внутрішньо переміщених осіб", "Єдиний реєстр звернень", "Картка мешканця"}
	}
	return []string{"Online medical appointments", "Electronic queue for the service centre", "Participatory budget", "Open budget data", "Petitions to the city council", "Chatbot for internally displaced people", "Single register of requests", "Resident card"}
}

func (t tongue) practices() []Practice {
	themes := []string{t.of("Електронні послуги", "E-services"), t.of("Електронна демократія", "E-democracy"), t.of("Ефективне управління", "Effective management")}
	var out []Practice
	for i := range 64 {
		city, title := cities[i%8], t.titles()[(i*3+i/8)%8]
		x := float64(20 + (i*37)%75)
		p := Practice{
			Title: title, Partner: t.of(city.uk, city.en), Theme: themes[i%3], Score: t.value(x),
			Level: t.classes()[min(4, int(x/20))], Class: min(5, 1+int(x/20)),
			Coverage: document.Value{X: 0.8, Known: true, Text: t.of("80 %", "80%")},
			Summary:  t.of("Мешканці обирають час і отримують підтвердження; чергу видно онлайн.", "Residents choose a time and get a confirmation; the queue can be seen online."),
		}
		if i%5 == 0 {
			p.SelfAssessed = t.of("самооцінка: результати, охоплення", "self-assessed: results, reach")
		}
		if i%9 == 4 {
			p.Score, p.Level, p.Class, p.Coverage = t.nothing(), "", 0, document.Value{X: 0.2, Known: true, Text: t.of("20 %", "20%")}
		}
		if i%11 == 0 {
			p.Link = "https://example.org/practice"
		}
		out = append(out, p)
	}
	return out
}

func (t tongue) recommendations() []Recommendation {
	return []Recommendation{
		{
			Number: "1", Title: t.of("Запровадити мінімальний стандарт кіберзахисту громад", "Introduce a minimum standard of cyber security for communities"),
			Action:   t.of("Затвердити перелік обов’язкових заходів: облік активів, резервні копії, багатофакторна автентифікація, план реагування.", "Approve a list of obligatory measures: asset register, backups, multi-factor authentication, response plan."),
			Why:      t.of("Вимір «Захист даних і безпека» має найнижчий бал (рисунок 3); плану реагування немає в п’яти партнерів із восьми.", "Data protection and security has the lowest score (figure 3); five of eight partners have no response plan."),
			Priority: t.of("високий", "high"), Responsible: t.of("Адміністрація Держспецзв’язку", "State Special Communications Service"), Deadline: t.of("II кв. 2027 року", "second quarter of 2027"),
			Result: t.of("середній бал виміру не нижче 50 у 2028 році", "mean score of the dimension at least 50 in 2028"), LearnFrom: t.of("Вінниця, «Єдиний реєстр звернень»", "Vinnytsia, “Single register of requests”"),
		},
		{
			Number: "2", Title: t.of("Підключити громади до «Трембіти» цільовою субвенцією", "Connect communities to Trembita through a targeted subsidy"),
			Action:      t.of("Передбачити в державному бюджеті субвенцію на підключення та супровід шлюзів обміну.", "Provide a subsidy in the state budget for connecting and running exchange gateways."),
			Responsible: t.of("Мінцифри, Мінфін", "Ministries of Digital Transformation and of Finance"), Deadline: t.of("бюджет 2027 року", "budget of 2027"),
		},
	}
}
