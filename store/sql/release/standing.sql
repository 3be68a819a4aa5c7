-- One row a place and period with figures that stand as earlier releases told them: how many, and the latest of those.
SELECT scope.place, scope.period, count(*) AS figures, max(cell.as_of) AS latest
FROM cell
JOIN scope USING (scope)
WHERE cell.as_of IS NOT NULL
GROUP BY ALL
