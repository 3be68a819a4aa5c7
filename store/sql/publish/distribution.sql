-- One row a cell that may show its distribution and a scale point: how many chose it.
WITH told AS (
    SELECT spot, measure_no, value, n FROM value_count
    UNION ALL
    SELECT told.spot, membership.measure_no, (membership.scale_min + told.position - 1)::SMALLINT, told.n
    FROM (
        SELECT spot, question, unnest(histogram) AS n, generate_subscripts(histogram, 1) AS position
        FROM figure
        WHERE histogram IS NOT NULL
    ) AS told
    JOIN membership ON membership.question = told.question AND membership.kind = 'item'
)
SELECT counted.scope, counted.measure_no, told.value, sum(told.n)::INTEGER AS n
FROM counted
JOIN decided ON decided.cell = counted.rowid
JOIN reach USING (scope)
JOIN told ON told.spot = reach.spot AND told.measure_no = counted.measure_no
WHERE counted.is_item AND decided.detail
GROUP BY ALL
