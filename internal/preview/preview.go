// Package preview knows the links by which an editor lets somebody read an article before it is published: each is
// signed, ends by itself, and holds all that is needed to check it, so that nothing is stored.
package preview

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"time"
)

const (
	// KeySize is the length of a key in bytes.
	KeySize = 32
	// Longest is how long a link may last.
	Longest = 30 * 24 * time.Hour
)

// Link is what a token says: which article, by its key "lang/slug", and until when.
type Link struct {
	Article string
	Until   time.Time // to the second
}

// Why a token opens nothing. A forged token, one of another key and one that is damaged are not told apart.
var (
	ErrUnknown = errors.New("this is no token of ours")
	ErrEnded   = errors.New("the link has ended")
)

// A token is base64url(version, 8 bytes of Unix seconds, article, signature). The signature covers all before it.
const (
	version = 1
	head    = 1 + 8
	longest = 1000 // characters; a key of an article is much shorter
)

// Token signs a link with a key of KeySize bytes.
func Token(key []byte, l Link) string {
	b := binary.BigEndian.AppendUint64([]byte{version}, uint64(l.Until.Unix()))
	b = append(b, l.Article...)
	return base64.RawURLEncoding.EncodeToString(append(b, signature(key, b)...))
}

// Read returns the link of a token, or ErrUnknown. With ErrEnded it returns the link too.
func Read(key []byte, token string, now time.Time) (Link, error) {
	if len(key) != KeySize || len(token) > longest {
		return Link{}, ErrUnknown
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(b) <= head+sha256.Size {
		return Link{}, ErrUnknown
	}
	signed, given := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if !hmac.Equal(given, signature(key, signed)) || signed[0] != version { // in constant time
		return Link{}, ErrUnknown
	}
	l := Link{Article: string(signed[head:]), Until: time.Unix(int64(binary.BigEndian.Uint64(signed[1:head])), 0).UTC()}
	if !now.Before(l.Until) || l.Until.Sub(now) > Longest {
		return l, ErrEnded
	}
	return l, nil
}

// signature says what it is for, so that the key could sign something else one day.
func signature(key, b []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("mendwell preview\x00")) // a hash never fails
	mac.Write(b)
	return mac.Sum(nil)
}
