-- Times are seconds since 1970, positions samples at 48 kHz. A path is the options taken, counted from zero and
-- joined by dots; the empty path is the beginning. An identity is the same in every library that a thing was
-- brought into.

PRAGMA application_id = 0x56737072;

CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16)))),
    mode TEXT NOT NULL CHECK (mode IN ('story', 'meditation', 'daily', 'talk')),
    script TEXT,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    began INTEGER NOT NULL CHECK (began >= 0),
    ended INTEGER CHECK (ended >= 0)
) STRICT;

CREATE INDEX session_began ON session (began, id);
CREATE INDEX session_script ON session (script);

CREATE TABLE line (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    -- Ascending; with gaps, because one that was forgotten is not given to another line.
    number INTEGER NOT NULL CHECK (number >= 0),
    said INTEGER NOT NULL CHECK (said >= 0),
    -- NULL: the listener.
    voice TEXT,
    text TEXT NOT NULL,
    heard_from INTEGER NOT NULL CHECK (heard_from >= 0),
    heard_to INTEGER NOT NULL CHECK (heard_to >= heard_from),
    -- Bytes of the text in UTF-8 that were heard; NULL: all.
    cut INTEGER CHECK (cut >= 0),
    chapter TEXT,
    -- FNV-1a over the columns from "said" to "chapter": tells a flipped bit, which SQLite does not.
    sum INTEGER NOT NULL,
    UNIQUE (session, number)
) STRICT;

CREATE VIRTUAL TABLE line_words USING fts5 (
    text,
    content = 'line',
    content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);

CREATE TRIGGER line_kept AFTER INSERT ON line BEGIN
    INSERT INTO line_words (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER line_forgotten AFTER DELETE ON line BEGIN
    INSERT INTO line_words (line_words, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TRIGGER line_changed AFTER UPDATE OF id, text ON line BEGIN
    INSERT INTO line_words (line_words, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO line_words (rowid, text) VALUES (new.id, new.text);
END;

CREATE TABLE place (
    script TEXT PRIMARY KEY,
    -- Digest and seed are 64 bits without a sign, kept as the signed number with the same bits.
    digest INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    minutes INTEGER CHECK (minutes >= 0),
    path TEXT NOT NULL,
    cue INTEGER NOT NULL CHECK (cue >= 0),
    "offset" INTEGER NOT NULL CHECK ("offset" >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    excerpt TEXT NOT NULL,
    chapter TEXT,
    kept INTEGER NOT NULL CHECK (kept >= 0)
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

CREATE TABLE story (
    id TEXT PRIMARY KEY,
    mode TEXT NOT NULL CHECK (mode IN ('story', 'meditation', 'daily', 'talk')),
    title TEXT NOT NULL,
    wish TEXT,
    ink TEXT,
    made INTEGER NOT NULL CHECK (made >= 0)
) STRICT;

CREATE TABLE branch (
    story TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE,
    path TEXT NOT NULL,
    -- JSON: the options' texts, and the numbers of those taken, in ascending order.
    options TEXT NOT NULL CHECK (json_valid(options)),
    taken TEXT NOT NULL CHECK (json_valid(taken)),
    PRIMARY KEY (story, path)
) STRICT;

CREATE TABLE fact (
    story TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE ON UPDATE CASCADE,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (story, path, name)
) STRICT;

CREATE TABLE assignment (
    work TEXT NOT NULL,
    rank INTEGER NOT NULL CHECK (rank >= 0),
    model TEXT NOT NULL,
    PRIMARY KEY (work, rank)
) STRICT;

CREATE TABLE request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16)))),
    sent INTEGER NOT NULL CHECK (sent >= 0),
    purpose TEXT NOT NULL,
    method TEXT NOT NULL,
    host TEXT NOT NULL,
    path TEXT NOT NULL,
    status INTEGER CHECK (status BETWEEN 0 AND 65535),
    bytes INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT;

-- A row stays from the moment something is forgotten until no file holds a trace of it.
CREATE TABLE trace (
    forgotten INTEGER NOT NULL CHECK (forgotten >= 0)
) STRICT;
