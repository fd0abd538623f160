-- Each index is a page more that a new comment writes, and the disk is waited for with all of them. Two do the work of five:
-- comments_author finds what somebody wrote, and what they write once more, by text or by form; comments_article lists and
-- counts a discussion without a look at the comments themselves. From now on a comment keeps its hash when it is edited:
-- only the form of one that was edited before this ran posts again where it is sent again. Making the indexes reads every
-- comment: a few seconds for a million.

-- +goose Up
DROP INDEX comments_author;
DROP INDEX comments_once;
DROP INDEX comments_same;
DROP INDEX comments_tops;
DROP INDEX comments_article;
CREATE UNIQUE INDEX comments_author ON comments (author, same, once) WHERE author IS NOT NULL;
CREATE INDEX comments_article ON comments (article, id, parent, deleted);

-- +goose Down
DROP INDEX comments_author;
DROP INDEX comments_article;
CREATE INDEX comments_tops ON comments (article, id) WHERE parent IS NULL;
CREATE INDEX comments_article ON comments (article, deleted);
CREATE INDEX comments_author ON comments (author, created) WHERE author IS NOT NULL;
CREATE UNIQUE INDEX comments_once ON comments (author, once) WHERE once IS NOT NULL;
CREATE INDEX comments_same ON comments (author, same) WHERE same IS NOT NULL;
