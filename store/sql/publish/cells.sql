-- One row a cell of the portion: scope, group_no (0 is everybody) and measure, with the counts behind it. In a fixed
-- order, so that the same answers lead to the same choice among equals each time.
CREATE OR REPLACE TEMP TABLE counted AS
WITH reached AS (
    SELECT spot, scope FROM reach WHERE portion = getvariable('portion')
),
summed AS (
    SELECT
        reached.scope, 0::SMALLINT AS group_no, moment.measure_no,
        sum(moment.n)::INTEGER AS n,
        sum(moment.total) AS total,
        CASE WHEN bool_or(moment.n > 0 AND moment.squares IS NULL) THEN NULL ELSE sum(moment.squares) END AS squares,
        sum(moment.dont_know)::INTEGER AS dont_know,
        sum(moment.not_applicable)::INTEGER AS not_applicable
    FROM moment
    JOIN reached USING (spot)
    GROUP BY reached.scope, moment.measure_no
    UNION ALL
    SELECT
        reached.scope, group_moment.group_no, group_moment.measure_no,
        sum(group_moment.n)::INTEGER, sum(group_moment.total), sum(group_moment.squares), NULL, NULL
    FROM group_moment
    JOIN reached USING (spot)
    JOIN scope ON scope.scope = reached.scope AND scope.period = scope.year
    GROUP BY ALL
)
SELECT summed.*, measure.kind = 'item' AS is_item, scale.scale_min, scale.scale_max
FROM summed
JOIN measure USING (measure_no)
LEFT JOIN scope_basis USING (scope)
LEFT JOIN scale USING (basis, measure_no)
ORDER BY summed.scope, summed.measure_no, summed.group_no;
