package content

import (
	"os"
	"testing"
	"time"
)

// The demo site's own library shows what a review is: some of its texts are signed, by a sample person, and no seal of
// them has lapsed unnoticed.
func TestOwnArticlesAreTheOnesThatWereSigned(t *testing.T) {
	t.Parallel()
	signed := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	lib, _ := Load(os.DirFS("../../articles"), Options{Now: signed})
	holding := 0
	for _, a := range lib.Everything() {
		switch state := a.ReviewState(signed); state {
		case ReviewHolds:
			holding++
			if !a.Review.By.Sample {
				t.Errorf("%s is reviewed by %s, who is no sample person", a.Path, a.Review.By.Name)
			}
		case ReviewNone:
		default:
			t.Errorf("%s: %s: sign it anew once somebody has read it again", a.Path, state)
		}
	}
	if holding < 5 {
		t.Errorf("%d articles are signed", holding)
	}
}
