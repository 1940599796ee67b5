-- A cart belongs to whoever holds its token; only the hash is kept.
CREATE TABLE carts (
    id UUID PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX carts_updated ON carts (updated_at);

-- `configuration` is the pizza itself; everything else about a line is computed from it.
-- `seen_cents` is the price that the customer last saw, so that a change can be told.
CREATE TABLE cart_lines (
    id UUID PRIMARY KEY,
    cart_id UUID NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    configuration TEXT NOT NULL,
    quantity INTEGER NOT NULL CONSTRAINT cart_lines_quantity CHECK (quantity BETWEEN 1 AND 50),
    note TEXT NOT NULL,
    name TEXT NOT NULL,
    seen_cents BIGINT NOT NULL
);

CREATE INDEX cart_lines_cart ON cart_lines (cart_id, position);

-- What was offered: price and promise, until a moment.
CREATE TABLE quotes (
    id UUID PRIMARY KEY,
    cart_id UUID NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    cart_version BIGINT NOT NULL,
    menu_version BIGINT NOT NULL,
    mode TEXT NOT NULL,
    address TEXT,
    zone TEXT,
    travel_minutes INTEGER NOT NULL,
    wanted_from BIGINT,
    promised_from BIGINT NOT NULL,
    promised_to BIGINT NOT NULL,
    goods BIGINT NOT NULL,
    delivery BIGINT NOT NULL,
    total BIGINT NOT NULL,
    currency TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX quotes_cart ON quotes (cart_id);
CREATE INDEX quotes_expires ON quotes (expires_at);

CREATE TABLE orders (
    number IDENTITY_PRIMARY_KEY,
    id UUID NOT NULL UNIQUE,
    token_hash BYTEA NOT NULL UNIQUE,
    cart_id UUID NOT NULL,
    cart_version BIGINT NOT NULL,
    quote_id UUID NOT NULL UNIQUE,
    menu_version BIGINT NOT NULL,
    mode TEXT NOT NULL,
    state TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    language TEXT NOT NULL,
    customer TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT,
    zone TEXT,
    note TEXT NOT NULL,
    payment TEXT NOT NULL,
    goods BIGINT NOT NULL,
    delivery BIGINT NOT NULL,
    total BIGINT NOT NULL CONSTRAINT orders_total CHECK (total >= 0),
    currency TEXT NOT NULL,
    vat TEXT NOT NULL,
    business_day INTEGER NOT NULL,
    promised_from BIGINT NOT NULL,
    promised_to BIGINT NOT NULL,
    kitchen_slot BIGINT NOT NULL,
    placed_at BIGINT NOT NULL,
    accept_by BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT orders_cart UNIQUE (cart_id, cart_version)
);

CREATE INDEX orders_state ON orders (state, promised_from);
CREATE INDEX orders_day ON orders (business_day);

-- Frozen when the order is placed: what was sold, as it read and cost then.
CREATE TABLE order_lines (
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    product_id UUID NOT NULL,
    configuration TEXT NOT NULL,
    quantity INTEGER NOT NULL CONSTRAINT order_lines_quantity CHECK (quantity BETWEEN 1 AND 50),
    unit BIGINT NOT NULL,
    total BIGINT NOT NULL,
    vat_class TEXT NOT NULL,
    note TEXT NOT NULL,
    frozen TEXT NOT NULL,
    PRIMARY KEY (order_id, position)
);

CREATE INDEX order_lines_product ON order_lines (product_id);

-- Every change of state, with who and when. The current state is the last one's.
CREATE TABLE order_transitions (
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    verb TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (order_id, sequence)
);

-- One ledger of kitchen work for every channel. `used` never passes the capacity given with each booking.
CREATE TABLE slot_loads (
    station TEXT NOT NULL,
    slot BIGINT NOT NULL,
    used INTEGER NOT NULL CONSTRAINT slot_loads_used CHECK (used >= 0),
    capacity INTEGER NOT NULL,
    PRIMARY KEY (station, slot),
    CONSTRAINT slot_loads_capacity CHECK (used <= capacity)
);

CREATE TABLE slot_bookings (
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    station TEXT NOT NULL,
    slot BIGINT NOT NULL,
    units INTEGER NOT NULL CONSTRAINT slot_bookings_units CHECK (units > 0),
    PRIMARY KEY (order_id, station, slot)
);

-- Double entry: the entries of one posting add up to zero. Rows are never changed.
CREATE TABLE ledger_entries (
    id IDENTITY_PRIMARY_KEY,
    order_id UUID NOT NULL REFERENCES orders (id),
    posting INTEGER NOT NULL,
    account TEXT NOT NULL,
    cents BIGINT NOT NULL,
    currency TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX ledger_entries_order ON ledger_entries (order_id);
