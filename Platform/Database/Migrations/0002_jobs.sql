-- Work to be done later or elsewhere. A row that is done is deleted; one that keeps failing stays as 'failed'.
-- due_at is when the row may be claimed: for 'ready' its time, for 'running' the end of its lease.
CREATE TABLE jobs (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    unique_key TEXT,
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    fence BIGINT NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    CONSTRAINT jobs_state CHECK (state IN ('ready', 'running', 'failed'))
);
CREATE INDEX jobs_due ON jobs (due_at) WHERE state <> 'failed';
CREATE UNIQUE INDEX jobs_once ON jobs (name, unique_key) WHERE state <> 'failed';

-- Up to which period each schedule has run.
CREATE TABLE schedules (
    name TEXT PRIMARY KEY,
    period BIGINT NOT NULL
);
