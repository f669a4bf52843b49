-- Names this installation in idempotency keys: two that share a Stripe account, such as staging and
-- a developer's machine, have users of the same id.
CREATE TABLE installation (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    id       text NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', '')
);

INSERT INTO installation DEFAULT VALUES;

-- Reconcile looks at payments too.
ALTER TABLE reconcile_run DROP CONSTRAINT reconcile_run_phase_check;
ALTER TABLE reconcile_run ADD CONSTRAINT reconcile_run_phase_check
    CHECK (phase IN ('overdue', 'events', 'subscriptions', 'payments', 'charges', 'parked'));
ALTER TABLE reconcile_run ADD COLUMN payments_checked bigint NOT NULL DEFAULT 0;

ALTER TABLE reconcile_difference DROP CONSTRAINT reconcile_difference_kind_check;
ALTER TABLE reconcile_difference ADD CONSTRAINT reconcile_difference_kind_check
    CHECK (kind IN ('never_delivered', 'failed_here', 'changed_at_stripe', 'unknown_customer',
        'unmapped_price', 'missing_at_stripe', 'under_review'));

-- How far the bytes of old events were removed, in the order of their arrival.
CREATE TABLE retention (
    only_one     boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    bodies_up_to bigint NOT NULL DEFAULT 0
);

INSERT INTO retention DEFAULT VALUES;
