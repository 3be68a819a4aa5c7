-- One row a level of places and way to divide: how many figures have answers behind them, and how many are hidden.
-- What nobody answered and what the source itself hides are not counted.
SELECT
    place.level,
    CASE
        WHEN cell.grouping_value <> '' THEN 'group'
        WHEN period.kind <> 'year' THEN 'part'
        ELSE 'whole'
    END AS breakdown,
    count(*) AS figures,
    count(*) FILTER (WHERE cell.hidden = 'few') AS withheld
FROM cell
JOIN scope USING (scope)
JOIN place USING (place)
JOIN period USING (period)
WHERE coalesce(cell.hidden, 'few') NOT IN ('none', 'source')
GROUP BY ALL
