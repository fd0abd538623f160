-- A hash of place and text, so that a repeated comment is found without reading all that its author wrote lately. NULL
-- for comments from before: they are too old to be a double click by the time this runs.

-- +goose Up
ALTER TABLE comments ADD COLUMN same INTEGER;
CREATE INDEX comments_same ON comments (author, same) WHERE same IS NOT NULL;

-- +goose Down
DROP INDEX comments_same;
ALTER TABLE comments DROP COLUMN same;
