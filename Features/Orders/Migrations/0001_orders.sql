-- Every row belongs to a shop. One cookie may open a cart in each shop of an owner, so a token's hash is unique within a shop.

-- A cart belongs to whoever holds its token; only the hash is kept.
CREATE TABLE carts (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT carts_token UNIQUE (token_hash, store_id)
);

CREATE INDEX carts_updated ON carts (updated_at);

-- `configuration` is the pizza itself; everything else about a line is computed from it.
-- `seen_cents` is the price that the customer last saw, so that a change can be told.
CREATE TABLE cart_lines (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
    cart_id UUID NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    configuration TEXT NOT NULL,
    quantity INTEGER NOT NULL CONSTRAINT cart_lines_quantity CHECK (quantity BETWEEN 1 AND 50),
    note TEXT NOT NULL,
    name TEXT NOT NULL,
    seen_cents BIGINT NOT NULL
);

CREATE INDEX cart_lines_cart ON cart_lines (cart_id, position);

-- What was offered: price and promise, until a moment. `adjustments` are the parts of the price, frozen; `terms` is the digest of what each
-- line is, costs and contains.
CREATE TABLE quotes (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
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
    adjustments TEXT NOT NULL,
    terms BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX quotes_cart ON quotes (cart_id);
CREATE INDEX quotes_expires ON quotes (expires_at);

-- The last number that each shop has given to an order. Its row is held to the commit, so that numbers have no gaps.
CREATE TABLE order_counters (
    store_id UUID PRIMARY KEY,
    last BIGINT NOT NULL
);

-- What people call an order, given as the last thing before the commit. It is not in the order's own row, because to change that would write
-- each of its indexes anew, and it refers to no row, because `verify` proves that every order has one and that there are no others.
CREATE TABLE order_numbers (
    order_id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
    number BIGINT NOT NULL,
    CONSTRAINT order_numbers_number UNIQUE (store_id, number)
) WITHOUT_ROWID;

-- `total` is the sum of the order's adjustments. `owed` is what its postings in the books leave open, and `payment_state` how it stands:
-- both are kept by one statement, which reads the books.
CREATE TABLE orders (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL,
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
    payment_state TEXT NOT NULL,
    owed BIGINT NOT NULL,
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

CREATE INDEX orders_state ON orders (store_id, state, promised_from);
-- The board shows what was just handed over; without this it would look at every order that ever was.
CREATE INDEX orders_recent ON orders (store_id, state, updated_at);
CREATE INDEX orders_day ON orders (store_id, business_day);
-- What waits to be accepted, whosever it is.
CREATE INDEX orders_waiting ON orders (accept_by, id) WHERE state = 'placed';

-- What the order costs, part by part, in the order in which it is told. Frozen when it is placed.
CREATE TABLE order_adjustments (
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    store_id UUID NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    amount BIGINT NOT NULL,
    vat TEXT NOT NULL,
    PRIMARY KEY (order_id, position)
) WITHOUT_ROWID;

-- Frozen when the order is placed: what was sold, as it read and cost then.
CREATE TABLE order_lines (
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    store_id UUID NOT NULL,
    product_id UUID NOT NULL,
    configuration TEXT NOT NULL,
    quantity INTEGER NOT NULL CONSTRAINT order_lines_quantity CHECK (quantity BETWEEN 1 AND 50),
    unit BIGINT NOT NULL,
    total BIGINT NOT NULL,
    vat_class TEXT NOT NULL,
    note TEXT NOT NULL,
    frozen TEXT NOT NULL,
    PRIMARY KEY (order_id, position)
) WITHOUT_ROWID;

CREATE INDEX order_lines_product ON order_lines (store_id, product_id);

-- Every change of state, with who and when. The current state is the last one's.
CREATE TABLE order_transitions (
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    store_id UUID NOT NULL,
    verb TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (order_id, sequence)
) WITHOUT_ROWID;

-- One account of a kitchen's work for every channel. `used` never passes the capacity given with each booking.
CREATE TABLE slot_loads (
    store_id UUID NOT NULL,
    station TEXT NOT NULL,
    slot BIGINT NOT NULL,
    used INTEGER NOT NULL CONSTRAINT slot_loads_used CHECK (used >= 0),
    capacity INTEGER NOT NULL,
    PRIMARY KEY (store_id, station, slot),
    CONSTRAINT slot_loads_capacity CHECK (used <= capacity)
) WITHOUT_ROWID;

CREATE TABLE slot_bookings (
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    store_id UUID NOT NULL,
    station TEXT NOT NULL,
    slot BIGINT NOT NULL,
    units INTEGER NOT NULL CONSTRAINT slot_bookings_units CHECK (units > 0),
    PRIMARY KEY (order_id, station, slot)
) WITHOUT_ROWID;
