-- One row a group of a place, period and role of a municipality, and a group of items: overall and the dimensions,
-- without the levels.
SELECT
    scope.place, scope.period, scope.role,
    split_part(cell.grouping_value, '=', 1) AS variable,
    substr(cell.grouping_value, instr(cell.grouping_value, '=') + 1) AS value,
    measure.measure, cell.n, cell.mean, cell.lower, cell.upper, cell.sd, cell.se, cell.df, cell.scale_min,
    cell.scale_max, cell.hidden,
    cell.scale_min + cell.mean / 100 * (cell.scale_max - cell.scale_min) AS raw
FROM scope
JOIN place USING (place)
JOIN cell USING (scope)
JOIN measure USING (measure_no)
WHERE place.municipality = $municipality AND cell.grouping_value <> '' AND measure.kind IN ('overall', 'dimension')
ORDER BY scope.place, scope.period, scope.role, variable, value, measure.measure_no
