package lemma

import "strings"

// irregular are forms that no rule of endings makes, and that the dictionary has as
// words of their own: of another stem than their base form, which begins the line.
var irregular = func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(`
		бути є був була було були буду будеш буде будемо будете будуть будь будьте будьмо
		могти можу можеш може можемо можете можуть міг могла могло могли
		гнати жену женеш жене женемо женете женуть
		слати шлю шлеш шле шлемо шлете шлють
		людина люди людей людям людьми людях
		дитина діти дітей дітям дітьми дітях
		друг друзі друзів друзям друзями друзях
		око очі очей очам очима очах
		мати матір'ю
		два двох двом двома дві
		три трьох трьом трьома
		чотири чотирьох чотирьом чотирма
		багато багатьох багатьом багатьма
		хто кого кому ким
		що чого чому чим
	`) {
		f := strings.Fields(line)
		for i, form := range f {
			if i > 0 {
				out[form] = f[0]
			}
		}
	}
	return out
}()
