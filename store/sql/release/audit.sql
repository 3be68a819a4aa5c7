-- One row where the release was attacked before it became current: when, how many cells, hidden ones, those of them that
-- the attack could tell of, disclosed ones, and what was hidden besides for what the attack had found.
SELECT checked, cells, hidden, settled, disclosures, withheld, rounds FROM audit
