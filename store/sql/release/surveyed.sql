-- One row a place, role and year with answers of persons, not figures alone.
SELECT DISTINCT source_place.place, source_place.role, left(source_place.period, 4) AS year
FROM source_place
JOIN source USING (upload)
WHERE source.respondents > 0
