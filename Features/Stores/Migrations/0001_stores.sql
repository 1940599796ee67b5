-- What belongs to a shop carries its id, so that an owner may have several in one database.
CREATE TABLE stores (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    legal TEXT NOT NULL,
    latitude_e7 BIGINT NOT NULL,
    longitude_e7 BIGINT NOT NULL,
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    cut_over INTEGER NOT NULL,
    slot_minutes INTEGER NOT NULL,
    lead_minutes INTEGER NOT NULL,
    last_order_minutes INTEGER NOT NULL,
    horizon_days INTEGER NOT NULL,
    preparation_minutes INTEGER NOT NULL,
    window_minutes INTEGER NOT NULL,
    travel_minutes INTEGER NOT NULL,
    acceptance_minutes INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE store_hours (
    store_id UUID NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    mode TEXT NOT NULL,
    weekday INTEGER NOT NULL,
    opens INTEGER NOT NULL,
    closes INTEGER NOT NULL,
    PRIMARY KEY (store_id, mode, weekday, opens)
);

-- A date without stretches is a closed day; it has one row whose mode is empty.
CREATE TABLE store_exceptions (
    store_id UUID NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    label TEXT NOT NULL,
    mode TEXT NOT NULL,
    opens INTEGER NOT NULL,
    closes INTEGER NOT NULL,
    PRIMARY KEY (store_id, day, mode, opens)
);

CREATE TABLE store_pauses (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL,
    reason TEXT NOT NULL
);

CREATE TABLE store_stations (
    store_id UUID NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    station TEXT NOT NULL,
    units_per_slot INTEGER NOT NULL,
    PRIMARY KEY (store_id, station)
);
