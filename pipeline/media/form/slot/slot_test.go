package slot

import (
	"regexp"
	"strings"
	"testing"
)

// A defined name holds letters, digits, dots and underscores; whoever made a method may
// have typed others. Excel knows names in any case, and programs write them in small
// letters.
func TestNamesOfCards(t *testing.T) {
	allowed := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._]*$`)
	for _, c := range []struct{ name, want, rest string }{
		{AnswerName(1, "legal.basis"), "card01.answer.legal.basis", "answer.legal.basis"},
		{EvidenceName(12, "share-online_2.a"), "card12.evidence.share_u002D_online_2.a", "evidence.share_u002d_online_2.a"},
		{CommentName(99, "Частка"), "card99.comment._u0427__u0430__u0441__u0442__u043A__u0430_", "comment._u0427__u0430__u0441__u0442__u043a__u0430_"},
		{FieldName(3, FieldAdoptedOn), "card03.field.adopted_on", "field.adopted_on"},
	} {
		if c.name != c.want || !allowed.MatchString(c.name) {
			t.Errorf("%q, want %q", c.name, c.want)
		}
		card, rest, ok := CardOf(strings.ToUpper(c.name))
		if !ok || rest != c.rest || CardName(card, "x", "y") != c.want[:6]+".x.y" {
			t.Errorf("%q is read as card %d, %q, %v", c.name, card, rest, ok)
		}
	}
	for _, name := range []string{"", "card01", "card1.answer.a", "card00.answer.a", "card-1.answer.a", "cards.answer.a", "partner.name", "card001.answer.a", IdentityName(IdentityForm), AskedName("a"), PlanName(PlanDue)} {
		if card, rest, ok := CardOf(name); ok {
			t.Errorf("%q is read as card %d, %q", name, card, rest)
		}
	}
}
