-- One row a cell: scope, group ('' is everybody) and measure, with the counts behind it.
-- The scale is missing where the questions behind have different ones.
WITH counted AS (
    SELECT
        reach.scope, '' AS grouping_value, moment.measure_no,
        sum(moment.n)::INTEGER AS n,
        sum(moment.total) AS total,
        CASE WHEN bool_or(moment.n > 0 AND moment.squares IS NULL) THEN NULL ELSE sum(moment.squares) END AS squares,
        sum(moment.dont_know)::INTEGER AS dont_know,
        sum(moment.not_applicable)::INTEGER AS not_applicable
    FROM moment
    JOIN reach USING (spot)
    GROUP BY reach.scope, moment.measure_no
    UNION ALL
    SELECT
        reach.scope, group_moment.grouping_value, group_moment.measure_no,
        sum(group_moment.n)::INTEGER, sum(group_moment.total), sum(group_moment.squares), NULL, NULL
    FROM group_moment
    JOIN reach USING (spot)
    GROUP BY reach.scope, group_moment.grouping_value, group_moment.measure_no
),
upload_of_scope AS (
    SELECT DISTINCT reach.scope, upload_of_spot.upload
    FROM reach
    JOIN (
        SELECT DISTINCT spot, upload FROM respondent_spot
        UNION
        SELECT DISTINCT spot.spot, aggregate.upload
        FROM aggregate
        JOIN spot USING (municipality, service, unit, role, period)
    ) AS upload_of_spot USING (spot)
),
scale AS (
    SELECT upload_of_scope.scope, membership.measure_no,
        CASE WHEN min(scale_min) = max(scale_min) AND min(scale_max) = max(scale_max) THEN min(scale_min) END AS scale_min,
        CASE WHEN min(scale_min) = max(scale_min) AND min(scale_max) = max(scale_max) THEN min(scale_max) END AS scale_max
    FROM upload_of_scope
    JOIN (
        SELECT upload, measure_no, min(scale_min) AS scale_min, max(scale_max) AS scale_max FROM membership GROUP BY ALL
    ) AS membership USING (upload)
    GROUP BY ALL
)
SELECT
    counted.scope, counted.grouping_value, counted.measure_no, measure.kind = 'item' AS is_item,
    n, total, squares, dont_know, not_applicable, scale_min, scale_max
FROM counted
JOIN measure USING (measure_no)
LEFT JOIN scale ON scale.scope = counted.scope AND scale.measure_no = counted.measure_no
-- A fixed order, so that the same answers lead to the same choice among equals each time.
ORDER BY counted.scope, counted.measure_no, counted.grouping_value
