-- What belongs to a shop carries its id, so that an owner may have several in one database. `version` grows when the row is edited,
-- `revision` with every change of the shop, its hours, breaks and stations among them.
CREATE TABLE stores (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    position INTEGER NOT NULL,
    slug TEXT NOT NULL CONSTRAINT stores_slug UNIQUE,
    host TEXT CONSTRAINT stores_host UNIQUE,
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

-- Stretches of opening of the ordinary week. `days` has a bit for each day, 1 for Monday to 64 for Sunday; `modes` are the names of the
-- ways of ordering with commas between.
CREATE TABLE store_hours (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    store_id UUID NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    modes TEXT NOT NULL,
    days INTEGER NOT NULL,
    opens INTEGER NOT NULL,
    closes INTEGER NOT NULL
);
CREATE INDEX store_hours_by_opens ON store_hours (store_id, opens, id);

-- Dates on which the week does not hold. One without stretches is a closed day.
CREATE TABLE store_special_days (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    store_id UUID NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    label TEXT NOT NULL
);
CREATE UNIQUE INDEX store_special_days_once ON store_special_days (store_id, day);

CREATE TABLE store_special_hours (
    special_day_id UUID NOT NULL REFERENCES store_special_days (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    modes TEXT NOT NULL,
    opens INTEGER NOT NULL,
    closes INTEGER NOT NULL,
    PRIMARY KEY (special_day_id, position)
);

CREATE TABLE store_pauses (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    store_id UUID NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL,
    modes TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX store_pauses_by_since ON store_pauses (store_id, since, id);

CREATE TABLE store_stations (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    store_id UUID NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    station TEXT NOT NULL,
    units_per_slot INTEGER NOT NULL
);
CREATE UNIQUE INDEX store_stations_once ON store_stations (store_id, station);
