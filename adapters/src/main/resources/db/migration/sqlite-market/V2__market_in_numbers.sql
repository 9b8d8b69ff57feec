-- The same in small rows of whole numbers, each in one tree that is sorted as it is asked for: a row costs a fraction of
-- what it did. Names of owners and pairs stand once; the words of an order are numbers in one, see OrderWords.
CREATE TABLE names (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO names (name)
  SELECT owner FROM orders UNION SELECT symbol FROM orders
  UNION SELECT owner FROM fills UNION SELECT symbol FROM fills UNION SELECT symbol FROM trades;

ALTER TABLE orders RENAME TO old_orders;
ALTER TABLE fills RENAME TO old_fills;
ALTER TABLE trades RENAME TO old_trades;

CREATE TABLE orders (
  owner INTEGER NOT NULL,
  id INTEGER NOT NULL,
  symbol INTEGER NOT NULL,
  words INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  price INTEGER NOT NULL,
  stop_price INTEGER NOT NULL,
  display INTEGER NOT NULL,
  expire_at INTEGER NOT NULL,
  client_order_id TEXT,
  connection INTEGER NOT NULL,
  filled INTEGER NOT NULL,
  notional INTEGER NOT NULL,
  fees INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fills (
  owner INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  symbol INTEGER NOT NULL,
  trade_id INTEGER NOT NULL,
  price INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  at INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  fee INTEGER NOT NULL,
  -- 1: the owner bought; 2: the taker of the trade bought; 4: the owner was the taker.
  flags INTEGER NOT NULL,
  PRIMARY KEY (owner, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE trades (
  symbol INTEGER NOT NULL,
  id INTEGER NOT NULL,
  price INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- 1: the taker bought.
  flags INTEGER NOT NULL,
  PRIMARY KEY (symbol, id)
) STRICT, WITHOUT ROWID;

INSERT INTO orders
  SELECT o.number, id, s.number,
    (CASE side
      WHEN 'BUY' THEN 0
      WHEN 'SELL' THEN 1 END)
    + (CASE type
      WHEN 'LIMIT' THEN 0
      WHEN 'MARKET' THEN 1
      WHEN 'STOP' THEN 2
      WHEN 'STOP_LIMIT' THEN 3 END) * 16
    + (CASE time_in_force
      WHEN 'GTC' THEN 0
      WHEN 'IOC' THEN 1
      WHEN 'FOK' THEN 2 END) * 256
    + (CASE self_trade
      WHEN 'NONE' THEN 0
      WHEN 'EXPIRE_TAKER' THEN 1
      WHEN 'EXPIRE_MAKER' THEN 2
      WHEN 'EXPIRE_BOTH' THEN 3 END) * 4096
    + (CASE status
      WHEN 'OPEN' THEN 0
      WHEN 'PARTIALLY_FILLED' THEN 1
      WHEN 'FILLED' THEN 2
      WHEN 'CANCELLED' THEN 3
      WHEN 'REJECTED' THEN 4
      WHEN 'EXPIRED' THEN 5 END) * 65536
    + coalesce(CASE reason
      WHEN 'UNKNOWN_SYMBOL' THEN 1
      WHEN 'UNKNOWN_ORDER' THEN 2
      WHEN 'UNKNOWN_CURRENCY' THEN 3
      WHEN 'MARKET_CLOSED' THEN 4
      WHEN 'FED_PAIR' THEN 5
      WHEN 'QUANTITY' THEN 6
      WHEN 'PRICE' THEN 7
      WHEN 'STOP_PRICE' THEN 8
      WHEN 'TERMS' THEN 9
      WHEN 'MIN_NOTIONAL' THEN 10
      WHEN 'TOO_LARGE' THEN 11
      WHEN 'PRICE_BAND' THEN 12
      WHEN 'INSUFFICIENT_BALANCE' THEN 13
      WHEN 'TOO_MANY_ORDERS' THEN 14
      WHEN 'DUPLICATE_CLIENT_ORDER_ID' THEN 15
      WHEN 'IDEMPOTENCY_KEY_REUSED' THEN 16
      WHEN 'POST_ONLY' THEN 17
      WHEN 'NO_LIQUIDITY' THEN 18
      WHEN 'STOP_REACHED' THEN 19
      WHEN 'IMMEDIATE_OR_CANCEL' THEN 20
      WHEN 'FILL_OR_KILL' THEN 21
      WHEN 'GOOD_TILL_DATE' THEN 22
      WHEN 'SELF_TRADE' THEN 23
      WHEN 'USER' THEN 24
      WHEN 'DISCONNECTED' THEN 25
      WHEN 'CONFLICT' THEN 26
      WHEN 'BUSY' THEN 27
      WHEN 'UNAVAILABLE' THEN 28
      WHEN 'MALFORMED' THEN 29 END, 0) * 1048576
    + post_only * 268435456
    + triggered * 536870912,
    quantity, price, stop_price, display, expire_at, client_order_id, connection,
    filled, notional, fees, created_at, updated_at
  FROM old_orders JOIN names o ON o.name = owner JOIN names s ON s.name = symbol;

INSERT INTO fills
  SELECT o.number, sequence, s.number, trade_id, price, quantity, at, order_id, fee,
    (side = 'BUY') + 2 * (taker_side = 'BUY') + 4 * taker
  FROM old_fills JOIN names o ON o.name = owner JOIN names s ON s.name = symbol;

INSERT INTO trades
  SELECT s.number, id, price, quantity, at, side = 'BUY'
  FROM old_trades JOIN names s ON s.name = symbol;

DROP TABLE old_orders;
DROP TABLE old_fills;
DROP TABLE old_trades;
