package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/bookmark"
	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/markdown"
	"mendwell/internal/server"
	"mendwell/internal/store"
	"mendwell/web/words"
)

// house is the database and the services that live on it.
type house struct {
	db       store.DB
	book     *words.Book
	accounts *account.Service
	library  func() *content.Library // what is served; nil in commands that serve nothing
}

// openHouse opens the data folder, migrates it, and brings up what every command with accounts needs.
func (j *job) openHouse(ctx context.Context) (*house, error) {
	book, err := words.Load(time.Now)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, j.Data)
	if err != nil {
		return nil, err
	}
	h := &house{db: db, book: book}
	h.accounts, err = account.New(ctx, db.Accounts(), time.Now, rand.Reader, account.StandardCost(), h.reserved)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return h, nil
}

// close folds everything into the database file. There is nobody left to return an error to.
func (h *house) close(log *slog.Logger) {
	if err := h.db.Close(); err != nil {
		log.Error("close the database: " + err.Error())
	}
}

// readers are the services that speak of articles, and so need the library of the moment.
type readers struct {
	comments  *comment.Service
	bookmarks *bookmark.Service
}

func (h *house) readers(current func() *content.Library) readers {
	return readers{
		comments:  comment.New(h.db.Comments(), server.CommentTarget(current), markdown.Reader, time.Now),
		bookmarks: bookmark.New(h.db.Bookmarks(), server.BookmarkFinder(current), time.Now),
	}
}

// follow moves what readers left at retired articles to where those live now.
func (r readers) follow(ctx context.Context, renames map[string]string) error {
	if len(renames) == 0 {
		return nil
	}
	if err := r.comments.Rename(ctx, renames); err != nil {
		return fmt.Errorf("comments: %w", err)
	}
	if err := r.bookmarks.Rename(ctx, renames); err != nil {
		return fmt.Errorf("bookmarks: %w", err)
	}
	return nil
}

// tidy deletes what the privacy page says is not kept, at once and at every tick, until the context ends.
func (h *house) tidy(ctx context.Context, r readers, ticks <-chan time.Time, log *slog.Logger) {
	for {
		if err := h.purge(ctx, r); err != nil && ctx.Err() == nil {
			log.Error("old data not deleted, trying again in an hour: " + err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
	}
}

func (h *house) purge(ctx context.Context, r readers) error {
	r.comments.Purge()
	// The log comes last, with the pages that the others have overwritten.
	return errors.Join(h.accounts.Purge(ctx), r.bookmarks.Purge(ctx), h.db.Fold(ctx))
}
