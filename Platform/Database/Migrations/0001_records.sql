-- What happened, written in the transaction that made it true.
CREATE TABLE outbox (
    id IDENTITY_PRIMARY_KEY,
    name TEXT NOT NULL,
    topic TEXT NOT NULL,
    scope UUID,
    payload TEXT NOT NULL,
    occurred_at BIGINT NOT NULL
);
CREATE INDEX outbox_topic ON outbox (topic, id);

-- Up to when events were forgotten, once any were: one row.
CREATE TABLE outbox_horizon (
    forgotten_before BIGINT NOT NULL
);

-- How far each listener has come: every event up to the position has become a job of it, or is none of its own.
CREATE TABLE event_cursors (
    listener TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    touched_at BIGINT NOT NULL
);

-- What the outside world told us, so that a second telling changes nothing.
CREATE TABLE inbox (
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (source, key)
) WITHOUT_ROWID;
CREATE INDEX inbox_age ON inbox (received_at);

-- The answer a client's request got, so that its repetition gets the same.
CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint BYTEA NOT NULL,
    status INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    body BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
) WITHOUT_ROWID;
CREATE INDEX idempotency_age ON idempotency (created_at);
