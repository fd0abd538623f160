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
