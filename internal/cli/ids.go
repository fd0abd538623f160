package cli

import (
	"context"
	"errors"
	"fmt"
)

type idsCommand struct {
	Write bool `help:"Pin the ids: write {#id} behind every tip that has none yet."`
}

// Run shows the ids of all tips.
func (c idsCommand) Run(_ context.Context, j *job) error {
	lib, _, name, err := j.library()
	if err != nil {
		return err
	}
	if c.Write {
		return errors.New("not yet")
	}
	for _, a := range lib.Everything() {
		for _, tip := range a.Tips {
			fmt.Fprintf(j.Stdout, "%s\t%s\t%s\n", name(a.Path), tip.ID, tip.Title)
		}
	}
	return nil
}
