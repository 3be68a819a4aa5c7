-- One row a service of a municipality, role and period that has groups by a background variable: which variables.
SELECT place.service, scope.role, scope.period,
    list_sort(list(DISTINCT split_part(cell.grouping_value, '=', 1))) AS variables
FROM scope
JOIN place USING (place)
JOIN period USING (period)
JOIN cell USING (scope)
JOIN measure USING (measure_no)
WHERE place.municipality = $municipality AND place.level = 'service' AND period.kind = 'year'
    AND measure.kind = 'overall' AND cell.grouping_value <> ''
GROUP BY ALL
ORDER BY place.service, scope.role, scope.period
