package ui

// wovenExamples are the states of what ties articles to each other.
func wovenExamples(f Frame) []Example {
	series := Series{Name: "Distance, from both sides", Lang: "en", Parts: []SeriesPart{
		{"Seven ways to give someone space", f.Link.Article("give-space")},
		{"Ways back after you pulled away", f.Link.Article("coming-back")},
		{"After a break-up", f.Link.Article("after-a-breakup")},
	}}
	at := func(i int) Series { s := series; s.At = i; return s }
	author := AnswerAuthor{Name: "Ada Quill", Href: f.Link.Person("ada"), Credentials: "M.Sc."}
	tip := Answer{
		Title: "Let the quiet be quiet", Href: f.Link.Tip("give-space", "quiet"), Article: "Seven ways to give someone space", Lang: "en",
		Authors: []AnswerAuthor{author}, For: "you, if they asked for it", Why: "A small message is still a message.",
	}
	whole := Answer{
		Title: "Ein ganzer Artikel", Href: f.Link.Article("ganz"), Lang: "de", Foreign: f.Words.LanguageIn("de"),
		Authors: []AnswerAuthor{{Name: "Ruth Edit", Href: f.Link.Person("ruth")}, author}, Why: "Eine Frage klärt es.",
	}
	asked := AskedLink{Title: "Should I give someone space?", Href: f.Link.Question("space"), Lang: "en"}
	contested := asked
	contested.Contested = true
	return []Example{
		{"series-first", SeriesBox(f, at(0))},
		{"series-step-first", SeriesStep(f, at(0))},
		{"series-step-middle", SeriesStep(f, at(1))},
		{"series-step-last", SeriesStep(f, at(2))},
		{"asked", Asked(f, []AskedLink{asked})},
		{"asked-contested", Asked(f, []AskedLink{contested})},
		{"stances", Stances(f, []Stance{{Name: "yes", Answers: []Answer{tip}}, {Name: "no", Answers: []Answer{whole, tip}}, {Name: "depends"}})},
	}
}
