-- What people look through: payments from the newest back, and the notices of one user. The cursor
-- of a page is when a payment was first heard of, and its number where two share that moment.
CREATE INDEX payment_by_age ON payment (created_at, payment_no);
CREATE INDEX payment_by_status ON payment (status, created_at, payment_no);
CREATE INDEX payment_by_currency ON payment (currency, created_at, payment_no);
CREATE INDEX payment_by_currency_and_status
    ON payment (currency, status, created_at, payment_no);

CREATE INDEX notice_of_user ON notice (user_id, notice_id);
