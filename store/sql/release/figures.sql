-- One row a cell, as the pages show it.
SELECT
    scope.place, place.level AS place_level, place.municipality, place.service, place.unit, place.name_nb AS place_name,
    scope.period, scope.role, nullif(cell.grouping_value, '') AS grouping_value, measure.measure, measure.kind,
    measure.item,
    coalesce(measure.dimension, asked.dimension) AS dimension,
    coalesce(measure.level, asked.level) AS level,
    cell.n, cell.invited, cell.mean, cell.lower, cell.upper, cell.sd, cell.pooled_mean, cell.method,
    cell.dont_know, cell.not_applicable, cell.scale_min, cell.scale_max, cell.hidden,
    strftime(cell.as_of, '%Y-%m-%d') AS as_of
FROM scope
JOIN place USING (place)
JOIN cell USING (scope)
JOIN measure USING (measure_no)
LEFT JOIN (
    SELECT item, arg_min(dimension, sort) AS dimension, arg_min(level, sort) AS level FROM wording GROUP BY item
) AS asked ON asked.item = measure.item
WHERE ($place IS NULL OR scope.place = $place)
    AND ($period IS NULL OR scope.period = $period)
    AND ($role IS NULL OR scope.role = $role)
    AND ($measure IS NULL OR measure.measure = $measure OR measure.kind = $measure)
    AND CASE WHEN $grouping IS NULL THEN cell.grouping_value = '' ELSE starts_with(cell.grouping_value, $grouping || '=') END
ORDER BY scope.place, scope.period, scope.role, measure.measure, cell.grouping_value
