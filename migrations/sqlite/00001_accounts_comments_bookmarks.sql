-- Times are integer milliseconds since 1970, UTC. Ids are never used twice (AUTOINCREMENT): a permalink to a deleted
-- comment must not lead to somebody else's.

-- +goose Up
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    name      TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    email     TEXT    NOT NULL CHECK (length(email) BETWEEN 3 AND 254), -- as typed
    email_key TEXT    NOT NULL UNIQUE,                                  -- as compared
    password  TEXT    NOT NULL CHECK (password LIKE '$argon2id$%'),
    role      TEXT    NOT NULL CHECK (role IN ('reader', 'author', 'moderator', 'admin')),
    person    TEXT    NOT NULL,
    created   INTEGER NOT NULL
) STRICT;
CREATE INDEX users_admins ON users (id) WHERE role = 'admin';

CREATE TABLE sessions (
    id        TEXT    PRIMARY KEY,
    secret    BLOB    NOT NULL CHECK (length(secret) = 32), -- SHA-256 of the token's secret half
    user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device    TEXT    NOT NULL,
    created   INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    expires   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user_id, last_seen);
CREATE INDEX sessions_expires ON sessions (expires);

-- Login attempts. Both columns are keyed hashes: neither addresses nor mistyped emails are stored.
CREATE TABLE attempts (
    id      INTEGER PRIMARY KEY,
    account BLOB    NOT NULL, -- empty: forgiven by a successful login
    address BLOB    NOT NULL, -- empty: not known
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX attempts_account ON attempts (account, at);
CREATE INDEX attempts_address ON attempts (address, at);
CREATE INDEX attempts_at ON attempts (at);

-- The one-time link to become the first administrator: at most one row.
CREATE TABLE claims (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    hash    BLOB    NOT NULL CHECK (length(hash) = 32),
    expires INTEGER NOT NULL
) STRICT;

CREATE TABLE comments (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT    NOT NULL CHECK (article <> ''),
    parent  INTEGER REFERENCES comments (id),                                        -- NULL at the top of a thread
    thread  INTEGER NOT NULL REFERENCES comments (id) DEFERRABLE INITIALLY DEFERRED, -- the top's own id at the top
    author  INTEGER REFERENCES users (id) ON DELETE SET NULL,                        -- NULL: deleted reader
    source  TEXT    NOT NULL,
    once    BLOB,                                                                    -- hash of the form's key
    created INTEGER NOT NULL,
    edited  INTEGER NOT NULL DEFAULT 0,                                              -- 0: never
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    CHECK ((source = '') = (deleted = 1)),
    CHECK (deleted = 0 OR (author IS NULL AND once IS NULL)),
    CHECK (parent IS NULL OR parent < id)
) STRICT;
CREATE INDEX comments_tops ON comments (article, id) WHERE parent IS NULL;
CREATE INDEX comments_article ON comments (article, deleted);
CREATE INDEX comments_thread ON comments (thread);
CREATE INDEX comments_parent ON comments (parent) WHERE parent IS NOT NULL;
CREATE INDEX comments_author ON comments (author, created) WHERE author IS NOT NULL;
CREATE UNIQUE INDEX comments_once ON comments (author, once) WHERE once IS NOT NULL;

CREATE TABLE bookmarks (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    article       TEXT    NOT NULL CHECK (article <> ''),
    tip           TEXT    NOT NULL, -- empty: the whole article
    title         TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    label         TEXT    NOT NULL,
    article_title TEXT    NOT NULL,
    category      TEXT    NOT NULL,
    saved         INTEGER NOT NULL,
    removed       INTEGER           -- taken away at, while that can still be undone; NULL: kept
) STRICT;
CREATE UNIQUE INDEX bookmarks_kept ON bookmarks (user_id, article, tip) WHERE removed IS NULL;
CREATE INDEX bookmarks_list ON bookmarks (user_id, saved);
CREATE INDEX bookmarks_article ON bookmarks (article);
CREATE INDEX bookmarks_removed ON bookmarks (removed) WHERE removed IS NOT NULL;
