package cli

import (
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/content"
	"mendwell/web/words"
)

func TestReservedNames(t *testing.T) {
	book, err := words.Load(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	lib, _ := content.Load(fstest.MapFS{
		"site.yaml":      {Data: []byte("name: Kittwerk\nlanguages: [en, de]\ndefault_language: en\n")},
		"people/mara.md": {Data: []byte("---\nname: Mara Lind\nalso_known_as: [Mara Holm]\nroles: [author]\n---\nMara writes.\n")},
	}, content.Options{Now: time.Now(), Word: book.Word})
	for _, name := range []string{
		"Mara Lind", "mara-lind", "MARA HOLM", "Kittwerk", "kitt werk", "Kittwerk Team", "Team Kittwerk", "Kittwerk-Redaktion",
		"Admin", "deleted reader", "Deleted  Reader", "gelöschtes Konto", "Gelöschter Leser",
	} {
		if !reserved(lib, book, name, "") {
			t.Errorf("%q is free", name)
		}
	}
	for _, name := range []string{"Mara", "Marie Lind", "Kittwerkerin", "Ed", "🌱", "Reader"} {
		if reserved(lib, book, name, "") {
			t.Errorf("%q is reserved", name)
		}
	}
	if reserved(lib, book, "Mara Holm", "mara") {
		t.Error("Mara cannot have her own name")
	}
	if !reserved(lib, book, "Kittwerk Team", "mara") {
		t.Error("Mara can be the team")
	}
}
