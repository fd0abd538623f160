package content

import (
	"context"
	"slices"

	"mendwell/internal/prose"
)

// Limits of a summary, which cards and search results show whole.
const (
	maxSummaryLetters   = 300
	maxSummaryWords     = 40
	maxSummarySentences = 2
)

// advise adds a finding together with what to do about it.
func (f *file) advise(at place, level Level, code, suggestion, format string, args ...any) {
	f.add(at, level, code, format, args...)
	f.findings[len(f.findings)-1].Suggestion = suggestion
}

// proofread reads one article as an editor's second pair of eyes would. Nothing that it finds keeps the article from
// being served.
func (d *draft) proofread(s *structure) {
	d.proofed = true
	before := len(d.findings)
	d.checkCare(s)
	d.checkReadingLevel(s.passages())
	d.checkSummary()
	d.checkTitles(s)
	d.advice = d.findings[before:len(d.findings):len(d.findings)]
	d.tips = d.shingled(s)
}

// Repeats compares the tips of all articles with each other and reports those that say nearly the same. It takes some
// 0.2 ms for each article, and finds nothing unless the library was read with Options.Proofread. What waits for Proofread
// is done first.
func (l *Library) Repeats() Findings {
	if !l.opts.Proofread {
		return nil
	}
	_ = l.Proofread(context.Background()) // nothing ends it
	k := &linker{later: map[*draft]*draft{}}
	for _, d := range l.drafts {
		alone, f := *d, *d.file // what it has been found guilty of before has been said
		f.findings, alone.file, alone.proofed = nil, &f, false
		if d.later != nil {
			alone.tips = d.later.tips
		}
		k.drafts = append(k.drafts, &alone)
	}
	k.checkDuplicates()
	var found Findings
	for _, d := range k.drafts {
		found = append(found, k.last(d).kept()...)
	}
	return suggested(sorted(found))
}

// And returns both lists as one.
func (f Findings) And(more Findings) Findings {
	if len(more) == 0 {
		return f
	}
	return sorted(slices.Concat(f, more))
}

func (d *draft) checkSummary() {
	a, at := d.article, d.where("summary")
	sentences, passive := 0, ""
	for span := range prose.Sentences(a.Summary) {
		sentences++
		if passive == "" {
			passive = prose.Passive(a.Lang, a.Summary[span.Start:span.End])
		}
	}
	const shorten = "Say in one or two sentences whom it helps and with what."
	letters, words := len([]rune(a.Summary)), countWords(a.Summary)
	switch {
	case letters > maxSummaryLetters:
		d.advise(at, LevelWarning, "long-summary", shorten, "the summary has %d characters, and more than %d are cut off where it is shown as a card", letters, maxSummaryLetters)
	case words > maxSummaryWords:
		d.advise(at, LevelHint, "long-summary", shorten, "the summary has %d words; %d are enough to choose by", words, maxSummaryWords)
	case sentences > maxSummarySentences:
		d.advise(at, LevelHint, "long-summary", shorten, "the summary has %d sentences; one or two are enough to choose by", sentences)
	}
	if passive != "" {
		d.advise(at, LevelHint, "passive-summary", "Name the person who acts; often it is \"you\".", "%q in the summary does not say who acts", passive)
	}
}

// checkTitles reports tips of one article that have the same title: readers who saved both cannot tell them apart.
func (d *draft) checkTitles(s *structure) {
	seen := map[string]*tipPiece{} // by the words of the title
	for _, t := range s.tips() {
		if prompt.MatchString(t.Title) {
			continue // still to be written
		}
		id := makeID(t.Title)
		other := seen[id]
		if other == nil && id != "" {
			seen[id] = t
		}
		if other == nil {
			continue
		}
		d.advise(d.at(t.offset), LevelWarning, "same-title", "Give each tip a title of its own.",
			"the tip on line %d has the title %q too", d.at(other.offset).line, t.Title)
	}
}
