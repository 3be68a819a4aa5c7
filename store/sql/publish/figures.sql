-- One row a spot and question that a source of figures shows.
CREATE OR REPLACE TEMP TABLE figure AS
SELECT spot.spot, aggregate.question, coalesce(aggregate.n, 0) AS n, aggregate.mean, aggregate.sd,
    aggregate.dont_know, aggregate.histogram
FROM aggregate
JOIN spot USING (municipality, service, unit, role, period)
WHERE aggregate.hidden IS NULL;

INSERT INTO moment
WITH figure_item AS (
    SELECT figure.spot, membership.measure_no, sum(n) AS n, sum(n * mean) AS total,
        sum(CASE WHEN n = 1 THEN mean * mean ELSE (n - 1) * sd * sd + n * mean * mean END) AS squares,
        sum(figure.dont_know) AS dont_know
    FROM figure
    JOIN membership ON membership.question = figure.question AND membership.kind = 'item'
    GROUP BY ALL
),
-- A source of figures tells nothing of how one person's answers hang together, so a group of items has no spread.
-- As for a respondent, at least half of the questions must have a figure.
figure_score AS (
    SELECT figure.spot, membership.measure_no, max(n) AS n,
        max(n) * sum(n * (mean - scale_min) / (scale_max - scale_min) * 100) / nullif(sum(n), 0) AS total
    FROM figure
    JOIN membership ON membership.question = figure.question AND membership.kind <> 'item'
    JOIN asked ON asked.upload = membership.upload AND asked.measure_no = membership.measure_no
    WHERE figure.n > 0
    GROUP BY figure.spot, membership.measure_no, asked.upload, asked.items
    HAVING 2 * count(*) >= asked.items
)
SELECT spot, measure_no, n, total, squares, dont_know, NULL FROM figure_item
UNION ALL
SELECT spot, measure_no, n, total, NULL, NULL, NULL FROM figure_score;

INSERT INTO value_count
SELECT told.spot, membership.measure_no, membership.scale_min + told.position - 1, told.n
FROM (
    SELECT spot, question, unnest(histogram) AS n, generate_subscripts(histogram, 1) AS position
    FROM figure
    WHERE histogram IS NOT NULL
) AS told
JOIN membership ON membership.question = told.question AND membership.kind = 'item';

-- One row a spot of which anything is told.
CREATE OR REPLACE TEMP TABLE answered AS
SELECT DISTINCT spot FROM moment WHERE n > 0;
