-- One row a service of a municipality, role and year with answers of persons: which background variables of its form are
-- told somewhere in the municipality that year. Its own groups may all be hidden.
WITH told AS (
    SELECT DISTINCT scope.period, split_part(cell.grouping_value, '=', 1) AS variable
    FROM scope
    JOIN place USING (place)
    JOIN cell USING (scope)
    WHERE place.municipality = $municipality AND cell.grouping_value <> ''
),
asked AS (
    SELECT DISTINCT place.service, source_place.role, left(source_place.period, 4) AS period
    FROM source_place
    JOIN source USING (upload)
    JOIN place USING (place)
    WHERE place.municipality = $municipality AND place.level <> 'municipality' AND source.respondents > 0
)
SELECT asked.service, asked.role, asked.period, list_sort(list(DISTINCT told.variable)) AS variables
FROM asked
JOIN background USING (service, role)
JOIN told ON told.period = asked.period AND told.variable = background.variable
GROUP BY ALL
ORDER BY asked.service, asked.role, asked.period
