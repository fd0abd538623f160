package content

import (
	"fmt"
	"io/fs"
	"strings"
)

// The names under which synonyms are looked for, and how many there may be: each word of a group is one more to search.
var synonymFiles = []string{"synonyms.yaml", "synonyms.yml"}

const (
	mostSynonyms  = 24 // words of a group
	longSynonym   = 4  // words of an entry such as "fall out with"
	fewestMembers = 2
)

// Synonyms returns the groups of words that mean about the same in a language, as synonyms.yaml has them. They must not
// be changed.
func (l *Library) Synonyms(lang string) [][]string { return l.synonyms[lang] }

// readSynonyms reads synonyms.yaml: for each language a list of groups, each a list of words. A group that is broken is
// left out, and said so; without the file there are none.
func (l *loader) readSynonyms() {
	for _, name := range synonymFiles {
		data, err := fs.ReadFile(l.fsys, name)
		if err != nil {
			continue
		}
		l.frame = l.frame.with(markOf(name, sumOf(data)))
		f := &file{path: name, fields: map[string]field{}, whole: true}
		l.synonyms = f.synonyms(data, l.site)
		l.findings = append(l.findings, f.findings...)
		return
	}
}

func (f *file) synonyms(data []byte, site Site) map[string][][]string {
	out := map[string][][]string{}
	if !f.readable(data) {
		return out
	}
	f.source = source{text: normalise(strings.TrimPrefix(string(data), "\ufeff")), first: 1}
	f.source.front = f.source.text
	var err error
	if f.order, err = parseYAML(f.source.front, 1, nil); err != nil {
		f.syntax(err)
		return out
	}
	for _, x := range f.order {
		lang := normalTag(x.key)
		if home(site, lang) != lang {
			f.add(place{x.line, x.col}, LevelWarning, "unknown-language", "%q is no language of this site, so its synonyms are not used", x.key)
			continue
		}
		if x.val.kind != kindList {
			f.add(place{x.val.line, x.val.col}, LevelError, "wrong-type", "%q must be a list of groups, each a list of words", x.key)
			continue
		}
		for _, v := range x.val.list {
			if group := f.synonymGroup(v); group != nil {
				out[lang] = append(out[lang], group)
			}
		}
	}
	return out
}

// synonymGroup reads one group; nil: it is left out.
func (f *file) synonymGroup(v value) []string {
	at := place{v.line, v.col}
	if v.kind != kindList {
		f.add(at, LevelError, "wrong-type", "a group of synonyms must be a list of words, such as [partner, husband, wife]")
		return nil
	}
	var group []string
	seen := map[string]bool{}
	for _, w := range v.list {
		word := oneLine(w.text)
		problem := ""
		switch {
		case !w.scalar() || word == "":
			problem = "it is no word"
		case len(strings.Fields(word)) > longSynonym:
			problem = fmt.Sprintf("it has more than %d words", longSynonym)
		case seen[strings.ToLower(word)]:
			problem = "it is there twice"
		case len(group) == mostSynonyms:
			problem = fmt.Sprintf("a group has at most %d", mostSynonyms)
		}
		if problem != "" {
			f.add(place{w.line, w.col}, LevelWarning, "bad-synonym", "%q is left out of its group: %s", word, problem)
			continue
		}
		seen[strings.ToLower(word)] = true
		group = append(group, word)
	}
	if len(group) < fewestMembers {
		f.add(at, LevelWarning, "bad-synonym", "a group of synonyms needs at least two words")
		return nil
	}
	return group
}
