-- One row a service's scope, dimension and item of a municipality: how well the dimension's items measure one thing, and
-- how the item goes together with the others.
SELECT scope.place, scope.period, scope.role, dimension.dimension, reliability.items, reliability.n, reliability.alpha,
    reliability.lower, reliability.upper, reliability.omega, reliability.spearman_brown, reliability.reason,
    reliability.omega_reason, item.item, item_reliability.rest_correlation
FROM reliability
JOIN scope USING (scope)
JOIN place USING (place)
JOIN measure AS dimension USING (measure_no)
JOIN item_reliability
    ON item_reliability.scope = reliability.scope AND item_reliability.dimension_no = reliability.measure_no
JOIN measure AS item ON item.measure_no = item_reliability.measure_no
WHERE place.municipality = $municipality
ORDER BY scope.place, scope.period, scope.role, dimension.dimension, item_reliability.rest_correlation
