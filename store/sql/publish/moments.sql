-- A part is a dimension at a level: every group of items is a sum of parts.
CREATE OR REPLACE TEMP TABLE part AS
SELECT row_number() OVER (ORDER BY dimension, level)::SMALLINT AS part, dimension, level
FROM (SELECT DISTINCT dimension, level FROM question);

CREATE OR REPLACE TEMP TABLE question_part AS
SELECT question.question, part.part, question.scale_min::DOUBLE AS low, 100.0 / (question.scale_max - question.scale_min) AS step
FROM question
JOIN part USING (dimension, level);

-- One row a group of items. Groups of the same parts, as a dimension that is asked about at one level, are counted once:
-- basis is the first of them.
CREATE OR REPLACE TEMP TABLE basis AS
SELECT measure_no, min(measure_no) OVER (PARTITION BY parts) AS basis, parts
FROM (
    SELECT measure.measure_no, list(part.part ORDER BY part.part) AS parts
    FROM measure
    JOIN part
        ON (measure.dimension IS NULL OR measure.dimension = part.dimension)
        AND (measure.level IS NULL OR measure.level = part.level)
    WHERE measure.kind <> 'item'
    GROUP BY ALL
);

-- One row a respondent and part: the sum and number of the answered items' values on the 0-100 index.
CREATE OR REPLACE TEMP TABLE partial AS
SELECT
    answer.respondent, question_part.part,
    -- In double precision: the stored values are floats, and a sum of floats loses the eighth digit.
    sum((answer.value::DOUBLE - question_part.low) * question_part.step) AS total,
    count(*)::SMALLINT AS answered
FROM answer
JOIN question_part USING (question)
WHERE answer.value IS NOT NULL
GROUP BY ALL;

-- One row an upload and group of items: how many of its questions it has.
CREATE OR REPLACE TEMP TABLE asked AS
SELECT upload, measure_no, count(*) AS items FROM membership WHERE kind <> 'item' GROUP BY ALL;

-- One row a respondent and basis of which at least half of the items were answered: the mean on the 0-100 index.
CREATE OR REPLACE TEMP TABLE score AS
WITH distinct_basis AS (
    SELECT basis AS measure_no, parts FROM basis WHERE measure_no = basis
),
single AS (
    SELECT measure_no, parts[1] AS part FROM distinct_basis WHERE len(parts) = 1
),
several AS (
    SELECT measure_no, unnest(parts) AS part FROM distinct_basis WHERE len(parts) > 1
),
grouped AS (
    SELECT respondent, measure_no, total, answered FROM partial JOIN single USING (part)
    UNION ALL
    SELECT respondent, measure_no, sum(total), sum(answered)
    FROM partial
    JOIN several USING (part)
    GROUP BY respondent, measure_no
)
SELECT grouped.respondent, respondent_spot.spot, grouped.measure_no AS basis, grouped.total / grouped.answered AS score
FROM grouped
JOIN respondent_spot USING (respondent)
JOIN asked
    ON asked.upload = respondent_spot.upload
    AND asked.measure_no = grouped.measure_no
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
    count(*) FILTER (answer.missing = 'dont_know')::INTEGER AS dont_know,
    count(*) FILTER (answer.missing = 'not_applicable')::INTEGER AS not_applicable
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
    SELECT spot, measure_no, sum(n)::INTEGER AS n, sum(n * value)::DOUBLE AS total, sum(n * value * value)::DOUBLE AS squares
    FROM value_count
    GROUP BY ALL
),
score_moment AS (
    SELECT spot, measure_no, n, total, squares
    FROM (
        SELECT spot, basis, count(*)::INTEGER AS n, sum(score) AS total, sum(score * score) AS squares FROM score GROUP BY ALL
    )
    JOIN basis USING (basis)
),
figure_item AS (
    SELECT figure.spot, membership.measure_no, sum(n)::INTEGER AS n, sum(n * mean) AS total,
        sum(CASE WHEN n = 1 THEN mean * mean ELSE (n - 1) * sd * sd + n * mean * mean END) AS squares, sum(figure.dont_know)::INTEGER AS dont_know
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
WITH numbered AS (
    SELECT variable, row_number() OVER (ORDER BY variable)::SMALLINT AS number FROM (SELECT DISTINCT variable FROM background)
),
grouped AS (
    SELECT
        score.spot, numbered.number AS variable, background.variable || '=' || background.value AS grouping_value,
        score.basis, count(*)::INTEGER AS n, sum(score.score) AS total, sum(score.score * score.score) AS squares
    FROM score
    JOIN background USING (respondent)
    JOIN numbered ON numbered.variable = background.variable
    GROUP BY ALL
)
SELECT spot, variable, grouping_value, measure_no, n, total, squares
FROM grouped
JOIN basis USING (basis);

DROP TABLE score;
