-- One row a place and role in the period: answered and invited.
SELECT scope.place, scope.role, response.n, response.invited, response.hidden
FROM response
JOIN scope USING (scope)
WHERE scope.place IN (SELECT unnest($places::VARCHAR[]))
    AND scope.period = $period
    AND ($role IS NULL OR scope.role = $role)
ORDER BY scope.place, scope.role
