-- One row a place of others and item of a service and role: the figure of the year, or of the latest year before it.
-- A figure of the whole year goes before those of its parts. rank numbers the places of others, the nation first.
SELECT dense_rank() OVER (ORDER BY list_position(['nation', 'region', 'county', 'group'], area), area_name) AS rank, title, area, area_name, period, year, item, scale_min, scale_max, n, mean, sd, hidden
FROM benchmark
WHERE service = $service AND role = $role AND year <= $year
QUALIFY row_number() OVER (
    PARTITION BY area, area_name, item ORDER BY year DESC, length(period), period DESC
) = 1
ORDER BY rank, item
