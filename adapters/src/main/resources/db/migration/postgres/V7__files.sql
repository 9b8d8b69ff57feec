-- The bytes of uploaded files in pieces of one size. A file that is still coming has is_whole = 0: nobody sees it.
CREATE TABLE files (
  key        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  created_at BIGINT  NOT NULL,
  is_whole   INTEGER NOT NULL
);
CREATE INDEX files_coming ON files (created_at) WHERE is_whole = 0;

CREATE TABLE file_pieces (
  key    TEXT COLLATE "C" NOT NULL REFERENCES files (key) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  bytes  BYTEA   NOT NULL,
  PRIMARY KEY (key, number)
);
-- What comes is compressed already, as pictures are.
ALTER TABLE file_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;
