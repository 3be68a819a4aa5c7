-- How many figures at a place and the places in it stand as earlier releases told them, and the latest of those.
SELECT count(*) AS figures, max(cell.as_of) AS latest
FROM cell
JOIN scope USING (scope)
WHERE cell.as_of IS NOT NULL AND scope.period = $period
    AND (scope.place = $place OR starts_with(scope.place, $place || '/'))
