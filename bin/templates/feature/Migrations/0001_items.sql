-- after: stores/0001
CREATE TABLE {{table}} (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    store_id UUID NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    sort INTEGER NOT NULL,
    is_active BOOLEAN NOT NULL
);
CREATE INDEX {{table}}_by_sort ON {{table}} (store_id, sort, id);
