-- One row: whether a place or the places below it have answers of persons in a role and year, not figures alone.
SELECT count(*) > 0 AS answered
FROM source_place
JOIN source USING (upload)
WHERE (source_place.place = $place OR starts_with(source_place.place, $place || '/'))
    AND source_place.role = $role AND left(source_place.period, 4) = $period AND source.respondents > 0
