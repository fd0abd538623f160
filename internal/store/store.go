// Package store knows which database keeps what readers write, and opens it.
package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"mendwell/internal/account"
	"mendwell/internal/bookmark"
	"mendwell/internal/comment"
	"mendwell/internal/store/sqlite"
)

// File is the name of the SQLite database in the data folder.
const File = "mendwell.db"

// DB is an open database with a store for each feature. It is safe for concurrent use. What could not be written in time
// is a fault of the kind Busy: nothing of it was kept.
type DB interface {
	Accounts() account.Store
	Comments() comment.Store
	Bookmarks() bookmark.Store
	// Ping reports whether the database can be read, within a second, for the readiness check.
	Ping(ctx context.Context) error
	// Backup writes a consistent copy to a new file while the site runs.
	Backup(ctx context.Context, path string) error
	// Fold moves the write-ahead log, which still holds what was overwritten in the file, into the file and empties it.
	Fold(ctx context.Context) error
	// Close waits for what is under way, folds the write-ahead log into the file and closes it.
	Close() error
}

// Open opens the database in a data folder, which it creates with mode 0700 where it is missing, and brings its schema
// up to date. A database made by a newer version of the program is refused.
func Open(ctx context.Context, data string) (DB, error) {
	if scheme, _, ok := strings.Cut(data, "://"); ok {
		return nil, fmt.Errorf("open database: %s is not supported; name a folder", scheme)
	}
	if data == "" {
		return nil, fmt.Errorf("open database: no data folder named")
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, fmt.Errorf("create data folder: %w", err)
	}
	db, err := sqlite.Open(ctx, filepath.Join(data, File))
	if err != nil {
		return nil, err // no typed nil inside the interface
	}
	return db, nil
}
