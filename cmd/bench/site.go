package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// A vocabulary that makes articles as long and as varied as real ones. The same seed makes the same articles.
var (
	subjects = strings.Fields("you your_partner a_friend your_sister the_two_of_you somebody_close your_father an_old_friend the_child everybody")
	verbs    = strings.Fields("ask wait listen write call remember forget answer notice repeat promise explain leave return repair begin finish hope")
	things   = strings.Fields("question letter evening quarrel silence habit kitchen walk secret visit answer morning phone plan mistake apology reason " +
		"week feeling story boundary journey room pause word name sentence trouble dinner weekend friendship memory doubt")
	links = strings.Fields("because although while before after until unless when")
	tones = strings.Fields("slowly plainly kindly again today tomorrow together alone gently early late quietly once twice honestly carefully")
)

// writeArticles makes a folder of n articles of about 1,500 words in fifteen tips, with what belongs around them.
func writeArticles(folder string, n int) error {
	files := map[string]string{
		"site.yaml":        "name: Bench\nlanguages: [en]\ndefault_language: en\nbase_url: http://localhost\nnavigation: [category-0, category-1]\n",
		"people/writer.md": "---\nname: Writer\nroles: [author]\n---\nWrites for the measurement.\n",
	}
	for i := range 12 {
		files[fmt.Sprintf("categories/category-%d.md", i)] = fmt.Sprintf("---\ntitle: Category %d\nsummary: Number %d.\npalette: celadon\n---\nWords.\n", i, i)
	}
	for name, text := range files {
		if err := writeFile(filepath.Join(folder, name), text); err != nil {
			return err
		}
	}
	for i := range n {
		if err := writeFile(filepath.Join(folder, fmt.Sprintf("articles/%02d/article-%d.md", i%100, i)), article(i)); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o600)
}

// article is one article; its number decides every word of it.
func article(i int) string {
	r := rand.New(rand.NewPCG(uint64(i), 7))
	word := func(list []string) string { return strings.ReplaceAll(list[r.IntN(len(list))], "_", " ") }
	sentence := func() string {
		s := fmt.Sprintf("%s %s the %s %s, %s %s can %s a %s %s.", word(subjects), word(verbs), word(things), word(tones),
			word(links), word(subjects), word(verbs), word(things), word(tones))
		return strings.ToUpper(s[:1]) + s[1:]
	}
	paragraph := func(n int) string {
		list := make([]string, n)
		for k := range list {
			list[k] = sentence()
		}
		return strings.Join(list, " ")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: \"Fifteen ways to %s a %s, number %d\"\nsummary: %q\ncategory: category-%d\ntags: [tag-%d, tag-%d]\nauthors: [writer]\ndate: 20%02d-%02d-%02d\ntakeaways:\n  - %s\n  - %s\n---\n\n%s\n",
		word(verbs), word(things), i, sentence(), i%12, i%40, i%17, 10+i%16, 1+i%12, 1+i%28, sentence(), sentence(), paragraph(4))
	for k := range 15 {
		fmt.Fprintf(&b, "\n## %d. %s the %s %s\n\n%s\n\n%s\n", k+1, strings.ToUpper(word(verbs)[:1])+word(verbs)[1:], word(things), word(tones), paragraph(3), paragraph(3))
	}
	return b.String()
}

// register makes an account and returns its cookie as a header line.
func register(ctx context.Context, host string, i int) (string, error) {
	form := url.Values{"name": {fmt.Sprintf("Reader %d", i)}, "email": {fmt.Sprintf("reader%d@example.org", i)}, "password": {"a quiet river bends"}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+host+"/register", strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	for _, c := range res.Cookies() {
		return "Cookie: " + c.Name + "=" + c.Value, nil
	}
	return "", fmt.Errorf("register: %s", res.Status)
}
