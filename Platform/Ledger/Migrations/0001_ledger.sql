-- Double entry: the entries of one posting add up to zero. Rows are never changed and never deleted; what no longer holds is taken back by
-- a posting that reverses it, and each is reversed once at most.
-- `scope` is the shop whose books they are; the subject is whatever the money is about, such as an order.
CREATE TABLE ledger_postings (
    id UUID PRIMARY KEY,
    scope UUID NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    number INTEGER NOT NULL,
    memo TEXT NOT NULL,
    reverses UUID REFERENCES ledger_postings (id),
    at BIGINT NOT NULL,
    CONSTRAINT ledger_postings_subject UNIQUE (subject_id, subject_kind, number)
);

CREATE UNIQUE INDEX ledger_postings_reversal ON ledger_postings (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX ledger_postings_time ON ledger_postings (scope, at);

-- Debits are positive, credits negative.
CREATE TABLE ledger_entries (
    posting_id UUID NOT NULL REFERENCES ledger_postings (id),
    position INTEGER NOT NULL,
    account TEXT NOT NULL,
    cents BIGINT NOT NULL CONSTRAINT ledger_entries_cents CHECK (cents <> 0),
    currency TEXT NOT NULL,
    PRIMARY KEY (posting_id, position)
) WITHOUT_ROWID;
