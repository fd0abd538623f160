package preview_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"mendwell/internal/preview"
)

var (
	key  = bytes.Repeat([]byte{7}, preview.KeySize)
	noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	link = preview.Link{Article: "de/größe-zeigen", Until: noon.Add(time.Hour)}
)

func TestLinkComesBack(t *testing.T) {
	got, err := preview.Read(key, preview.Token(key, link), noon)
	if err != nil || got != link {
		t.Fatalf("%+v %v", got, err)
	}
}

func TestLinkEnds(t *testing.T) {
	token := preview.Token(key, link)
	if _, err := preview.Read(key, token, link.Until.Add(-time.Second)); err != nil {
		t.Errorf("a second before its end: %v", err)
	}
	if got, err := preview.Read(key, token, link.Until); !errors.Is(err, preview.ErrEnded) || got != link {
		t.Errorf("at its end: %+v %v", got, err)
	}
	far := preview.Token(key, preview.Link{Article: "en/a", Until: noon.Add(preview.Longest + time.Second)})
	if _, err := preview.Read(key, far, noon); !errors.Is(err, preview.ErrEnded) {
		t.Errorf("longer than any link may last: %v", err)
	}
}

// Every single bit counts.
func TestForgedTokens(t *testing.T) {
	token := preview.Token(key, link)
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		t.Fatal(err)
	}
	for i := range len(raw) * 8 {
		changed := bytes.Clone(raw)
		changed[i/8] ^= 1 << (i % 8)
		if _, err := preview.Read(key, base64.RawURLEncoding.EncodeToString(changed), noon); !errors.Is(err, preview.ErrUnknown) {
			t.Fatalf("bit %d: %v", i, err)
		}
	}
	other := bytes.Repeat([]byte{8}, preview.KeySize)
	for name, forged := range map[string]string{
		"empty": "", "of another key": preview.Token(other, link), "cut off": token[:len(token)-1], "longer": token + "A",
		"padded": token + "=", "long": strings.Repeat("A", 1<<20), "no base64": strings.Replace(token, "A", "+", 1), "short": "AQ",
	} {
		if _, err := preview.Read(key, forged, noon); !errors.Is(err, preview.ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, none := range [][]byte{nil, {}, key[:5]} {
		if _, err := preview.Read(none, preview.Token(none, link), noon); !errors.Is(err, preview.ErrUnknown) {
			t.Errorf("without a key of full length: %v", err)
		}
	}
}
