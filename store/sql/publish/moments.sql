-- One row a respondent, dimension and level: the sum and number of the answered items' values on the 0-100 index.
CREATE OR REPLACE TEMP TABLE partial AS
SELECT
    answer.respondent,
    question.dimension,
    question.level,
    -- In double precision: the stored values are floats, and a sum of floats loses the eighth digit.
    sum((answer.value::DOUBLE - question.scale_min) / (question.scale_max - question.scale_min) * 100) AS total,
    count(*)::SMALLINT AS answered
FROM answer
JOIN question USING (question)
WHERE answer.value IS NOT NULL
GROUP BY ALL;

-- One row an upload and group of items: how many of its questions it has.
CREATE OR REPLACE TEMP TABLE asked AS
SELECT upload, measure_no, count(*) AS items FROM membership WHERE kind <> 'item' GROUP BY ALL;

-- One row a respondent and group of items of which at least half were answered: the mean on the 0-100 index.
CREATE OR REPLACE TEMP TABLE score AS
WITH grouped AS (
    SELECT respondent, dimension, level, sum(total) AS total, sum(answered) AS answered
    FROM partial
    GROUP BY GROUPING SETS ((respondent, dimension, level), (respondent, dimension), (respondent, level), (respondent))
)
SELECT grouped.respondent, respondent_spot.spot, measure.measure_no, grouped.total / grouped.answered AS score
FROM grouped
JOIN respondent_spot USING (respondent)
JOIN measure
    ON measure.kind <> 'item'
    AND measure.dimension IS NOT DISTINCT FROM grouped.dimension
    AND measure.level IS NOT DISTINCT FROM grouped.level
JOIN asked
    ON asked.upload = respondent_spot.upload
    AND asked.measure_no = measure.measure_no
WHERE 2 * grouped.answered >= asked.items;

-- One row a spot, item and scale point: how many chose it.
CREATE OR REPLACE TEMP TABLE value_count AS
SELECT respondent_spot.spot, membership.measure_no, answer.value::SMALLINT AS value, count(*)::INTEGER AS n
FROM answer
JOIN respondent_spot USING (respondent)
JOIN membership ON membership.question = answer.question AND membership.kind = 'item'
WHERE answer.value IS NOT NULL
GROUP BY ALL;

-- One row a spot and item: how many gave no rating, for which reason.
CREATE OR REPLACE TEMP TABLE no_rating AS
SELECT
    respondent_spot.spot,
    membership.measure_no,
    count(*) FILTER (answer.missing = 'dont_know') AS dont_know,
    count(*) FILTER (answer.missing = 'not_applicable') AS not_applicable
FROM answer
JOIN respondent_spot USING (respondent)
JOIN membership ON membership.question = answer.question AND membership.kind = 'item'
WHERE answer.missing IN ('dont_know', 'not_applicable')
GROUP BY ALL;

-- One row a spot and question that a source of figures shows.
CREATE OR REPLACE TEMP TABLE figure AS
SELECT spot.spot, aggregate.question, coalesce(aggregate.n, 0) AS n, aggregate.mean, aggregate.sd,
    aggregate.dont_know, aggregate.histogram
FROM aggregate
JOIN spot USING (municipality, service, unit, role, period)
WHERE aggregate.hidden IS NULL;

-- One row a spot and measure. squares is missing where a source tells no spread.
CREATE OR REPLACE TEMP TABLE moment AS
WITH item_moment AS (
    SELECT spot, measure_no, sum(n) AS n, sum(n * value)::DOUBLE AS total, sum(n * value * value)::DOUBLE AS squares
    FROM value_count
    GROUP BY ALL
),
score_moment AS (
    SELECT spot, measure_no, count(*) AS n, sum(score) AS total, sum(score * score) AS squares
    FROM score
    GROUP BY ALL
),
figure_item AS (
    SELECT figure.spot, membership.measure_no, sum(n) AS n, sum(n * mean) AS total,
        sum(CASE WHEN n = 1 THEN mean * mean ELSE (n - 1) * sd * sd + n * mean * mean END) AS squares, sum(figure.dont_know) AS dont_know
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
SELECT
    coalesce(item_moment.spot, no_rating.spot) AS spot, coalesce(item_moment.measure_no, no_rating.measure_no) AS measure_no,
    coalesce(n, 0) AS n, total, squares, coalesce(dont_know, 0) AS dont_know, coalesce(not_applicable, 0) AS not_applicable
FROM item_moment
FULL JOIN no_rating ON no_rating.spot = item_moment.spot AND no_rating.measure_no = item_moment.measure_no
UNION ALL SELECT spot, measure_no, n, total, squares, NULL, NULL FROM score_moment
UNION ALL SELECT spot, measure_no, n, total, squares, dont_know, NULL FROM figure_item
UNION ALL SELECT spot, measure_no, n, total, NULL, NULL, NULL FROM figure_score;

-- One row a spot, value of a background variable and group of items.
CREATE OR REPLACE TEMP TABLE group_moment AS
SELECT
    score.spot, background.variable || '=' || background.value AS grouping_value, score.measure_no,
    count(*) AS n, sum(score.score) AS total, sum(score.score * score.score) AS squares
FROM score
JOIN background USING (respondent)
GROUP BY ALL;
