package cli

import (
	"context"
	"path/filepath"

	"mendwell/internal/picture"
	"mendwell/internal/server"
)

// picturesReady is why a library is loaded again when smaller versions of its pictures can be shown.
const picturesReady = "pictures are ready"

// openPictures opens the folder of versions below the data folder. The site goes without them where it cannot be
// written: pages then show the originals.
func (j *job) openPictures() *picture.Cache {
	cache, err := picture.OpenCache(filepath.Join(j.Data, "pictures"), j.log)
	if err != nil {
		j.log.Error("no smaller versions of pictures: " + err.Error())
		return nil
	}
	return cache
}

// keepPictures makes versions until the context ends, and asks for the library to be loaded again when some are ready.
func keepPictures(ctx context.Context, cache *picture.Cache, again chan<- string) {
	if cache == nil {
		return
	}
	cache.Work(ctx, func() {
		select {
		case again <- picturesReady:
		default: // the reload that is due will see them
		}
	})
}

// wantPictures says which originals the library on the shelf has.
func (s *shelf) wantPictures() {
	if s.pictures != nil {
		s.pictures.Want(s.Current().Originals())
	}
}

// servedPictures is nil, not an interface that holds nothing, where there is no cache.
func (s *shelf) servedPictures() server.Pictures {
	if s.pictures == nil {
		return nil
	}
	return s.pictures
}
