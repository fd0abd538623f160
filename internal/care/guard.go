package care

import (
	"regexp"
	"strings"
)

// guard knows the words that turn advice into something else: "do not", "if you", "people", "is control". Offsets are of
// the folded sentence.
type guard struct {
	lead    *regexp.Regexp // a clause at the start of a sentence that says only when: it is left aside
	reset   *regexp.Regexp // from here on what was said before no longer counts: "but", "; "
	against *regexp.Regexp // before a hit: somebody advises against it
	inside  *regexp.Regexp // in a hit or between it and the end of its clause: German says "nicht" there
	aim     *regexp.Regexp // so too, but then it names what the advice is for
	when    *regexp.Regexp // at the start of the hit's own clause: it is said only in case
	others  *regexp.Regexp // just before a hit: somebody else does it
	judged  *regexp.Regexp // behind a hit: it is called what it is
	asks    *regexp.Regexp // at the start of a question that is advice all the same: "why not"
}

// set takes one expression of the table.
func (g *guard) set(key, value string) bool {
	to := map[string]**regexp.Regexp{"lead": &g.lead, "reset": &g.reset, "against": &g.against, "inside": &g.inside,
		"when": &g.when, "aim": &g.aim, "others": &g.others, "judged": &g.judged, "asks": &g.asks}[key]
	if to == nil {
		return false
	}
	open, end := `(?:^|[^\pL\pN])`, `(?:$|[^\pL\pN])`
	switch key {
	case "lead", "when", "aim", "asks":
		open = `^["( –-]*`
	case "reset": // it begins with a mark, which stands right behind a word
		open = ``
	case "others":
		end = `$`
	}
	*to = regexp.MustCompile(open + `(?:` + value + `)` + end)
	return true
}

// excuses says whether what stands around a hit makes it no advice. Around a blunt hit only a question does.
func (g *guard) excuses(s string, from, to int, blunt bool) bool {
	if m := g.asks.FindStringIndex(s); m != nil && m[1] <= from { // its "not" is none
		s, from, to = s[m[1]:], from-m[1], to-m[1]
	} else if isQuestion(s) {
		return true
	}
	if blunt {
		return false
	}
	before := s[:from]
	clause := before[strings.LastIndexAny(before, ",;:–(")+1:]
	if g.aim.MatchString(clause) {
		return false
	}
	if g.when.MatchString(clause) || g.others.MatchString(before) {
		return true
	}
	before = g.afterReset(before)
	if g.lead.MatchString(before) {
		if i := strings.IndexByte(before, ','); i >= 0 {
			before = before[i+1:]
		}
	}
	if g.against.MatchString(before) {
		return true
	}
	rest := s[to:]
	if g.inside.MatchString(g.own(s[from : to+clauseEnd(rest)])) {
		return true
	}
	return g.judged.MatchString(rest)
}

// own leaves out the clauses of a stretch that say only when: what they negate is not the advice. A stretch that has no
// other stays whole.
func (g *guard) own(s string) string {
	var own []string
	for clause := range strings.SplitSeq(s, ",") {
		if !g.lead.MatchString(clause) {
			own = append(own, clause)
		}
	}
	if own == nil {
		return s
	}
	return strings.Join(own, ",")
}

// clauseEnd returns where the clause ends that a text goes on with. What is joined with "and" says something of its own.
func clauseEnd(s string) int {
	end := len(s)
	for _, mark := range []string{",", ";", ":", "–", " and ", " und "} {
		if i := strings.Index(s[:end], mark); i >= 0 {
			end = i
		}
	}
	return end
}

// afterReset returns what stands behind the last word that turns a sentence round.
func (g *guard) afterReset(s string) string {
	if all := g.reset.FindAllStringIndex(s, -1); all != nil {
		return s[all[len(all)-1][1]-1:]
	}
	return s
}

func isQuestion(s string) bool {
	return strings.HasSuffix(strings.TrimRight(s, ` "')!`), "?")
}
