package sheet

import (
	"testing"

	"depository.example/depository/pipeline/survey/reply"
)

// The numbers are what LibreOffice shows under these formats.
func TestTyped(t *testing.T) {
	for _, c := range []struct {
		cell Cell
		want reply.Typed
	}{
		{Cell{Text: "0.45", Type: Number, Format: "0%"}, reply.Typed{Text: "45%", Kept: reply.AsNumber}},
		{Cell{Text: "0.07", Type: Number, Format: "0.00%"}, reply.Typed{Text: "7%", Kept: reply.AsNumber}},
		{Cell{Text: "1", Type: Number, Format: "0%"}, reply.Typed{Text: "100%", Kept: reply.AsNumber}},
		{Cell{Text: "5E-2", Type: Number, Format: "0%"}, reply.Typed{Text: "5%", Kept: reply.AsNumber}},
		{Cell{Text: "45", Type: Number, Format: `0"%"`}, reply.Typed{Text: "45", Kept: reply.AsNumber}},
		{Cell{Text: "46143", Type: Number, Format: "dd.mm.yyyy"}, reply.Typed{Text: "2026-05-01", Kept: reply.AsDate}},
		{Cell{Text: "46143", Type: Number, Format: "mmm"}, reply.Typed{Text: "2026-05-01", Kept: reply.AsDate}},
		{Cell{Text: "0.4375", Type: Number, Format: "h:mm"}, reply.Typed{Text: "10:30:00", Kept: reply.AsDate}},
		{Cell{Text: "1.5", Type: Number, Format: "[h]:mm:ss"}, reply.Typed{Text: "36:00:00", Kept: reply.AsDate}},
		{Cell{Text: "1.5", Type: Number, Format: "[hh]"}, reply.Typed{Text: "36:00:00", Kept: reply.AsDate}},
		{Cell{Text: "12.5", Type: Number, Format: `#,##0.00\ "грн"`}, reply.Typed{Text: "12.5", Kept: reply.AsNumber}},
		{Cell{Text: "12.5", Type: Number, Format: "[Red]0.0"}, reply.Typed{Text: "12.5", Kept: reply.AsNumber}},
		{Cell{Text: "12.5", Type: Number, Format: "General"}, reply.Typed{Text: "12.5", Kept: reply.AsNumber}},
		{Cell{Text: "12,5", Format: "@"}, reply.Typed{Text: "12,5"}},
		{Cell{Text: "TRUE", Type: Bool}, reply.Typed{Text: "TRUE", Kept: reply.AsBool}},
		{Cell{Text: "#N/A", Type: Error}, reply.Typed{Text: "#N/A", Kept: reply.AsError}},
	} {
		if got := c.cell.Typed(false); got != c.want {
			t.Errorf("%+v: %+v, want %+v", c.cell, got, c.want)
		}
	}
	for literal, want := range map[string]string{"0.58": "58%", "0.5800000000000001": "58.00000000000001%"} {
		if got := inPercent(literal); got != want {
			t.Errorf("%s gave %s", literal, got)
		}
	}
}
