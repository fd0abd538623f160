package content

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestDesk: what is read of many files in the same memory stays what is read of each alone, also when the memory holds
// another file.
func TestDesk(t *testing.T) {
	t.Parallel()
	var texts [][]byte
	for _, pattern := range []string{"testdata/*.txtar", "../../articles/*/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files: %v", pattern, err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for part := range strings.SplitSeq(string(data), "\n-- ") {
				_, text, _ := strings.Cut(part, " --\n")
				texts = append(texts, []byte(text), []byte("---\ntitle: Seven ways\n---\n"+text))
			}
			texts = append(texts, data)
		}
	}
	on := &desk{}
	read := func(on *desk, i int) *draft {
		d := readArticle(on, fmt.Sprintf("a%d.md", i), texts[i], Options{Now: noon(), Proofread: true}, defaultSite())
		d.settle()
		slices.SortFunc(d.places, func(a, b keyPlace) int { return strings.Compare(a.key, b.key) })
		d.findings = sorted(d.findings)
		for i := range d.snippets {
			d.snippets[i].set = nil // functions are never equal
		}
		return d
	}
	shared := make([]*draft, len(texts))
	tips := 0
	for i := range texts {
		shared[i] = read(on, i)
	}
	for i := range texts {
		if alone := read(nil, i); !reflect.DeepEqual(shared[i], alone) {
			t.Errorf("%s\nis read as %+v %+v\nand alone as %+v %+v", texts[i], shared[i].article, shared[i].findings, alone.article, alone.findings)
		}
		tips += len(shared[i].article.Tips)
	}
	if tips < 500 {
		t.Errorf("%d tips: this test sees nothing", tips)
	}
}
