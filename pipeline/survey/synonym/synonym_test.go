package synonym

import (
	"reflect"
	"testing"
)

// What a list says comes as the stems that pages look for: forms of a word are one, and
// what words begin with stands for no word.
func TestStems(t *testing.T) {
	groups := Read("# remark\n\nЦНАП = центр надання послуг =\nвеб-сайт = сайти\nе- = електронний\n")
	if want := (Groups{{"ЦНАП", "центр надання послуг"}, {"веб-сайт", "сайти"}, {"е-", "електронний"}}); !reflect.DeepEqual(groups, want) {
		t.Errorf("read as %q", groups)
	}
	if got, want := groups.Stems(), [][][]string{{{"цнап"}, {"центр", "надан", "послуг"}}, {{"веб", "сайт"}, {"сайт"}}}; !reflect.DeepEqual(got, want) {
		t.Errorf("stems are %q, want %q", got, want)
	}
}
