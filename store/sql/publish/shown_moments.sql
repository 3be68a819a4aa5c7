-- One row a shown cell, in the cells' order: what its figures are made from.
SELECT counted.rowid AS cell, scope, measure_no, group_no, n, total, squares
FROM counted
JOIN decided ON decided.cell = counted.rowid
WHERE decided.hidden IS NULL
ORDER BY counted.rowid
