package content

import "fmt"

// heavyImage is how many bytes a picture may have before an editor is told.
const heavyImage = 300_000

// checkPicture reports a picture that is heavy, or that names nobody who made it. A portrait of a person of the site needs
// no credit, and neither does a small picture in running text, which has no place for one.
func (d *draft) checkPicture(r reference, m *media) {
	switch size := float64(m.bytes); {
	case m.bytes <= heavyImage:
	case m.animated:
		d.advise(r.at, LevelWarning, "heavy-image", "Show one still picture, or fewer and smaller ones.",
			"%q has %s, and moving pictures are sent as they are", r.dest, megabytes(size))
	default:
		d.advise(r.at, LevelHint, "heavy-image", "If the folder should stay small, save it at most 3,200 pixels wide, as JPEG where it is a photograph.",
			"%q has %s; the site makes smaller versions of it, so readers hardly notice", r.dest, megabytes(size))
	}
	if r.owed && d.article != nil {
		how := "Write \"Photo by …\" on the line behind the picture."
		if d.cover != nil && r == *d.cover {
			how = "Write \"image_credit\"."
		}
		d.advise(r.at, LevelHint, "missing-credit", how, "nothing says who made the picture %q", r.dest)
	}
}

func megabytes(bytes float64) string {
	if bytes < 1e6 {
		return fmt.Sprintf("%.0f kB", bytes/1e3)
	}
	return fmt.Sprintf("%.1f MB", bytes/1e6)
}
