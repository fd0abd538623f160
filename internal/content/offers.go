package content

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"mendwell/internal/markdown"
)

// dropOffers takes the offers out of a body that stand where nobody may sell anything: anywhere in an article that is
// marked sensitive, and beside or around a help box, up to the next heading. It also notes whether there is a help box.
func (s *structure) dropOffers(root ast.Node) {
	if !bytes.Contains(s.src, []byte("[!")) { // without which there is no box
		return
	}
	var offers []*markdown.Callout
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if box, ok := n.(*markdown.Callout); ok && entering {
			switch box.Name {
			case "cta":
				offers = append(offers, box)
			case "help":
				s.helps = true
			}
		}
		return ast.WalkContinue, nil
	})
	for _, offer := range offers {
		switch {
		case s.want.sensitive:
			s.note(offer.Pos(), LevelWarning, "misplaced-offer", "nothing is offered in an article marked sensitive, so this is not shown")
		case s.helps && besideHelp(root, offer):
			s.note(offer.Pos(), LevelWarning, "misplaced-offer", "nothing is offered beside a help box, so this is not shown")
		default:
			continue
		}
		offer.Parent().RemoveChild(offer.Parent(), offer)
	}
}

// beginsWithDanger says whether the first thing that a text has to say is what to do in danger.
func beginsWithDanger(root ast.Node) bool {
	box, ok := root.FirstChild().(*markdown.Callout)
	return ok && (box.Name == "important" || box.Name == "help")
}

// besideHelp says whether a help box stands between the headings around a node.
func besideHelp(root, n ast.Node) bool {
	for n.Parent() != nil && n.Parent() != root {
		n = n.Parent()
	}
	first := n
	for first.PreviousSibling() != nil && first.Kind() != ast.KindHeading {
		first = first.PreviousSibling()
	}
	for b := first; b != nil && (b == first || b == n || b.Kind() != ast.KindHeading); b = b.NextSibling() {
		if holdsHelp(b) {
			return true
		}
	}
	return false
}

func holdsHelp(n ast.Node) bool {
	found := false
	_ = ast.Walk(n, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		if box, ok := n.(*markdown.Callout); ok && box.Name == "help" {
			found = true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}
