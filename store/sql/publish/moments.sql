-- Count the answers at the spots from first_spot to last_spot.
CREATE OR REPLACE TEMP TABLE counted_respondent AS
FROM respondent_spot WHERE spot BETWEEN getvariable('first_spot') AND getvariable('last_spot');

-- One row a respondent and part: the sum and number of the answered items' values on the 0-100 index.
CREATE OR REPLACE TEMP TABLE partial AS
SELECT
    answer.respondent, asked_question.part,
    -- In double precision: the stored values are floats, and a sum of floats loses the eighth digit.
    sum((answer.value::DOUBLE - asked_question.low) * asked_question.step) AS total,
    count(*)::SMALLINT AS answered
FROM answer
JOIN asked_question USING (question)
SEMI JOIN counted_respondent USING (respondent)
WHERE answer.value IS NOT NULL
GROUP BY ALL;

INSERT INTO responded
SELECT spot, count(*) FROM counted_respondent SEMI JOIN partial USING (respondent) GROUP BY spot;

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
SELECT grouped.respondent, counted_respondent.spot, grouped.measure_no AS basis, grouped.total / grouped.answered AS score
FROM grouped
JOIN counted_respondent USING (respondent)
JOIN asked
    ON asked.upload = counted_respondent.upload
    AND asked.measure_no = grouped.measure_no
WHERE 2 * grouped.answered >= asked.items;

DROP TABLE partial;

INSERT INTO value_count
SELECT counted_respondent.spot, asked_question.measure_no, answer.value::SMALLINT, count(*)
FROM answer
JOIN counted_respondent USING (respondent)
JOIN asked_question USING (question)
WHERE answer.value IS NOT NULL
GROUP BY ALL;

INSERT INTO moment
WITH item_moment AS (
    SELECT spot, measure_no, sum(n)::INTEGER AS n, sum(n * value)::DOUBLE AS total, sum(n * value * value)::DOUBLE AS squares
    FROM value_count
    WHERE spot BETWEEN getvariable('first_spot') AND getvariable('last_spot')
    GROUP BY ALL
),
-- One row a spot and item: how many gave no rating, for which reason.
no_rating AS (
    SELECT
        counted_respondent.spot, asked_question.measure_no,
        count(*) FILTER (answer.missing = 'dont_know') AS dont_know,
        count(*) FILTER (answer.missing = 'not_applicable') AS not_applicable
    FROM answer
    JOIN counted_respondent USING (respondent)
    JOIN asked_question USING (question)
    WHERE answer.missing IN ('dont_know', 'not_applicable')
    GROUP BY ALL
),
score_moment AS (
    SELECT spot, measure_no, n, total, squares
    FROM (
        SELECT spot, basis, count(*) AS n, sum(score) AS total, sum(score * score) AS squares FROM score GROUP BY ALL
    )
    JOIN basis USING (basis)
)
SELECT
    coalesce(item_moment.spot, no_rating.spot), coalesce(item_moment.measure_no, no_rating.measure_no),
    coalesce(n, 0), total, squares, coalesce(dont_know, 0), coalesce(not_applicable, 0)
FROM item_moment
FULL JOIN no_rating ON no_rating.spot = item_moment.spot AND no_rating.measure_no = item_moment.measure_no
UNION ALL
SELECT spot, measure_no, n, total, squares, NULL, NULL FROM score_moment;

INSERT INTO group_moment
WITH grouped AS (
    SELECT
        score.spot, background_value.group_no, score.basis,
        count(*) AS n, sum(score.score) AS total, sum(score.score * score.score) AS squares
    FROM score
    JOIN background USING (respondent)
    JOIN background_value
        ON background_value.variable_name = background.variable AND background_value.value = background.value
    -- The measures that the lattice divides by background variables.
    SEMI JOIN (
        SELECT basis.basis
        FROM basis
        JOIN measure USING (measure_no)
        WHERE list_contains(getvariable('grouped_kinds'), measure.kind)
    ) AS divided ON divided.basis = score.basis
    GROUP BY ALL
)
SELECT spot, group_no, measure_no, n, total, squares
FROM grouped
JOIN basis USING (basis)
JOIN measure USING (measure_no)
WHERE list_contains(getvariable('grouped_kinds'), measure.kind);

DROP TABLE score;
