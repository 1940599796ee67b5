CREATE TABLE zones (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    store_id UUID NOT NULL,
    name TEXT NOT NULL,
    area TEXT NOT NULL,
    fee BIGINT NOT NULL,
    minimum BIGINT NOT NULL,
    free_from BIGINT,
    extra_minutes INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    -- That of the shop, written behind whoever edits the zone.
    currency TEXT NOT NULL DEFAULT 'EUR'
);

CREATE TABLE streets (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    store_id UUID NOT NULL,
    name TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    first_number INTEGER,
    last_number INTEGER,
    side TEXT NOT NULL,
    latitude_e7 BIGINT NOT NULL,
    longitude_e7 BIGINT NOT NULL
);

-- What changed of a shop's zones or streets, so that a process can tell which of two readings is newer.
CREATE TABLE zone_versions (
    store_id UUID PRIMARY KEY,
    version BIGINT NOT NULL
);

-- Files that were brought in: first to be looked at, then applied. What a table of streets replaced is kept, to have it back.
CREATE TABLE delivery_imports (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
    kind TEXT NOT NULL,
    file TEXT NOT NULL,
    content TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    applied_at BIGINT,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    before TEXT,
    CONSTRAINT delivery_imports_kind CHECK (kind IN ('zones', 'streets'))
);

CREATE UNIQUE INDEX zones_name ON zones (store_id, name);
-- Two rows of one stretch would be one too many: a table that is written out could not be read back.
CREATE UNIQUE INDEX streets_once ON streets
    (store_id, name, postcode, city, COALESCE(first_number, 0), COALESCE(last_number, 0), side);
CREATE INDEX streets_by_name ON streets (store_id, name, id);
CREATE INDEX streets_by_city ON streets (store_id, city, id);
CREATE INDEX delivery_imports_store ON delivery_imports (store_id, kind, id);
