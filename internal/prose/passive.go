package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Passive returns the words of a sentence that hide who acts, such as "was decided" or "werden verschwiegen", or "". It
// would rather miss one than blame a sentence that only says how somebody is ("you are tired") or what is going to be
// ("es wird helfen").
func Passive(lang, sentence string) string {
	find := map[string]func([]string) string{"en": englishPassive, "de": germanPassive}[base(lang)]
	if find == nil {
		return ""
	}
	for clause := range strings.FieldsFuncSeq(sentence, func(r rune) bool { return strings.ContainsRune(",;:.!?…()–—\"“”„«»", r) }) {
		var words []string
		for w := range Words(clause) {
			words = append(words, w)
		}
		if found := find(words); found != "" {
			return found
		}
	}
	return ""
}

var (
	beForms = setOf("am is are was were be been being isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t")
	// between may stand between "be" and its participle.
	between = setOf("not never always often sometimes usually also only just still already even ever rarely seldom really being been then later soon now again all both")
	// irregular participles that, behind "be", say what is done and not how somebody is.
	irregular = setOf("beaten bought brought built caught chosen cut driven eaten fed felt forbidden forgiven forgotten fought given heard held hit kept known laid led " +
		"made meant misunderstood overheard paid put read rebuilt rewritten said seen sent shown sold spent spoken stolen taken taught thought thrown told understood withheld won worn written")
	// manner are participles that say how somebody or something is.
	manner = setOf("tired interested worried scared married unmarried engaged divorced separated excited ashamed embarrassed exhausted frustrated confused bored stressed " +
		"depressed surprised pleased satisfied dissatisfied relaxed concerned convinced determined committed prepared used supposed related based limited mixed complicated " +
		"crowded gifted hundred naked sacred wicked overwhelmed annoyed terrified frightened disappointed attached experienced educated qualified retired isolated connected " +
		"disconnected detached involved skilled beloved afraid indeed inclined tempted relieved delighted amazed motivated devoted dedicated drained burned wounded upset " +
		"closed unfinished unresolved allowed bed red need seed speed weed shed sled jaded heated bonded blessed hurried rushed settled numbed unexpected undecided guarded " +
		"kindred infrared unwanted unloved reserved open-minded")
)

func englishPassive(words []string) string {
	for i, w := range words {
		if !beForms[strings.ToLower(w)] {
			continue
		}
		j := i + 1
		for j < len(words) && (between[strings.ToLower(words[j])] || adverb(words[j])) {
			j++
		}
		if j < len(words) && participle(strings.ToLower(words[j])) {
			return strings.Join(words[i:j+1], " ")
		}
	}
	return ""
}

// adverb says whether a word ends as adverbs do.
func adverb(w string) bool { return len(w) > 4 && strings.HasSuffix(strings.ToLower(w), "ly") }

func participle(w string) bool {
	if manner[w] || strings.Contains(w, "-") && !strings.HasPrefix(w, "re-") {
		return false
	}
	return irregular[w] || len(w) > 4 && strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "eed")
}

var (
	becomes = setOf("wird werden wurde wurden wirst werdet wurdest wurdet würde würden")
	// strong participles are not made with "ge" and so could be infinitives.
	strong = setOf("übertreten verstanden besprochen verboten verloren entschieden beschrieben empfohlen erzogen betrogen verschwiegen vermieden verletzen belogen begonnen bewiesen " +
		"erfunden empfunden erhoben verschoben verschrieben unterbrochen übernommen überschritten widersprochen missverstanden versprochen zerbrochen zerrissen verziehen")
	// noParticiple are words in the shape of a participle that are none behind "werden", or that say how somebody is.
	noParticiple = setOf("ernst erst bereit bekannt berühmt vertraut verrückt verliebt entspannt beliebt bestimmt überhaupt gut gerecht geeignet gesamt gewohnt gewiss " +
		"entfernt besorgt verzweifelt bewusst unbewusst echt gefasst gelassen gehen geben gewinnen gehören genießen gelingen geschehen gefallen gehorchen gestehen genügen " +
		"gestalten gewöhnen gewähren gedenken gelten geraten gebären gären vergesst gestern gegen gen gelegentlich gesunden gefährden getrennt verheiratet gesund verletzend " +
		"erwachsen zugleich angst erschöpft gestresst gelangweilt verwirrt begeistert verspannt gereizt genervt betrübt beständig")
	separable = strings.Fields("ab an auf aus bei dar ein fest frei her heraus herab hin hinaus los mit nach nieder vor voran weg weiter wieder zu zurück zusammen durch um über unter zurecht statt teil")
	fixed     = strings.Fields("be er ver zer ent emp miss über unter wider hinter")
)

// germanPassive finds a form of "werden" with a participle: at the end of its clause, or right before the form. "worden"
// is always passive.
func germanPassive(words []string) string {
	for i, w := range words {
		w = strings.ToLower(w)
		if w == "worden" && i > 0 {
			return strings.Join(words[i-1:i+1], " ")
		}
		if !becomes[w] {
			continue
		}
		if i > 0 && germanParticiple(words[i-1]) && (i+1 == len(words) || !germanParticiple(words[len(words)-1])) {
			return strings.Join(words[i-1:i+1], " ")
		}
		for j := i + 1; j < len(words); j++ {
			last := j+1 == len(words) || slices.Contains([]string{"werden", "und", "oder"}, strings.ToLower(words[j+1]))
			if last && germanParticiple(words[j]) {
				return words[i] + " … " + words[j]
			}
		}
	}
	return ""
}

func germanParticiple(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	if noParticiple[w] || unicode.IsUpper(first) || utf8.RuneCountInString(w) < 6 {
		return false
	}
	if strong[w] || strings.HasSuffix(w, "iert") {
		return true
	}
	if ge(w) {
		return true
	}
	for _, p := range separable {
		if rest, ok := strings.CutPrefix(w, p); ok && (ge(rest) || prefixed(rest)) && !noParticiple[rest] {
			return true
		}
	}
	return prefixed(w)
}

// prefixed says whether a word starts with a prefix that takes no "ge" and ends with "t": erklärt, beantwortet.
func prefixed(w string) bool {
	return slices.ContainsFunc(fixed, func(p string) bool {
		rest, ok := strings.CutPrefix(w, p)
		return ok && len(rest) > 2 && strings.HasSuffix(rest, "t") && !strings.HasSuffix(rest, "haft")
	})
}

// ge says whether a word is made of "ge", a stem, and "t" or "en".
func ge(w string) bool {
	rest, ok := strings.CutPrefix(w, "ge")
	return ok && len(rest) > 3 && (strings.HasSuffix(rest, "t") || strings.HasSuffix(rest, "en"))
}
