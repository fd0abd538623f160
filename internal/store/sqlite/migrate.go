package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"

	"mendwell/migrations"
)

// migrate brings the schema up to date. It refuses a database that a newer program has changed: writing into a schema
// that we do not know could destroy what that program keeps.
func migrate(ctx context.Context, db *sql.DB) error {
	p, err := goose.NewProvider(goose.DialectSQLite3, db, migrations.SQLite(), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	have, know, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if have > know {
		return fmt.Errorf("the database has schema %d, but this program knows only up to %d: use the program that "+
			"wrote it, or a newer one", have, know)
	}
	if _, err := p.Up(ctx); err != nil {
		// Another process may have migrated at the same moment: then there is nothing left to do.
		if pending, ask := p.HasPending(ctx); ask == nil && !pending {
			return nil
		}
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}
