package reply

// Meanings remember what short texts mean to one Reader, while there are few of them. The
// zero Meanings know none.
type Meanings struct {
	few  map[string]Word
	none *Word           // what nothing means; nil: not known
	last [1 << 7]meaning // of these some, by slotOf
}

type meaning struct {
	text string
	word Word
}

// How many texts are known, and how long they may be.
const (
	mostMeanings = 1024
	shortText    = 64 // bytes
)

// Word returns what r.Word does, without the remark.
func (m *Meanings) Word(r *Reader, text string) Word {
	if len(text) > shortText {
		w, _ := r.Word(text)
		return w
	}
	if text == "" {
		if m.none == nil {
			w, _ := r.Word(text)
			m.none = &w
		}
		return *m.none
	}
	if severalDigits(text) && (r.Words == nil || !r.Words.numbers) {
		return Unknown
	}
	last := &m.last[slotOf(text)]
	if last.text == text {
		return last.word
	}
	w, known := m.few[text]
	if !known {
		w, _ = r.Word(text)
		if m.few == nil {
			m.few = map[string]Word{}
		}
		if len(m.few) < mostMeanings {
			m.few[text] = w
		}
	}
	*last = meaning{text, w}
	return w
}

// slotOf is where the meaning of a text is remembered.
func slotOf(text string) int {
	n := len(text)
	return (n*7 + int(text[0])*31 + int(text[n-1])*11 + int(text[n/2])*3) % (1 << 7)
}
