-- Journals that several nodes share: the exchange's engine and the desk. Who may append has the token.
CREATE TABLE machine_leases (
  machine TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  token   BIGINT NOT NULL,
  node    TEXT   NOT NULL
);

-- Apart from the token, which those who append hold fast for a moment.
CREATE TABLE machine_renewals (
  machine    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  renewed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE machine_batches (
  machine        TEXT COLLATE "C" NOT NULL,
  first_sequence BIGINT NOT NULL,
  last_sequence  BIGINT NOT NULL,
  token          BIGINT NOT NULL,
  bytes          BYTEA  NOT NULL,
  PRIMARY KEY (machine, first_sequence)
);

-- Records that a start passes by, because the machine fails at them.
CREATE TABLE machine_left_out (
  machine  TEXT COLLATE "C" NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (machine, sequence)
);

CREATE TABLE machine_snapshots (
  machine    TEXT COLLATE "C" NOT NULL,
  sequence   BIGINT NOT NULL,
  state_hash BIGINT NOT NULL,
  size_bytes BIGINT NOT NULL,
  PRIMARY KEY (machine, sequence)
);

CREATE TABLE machine_snapshot_pieces (
  machine  TEXT COLLATE "C" NOT NULL,
  sequence BIGINT  NOT NULL,
  number   INTEGER NOT NULL,
  bytes    BYTEA   NOT NULL,
  PRIMARY KEY (machine, sequence, number),
  FOREIGN KEY (machine, sequence) REFERENCES machine_snapshots (machine, sequence) ON DELETE CASCADE
);
