package search

import (
	_ "embed"
	"slices"
	"strings"
)

// particles stand before German verbs and leave them in a sentence: "zuhören", "er hört nie zu". Longer ones first.
var particles = [...]string{"zusammen", "auseinander", "zurueck", "zuruck", "weiter", "wieder", "gegen", "durch", "unter", "heim", "nach", "fest", "fort", "raus", "rein",
	"rum", "auf", "aus", "bei", "ein", "hin", "her", "los", "mit", "uber", "vor", "weg", "ab", "an", "um", "zu"}

// prefixes stay with the verb, which has no "ge" then.
var prefixes = [...]string{"ver", "ent", "zer", "be", "er", "miss"}

// What German verbs end with, and what is made of a verb. The stemmer knows only some of them: it has "hören" and "hört" apart.
var (
	verbEndings = [...]string{"ungen", "test", "tet", "ten", "est", "ung", "te", "et", "en", "st", "t", "n", "e", ""}
	verbForms   = [...]string{"en", "n", "e", "t", "et", "te", "ten", "ete", "st", "ung", "ungen", "er", ""}
	participles = [...]string{"t", "et", "en"}
)

// leastVerb is how many letters of a verb stay the same at least.
const leastVerb = 3

//go:embed verbs.de.txt
var germanVerbs string

//go:embed verbs.en.txt
var englishVerbs string

// verbs tells of each stem of a strong German verb the others, as folded: "lüg", "log".
var verbs = func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(germanVerbs) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		stems := strings.Fields(line)
		for i := range stems {
			stems[i] = newAnalyser("de").fold(stems[i])
		}
		for _, stem := range stems {
			for _, other := range stems {
				if other != stem && !slices.Contains(out[stem], other) {
					out[stem] = append(out[stem], other)
				}
			}
		}
	}
	return out
}()

// kin returns the terms of other forms of a folded German word: "gehört", "zuhört" and "Überwachung" of "hören", "zuhören"
// and "überwachen", if texts have them.
func (s *segment) kin(word string) []int32 {
	if s.lang != "de" || len(word) <= leastVerb {
		return nil
	}
	var out []int32
	add := func(form string) {
		if f := s.form(form); f >= 0 && !s.stops[form] {
			if t := s.formTerm[f]; !slices.Contains(out, t) && s.alive(t) {
				out = append(out, t)
			}
		}
	}
	conjugate := func(prefix, rest string, ge bool) {
		for _, base := range bases(rest, ge) {
			for _, end := range verbForms {
				add(prefix + base + end)
			}
			if !ge {
				continue
			}
			for _, end := range participles {
				add(prefix + "ge" + base + end)
			}
			if prefix != "" {
				add(prefix + "zu" + base + "en")
			}
		}
	}
	conjugate("", word, true)
	for _, p := range particles {
		if rest, ok := strings.CutPrefix(word, p); ok && len(rest) >= leastVerb {
			conjugate(p, rest, true)
			break
		}
	}
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(word, p); ok && len(rest) >= leastVerb {
			conjugate(p, rest, false)
		}
	}
	return out
}

// addSeparated lets a verb stand for the one that it makes with a particle behind it: "hört nie zu" for "zuhören". The
// particle asks for nothing then.
func (s *segment) addSeparated(d *demand, asked []asking, i int) {
	if s.lang != "de" || len(asked[i].folded) < leastVerb || s.stops[asked[i].folded] {
		return
	}
	for j := i + 1; j < len(asked); j++ {
		if !asked[j].plain() || !slices.Contains(particles[:], asked[j].folded) {
			continue
		}
		for _, t := range s.kin(asked[j].folded + asked[i].folded) {
			d.add(asRelated, t)
			d.stop, d.known, asked[j].taken = false, true, true
		}
	}
}

// bases are what may be the stem of a verb in a form of it, and the other stems of strong verbs.
func bases(form string, ge bool) []string {
	var out []string
	add := func(base string) {
		if len(base) < leastVerb {
			return
		}
		for _, b := range append([]string{base}, verbs[base]...) {
			if !slices.Contains(out, b) {
				out = append(out, b)
			}
		}
	}
	strip := func(form string, endings []string) {
		for _, end := range endings {
			if base, ok := strings.CutSuffix(form, end); ok {
				add(base)
			}
		}
	}
	strip(form, verbEndings[:])
	if rest, ok := strings.CutPrefix(form, "ge"); ok && ge {
		strip(rest, participles[:])
	}
	if rest, ok := strings.CutPrefix(form, "zu"); ok && ge {
		strip(rest, []string{"en"})
	}
	return out
}
