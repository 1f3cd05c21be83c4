-- The catalogue of an index: the truth from which everything else in the index folder can be made again.
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What `whosays index` was told to index; a later run without paths takes these.
CREATE TABLE roots (path TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL UNIQUE,
  path TEXT,                 -- absolute path of the file; null for texts given in memory
  size INTEGER NOT NULL,     -- bytes
  mtime_ns INTEGER NOT NULL,
  sha256 TEXT NOT NULL,      -- of the file's bytes
  title TEXT,
  date TEXT,                 -- ISO 8601
  text TEXT NOT NULL,
  pages TEXT NOT NULL,       -- JSON: [[number, start, end], …]
  headings TEXT NOT NULL     -- JSON: [[start, end, level], …]
);

-- Files that could not be read, kept so that they are reported until they are mended.
CREATE TABLE problems (
  source TEXT PRIMARY KEY, reason TEXT NOT NULL, mend TEXT NOT NULL
) WITHOUT ROWID;

-- Ids are never used twice, so equal ids in the vector file and here mean equal passages.
CREATE TABLE chunks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  context TEXT NOT NULL,
  digest BLOB NOT NULL       -- of what was embedded: equal texts share one vector
);
CREATE INDEX chunks_by_document ON chunks (document_id);
CREATE INDEX chunks_by_digest ON chunks (digest);

CREATE TABLE vectors (digest BLOB PRIMARY KEY, vector BLOB NOT NULL);  -- little-endian float32

-- The words of each passage and of its context, folded by rag.text.words so that they are compared as elsewhere.
-- The texts themselves are not kept a second time.
CREATE VIRTUAL TABLE words USING fts5 (body, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
