-- One row a scope with anything to tell, newest first; answers is missing where they are too few to be told.
SELECT scope.place, scope.role, scope.period, period.kind AS period_kind, period.year, response.n AS answers
FROM scope
JOIN period USING (period)
LEFT JOIN response USING (scope)
ORDER BY scope.place, scope.role, period.year DESC, period.sort DESC
