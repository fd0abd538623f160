package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"

	"image"
	_ "image/gif"  // sizes of pictures
	_ "image/jpeg" // sizes of pictures
	_ "image/png"  // sizes of pictures
	"io/fs"
	"net/url"
	"path"
	"strings"

	_ "golang.org/x/image/webp" // sizes of pictures

	"mendwell/internal/markdown"
)

// MaxImage is the largest picture that is served, in bytes.
const MaxImage = 16 << 20

// media is a picture of the folder as it is served.
type media struct {
	file      string // in the folder
	served    string // behind /media/
	mediaType string
	picture   markdown.Picture
	problem   string // why it is not served; code and sentence
	code      string
}

// mediaTypes are the kinds of picture that are served. An SVG is a program.
func mediaType(file string) string {
	switch strings.ToLower(path.Ext(file)) {
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
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

// readImage reads a picture and measures it.
func readImage(fsys fs.FS, file string) *media {
	m := &media{file: file, mediaType: mediaType(file)}
	if m.mediaType == "" {
		m.code, m.problem = "image-type", "only png, jpeg, gif and webp pictures are served"
		if strings.EqualFold(path.Ext(file), ".svg") {
			m.problem = "an SVG may hold a program, so it is not served; use png, jpeg, gif or webp"
		}
		return m
	}
	data, err := fs.ReadFile(fsys, file)
	switch {
	case err != nil:
		m.code, m.problem = "missing-image", "there is no picture at "+file
		return m
	case len(data) > MaxImage:
		m.code, m.problem = "image-type", "the picture is larger than 16 MiB"
		return m
	}
	sum := sha256.Sum256(data)
	m.served = hex.EncodeToString(sum[:8]) + "/" + path.Base(file)
	m.picture.Src = "/media/" + (&url.URL{Path: m.served}).EscapedPath()
	if cfg, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
		m.picture.Width, m.picture.Height = cfg.Width, cfg.Height
	}
	return m
}

// picture resolves a reference to a picture and reports what is wrong with it.
func (k *linker) picture(d *draft, r reference) (*media, bool) {
	if isExternal(r.dest) {
		d.add(r.at, LevelWarning, "external-image", "pages load no pictures from other sites, so this one is not shown; put it beside the text")
		return nil, false
	}
	file := imageFile(d.path, r.dest)
	m, ok := k.media[file]
	if file == "" || !ok {
		d.add(r.at, LevelWarning, "missing-image", "there is no picture at %q", r.dest)
		return nil, false
	}
	if m.problem != "" {
		d.add(r.at, LevelWarning, m.code, "%s", m.problem)
		return nil, false
	}
	if m.picture.Width == 0 {
		d.add(r.at, LevelWarning, "unknown-size", "the size of %q cannot be read, so the page will jump when it loads", r.dest)
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
	img.Src, img.File, img.Width, img.Height = m.picture.Src, m.file, m.picture.Width, m.picture.Height
	return img
}

// Image returns the bytes of a picture by the path after /media/, with its media type. The path holds a fingerprint of
// the bytes, so what it names never changes; a picture that was changed on the disk since is not found.
func (l *Library) Image(served string) (data []byte, kind string, ok bool) {
	m, ok := l.images[served]
	if !ok {
		return nil, "", false
	}
	data, err := fs.ReadFile(l.fsys, m.file)
	if err != nil {
		return nil, "", false
	}
	sum := sha256.Sum256(data)
	if !strings.HasPrefix(served, hex.EncodeToString(sum[:8])+"/") {
		return nil, "", false
	}
	return data, m.mediaType, true
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
			pic, ok := images[dest]
			return pic, ok
		},
	}
}
