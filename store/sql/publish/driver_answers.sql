-- The answers behind the scopes of one batch.
-- One row a scope and respondent; unit is a number for the place that answers are compared within.
CREATE OR REPLACE TEMP TABLE driver_reach AS
WITH wanted AS (
    SELECT scope, place, service, role, period AS year FROM driver_scope WHERE batch = getvariable('batch')
),
member AS (
    SELECT respondent, upload, municipality, service, role, year,
        dense_rank() OVER (ORDER BY municipality, unit)::INTEGER AS unit
    FROM respondent
    SEMI JOIN wanted USING (service, role, year)
)
SELECT wanted.scope, member.respondent, member.upload, member.unit
FROM member
JOIN wanted USING (service, role, year)
WHERE wanted.place IN (concat_ws('/', member.municipality, member.service), concat_ws('/', 'all', member.service));

-- One row a respondent and item that was answered: the value on the 0-100 index, in double precision.
CREATE OR REPLACE TEMP TABLE driver_answer AS
WITH asked AS MATERIALIZED (
    SELECT question.question, measure.measure_no AS item, question.scale_min::DOUBLE AS low,
        100.0 / (question.scale_max - question.scale_min) AS step
    FROM question
    JOIN measure ON measure.item = question.item
    JOIN driver_dimension ON driver_dimension.dimension = question.dimension
),
member AS MATERIALIZED (
    SELECT DISTINCT respondent FROM driver_reach
)
SELECT answer.respondent, asked.item, (answer.value::DOUBLE - asked.low) * asked.step AS value
FROM answer
SEMI JOIN member USING (respondent)
JOIN asked USING (question)
WHERE answer.value IS NOT NULL;
