package search

import (
	"slices"
	"strings"

	"mendwell/internal/content"
)

// Danger returns the help topics that a query calls for; most call for none, "hotline" for all. It reads every language at
// once: people in need write as they think, whatever the interface speaks. It knows a list of what can hardly be meant
// otherwise (danger_words.go), and decides only whether numbers stand above the results. In doubt they do: a box that was
// not needed costs a glance.
func Danger(query string) []string {
	var out []string
	for _, lang := range []string{"en", "de"} {
		have := heard(lang, query)
		for _, x := range dangerAlarms[lang] {
			switch {
			case slices.Contains(out, x.topic) || !x.rings(have):
			case x.topic != "":
				out = append(out, x.topic)
			default:
				return content.HelpTopics()
			}
		}
	}
	return out
}

// How a query begins and ends, for alarms and idioms, and what stands for the words of an idiom.
const (
	beginning = "^"
	ending    = "$"
	unheard   = ""
)

// heard are the folded words of a query between its beginning and its ending. Of idioms nothing is heard, so that what is
// said beside them is.
func heard(lang, query string) []string {
	a := newAnalyser(lang)
	have := []string{beginning}
	for _, w := range wordsOf(Clean(query)) {
		have = append(have, a.fold(w))
	}
	have = append(have, ending)
	quiet := make([]bool, len(have))
	for _, idiom := range dangerIdioms[lang] {
		if slices.ContainsFunc(have, idiom.unless.is) {
			continue
		}
		for start := range have {
			if idiom.from(have, start) {
				for i := range idiom.words {
					quiet[start+i] = true
				}
			}
		}
	}
	for i := range have {
		if quiet[i] && have[i] != beginning && have[i] != ending {
			have[i] = unheard
		}
	}
	return have
}

// alarm is words that somebody types who may be in danger, with the help topic they belong to. Every word must be there,
// in this order, at most alarmGap words apart.
type alarm struct {
	topic  string // empty: somebody asks for help lines as such, and all topics may be meant
	words  []heardWord
	unless heardWord // of an idiom: it is none where one of these is said
}

const alarmGap = 2

// heardWord is one of several words, or beginnings of words.
type heardWord struct {
	gap  int // how many other words may stand before it
	ways []way
}

type way struct {
	text  string
	begin bool // a word may go on after it
	slip  bool // one letter more, less, other, or two swapped, are forgiven
}

// rings reports whether the words of the alarm are among others.
func (x alarm) rings(have []string) bool {
	for start := range have {
		if x.from(have, start) {
			return true
		}
	}
	return false
}

// from reports whether the words stand there, the first of them at start. What an idiom has silenced is no word between.
func (x alarm) from(have []string, start int) bool {
	return x.words[0].is(have[start]) && follow(x.words[1:], have[start+1:])
}

// follow reports whether words follow one another, whichever of several places each of them has. Lines have few words, and
// a word few places: this ends soon.
func follow(words []heardWord, have []string) bool {
	if len(words) == 0 {
		return true
	}
	between := 0
	for i := 0; i < len(have) && between <= words[0].gap; i++ {
		if words[0].is(have[i]) && follow(words[1:], have[i+1:]) {
			return true
		}
		if have[i] != unheard || words[0].gap == 0 { // "next to it" is meant as it was typed
			between++
		}
	}
	return false
}

func (h heardWord) is(word string) bool {
	return word != unheard && slices.ContainsFunc(h.ways, func(w way) bool { return w.is(word) })
}

func (w way) is(word string) bool {
	if word == w.text || w.begin && strings.HasPrefix(word, w.text) {
		return true
	}
	if !w.slip || word[0] != w.text[0] {
		return false
	}
	if !w.begin {
		return oneSlip(word, w.text)
	}
	for n := len(w.text) - 1; n <= min(len(word), len(w.text)+1); n++ {
		if oneSlip(word[:n], w.text) {
			return true
		}
	}
	return false
}

// oneSlip reports whether two words differ by one letter more, less or other, or by two that are swapped.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch a, b = a[i:], b[i:]; {
	case len(b) == len(a)+1:
		return a == b[1:]
	case len(a) != len(b):
		return false
	case len(a) < 2:
		return true
	}
	return a[1:] == b[1:] || a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
}

// dangerAlarms and dangerIdioms are the lists, by language.
var (
	dangerAlarms = readAlarms(alarmLines, alarmGap)
	dangerIdioms = readAlarms(idiomLines, 0)
)

// alarmTopic is lines for one help topic, a line for each alarm; see danger_words.go for how they are written.
type alarmTopic struct{ topic, lines string }

func readAlarms(lists map[string][]alarmTopic, gap int) map[string][]alarm {
	out := map[string][]alarm{}
	for lang, topics := range lists {
		for _, t := range topics {
			for line := range strings.Lines(groups[lang].Replace(t.lines)) {
				x := alarm{topic: t.topic}
				for _, field := range strings.Fields(line) {
					if but, is := strings.CutPrefix(field, "!"); is {
						x.unless = readWord(lang, but, 0)
						continue
					}
					x.words = append(x.words, readWord(lang, field, gap))
				}
				if len(x.words) > 0 {
					out[lang] = append(out[lang], x)
				}
			}
		}
	}
	return out
}

func readWord(lang, field string, gap int) heardWord {
	h := heardWord{gap: gap}
	field, next := strings.CutPrefix(field, ".")
	if next {
		h.gap = 0
	}
	for one := range strings.SplitSeq(field, "|") {
		var w way
		one, w.slip = strings.CutSuffix(one, "~")
		if w.text, w.begin = strings.CutSuffix(one, "*"); lang == "de" {
			w.text = foldDigraphs(w.text)
		}
		h.ways = append(h.ways, w)
	}
	return h
}
