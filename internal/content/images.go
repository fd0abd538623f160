package content

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"mendwell/internal/markdown"
	"mendwell/internal/picture"
)

// media is a picture of the folder as it is served.
type media struct {
	file      string // in the folder
	key       string // names the bytes
	served    string // behind /media/
	mediaType string // by its bytes
	bytes     int    // of the original
	animated  bool   // shown as it is
	picture   markdown.Picture
	preview   Preview
	read      func() ([]byte, error)
	problem   problem // why it is not served
	stamp     stamp
	bare      markdown.Picture // without smaller versions
	set       *picture.Set     // its smaller versions; nil: it has none
}

// problem is what is wrong with a picture. An empty code: nothing.
type problem struct{ code, message, suggestion string }

// typeByName returns the media type that a file's name promises; "" for one that cannot be served.
func typeByName(file string) string {
	switch strings.ToLower(path.Ext(file)) {
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg", ".jpe", ".jfif":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	}
	return ""
}

func isExternal(dest string) bool {
	return strings.HasPrefix(dest, "https://") || strings.HasPrefix(dest, "http://") || strings.HasPrefix(dest, "//")
}

// imageFile returns the path in the folder that a picture's address in a file means; "" if it leads out of the folder.
func imageFile(from, dest string) string {
	dest, _, _ = strings.Cut(dest, "?")
	if plain, err := url.PathUnescape(dest); err == nil {
		dest = plain
	}
	if rest, ok := strings.CutPrefix(dest, "/"); ok {
		dest = path.Clean(rest)
	} else {
		dest = path.Join(path.Dir(from), dest)
	}
	if !fs.ValidPath(dest) || dest == "." {
		return ""
	}
	return dest
}

// readImage reads a picture and measures it. No pixels are decoded unless that is asked for, so that a file that claims to
// be huge costs nothing.
func readImage(fsys fs.FS, file string, opts Options) *media {
	m := &media{file: file}
	if typeByName(file) == "" {
		m.problem = problemOf(picture.ErrKind, file)
		return m
	}
	info, err := fs.Stat(fsys, file)
	if err == nil && info.Size() > picture.MaxBytes {
		m.problem = problemOf(picture.ErrTooHeavy, file)
		return m
	}
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		m.problem = problem{code: "missing-image", message: "there is no picture at " + file}
		return m
	}
	facts, err := picture.Inspect(data)
	if err == nil && opts.Decode {
		err = picture.Decodable(data)
	}
	if err != nil {
		m.problem = problemOf(err, file)
		return m
	}
	m.key, m.mediaType, m.animated = picture.Key(sha256.Sum256(data)), facts.Type, facts.Animated
	m.served, m.bytes = m.key+"/"+path.Base(file), len(data)
	m.bare = markdown.Picture{Src: "/media/" + (&url.URL{Path: m.served}).EscapedPath(), Width: facts.Width, Height: facts.Height}
	m.picture = m.bare
	m.read = func() ([]byte, error) { return m.original(fsys) }
	return m
}

// problemOf puts into words why a picture is not served, and what to do.
func problemOf(err error, file string) problem {
	switch {
	case strings.EqualFold(path.Ext(file), ".svg"):
		return problem{"image-type", "an SVG may hold a program, so it is not served",
			"Export it as PNG, twice as wide as it should appear."}
	case slices.Contains([]string{".heic", ".heif", ".avif", ".jxl"}, strings.ToLower(path.Ext(file))):
		return problem{"image-type", err.Error(), "Export it from the photo program as JPEG, at most 3,200 pixels wide; the site itself makes the smaller, modern versions."}
	case errors.Is(err, picture.ErrTooLarge):
		return problem{"image-too-large", err.Error() + ", so it is not shown",
			"Save a smaller copy: 3,200 pixels are enough for every screen."}
	case errors.Is(err, picture.ErrTooHeavy):
		return problem{"image-too-large", err.Error() + ", so it is not shown",
			"Save a photograph as JPEG, at most 3,200 pixels wide."}
	case errors.Is(err, picture.ErrCoding):
		return problem{"image-type", err.Error() + ", so it is not shown",
			"Save it again as an ordinary JPEG or PNG."}
	case errors.Is(err, picture.ErrKind) && typeByName(file) != "":
		return problem{"image-broken", "the file holds no picture that can be shown, whatever its name says", "Export the original again as JPEG or PNG."}
	case errors.Is(err, picture.ErrKind):
		return problem{"image-type", err.Error(), "Save it again as JPEG for a photograph or PNG for a drawing."}
	}
	return problem{"image-broken", err.Error() + ", so it is not shown", "Copy or export the original again."}
}

// picture resolves a reference to a picture and reports what is wrong with it.
func (k *linker) picture(d *draft, r reference) (*media, bool) {
	if isExternal(r.dest) {
		d.add(r.at, LevelWarning, "external-image", "pages load no pictures from other sites, so this one is not shown; put it beside the text")
		return nil, false
	}
	d.ask(byPicture, r.file)
	m, ok := k.media[r.file]
	if r.file == "" || !ok {
		d.add(r.at, LevelWarning, "missing-image", "there is no picture at %q", r.dest)
		return nil, false
	}
	if m.problem.code != "" {
		d.advise(r.at, LevelWarning, m.problem.code, m.problem.suggestion, "%s", m.problem.message)
		return nil, false
	}
	if typeByName(r.file) != m.mediaType {
		d.advise(r.at, LevelHint, "image-name", "Rename the file.", "%q holds %s, not what its name says", r.dest, m.mediaType)
	}
	return m, true
}

func (k *linker) pictures(d *draft) map[string]markdown.Picture {
	images := map[string]markdown.Picture{}
	for _, r := range d.images {
		if strings.TrimSpace(r.alt) == "" {
			d.add(r.at, LevelWarning, "missing-alt", "the picture has no words for those who cannot see it")
		}
		if m, ok := k.picture(d, r); ok {
			d.checkPicture(r, m)
			images[r.dest] = m.picture
		}
	}
	return images
}

// cover fills in the article's own picture or a person's photo; nil if there is none to show.
func (k *linker) cover(d *draft, img *Image) *Image {
	if img == nil || d.cover == nil {
		return nil
	}
	if strings.TrimSpace(img.Alt) == "" {
		d.add(d.cover.at, LevelWarning, "missing-alt", "the picture has no words for those who cannot see it: write \"image_alt\"")
	}
	m, ok := k.picture(d, *d.cover)
	if !ok {
		return nil
	}
	d.checkPicture(*d.cover, m)
	img.Picture, img.File, img.Preview = m.picture, m.file, m.preview
	return img
}

// Image returns the bytes of a picture by the path after /media/, with its media type. What it says about people and
// places is left out. The path names the bytes, so what it leads to never changes; a picture that was changed on the
// disk since is not found.
func (l *Library) Image(served string) (data []byte, kind string, ok bool) {
	m, ok := l.images[served]
	if !ok {
		return nil, "", false
	}
	data, err := m.read()
	if err != nil {
		return nil, "", false
	}
	if data, err = picture.Clean(data); err != nil {
		return nil, "", false
	}
	return data, m.mediaType, true
}

// errChanged says that a picture is not the one that was there when the folder was read.
var errChanged = errors.New("the picture has changed since the folder was read")

// original reads the bytes that the picture had when the folder was read.
func (m *media) original(fsys fs.FS) ([]byte, error) {
	data, err := fs.ReadFile(fsys, m.file)
	if err != nil {
		return nil, err
	}
	if picture.Key(sha256.Sum256(data)) != m.key {
		return nil, errChanged
	}
	return data, nil
}

func articleOptions(word func(string) string, links map[string]string, images map[string]markdown.Picture) markdown.ArticleOptions {
	return markdown.ArticleOptions{
		Word: word, Topics: HelpTopics(),
		Link: func(dest string) string {
			if to, ok := links[dest]; ok {
				return to
			}
			return dest
		},
		Picture: func(dest string) (markdown.Picture, bool) {
			pic, ok := images[markdown.Unescape([]byte(dest))]
			return pic, ok
		},
	}
}
