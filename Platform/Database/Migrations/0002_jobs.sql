-- Work to be done later or elsewhere. A row that is done is deleted; one that keeps failing stays as 'failed'.
-- due_at is when the row may be claimed: for 'ready' its time, for 'running' the end of its lease. 'failed' keeps when it was put aside.
-- Jobs of one name and series run one at a time in the order of their sequence: all but the first are 'blocked'.
CREATE TABLE jobs (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    lane TEXT NOT NULL,
    payload TEXT NOT NULL,
    unique_key TEXT,
    series TEXT,
    sequence BIGINT,
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    fence BIGINT NOT NULL,
    is_cancelled BOOLEAN NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    CONSTRAINT jobs_state CHECK (state IN ('ready', 'blocked', 'running', 'failed')),
    CONSTRAINT jobs_lane CHECK (lane IN ('urgent', 'normal', 'heavy'))
);
CREATE INDEX jobs_due ON jobs (lane, due_at) WHERE state IN ('ready', 'running');
CREATE INDEX jobs_failed ON jobs (due_at, id) WHERE state = 'failed';
CREATE UNIQUE INDEX jobs_once ON jobs (name, unique_key) WHERE state <> 'failed';
CREATE UNIQUE INDEX jobs_series ON jobs (name, series, sequence);

-- What comes round. One process at a time holds a schedule and runs it; it keeps it by moving held_until on.
-- period is the last one that was done, for schedules that remember it.
CREATE TABLE schedules (
    name TEXT PRIMARY KEY,
    rule TEXT NOT NULL,
    holder UUID,
    held_until BIGINT NOT NULL,
    period BIGINT NOT NULL,
    ran_at BIGINT,
    next_at BIGINT NOT NULL,
    last_error TEXT
);
