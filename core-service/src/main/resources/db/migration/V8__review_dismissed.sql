-- A person may end a review with the money where it is. This and the next three migrations lock one
-- table of those in use each: an earlier version at work beside them cannot be in each other's way
-- for more than a moment.

-- The reasons of this payment that a person has dismissed and that hold still; `review` has those
-- that hold and are not dismissed. An earlier version beside this one writes `review` without
-- knowing of these, and so puts a payment under review again: the next update through this version,
-- also one that says nothing new, takes them out once more, and so does deciding again.
ALTER TABLE payment ADD COLUMN dismissed text[] NOT NULL DEFAULT '{}';
