-- One row a group of a place, period and role, and a group of items: overall and the dimensions, without the levels.
SELECT
    split_part(cell.grouping_value, '=', 1) AS variable,
    substr(cell.grouping_value, instr(cell.grouping_value, '=') + 1) AS value,
    measure.measure, cell.n, cell.mean, cell.lower, cell.upper, cell.sd, cell.se, cell.df, cell.scale_min,
    cell.scale_max, cell.hidden,
    cell.scale_min + cell.mean / 100 * (cell.scale_max - cell.scale_min) AS raw
FROM scope
JOIN cell USING (scope)
JOIN measure USING (measure_no)
WHERE scope.place = $place AND scope.period = $period AND scope.role = $role
    AND cell.grouping_value <> '' AND measure.kind IN ('overall', 'dimension')
ORDER BY variable, value, measure.measure_no
