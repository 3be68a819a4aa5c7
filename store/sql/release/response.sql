-- One row a scope of a municipality: answered and invited.
SELECT scope.place, scope.period, scope.role, response.n, response.invited, response.hidden
FROM response
JOIN scope USING (scope)
JOIN place USING (place)
WHERE place.municipality = $municipality
ORDER BY scope.place, scope.period, scope.role
