-- The database of the demo backend, version 1. Applied once, to an empty file (database.mjs); the
-- next version adds its own statements below a line "-- version 2".
-- Instants are milliseconds since 1970, sums of money are in fen (分).

-- Whom the business knows, by phone number: a row may be older than the person's first visit to the
-- mini-program.
CREATE TABLE business_user (
  uid INTEGER PRIMARY KEY,
  phone_number TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

-- Whom WeChat knows. One person has an openid in each mini-program of a company; unionid joins them.
CREATE TABLE dt_weapp_user (
  id INTEGER PRIMARY KEY,
  appid TEXT NOT NULL,
  openid TEXT NOT NULL,
  unionid TEXT,
  nickname TEXT,
  avatar TEXT, -- the name of a file in the folder of avatars
  user_info_at INTEGER, -- when user info came in: from then on nobody is asked again
  uid INTEGER REFERENCES business_user, -- set when the phone number is known
  created_at INTEGER NOT NULL,
  UNIQUE (appid, openid)
) STRICT;
CREATE INDEX dt_weapp_user_by_unionid ON dt_weapp_user (unionid);

-- What a code bought: the session_key, and the token that stands for it. The session token is the
-- "temporary token" too: it links what a button gave to the session_key that decrypts it.
CREATE TABLE dt_weapp_code2session (
  id TEXT PRIMARY KEY, -- the public half of the token
  user_id INTEGER NOT NULL REFERENCES dt_weapp_user ON DELETE CASCADE,
  session_key TEXT, -- NULL once a later login of the same user has voided it
  token_hash BLOB NOT NULL, -- of the secret half; the token itself is nowhere
  previous_token_hash BLOB, -- good until previous_until: the grace after a rotation
  previous_until INTEGER,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended TEXT, -- why it was ended by somebody else ('kickedOut'); kept until it expires, to say so
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dt_weapp_code2session_by_user ON dt_weapp_code2session (user_id);

CREATE TABLE customer_order (
  id TEXT PRIMARY KEY,
  uid INTEGER NOT NULL REFERENCES business_user,
  sku TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 99),
  amount INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_order_by_uid ON customer_order (uid);

CREATE TABLE payment (
  out_trade_no TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES customer_order ON DELETE CASCADE,
  trade_state TEXT NOT NULL, -- as the last order query had it
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_by_order ON payment (order_id);

PRAGMA user_version = 1;
