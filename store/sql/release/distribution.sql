-- One row an item and scale point of a municipality's scopes; items without rows may not show theirs.
SELECT scope.place, scope.period, scope.role, measure.item, distribution.value, distribution.n
FROM scope
JOIN place USING (place)
JOIN distribution USING (scope)
JOIN measure USING (measure_no)
WHERE place.municipality = $municipality
ORDER BY scope.place, scope.period, scope.role, measure.item, distribution.value
