-- One row an item and scale point at the places, for the period and role; items without rows may not show theirs.
SELECT scope.place, scope.role, measure.item, distribution.value, distribution.n
FROM scope
JOIN distribution USING (scope)
JOIN measure USING (measure_no)
WHERE scope.place IN (SELECT unnest($places::VARCHAR[]))
    AND scope.period = $period
    AND ($role IS NULL OR scope.role = $role)
ORDER BY scope.place, scope.role, measure.item, distribution.value
