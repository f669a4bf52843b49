-- Stripe has deleted the account's customer: its user may be linked to another one from then on.
ALTER TABLE account ADD COLUMN gone_at timestamptz;

-- The customers that users had before. Whatever is known of them stays their user's.
CREATE TABLE former_customer (
    customer_id text COLLATE "C" PRIMARY KEY CHECK (length(customer_id) BETWEEN 1 AND 255),
    user_id     text COLLATE "C" NOT NULL REFERENCES account (user_id),
    linked_at   timestamptz NOT NULL,
    replaced_at timestamptz NOT NULL
);

CREATE INDEX former_customer_of_user ON former_customer (user_id);

-- Whose every customer is, present and former, for those who look for a user's subscriptions.
CREATE VIEW customer_of_user AS
    SELECT user_id, customer_id, created_at AS linked_at FROM account
    UNION ALL
    SELECT user_id, customer_id, linked_at FROM former_customer;
