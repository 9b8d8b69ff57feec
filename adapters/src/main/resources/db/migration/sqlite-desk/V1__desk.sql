-- The projection of the desk's events. Prices in points, volumes in hundredths of a lot, money in cents, times in milliseconds.
-- Small rows of whole numbers, each in one tree that is sorted as it is asked for; names stand once; the words of a row are
-- numbers in one, see DeskWords. A name that is 0 is none.
CREATE TABLE progress (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL
) STRICT;

INSERT INTO progress VALUES (1, 0);

CREATE TABLE names (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE orders (
  owner INTEGER NOT NULL,
  id INTEGER NOT NULL,
  symbol INTEGER NOT NULL,
  words INTEGER NOT NULL,
  volume INTEGER NOT NULL,
  price INTEGER NOT NULL,
  limit_price INTEGER NOT NULL,
  stop_loss INTEGER NOT NULL,
  take_profit INTEGER NOT NULL,
  deviation INTEGER NOT NULL,
  expire_at INTEGER NOT NULL,
  connection INTEGER NOT NULL,
  strategy INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  filled_at INTEGER NOT NULL,
  fill_price INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE deals (
  owner INTEGER NOT NULL,
  id INTEGER NOT NULL,
  ticket INTEGER NOT NULL,
  symbol INTEGER NOT NULL,
  words INTEGER NOT NULL,
  volume INTEGER NOT NULL,
  open_price INTEGER NOT NULL,
  close_price INTEGER NOT NULL,
  stop_loss INTEGER NOT NULL,
  take_profit INTEGER NOT NULL,
  profit INTEGER NOT NULL,
  swap INTEGER NOT NULL,
  commission INTEGER NOT NULL,
  net INTEGER NOT NULL,
  connection INTEGER NOT NULL,
  strategy INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;

-- The owner is who sees it so; the name '' is everybody.
CREATE TABLE alerts (
  owner INTEGER NOT NULL,
  id INTEGER NOT NULL,
  words INTEGER NOT NULL,
  title TEXT NOT NULL,
  message TEXT NOT NULL,
  threshold INTEGER,
  current INTEGER,
  entity TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;
