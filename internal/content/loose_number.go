package content

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// longNumber looks like a line that is free to call wherever it stands: 116 123, 0800 111 0 111, 1-800-799-7233.
	longNumber = regexp.MustCompile(`116[ -]?\d{3}|0800(?:[ -]?\d){4,10}|1[ -]8(?:00|33|44|55|66|77|88)[ -]\d{3}[ -]\d{4}`)
	// shortNumber is one to call only where the words before it say so: it is a quantity as often.
	shortNumber = regexp.MustCompile(`112|999|911|110|000|111|117|133|144|988`)
	toCall      = regexp.MustCompile(`(?i)(?:\b(?:call|calling|ring|ringing|dial|dialling|phone|text|ruf|rufe|ruft|wähl|wähle|wählt|anrufen)\b|emergency number|notruf|hotline|helpline)[^.!?\d]{0,40}$`)
	goesOn      = regexp.MustCompile(`^[^.!?\d]{0,45}$`) // from one number of a list to the next
	counted     = regexp.MustCompile(`(?i)^[ \x{00a0}]?(?:%|€|£|\$|°|euros?\b|pounds?\b|dollars?\b|people\b|friends\b|times\b|days\b|hours\b|minutes\b|pages\b|metres\b|km\b|kg\b|words\b|leute\b|menschen\b|mal\b|tage\b|stunden\b|minuten\b|seiten\b|meter\b|wörter\b|[.,:/]\d)`)
)

// looseNumbers returns where a text, in Markdown, prints a number to call in need. Numbers in code are none.
func looseNumbers(text string) [][2]int {
	var out [][2]int
	if !threeDigits(text) {
		return nil
	}
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.Index(text[at:], "\n\n"); i >= 0 {
			end = at + i + 2
		}
		if threeDigits(text[at:end]) { // hardly any paragraph has them, and the patterns are slow
			for _, m := range looseIn(text[at:end]) {
				out = append(out, [2]int{at + m[0], at + m[1]})
			}
		}
		at = end
	}
	return out
}

// threeDigits says whether three digits stand in a row. One of them is at every third place, so it looks only there.
func threeDigits(text string) bool {
	for i := 2; i < len(text); i += 3 {
		if !isDigit(text[i]) {
			continue
		}
		from, end := i, i+1
		for from > i-2 && isDigit(text[from-1]) {
			from--
		}
		for end < len(text) && end < i+3 && isDigit(text[end]) {
			end++
		}
		if end-from >= 3 {
			return true
		}
	}
	return false
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// looseIn is looseNumbers for one paragraph.
func looseIn(text string) [][2]int {
	var out [][2]int
	for _, m := range longNumber.FindAllStringIndex(text, -1) {
		if standsAlone(text, m) {
			out = append(out, [2]int(m))
		}
	}
	last := -1 // where the number before this one ends
	for _, m := range shortNumber.FindAllStringIndex(text, -1) {
		if !standsAlone(text, m) || counted.MatchString(text[m[1]:]) {
			continue
		}
		before := strings.NewReplacer("**", "", "\n> ", " ", "\n", " ").Replace(text[:m[0]])
		list := last >= 0 && last <= m[0] && goesOn.MatchString(text[last:m[0]])
		if list || toCall.MatchString(before) {
			out, last = append(out, [2]int(m)), m[1]
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	return out
}

// standsAlone says whether a match is no part of a longer number, an address, a price or code.
func standsAlone(text string, m []int) bool {
	if m[0] > 0 && strings.ContainsRune("0123456789.,-/=#$€£+_", rune(text[m[0]-1])) || strings.HasSuffix(text[:m[0]], "€") || strings.HasSuffix(text[:m[0]], "£") {
		return false
	}
	if m[1] < len(text) && strings.ContainsRune("0123456789-/_", rune(text[m[1]])) {
		return false
	}
	line := text[strings.LastIndexByte(text[:m[0]], '\n')+1 : m[0]]
	return strings.Count(line, "`")%2 == 0
}

// looseNumber is a number to call in need that stands in prose.
type looseNumber struct {
	at   place
	text string
}

func (d *draft) findNumbers() {
	text := d.source.text[min(d.source.body, len(d.source.text)):]
	for _, m := range looseNumbers(text) {
		d.loose = append(d.loose, looseNumber{d.at(m[0]), text[m[0]:m[1]]})
	}
}

// numbersToCall are the digits of the help lines that are shown.
func (k *linker) numbersToCall() map[string]bool {
	known := map[string]bool{}
	for _, c := range k.cat.countries {
		for _, l := range c.Lines {
			if k.opts.Now.Before(l.Ends()) {
				known[onlyDigits(l.Number)], known[onlyDigits(l.SMS)] = true, true
			}
		}
	}
	return known
}

// checkLoose asks that numbers in prose are kept as the help lines are: looked up, dated, and gone when too old.
func (k *linker) checkLoose(d *draft, lines map[string]bool) {
	for _, n := range d.loose {
		if !lines[onlyDigits(n.text)] {
			k.on(d).add(n.at, LevelWarning, "loose-number", "%s looks like a number to call in need, and no help line that was checked within a year has it", n.text)
		}
	}
}

func onlyDigits(number string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
}
