-- How long a session may last: '' on a device of one's own, 'borrowed' on one that is not.

-- +goose Up
ALTER TABLE sessions ADD COLUMN stay TEXT NOT NULL DEFAULT '' CHECK (stay IN ('', 'borrowed'));
