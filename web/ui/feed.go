package ui

// Feed is a way to follow a list: Title is what a program of feeds calls it, Label the format.
type Feed struct{ Title, Label, Href, Type string }
