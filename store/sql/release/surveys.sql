-- One row a survey that has answers in a service (or anywhere in a municipality), year and role.
SELECT DISTINCT source.title
FROM source
JOIN source_place USING (upload)
WHERE source.kind <> 'invited'
    AND (source_place.place = $place OR starts_with(source_place.place, $place || '/'))
    AND left(source_place.period, 4) = left($period, 4)
    AND ($role IS NULL OR source_place.role = $role)
ORDER BY source.title
