-- What happened, written in the transaction that made it true.
CREATE TABLE outbox (
    id IDENTITY_PRIMARY_KEY,
    name TEXT NOT NULL,
    topic TEXT NOT NULL,
    payload TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    dispatched_at BIGINT
);
CREATE INDEX outbox_topic ON outbox (topic, id);
CREATE INDEX outbox_pending ON outbox (id) WHERE dispatched_at IS NULL;

-- What the outside world told us, so that a second telling changes nothing.
CREATE TABLE inbox (
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (source, key)
);
CREATE INDEX inbox_age ON inbox (received_at);

-- The answer a client's request got, so that its repetition gets the same.
CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint BYTEA NOT NULL,
    status INTEGER,
    content_type TEXT,
    body BYTEA,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
