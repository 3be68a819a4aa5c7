-- One row a cell of the portion that may show its distribution and a scale point: how many chose it. The distribution
-- of a figure that is carried over is carried over with it.
CREATE OR REPLACE TEMP VIEW told_distribution AS
WITH detailed AS MATERIALIZED (
    SELECT counted.scope, counted.measure_no
    FROM counted
    JOIN decided ON decided.cell = counted.rowid
    WHERE counted.is_item AND decided.detail
),
reached AS (
    SELECT spot, scope FROM reach SEMI JOIN detailed USING (scope) WHERE portion = getvariable('portion')
)
SELECT reached.scope, value_count.measure_no, value_count.value, sum(value_count.n)::INTEGER AS n
FROM value_count
JOIN reached USING (spot)
-- Not a plain join, for which every spot of every cell would be held in memory.
SEMI JOIN detailed ON detailed.scope = reached.scope AND detailed.measure_no = value_count.measure_no
GROUP BY ALL
UNION ALL
SELECT former_distribution.scope, former_distribution.measure_no, former_distribution.value, former_distribution.n
FROM former_distribution
SEMI JOIN (
    SELECT counted.scope, counted.measure_no
    FROM counted
    JOIN decided ON decided.cell = counted.rowid
    WHERE decided.carried AND counted.group_no = 0
) AS carried USING (scope, measure_no);
