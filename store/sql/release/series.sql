-- One row a place, role, period and measure of a municipality (everybody, no groups), in the order of time, with how many
-- answered in the period and how many were invited.
SELECT scope.place, scope.role, scope.period, period.year, period.kind AS period_kind, period.sort,
    measure.measure, cell.n, cell.mean, cell.lower, cell.upper, cell.sd, cell.se, cell.df, cell.scale_min,
    cell.scale_max, cell.hidden, response.n AS answered, response.invited
FROM scope
JOIN place USING (place)
JOIN period USING (period)
JOIN cell USING (scope)
JOIN measure USING (measure_no)
LEFT JOIN response USING (scope)
WHERE place.municipality = $municipality
    AND cell.grouping_value = ''
    AND measure.kind IN ('overall', 'dimension', 'item')
ORDER BY period.year, period.sort, measure.measure_no
