-- One row a scope with anything to tell, newest first.
SELECT scope.place, scope.role, scope.period, period.kind AS period_kind, period.year
FROM scope
JOIN period USING (period)
ORDER BY scope.place, scope.role, period.year DESC, period.sort DESC
