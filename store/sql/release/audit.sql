-- One row where the release was attacked before it became current: when, how many cells, hidden ones, and disclosed.
SELECT checked, cells, hidden, disclosures FROM audit
