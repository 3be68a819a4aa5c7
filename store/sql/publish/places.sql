-- One row a place, with the latest name of a unit.
WITH named AS (
    SELECT municipality, service, unit, unit_name, year FROM respondent WHERE unit <> ''
    UNION ALL
    SELECT municipality, service, unit, unit_name, year FROM aggregate WHERE unit <> ''
    UNION ALL
    SELECT municipality, service, unit, unit_name, year FROM invited WHERE unit <> ''
),
latest AS (
    SELECT municipality, service, unit, arg_max(unit_name, year) AS unit_name FROM named GROUP BY ALL
)
SELECT DISTINCT place_of_spot.place, place_of_spot.level, place_of_spot.municipality,
    nullif(place_of_spot.service, '') AS service, nullif(place_of_spot.unit, '') AS unit, latest.unit_name AS name
FROM place_of_spot
LEFT JOIN latest USING (municipality, service, unit)
