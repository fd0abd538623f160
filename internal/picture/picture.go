// Package picture knows what a photograph or drawing needs before the web may have it: how large it is, which way up,
// what it says about whoever took it, and the smaller versions that a page can choose from. It knows no addresses.
package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // sizes and pixels
	"image/jpeg"
	"image/png"

	_ "golang.org/x/image/webp" // sizes and pixels
)

// The limits of an original. Decoding takes 4 bytes a pixel (8 in a PNG of 16 bits), so the largest one takes 256 MB
// for the few seconds in which its versions are made; two are never open at once.
const (
	MaxSide  = 8000     // pixels
	MaxBytes = 48 << 20 // of the file
)

// What can be wrong with an original.
var (
	ErrBroken   = errors.New("the picture is damaged or cut off")
	ErrCoding   = errors.New("the picture is coded in a way that is not supported, such as 12 bits or arithmetic coding")
	ErrKind     = errors.New("only png, jpeg, gif and webp pictures are served")
	ErrTooLarge = fmt.Errorf("the picture is larger than %d by %d pixels", MaxSide, MaxSide)
	ErrTooHeavy = fmt.Errorf("the picture is larger than %d MB", MaxBytes>>20)
)

// Facts are what a file says about itself without being decoded.
type Facts struct {
	Type          string // media type by the bytes, whatever the file is called
	Width, Height int    // pixels, as shown: after turning
	Orientation   int    // 1 to 8 as in EXIF (tag 0x0112); 1 where nothing is said
	Animated      bool   // it moves: no smaller versions are made
}

// Inspect reads the header of a picture and walks over its parts. It allocates little and decodes no pixels, so it is
// safe with files that claim to be huge. The errors are those above.
func Inspect(data []byte) (Facts, error) {
	facts, _, err := open(data)
	return facts, err
}

// decodableMost is how many pixels Decodable looks at: larger pictures are found broken when their versions are made.
const decodableMost = 24 << 20

// Decodable says whether the pixels of a picture can be read to the last one, as its header promises. It takes some 30 ms
// for a megapixel. Pictures of more than 24 megapixels, and those that move, are believed.
func Decodable(data []byte) (err error) {
	defer func() {
		if p := recover(); p != nil { // no picture is worth the program
			err = fmt.Errorf("%w: panic while it was decoded: %v", ErrBroken, p)
		}
	}()
	facts, _, err := open(data)
	if err != nil || facts.Animated || facts.Width*facts.Height > decodableMost {
		return err
	}
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		return refusal(err)
	}
	return nil
}

// Clean returns a picture without what it says about people, places, devices and edits: no EXIF, XMP, IPTC, comments,
// embedded previews or bytes behind its end. Pixels and colour profile stay as they are. Which way up it goes is all
// that is left of its EXIF.
func Clean(data []byte) ([]byte, error) {
	_, form, err := open(data)
	if err != nil {
		return nil, err
	}
	return form.clean(), nil
}

// form is a picture taken apart, in one of the file formats.
type form interface {
	facts() (orientation int, animated bool)
	clean() []byte
	profile() []byte // ICC, or nil
}

func open(data []byte) (Facts, form, error) {
	if len(data) > MaxBytes {
		return Facts{}, nil, ErrTooHeavy
	}
	take, ok := forms[sniff(data)]
	if !ok {
		if len(bytes.TrimSpace(data)) == 0 {
			return Facts{}, nil, ErrBroken
		}
		return Facts{}, nil, ErrKind
	}
	config, name, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width < 1 || config.Height < 1 {
		return Facts{}, nil, refusal(err)
	}
	if config.Width > MaxSide || config.Height > MaxSide {
		return Facts{}, nil, ErrTooLarge
	}
	f, err := take(data)
	if err != nil {
		return Facts{}, nil, ErrBroken
	}
	facts := Facts{Type: "image/" + name, Width: config.Width, Height: config.Height}
	facts.Orientation, facts.Animated = f.facts()
	if facts.Orientation > 4 {
		facts.Width, facts.Height = facts.Height, facts.Width
	}
	return facts, f, nil
}

// refusal tells damage from a way of coding that the decoders do not know.
func refusal(err error) error {
	var jpegs jpeg.UnsupportedError
	var pngs png.UnsupportedError
	if errors.As(err, &jpegs) || errors.As(err, &pngs) {
		return ErrCoding
	}
	return ErrBroken
}

// forms are the file formats by their first bytes.
var forms = map[string]func([]byte) (form, error){"jpeg": takeJPEG, "png": takePNG, "gif": takeGIF, "webp": takeWebP}

func sniff(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return "jpeg"
	case bytes.HasPrefix(data, []byte(pngSignature)):
		return "png"
	case bytes.HasPrefix(data, []byte("GIF8")):
		return "gif"
	case len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return "webp"
	}
	return ""
}

// recipe names how versions are made. Change it with widths, qualities or encoders: every address then changes too.
const recipe = "1"

// Key names the versions of an original by its SHA-256 and by how they are made, so that what an address under it shows
// never changes. It has 24 hexadecimal digits.
func Key(original [sha256.Size]byte) string {
	sum := sha256.Sum256(append([]byte("recipe "+recipe+"\n"), original[:]...))
	return hex.EncodeToString(sum[:12])
}
