-- One row a place, role, measure and length of period of some places (everybody, no groups): the newest period that was
-- asked, and the newest with a figure that is shown (missing where none is).
SELECT scope.place, scope.role, measure.measure, period.kind AS period_kind,
    arg_max(period.period, period.year * 100 + period.sort) AS asked,
    arg_max(period.period, period.year * 100 + period.sort) FILTER (cell.hidden IS NULL) AS shown
FROM scope
JOIN period USING (period)
JOIN cell USING (scope)
JOIN measure USING (measure_no)
WHERE list_contains($places, scope.place)
    AND cell.grouping_value = ''
GROUP BY scope.place, scope.role, measure.measure, period.kind
ORDER BY scope.place, scope.role, measure.measure, period.kind
