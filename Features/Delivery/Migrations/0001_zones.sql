CREATE TABLE zones (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    area TEXT NOT NULL,
    fee BIGINT NOT NULL,
    minimum BIGINT NOT NULL,
    free_from BIGINT,
    extra_minutes INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    currency TEXT NOT NULL
);

CREATE TABLE streets (
    id IDENTITY_PRIMARY_KEY,
    name TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    first_number INTEGER,
    last_number INTEGER,
    side TEXT NOT NULL,
    latitude_e7 BIGINT NOT NULL,
    longitude_e7 BIGINT NOT NULL
);
