-- One row a cell, in the cells' order: what decides whether it is shown.
SELECT rowid AS cell, scope, measure_no, variable, is_item, n, scale_min IS NULL AS mixed_scales
FROM counted
ORDER BY rowid
