package writing

import (
	"strings"

	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
)

// Linked leads a text to a place, on the site alone: paper names it.
func Linked(c *Writer, spans []document.Span, anchor string) []document.Span {
	if c.OnSite {
		for i := range spans {
			spans[i].Link = "#" + anchor
		}
	}
	return spans
}

// KeyOf finds a practice of a partner by its id alone; the first of several places.
func KeyOf(c *Writer, partner, id string) survey.PracticeKey {
	if sub := c.Found.Submission(partner); sub != nil {
		for i := range sub.Practices {
			if sub.Practices[i].ID == id {
				return sub.Key(&sub.Practices[i])
			}
		}
	}
	return survey.PracticeKey{Partner: partner, ID: id}
}

// AnswerAnchor is the place of an answer on the page of its practice.
func AnswerAnchor(k survey.PracticeKey, criterion string) string {
	return voice.PracticeAnchor(k) + "#" + criterion
}

// FileAnchor is the place of a file to download, on the site.
const FileAnchor = "file-"

// named are the files that texts name.
var named = []string{"answers.csv", "scores.csv", "problems.csv"}

// Filed is a text that leads to the files that it names, on the site alone.
func Filed(c *Writer, text string) []document.Span {
	for _, name := range named {
		if before, behind, ok := strings.Cut(text, name); ok && c.OnSite {
			return append(append(document.Plain(before), document.Span{Text: name, Link: "#" + FileAnchor + name}), document.Plain(behind)...)
		}
	}
	return document.Plain(text)
}
