-- The Ticks API's instruments and what is newest of them, for all nodes.

CREATE TABLE tick_instruments (
  token      TEXT PRIMARY KEY,
  place      BIGINT GENERATED ALWAYS AS IDENTITY,
  exchange   TEXT    NOT NULL,
  symbol     TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  tick_units BIGINT  NOT NULL,
  lot_size   BIGINT  NOT NULL,
  decimals   INTEGER NOT NULL,
  type       TEXT    NOT NULL,
  segment    TEXT    NOT NULL,
  expiry     TEXT    NOT NULL,
  strike     TEXT    NOT NULL
);

-- The state is opaque: TickStates. The version orders it for all nodes.
CREATE TABLE tick_newest (
  token   TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  state   BYTEA  NOT NULL
);
