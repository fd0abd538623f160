// Package markdown knows how Markdown becomes HTML that may be put on a page: one renderer for articles, whose
// writers are trusted but whose raw HTML is never run, and one for readers' comments, which is sanitised.
package markdown

// HTML is markup made by this package or escaped by hand. It is the only type that a component writes out unescaped.
type HTML string
