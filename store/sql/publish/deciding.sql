-- One row a cell, in the cells' order: what decides whether it is shown. parent is the scope that a unit's cell is part of.
SELECT
    counted.rowid AS cell, counted.scope, scope.parent, counted.measure_no, counted.variable, counted.is_item, counted.n,
    counted.scale_min IS NULL AS mixed_scales
FROM counted
JOIN scope USING (scope)
ORDER BY counted.rowid
