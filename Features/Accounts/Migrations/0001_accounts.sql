CREATE TABLE staff (
    id UUID PRIMARY KEY,
    sign_in TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    suspended_at BIGINT,
    created_at BIGINT NOT NULL
);

-- A role holds in one shop, or in all of them when it names none.
CREATE TABLE staff_roles (
    id UUID PRIMARY KEY,
    staff_id UUID NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    store_id UUID REFERENCES stores (id) ON DELETE CASCADE
);

-- Nothing equals NULL, so that one index would let a role for all shops stand twice.
CREATE UNIQUE INDEX staff_roles_everywhere ON staff_roles (staff_id, role) WHERE store_id IS NULL;
CREATE UNIQUE INDEX staff_roles_within ON staff_roles (staff_id, role, store_id) WHERE store_id IS NOT NULL;
CREATE INDEX staff_roles_store ON staff_roles (store_id);

-- A machine that stays signed in for one shop. `permissions` are names with a space between; NULL is whatever a board may do.
CREATE TABLE devices (
    id UUID PRIMARY KEY,
    store_id UUID NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    permissions TEXT,
    pairing_hash BYTEA UNIQUE,
    pairing_until BIGINT,
    paired_at BIGINT,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX devices_store ON devices (store_id);

-- A program's key: what it may do, for one shop or for all of them. The secret itself is kept nowhere.
CREATE TABLE api_keys (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL UNIQUE,
    secret_hash BYTEA NOT NULL,
    permissions TEXT NOT NULL,
    store_id UUID REFERENCES stores (id) ON DELETE CASCADE,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    expires_at BIGINT,
    revoked_at BIGINT
);

CREATE INDEX api_keys_store ON api_keys (store_id);

-- Whose a session is, is said by kind and subject: a member of staff, a device, one day a customer. It ends at `expires_at`, which moves
-- with every use, but never beyond `ends_at`.
CREATE TABLE sessions (
    id UUID PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    form_key BYTEA NOT NULL,
    browser TEXT NOT NULL,
    network TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE INDEX sessions_subject ON sessions (kind, subject_id);
CREATE INDEX sessions_expires ON sessions (expires_at);
