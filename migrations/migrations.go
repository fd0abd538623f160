// Package migrations knows the shape of the database: numbered SQL files, one folder for each dialect, carried in the
// binary so that a new version of the program brings its own schema along.
package migrations

import (
	"embed"
	"io/fs"
)

//go:embed sqlite/*.sql
var files embed.FS

// SQLite returns the migrations for SQLite, at the top of the returned file system.
func SQLite() fs.FS {
	sub, err := fs.Sub(files, "sqlite")
	if err != nil { // impossible: the folder is embedded above
		panic(err)
	}
	return sub
}
