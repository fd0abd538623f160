// Package searchtest knows what search is measured with: a folder of articles that nobody wrote, as large as wanted and
// always the same, and a table of what readers look for among the real ones. Only tests and measurements use it.
package searchtest

import (
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"strings"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"mendwell/articles"
)

// TipsPerArticle is how many tips each article of the noise has.
const TipsPerArticle = 15

// pen writes texts of everyday words, with rare ones as rare as in a language (Zipf's law), and some of the words that
// the real articles are about, so that no real one stands alone with its words.
type pen struct {
	*rand.Rand
	rare     []string
	everyday []string
	glue     []string
	topical  []string
	zipf     *rand.Zipf
}

// The words of each language.
var (
	everyday = map[string]string{
		"en": `say ask tell show give keep leave hear need want find make take call write forget remember avoid answer repeat wait start stop plan
share explain promise breathe walk cook clean save spend move invite cancel choose change check mean word sentence evening morning letter reason
feeling fear wish table door room kitchen mistake habit rule week month year dinner breakfast list note story memory doctor neighbour hour pause step
moment worry joke tone voice small quiet honest short kind tired careful plain slow calm ordinary difficult useful late early open warm cold clear gentle
people somebody nobody everyone office colleague garden river winter summer station bread coffee window paper corner song colour street market`,
		"de": `sagen fragen zeigen geben halten gehen hören brauchen finden machen nehmen rufen schreiben vergessen merken meiden antworten warten beginnen
planen teilen erklären versprechen atmen kochen sparen bewegen einladen absagen wählen ändern prüfen meinen Wort Satz Abend Morgen Brief Grund Gefühl
Furcht Tisch Tür Zimmer Küche Fehler Gewohnheit Regel Woche Monat Jahr Frühstück Liste Zettel Geschichte Erinnerung Nachbar Stunde Schritt Augenblick Sorge
Witz Ton Stimme klein leise ehrlich kurz müde vorsichtig schlicht langsam ruhig gewöhnlich schwierig nützlich spät früh offen warm kalt klar sanft Leute
jemand niemand alle Büro Kollege Garten Fluss Winter Sommer Bahnhof Brot Kaffee Fenster Papier Ecke Lied Farbe Straße Markt`,
	}
	glue = map[string]string{
		"en": "the a and to of in it is you that for on with as at this but not be have or from they by we so if what when there about your",
		"de": "der die das und zu von in es ist du dass für auf mit als an dies aber nicht sein haben oder aus sie durch wir so wenn was wann da über dein",
	}
	topical = map[string]string{
		"en": `partner friend friends trust jealous jealousy phone apologise sorry quarrel space distance lonely christmas holiday mother child teenager money
house work flat clean break up listen secret lie no boundary family visit key grief message silence date`,
		"de": `Partner Freund Vertrauen Eifersucht Handy Entschuldigung Streit Abstand Entfernung einsam Weihnachten Mutter Kind Geld Haushalt Wohnung WG putzen
Trennung zuhören Geheimnis Lüge Grenze Familie Besuch Trauer Nachricht Stille`,
	}
	syllables = strings.Fields("ba be bi bo bu da de di do du fa fe fi fo ga ge gi go ha he hi ho ka ke ki ko la le li lo lu ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo wa we wi")
)

func newPen(lang string, seed uint64) *pen {
	r := rand.New(rand.NewPCG(seed, 7))
	p := &pen{Rand: r, everyday: strings.Fields(everyday[lang]), glue: strings.Fields(glue[lang]), topical: strings.Fields(topical[lang])}
	for range 40000 {
		w := ""
		for range 2 + r.IntN(3) {
			w += syllables[r.IntN(len(syllables))]
		}
		p.rare = append(p.rare, w+string("nrstlm"[r.IntN(6)]))
	}
	p.zipf = rand.NewZipf(r, 1.07, 4, uint64(len(p.rare)-1))
	return p
}

func (p *pen) word() string {
	switch n := p.IntN(100); {
	case n < 45:
		return p.glue[p.IntN(len(p.glue))]
	case n < 80:
		return p.everyday[int(math.Pow(p.Float64(), 2)*float64(len(p.everyday)))]
	case n < 83:
		return p.topical[p.IntN(len(p.topical))]
	}
	return p.rare[p.zipf.Uint64()]
}

// words writes n words in sentences.
func (p *pen) words(n int) string {
	var b strings.Builder
	for i := range n {
		w := p.word()
		if i%11 == 0 {
			w = capital(w)
		}
		b.WriteString(w)
		if i%11 == 10 || i == n-1 {
			b.WriteByte('.')
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

func (p *pen) title() string {
	t := fmt.Sprintf("%s %s %s %s", p.everyday[p.IntN(len(p.everyday))], p.rare[p.zipf.Uint64()], p.word(), p.rare[p.IntN(len(p.rare))])
	return capital(t)
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func (p *pen) article(i int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: \"%s %d\"\nsummary: %q\ncategory: noise%d\nauthors: [noise]\ndate: 2025-%02d-%02d\n---\n\n%s\n\n",
		p.title(), i, p.words(16), i%8, p.IntN(12)+1, p.IntN(28)+1, p.words(60))
	for n := 1; n <= TipsPerArticle; n++ {
		fmt.Fprintf(&b, "## %d. %s\n\n%s\n\n%s\n\n", n, p.title(), p.words(50), p.words(40))
	}
	return []byte(b.String())
}

// Folder is this site's articles among n that nobody wrote, one in five of them German.
func Folder(n int) fstest.MapFS {
	out := fstest.MapFS{"people/noise.md": {Data: []byte("---\nname: Nobody Noise\n---\n\nNobody.\n")}}
	real := articles.FS()
	err := fs.WalkDir(real, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(real, path)
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		panic(err) // the articles are built in
	}
	for i := range 8 {
		out[fmt.Sprintf("categories/noise%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: Noise %d\n---\n", i)}
	}
	en, de := newPen("en", 1), newPen("de", 2)
	for i := range n {
		if i%5 == 4 {
			out[fmt.Sprintf("noise/n%d.de.md", i)] = &fstest.MapFile{Data: de.article(i)}
			continue
		}
		out[fmt.Sprintf("noise/n%d.md", i)] = &fstest.MapFile{Data: en.article(i)}
	}
	return out
}
