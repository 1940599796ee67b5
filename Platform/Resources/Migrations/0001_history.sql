-- Every change of what an owner edits, written in the transaction that made it. Texts are JSON, without hidden columns.
CREATE TABLE resource_history (
    id UUID PRIMARY KEY,
    resource TEXT NOT NULL,
    subject UUID NOT NULL,
    scope UUID,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    before TEXT,
    after TEXT,
    CONSTRAINT resource_history_kind CHECK (kind IN ('insert', 'update', 'delete', 'restore', 'action')),
    CONSTRAINT resource_history_state CHECK (before IS NOT NULL OR after IS NOT NULL)
);
-- The history of a row is read by version: ids are of the clocks of several processes.
CREATE INDEX resource_history_versions ON resource_history (resource, subject, version, id);
