package table

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

func TestAnswers(t *testing.T) {
	at := func(row int) cell.Ref { return cell.Ref{File: "a.xlsx", Sheet: "ЦНАП", Row: row, Col: 7} }
	got := Answers([]survey.Submission{{
		Partner: survey.Partner{ID: "Сумська область"}, File: "a.xlsx",
		Practices: []survey.Practice{
			{ID: "10", Title: `Центр "Дія", Суми`, Place: "UA59", Answers: []survey.Answer{
				{Criterion: "payment.pay_card", State: survey.Given, Choice: "yes", Raw: "=так", At: at(10)},
				{Criterion: "never", State: survey.NotAsked},
			}},
			{ID: "9", Title: "Центр\nдругий", Answers: []survey.Answer{
				{Criterion: "payment.pay_card", State: survey.Blank, Raw: "н/д", At: at(9)},
				{Criterion: "staff.workers", State: survey.Given, Number: 0.1, Raw: "0,1", At: at(9)},
				{Criterion: "x", State: survey.Unreadable, Number: 4, Raw: "три", At: at(9)},
			}},
		},
	}})
	want := `file,sheet,cell,partner,practice,practice_title,place,criterion,state,value,raw
a.xlsx,ЦНАП,G9,Сумська область,9,"Центр
другий",,payment.pay_card,blank,,н/д
a.xlsx,ЦНАП,G9,Сумська область,9,"Центр
другий",,staff.workers,given,0.1,"0,1"
a.xlsx,ЦНАП,G9,Сумська область,9,"Центр
другий",,x,unreadable,,три
a.xlsx,ЦНАП,G10,Сумська область,10,"Центр ""Дія"", Суми",UA59,payment.pay_card,given,yes,'=так
`
	if d := cmp.Diff(want, string(got.CSV())); d != "" {
		t.Error(d)
	}
}

func TestScores(t *testing.T) {
	got := Scores(&score.Result{
		Nodes: []score.NodeInfo{{ID: "legal", Leaf: true}, {ID: "egov"}},
		Units: []score.Unit{{Kind: score.Partner, ID: "kyiv", Partner: "kyiv", Place: "UA80", Scores: []score.Score{
			{Asked: true, Known: true, Value: 61.25, Level: 3, Coverage: 1, Rank: 2},
			{Asked: true, Level: -1, Coverage: 0.25},
		}}, {Kind: score.Partner, ID: "sumy", Partner: "sumy", Scores: []score.Score{{}, {Asked: true, Known: true, Level: 0, Coverage: 0.5}}}},
	}, nil)
	want := `unit_kind,unit,partner,place,node,score,level,coverage,rank,evidence_1,evidence_2,evidence_3
partner,kyiv,kyiv,UA80,legal,61.25,3,1,2,,,
partner,kyiv,kyiv,UA80,egov,,,0.25,,,,
partner,sumy,sumy,,egov,0,0,0.5,,,,
`
	if d := cmp.Diff(want, string(got.CSV())); d != "" {
		t.Error(d)
	}
}

func TestProblemsAreSortedAndExplained(t *testing.T) {
	var list cell.Problems
	at := cell.Ref{File: "b.xlsx", Sheet: "P", Row: 3, Col: 2}
	list.Add(cell.Error, "answer-unreadable", at, "три", "expected", "рівень від 0 до 5")
	list.Add(cell.Warning, "other", cell.Ref{File: "a.xlsx"}, "")
	list.Add(cell.Error, "answer-unreadable", at, "три", "expected", "рівень від 0 до 5")
	texts := wording.New("uk", map[string]string{
		"problem.answer-unreadable.expected": "{expected}", "problem.answer-unreadable.remedy": "Виправте {cell}.",
		"problem.other.expected": "e", "problem.other.remedy": "r",
	})
	want := `severity,code,file,sheet,cell,read,expected,remedy
warning,other,a.xlsx,,,,e,r
error,answer-unreadable,b.xlsx,P,B3,три,рівень від 0 до 5,Виправте B3.
`
	if d := cmp.Diff(want, string(Problems(list, texts).CSV())); d != "" {
		t.Error(d)
	}
}

func TestPractices(t *testing.T) {
	got := Practices([]survey.Submission{{Partner: survey.Partner{ID: "sumy"}, File: "a.xlsx", Practices: []survey.Practice{
		{ID: "10", Title: "Центр", Place: "UA59", Theme: "services", At: cell.Ref{File: "a.xlsx", Sheet: "1", Row: 4, Col: 3}},
		{ID: "9", Title: "Черга", TitleEN: "Queue", Told: survey.Story{Problem: "p", Solution: "s", Result: "r", Conditions: "c", Cost: "k", RepeatedBy: "b"},
			Summary: "u", Link: "l", Started: "2021", Adopted: survey.Adoption{From: "bar/1", Raw: "bar/1 – X", On: "2024-05-06", Act: "a"}},
	}}})
	want := "partner,practice,place,theme,title,problem,solution,result,link,started,summary,conditions,cost,repeated_by,title_en,adopted_from,adopted_on,adopted_act,adopted_ref,file,sheet,cell\n" +
		"sumy,9,,,Черга,p,s,r,l,2021,u,c,k,b,Queue,bar/1 – X,2024-05-06,a,bar/1,a.xlsx,,\n" +
		"sumy,10,UA59,services,Центр,,,,,,,,,,,,,,,a.xlsx,1,C4\n"
	if d := cmp.Diff(want, string(got.CSV())); d != "" {
		t.Error(d)
	}
}
