package content

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mendwell/internal/prose"
)

const (
	maxGrade     = 9.0 // years of school that a text may ask for
	gradedWords  = 100 // words below which a grade says nothing
	longestShown = 3   // sentences that the hint points to
	openingWords = 5   // of each of them
)

// long is a sentence with its number of words.
type long struct {
	words  int
	offset int // in the body
	text   string
}

// opening is the first words of a sentence, by which an editor finds it.
func opening(sentence string) string {
	words := strings.Fields(sentence)
	if len(words) <= openingWords {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:openingWords], " ") + " …"
}

// checkReadingLevel hints at a text that asks for more than nine years of school, and at its longest sentences.
func (d *draft) checkReadingLevel(list []passage) {
	lang := d.article.Lang
	if _, graded := (prose.Measure{Sentences: 1, Words: 1}).Grade(lang); !graded {
		return
	}
	var m prose.Measure
	var longest []long
	for _, p := range list {
		for span := range prose.Sentences(p.text) {
			words := m.Add(lang, p.text[span.Start:span.End])
			longest = append(longest, long{words, p.offset(span.Start), p.text[span.Start:span.End]})
		}
	}
	grade, ok := m.Grade(lang)
	if !ok || m.Words < gradedWords || grade <= maxGrade {
		return
	}
	slices.SortStableFunc(longest, func(a, b long) int { return cmp.Compare(b.words, a.words) })
	shown := longest[:0:0]
	said := map[string]bool{}
	for _, l := range longest {
		if begin := opening(l.text); len(shown) < longestShown && !said[begin] && 3*l.words >= longest[0].words {
			said[begin] = true
			shown = append(shown, l)
		}
	}
	first := shown[0].offset
	slices.SortFunc(shown, func(a, b long) int { return cmp.Compare(a.offset, b.offset) })
	var places []string
	for _, l := range shown {
		at := d.at(l.offset)
		places = append(places, fmt.Sprintf("“%s” (line %d, column %d; %d words)", opening(l.text), at.line, at.col, l.words))
	}
	where := places[0]
	if n := len(places); n > 1 {
		where = strings.Join(places[:n-1], ", ") + " and " + places[n-1]
	}
	d.advise(d.at(first), LevelHint, "reading-level", "Cut the longest sentences in two, and take shorter words where you can.",
		"this reads like grade %.1f, which is hard for somebody tired or upset; the longest sentences are %s", grade, where)
}
