package search

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"mendwell/internal/content"
)

// many is a folder of so many articles that their index is worth keeping, in words of a few syllables.
func many(t testing.TB) fstest.MapFS {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		n := int(r.ExpFloat64() * 300)
		return fmt.Sprintf("%c%cn%c", 'a'+n%26, "aeiou"[n/26%5], 'a'+n/130%26)
	}
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(word() + " ")
		}
		return b.String()
	}
	folder := fstest.MapFS{}
	for i := range 260 {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: %s\nsummary: %s\ndate: 2025-01-01\n---\n\n", text(4), text(9))
		for n := range 16 {
			fmt.Fprintf(&b, "## %d. %s\n\n%s\n\n", n+1, text(3), text(20))
		}
		folder[fmt.Sprintf("a%d.md", i)] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return folder
}

func read0(t testing.TB, folder fstest.MapFS) *content.Library {
	t.Helper()
	lib, findings := content.Load(folder, content.Options{})
	for _, f := range findings {
		if f.Level == content.LevelError {
			t.Fatal(f)
		}
	}
	return lib
}

// answers are what an index says to some queries.
func answers(x *Index) []string {
	var out []string
	for _, q := range []string{"ban", "bena", "cand", "canc done", `"ban cana"`, "ban -cana", "da*", "bqn", "quarrel", "fina gone hans", "zzyzxqq", "kept"} {
		a := x.Search(Query{Text: q, Lang: "en", To: 20})
		line := fmt.Sprintf("%s: %d %q %v %v", q, a.Total, a.Guess, a.Missing, a.Nearest)
		for _, r := range a.Results {
			line += " " + r.Article.Slug
			for _, p := range r.Parts {
				line += "#" + p.ID
			}
		}
		out = append(out, line)
	}
	return out
}

func TestAnIndexReadFromItsFileAnswersAsBefore(t *testing.T) {
	lib := read0(t, many(t))
	x := Build(lib, nil)
	if !x.WorthKeeping() {
		t.Fatal("the index is too small for this test")
	}
	var file bytes.Buffer
	if err := x.Encode(&file, "v1"); err != nil {
		t.Fatal(err)
	}
	kept, err := Decode(file.Bytes(), "v1")
	if err != nil {
		t.Fatal(err)
	}
	again := Build(lib, kept)
	if again.WorthKeeping() {
		t.Error("nothing has changed, and all was read anew")
	}
	if diff := cmp.Diff(answers(x), answers(again)); diff != "" {
		t.Error(diff)
	}
	if _, err := Decode(file.Bytes(), "v2"); !errors.Is(err, ErrOther) {
		t.Errorf("of another version: %v", err)
	}
}

func TestADamagedFileIsRefused(t *testing.T) {
	x := Build(read0(t, many(t)), nil)
	var file bytes.Buffer
	if err := x.Encode(&file, ""); err != nil {
		t.Fatal(err)
	}
	data := file.Bytes()
	for _, n := range []int{0, 3, 4, 100, len(data) / 2, len(data) - 1} {
		if _, err := Decode(data[:n], ""); err == nil {
			t.Errorf("the first %d of %d bytes are taken for an index", n, len(data))
		}
	}
	for at := 0; at < len(data); at += len(data)/50 + 1 {
		broken := slices.Clone(data)
		broken[at] ^= 0x10
		if _, err := Decode(broken, ""); err == nil {
			t.Errorf("byte %d is another, and nobody has seen it", at)
		}
	}
	// Nor may what has a right sum and makes no sense bring the site down.
	for at := 0; at+8 < len(data); at += len(data)/200 + 1 {
		broken := slices.Clone(data)
		copy(broken[at:], "\xff\xff\xff\xff\xff\xff\xff\x7f")
		_, _ = Decode(withSum(broken), "")
	}
}

func withSum(data []byte) []byte {
	data = data[:len(data)-4]
	sum := crc32.Checksum(data, castagnoli)
	return append(data, byte(sum), byte(sum>>8), byte(sum>>16), byte(sum>>24))
}

func TestOneChangedArticleIsReadAndTheRestTakenOver(t *testing.T) {
	folder := many(t)
	x := Build(read0(t, folder), nil)
	delete(folder, "a7.md")
	folder["a8.md"] = &fstest.MapFile{Data: []byte("---\ntitle: About quarrels\nsummary: Words nobody had kept.\ndate: 2025-01-02\n---\n\n## Ban\n\nBan cana. Zzyzx is a word.\n")}
	folder["new.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Ban cana\nsummary: Something else.\ndate: 2025-01-03\n---\n\nText.\n")}
	lib := read0(t, folder)
	y := Build(lib, x)
	if y.WorthKeeping() || len(y.segments[0].blocks) != 2 {
		t.Fatalf("%d blocks", len(y.segments[0].blocks))
	}
	if len(y.segments[0].blocks[1].marks) != 2 {
		t.Errorf("%d works were read, not 2", len(y.segments[0].blocks[1].marks))
	}
	ask := func(x *Index, q string) Answer { return x.Search(Query{Text: q, Lang: "en", To: 500}) }
	whole := Build(lib, nil)
	for _, q := range []string{"ban", "bena", "cand", `"ban cana"`, "da*", "quarrel", "zzyzx", "quarel", "kept", "ban -cana"} {
		got, want := ask(y, q), ask(whole, q)
		if diff := cmp.Diff(slugs(want), slugs(got)); diff != "" || got.Guess != want.Guess {
			t.Errorf("%s: guess %q and %q\n%s", q, got.Guess, want.Guess, diff)
		}
	}
	// And back: the word that only one article had is gone with it.
	delete(folder, "new.md")
	delete(folder, "a8.md")
	z := Build(read0(t, folder), y)
	if a := ask(z, "zzyzx"); a.Total != 0 || !slices.Equal(a.Missing, []string{"zzyzx"}) {
		t.Errorf("after its article has gone: %d results, missing %q", a.Total, a.Missing)
	}
	var file bytes.Buffer
	if err := y.Encode(&file, ""); err != nil {
		t.Fatal(err)
	}
	kept, err := Decode(file.Bytes(), "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(answers(y), answers(Build(lib, kept))); diff != "" {
		t.Error("read from its file: " + diff)
	}
}

// TestAWordOfOneArticleGoesWithIt: what the large block had of a work that is gone is found nowhere.
func TestAWordOfOneArticleGoesWithIt(t *testing.T) {
	folder := many(t)
	folder["a8.md"] = &fstest.MapFile{Data: []byte("---\ntitle: About zzyzxes\ndate: 2025-01-02\n---\n\nText.\n")}
	x := Build(read0(t, folder), nil)
	if a := x.Search(Query{Text: "zzyzx", Lang: "en", To: 5}); a.Total != 1 {
		t.Fatal("it is not found to begin with")
	}
	delete(folder, "a8.md")
	y := Build(read0(t, folder), x)
	if a := y.Search(Query{Text: "zzyzx", Lang: "en", To: 5}); y.segments[0].dead == 0 || a.Total != 0 || !slices.Equal(a.Missing, []string{"zzyzx"}) {
		t.Errorf("%d results, missing %q", a.Total, a.Missing)
	}
	if a := y.Search(Query{Text: "zzyzy", Lang: "en", To: 5}); a.Guess != "" {
		t.Errorf("the guess %q is a word that no text has", a.Guess)
	}
}

// slugs are the articles of an answer, whatever their order.
func slugs(a Answer) []string {
	var out []string
	for _, r := range a.Results {
		out = append(out, r.Article.Slug)
	}
	slices.Sort(out)
	return out
}

// TestTheFormatIsRaisedWithWhatIsRead: an index that an older program wrote must not be taken for one of this program.
// Where this fails because the layout, the stemmers or the fields have changed, raise format and note the sum.
func TestTheFormatIsRaisedWithWhatIsRead(t *testing.T) {
	const want = "format 4: 0aeae047"
	var file bytes.Buffer
	if err := Build(small(t), nil).Encode(&file, ""); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("format %d: %08x", format, crc32.ChecksumIEEE(file.Bytes())); got != want {
		t.Errorf("the file is %q, not %q", got, want)
	}
}

// TestBuildEnds: whoever stops the site does not wait for its search.
func TestBuildEnds(t *testing.T) {
	t.Parallel()
	lib := read0(t, many(t))
	ctx, cancel := context.WithCancel(t.Context())
	whole, err := BuildContext(ctx, lib, nil, func() {})
	if err != nil || whole == nil {
		t.Fatalf("%v, %v", whole, err)
	}
	cancel()
	if x, err := BuildContext(ctx, lib, nil, func() {}); x != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", x, err)
	}
}

// TestBuildTellsOfMuchReading: whoever builds learns that memory is needed for many texts before they are read: where there
// is no index, and where most of its texts have changed, but not for a few.
func TestBuildTellsOfMuchReading(t *testing.T) {
	t.Parallel()
	folder := many(t)
	told := 0
	build := func(x *Index) *Index {
		y, err := BuildContext(t.Context(), read0(t, folder), x, func() { told++ })
		if err != nil {
			t.Fatal(err)
		}
		return y
	}
	x := build(nil)
	if told != 1 {
		t.Errorf("told %d times of an index that is made from nothing", told)
	}
	folder["a8.md"] = &fstest.MapFile{Data: append(folder["a8.md"].Data, "\nOne more.\n"...)}
	if x = build(x); told != 1 {
		t.Error("told of one changed article")
	}
	for _, f := range folder {
		f.Data = append(f.Data, "\nOne more.\n"...)
	}
	if build(x); told != 2 {
		t.Errorf("told %d times in all when all articles had changed", told)
	}
	if _, err := BuildContext(t.Context(), small(t), nil, func() { t.Error("told of a few texts") }); err != nil {
		t.Fatal(err)
	}
}
