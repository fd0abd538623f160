package cli

import (
	"context"
	"fmt"

	"mendwell/internal/store"
)

type migrateCommand struct{}

// Run brings the schema up to date, as serve does by itself. It is there for those who want to see it happen first.
func (migrateCommand) Run(ctx context.Context, j *job) error {
	db, err := store.Open(ctx, j.Data)
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	fmt.Fprintf(j.Stdout, "the database in %s has the schema of this version\n", j.Data)
	return nil
}
