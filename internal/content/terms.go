package content

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"
)

// glance is what one article says of itself to those that look for relatives: how often it uses each of its words. It
// depends on the article alone, so it is made once and kept for as long as the text stays.
type glance struct {
	once  sync.Once
	words []uint32 // hashed, in the order in which they are met
	times []uint8  // how often each occurs; those in titles count more
}

// glance returns the words of an article in the language that lists it.
func (a *Article) glance(lang string) *glance {
	g := a.seen
	if g == nil { // it has no body
		g = &glance{}
	}
	g.once.Do(func() {
		var t tallyOfWords
		a.eachTerm(lang, func(word uint32, _ string, n uint8) { t.add(word, n) })
		g.words, g.times = slices.Clone(t.words[:t.used]), slices.Clone(t.times[:t.used])
	})
	return g
}

// forms returns how the words of an article are written, as a reader may see them.
func (a *Article) forms(lang string) map[uint32]string {
	forms := map[uint32]string{}
	a.eachTerm(lang, func(word uint32, form string, _ uint8) {
		first, _ := utf8.DecodeRuneInString(form)
		if _, known := forms[word]; !known || unicode.IsLower(first) { // as it stands inside a sentence
			forms[word] = form
		}
	})
	return forms
}

// eachTerm visits the words that count of an article: its title, summary and headings, its tips' titles and how their
// texts begin. Words in titles count three times.
func (a *Article) eachTerm(lang string, visit func(word uint32, form string, n uint8)) {
	left, hash := termsRead, hashOf(lang)
	read := func(text string, n uint8) {
		if left > 0 {
			left = eachWord(text, left, func(form string) {
				if word := hashedStem(hash, form); word != 0 {
					visit(word, form, n)
				}
			})
		}
	}
	read(a.Title, 3)
	read(a.Summary, 2)
	for _, h := range a.Contents {
		read(h.Title, 3)
	}
	for _, q := range a.Questions {
		read(q.Title, 3)
		read(head(q.Text), 1)
	}
	for _, t := range a.Tips {
		read(head(t.Text), 1)
	}
	if len(a.Tips) == 0 {
		read(a.body[:min(len(a.body), 10*bodyRead)], 1)
	}
}

func head(s string) string { return s[:min(len(s), bodyRead)] }

// eachWord visits at most most runs of letters and returns how many it could have visited more.
func eachWord(s string, most int, visit func(string)) int {
	start := -1
	for i := 0; i <= len(s); {
		n := 1
		if i < len(s) {
			letter := isASCIILetter(s[i])
			if s[i] >= utf8.RuneSelf {
				var r rune
				r, n = utf8.DecodeRuneInString(s[i:])
				letter = unicode.IsLetter(r) || unicode.IsMark(r)
			}
			if letter {
				if start < 0 {
					start = i
				}
				i += n
				continue
			}
		}
		if start >= 0 {
			if most == 0 {
				return 0
			}
			most--
			visit(s[start:i])
			start = -1
		}
		i += n
	}
	return most
}

// shortTerm is how many letters a word must have, without its ending, to stand for anything.
const shortTerm = 4

// hashedStem makes one number of all forms of a word in a language; 0 for a word that is too short. Of 100,000 words one
// or two share a number with another, which ties two articles a little too much or too little.
func hashedStem(lang wordHash, form string) uint32 {
	var room [64]byte
	word, letters := room[:0], len(form)
	if len(form) <= len(room) {
		word = room[:len(form)]
		for i := range len(form) {
			if form[i] >= utf8.RuneSelf {
				word = room[:0]
				break
			}
			word[i] = form[i] | 0x20
		}
	}
	if len(word) == 0 {
		word, letters = small(word, form)
	}
	if letters < shortTerm {
		return 0
	}
	for _, c := range stem(word, letters) {
		lang = lang.with(c)
	}
	return max(1, uint32(lang>>32)^uint32(lang))
}

// small appends the small letters of a word and counts them.
func small(word []byte, form string) ([]byte, int) {
	letters := 0
	for _, r := range form {
		word = utf8.AppendRune(word, unicode.ToLower(r))
		letters++
	}
	return word, letters
}

// wordHash is FNV-1a, of 64 bits.
type wordHash uint64

// hashOf begins the hashes of the words of a language.
func hashOf(lang string) wordHash {
	hash := wordHash(14695981039346656037)
	for i := range len(lang) {
		hash = hash.with(lang[i])
	}
	return hash
}

func (h wordHash) with(c byte) wordHash { return (h ^ wordHash(c)) * 1099511628211 }

// stem cuts the endings by which one word differs most in English and German. It need not be right, only the same.
func stem(word []byte, letters int) []byte {
	for _, end := range endings(word[len(word)-1]) {
		n := len(end)
		if letters-n >= shortTerm && string(word[len(word)-n:]) == end {
			return word[:len(word)-n]
		}
	}
	return word
}

// endings returns those that end in a letter, in the order in which they are tried.
func endings(last byte) []string {
	switch last {
	case 'n':
		return endingsN
	case 's':
		return endingsS
	case 'g':
		return endingsG
	case 'r':
		return endingsR
	case 'd':
		return endingsD
	case 'm':
		return endingsM
	case 'e':
		return endingsE
	case 'y':
		return endingsY
	}
	return nil
}

var (
	endingsN = []string{"ungen", "ern", "en", "n"}
	endingsS = []string{"ings", "ies", "es", "s"}
	endingsG = []string{"ing"}
	endingsR = []string{"er"}
	endingsD = []string{"ed"}
	endingsM = []string{"em"}
	endingsE = []string{"e"}
	endingsY = []string{"y"}
)

// tallyOfWords counts the words of one article: a table of twice as many places as it can have words.
type tallyOfWords struct {
	at    [2 * 512]uint16 // one more than the place in words
	used  int
	words [termsRead]uint32
	times [termsRead]uint8
}

func (t *tallyOfWords) add(word uint32, n uint8) {
	i := word % uint32(len(t.at))
	for ; t.at[i] != 0; i = (i + 1) % uint32(len(t.at)) {
		if at := t.at[i] - 1; t.words[at] == word {
			t.times[at] = uint8(min(int(t.times[at])+int(n), math.MaxUint8))
			return
		}
	}
	t.words[t.used], t.times[t.used] = word, n
	t.used++
	t.at[i] = uint16(t.used)
}

// frequencies says how many articles use a word: a table with open addressing, at most half full.
type frequencies struct {
	word  []uint32 // 0: free
	in    []uint32 // articles
	used  int
	shift int
}

func newFrequencies(bits int) *frequencies {
	return &frequencies{word: make([]uint32, 1<<bits), in: make([]uint32, 1<<bits), shift: 32 - bits}
}

func count(glances []*glance) *frequencies {
	f := newFrequencies(12)
	for _, g := range glances {
		for _, word := range g.words {
			f = f.add(word)
		}
	}
	return f
}

// add counts a word of one more article and returns the table to go on with.
func (f *frequencies) add(word uint32) *frequencies {
	i := f.place(word)
	if f.in[i]++; f.word[i] == 0 {
		f.word[i] = word
		if f.used++; 2*f.used > len(f.word) {
			return f.doubled()
		}
	}
	return f
}

// doubled leaves out words that no article uses any more.
func (f *frequencies) doubled() *frequencies {
	g := newFrequencies(33 - f.shift)
	for i, word := range f.word {
		if f.in[i] != 0 {
			at := g.place(word)
			g.word[at], g.in[at] = word, f.in[i]
			g.used++
		}
	}
	return g
}

func (f *frequencies) copied() *frequencies {
	g := *f
	g.word, g.in = slices.Clone(f.word), slices.Clone(f.in)
	return &g
}

// place returns where a word stands, or the free place where it would.
func (f *frequencies) place(word uint32) int {
	i := int(word * 2654435769 >> f.shift) // Knuth's multiplicative hash: 2^32 divided by the golden ratio
	for f.word[i] != word && f.word[i] != 0 {
		i = (i + 1) & (len(f.word) - 1)
	}
	return i
}

// scale holds the two factors of a word's weight, tf and idf, for a number of articles.
type scale struct {
	docs  int
	often [math.MaxUint8 + 1]float32 // by how often an article uses the word
	rare  []float32                  // by how many articles use it; words of more say nothing
}

// newScale rounds the number of articles down to six binary digits, so that one more seldom weighs all words anew. It
// leaves out words of more than a tenth of the articles (or of five), and those of one alone, which tie it to
// nothing.
func newScale(docs int) *scale {
	tail := max(0, bits.Len(uint(docs))-6)
	docs = docs >> tail << tail
	s := &scale{docs: docs, rare: make([]float32, max(5, docs/10)+1)}
	for n := range s.often {
		s.often[n] = float32(1 + math.Log(float64(max(n, 1))))
	}
	for n := 2; n < len(s.rare); n++ {
		s.rare[n] = float32(math.Log(float64(docs+1) / float64(n)))
	}
	return s
}

// weigh picks the words that say most about an article: those it uses often and few others use.
func (f *frequencies) weigh(g *glance, s *scale) []weighted {
	heaviestFirst := func(a, b weighted) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.word, b.word))
	}
	var room [2 * termsKept]weighted
	best, least := room[:0], float32(0)
	for i, word := range g.words {
		in := f.in[f.place(word)]
		if in < 2 || int(in) >= len(s.rare) {
			continue
		}
		t := weighted{word, s.often[g.times[i]] * s.rare[in]}
		if t.weight < least {
			continue
		}
		if best = append(best, t); len(best) == cap(best) {
			slices.SortFunc(best, heaviestFirst)
			best = best[:termsKept]
			least = best[termsKept-1].weight
		}
	}
	slices.SortFunc(best, heaviestFirst)
	best = slices.Clone(best[:min(termsKept, len(best))])
	sum := 0.0
	for _, t := range best {
		sum += float64(t.weight) * float64(t.weight)
	}
	for i := range best {
		best[i].weight /= float32(math.Sqrt(sum))
	}
	return best
}
