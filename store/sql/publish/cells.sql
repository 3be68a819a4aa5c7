-- One row a cell: scope, group ('' is everybody, and 0 is its variable) and measure, with the counts behind it. In a
-- fixed order, so that the same answers lead to the same choice among equals each time.
-- The scale is missing where the questions behind have different ones.
CREATE OR REPLACE TEMP TABLE counted AS
WITH summed AS (
    SELECT
        reach.scope, '' AS grouping_value, 0::SMALLINT AS variable, moment.measure_no,
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
        reach.scope, group_moment.grouping_value, group_moment.variable, group_moment.measure_no,
        sum(group_moment.n)::INTEGER, sum(group_moment.total), sum(group_moment.squares), NULL, NULL
    FROM group_moment
    JOIN reach USING (spot)
    GROUP BY ALL
),
-- Scopes that rest on the same uploads have the same scales.
uploads_of_scope AS (
    SELECT reach.scope, list_sort(list(DISTINCT upload_of_spot.upload)) AS uploads
    FROM reach
    JOIN (
        SELECT DISTINCT spot, upload FROM respondent_spot
        UNION
        SELECT DISTINCT spot.spot, aggregate.upload
        FROM aggregate
        JOIN spot USING (municipality, service, unit, role, period)
    ) AS upload_of_spot USING (spot)
    GROUP BY reach.scope
),
numbered AS (
    SELECT scope, uploads, dense_rank() OVER (ORDER BY uploads)::INTEGER AS basis FROM uploads_of_scope
),
scale AS (
    SELECT told.basis, membership.measure_no,
        CASE WHEN min(scale_min) = max(scale_min) AND min(scale_max) = max(scale_max) THEN min(scale_min) END AS scale_min,
        CASE WHEN min(scale_min) = max(scale_min) AND min(scale_max) = max(scale_max) THEN min(scale_max) END AS scale_max
    FROM (SELECT basis, unnest(uploads) AS upload FROM (SELECT DISTINCT basis, uploads FROM numbered)) AS told
    JOIN (
        SELECT upload, measure_no, min(scale_min) AS scale_min, max(scale_max) AS scale_max FROM membership GROUP BY ALL
    ) AS membership USING (upload)
    GROUP BY ALL
)
SELECT summed.*, measure.kind = 'item' AS is_item, scale.scale_min, scale.scale_max
FROM summed
JOIN measure USING (measure_no)
LEFT JOIN numbered USING (scope)
LEFT JOIN scale USING (basis, measure_no)
ORDER BY summed.scope, summed.measure_no, summed.grouping_value;

-- One row a scope and measure of which a source of figures hid something itself.
CREATE OR REPLACE TEMP TABLE source_hidden AS
SELECT DISTINCT reach.scope, membership.measure_no
FROM aggregate
JOIN spot USING (municipality, service, unit, role, period)
JOIN reach USING (spot)
JOIN membership USING (question)
WHERE aggregate.hidden IS NOT NULL;
