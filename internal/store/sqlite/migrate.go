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
//
// Another process may migrate at the same moment. Each migration is one transaction that ends with its entry in the table
// of versions, where sqlOnce lets each stand only once: so whoever comes second has changed nothing, and goes on behind
// the other.
func migrate(ctx context.Context, db *sql.DB) error {
	p, err := goose.NewProvider(goose.DialectSQLite3, db, migrations.SQLite(), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	for {
		have, know, err := p.GetVersions(ctx)
		if err != nil {
			return fmt.Errorf("read schema version: %w", err)
		}
		if have > know {
			return fmt.Errorf("the database has schema %d, but this program knows only up to %d: use the program that "+
				"wrote it, or a newer one", have, know)
		}
		if _, err := db.ExecContext(ctx, sqlOnce); err != nil {
			return fmt.Errorf("migrate: %w", err)
		}
		_, err = p.Up(ctx)
		if err == nil {
			return nil
		}
		if now, ask := p.GetDBVersion(ctx); ask != nil || now <= have { // nobody else has done anything either
			return fmt.Errorf("migrate: %w", err)
		}
	}
}

const sqlOnce = `CREATE UNIQUE INDEX IF NOT EXISTS goose_db_version_once ON goose_db_version (version_id)`
