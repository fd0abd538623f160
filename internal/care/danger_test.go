package care

import "testing"

// TestDangersAreNamed: a rule that a "not_for" may answer says in each language what that has to speak of, and the rules
// that only a caution answers name nothing.
func TestDangersAreNamed(t *testing.T) {
	t.Parallel()
	for _, r := range Rules() {
		for _, lang := range Languages() {
			if has := r.wording[lang].danger != nil; has != (r.Remedy == Caution) {
				t.Errorf("%s (%s) names a danger: %t, with the remedy %q", r.Code, lang, has, r.Remedy)
			}
			if r.Names(lang, "People who are allergic to cats. Menschen, die keine Katzen mögen.") {
				t.Errorf("%s (%s) is about cats", r.Code, lang)
			}
		}
	}
}

func TestSevereRulesAskForACautionBesideThem(t *testing.T) {
	t.Parallel()
	severe := map[string]bool{"surveillance": true, "into-danger": true, "medical-claim": true, "ignored-no": true}
	for _, r := range Rules() {
		if (r.Remedy == CautionBeside) != severe[r.Code] {
			t.Errorf("%s has the remedy %q", r.Code, r.Remedy)
		}
	}
}
