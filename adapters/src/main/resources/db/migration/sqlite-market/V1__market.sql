-- The projection of the exchange's events. Prices in ticks, quantities in lots, amounts in 10^-8.
CREATE TABLE progress (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL
) STRICT;

INSERT INTO progress VALUES (1, 0);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  owner TEXT NOT NULL,
  symbol TEXT NOT NULL,
  side TEXT NOT NULL,
  type TEXT NOT NULL,
  time_in_force TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  price INTEGER NOT NULL,
  stop_price INTEGER NOT NULL,
  display INTEGER NOT NULL,
  post_only INTEGER NOT NULL,
  self_trade TEXT NOT NULL,
  expire_at INTEGER NOT NULL,
  client_order_id TEXT,
  connection INTEGER NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  filled INTEGER NOT NULL,
  notional INTEGER NOT NULL,
  fees INTEGER NOT NULL,
  triggered INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX orders_owner ON orders (owner, id);
CREATE INDEX orders_ended ON orders (updated_at) WHERE status NOT IN ('OPEN', 'PARTIALLY_FILLED');

CREATE TABLE trades (
  symbol TEXT NOT NULL,
  id INTEGER NOT NULL,
  price INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  side TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (symbol, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX trades_at ON trades (at);

-- One side of a trade, with what is shown of the trade itself.
CREATE TABLE fills (
  owner TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  trade_id INTEGER NOT NULL,
  price INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  taker_side TEXT NOT NULL,
  at INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  side TEXT NOT NULL,
  fee INTEGER NOT NULL,
  fee_currency TEXT NOT NULL,
  taker INTEGER NOT NULL,
  PRIMARY KEY (owner, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX fills_at ON fills (at);

CREATE TABLE candles (
  symbol TEXT NOT NULL,
  interval TEXT NOT NULL,
  open_time INTEGER NOT NULL,
  close_time INTEGER NOT NULL,
  open INTEGER NOT NULL,
  high INTEGER NOT NULL,
  low INTEGER NOT NULL,
  close INTEGER NOT NULL,
  lots INTEGER NOT NULL,
  quote_units INTEGER NOT NULL,
  trades INTEGER NOT NULL,
  PRIMARY KEY (symbol, interval, open_time)
) STRICT, WITHOUT ROWID;
